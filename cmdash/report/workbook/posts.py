"""The posts of the report as a table of Excel's own, from which the formulas compute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range

from cmdash.catalog import units
from cmdash.model.views import Column, Table
from cmdash.report.workbook import values
from cmdash.report.workbook.book import CELL, Book
from cmdash.report.workbook.formulas import Posts

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"text": 44, "url": 24, "date": 13}  # characters
UNPRINTED = "url"  # the last column: on paper nobody follows it
NUMBER = 9  # characters of a column of numbers, at least
NAMES = (9, 24)  # the least and the most of a column of names
BOLDER = 1.1  # a letter of a header against one of a cell
SAMPLE = 2_000  # rows that a width is taken from
ACTS = ("likes", "comments", "shares", "saves")
HEAD = 42.0  # points: three lines of a header
HEADER = 255  # characters that the header of a table may have
NAME = "cmdash_posts"


def write_posts(made: Book, posts: Posts) -> Worksheet:
    """The posts as a table one can filter and add to; interactions are the sum of their acts where they are."""
    sheet = made.book.add_worksheet(posts.sheet)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_row(0, HEAD)
    table = posts.table
    sheet.add_table(0, 0, len(table.rows), len(table.columns) - 1, {
        "name": NAME,
        "style": "Table Style Light 1",
        "columns": [
            {"header": header, "header_format": made.formats["head_filter" if column.number else "head_name"]}
            for column, header in zip(table.columns, headers(table.columns), strict=True)
        ],
    })  # fmt: skip
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(table, at, column))
    last = len(table.columns) - 1
    sheet.print_area(0, 0, len(table.rows), last - (last > 0 and table.columns[last].id == UNPRINTED))
    acts = [at for at, column in enumerate(table.columns) if column.id in ACTS]
    beside = bool(acts) and acts == list(range(acts[0], acts[-1] + 1))
    styles = [made.formats[column.unit if column.unit in units() else "score"] for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        known = [cell for at in acts if isinstance(cell := row[at], float)]
        for at, cell in enumerate(row):
            column = table.columns[at]
            if cell is None:
                continue
            if column.id == "date":
                sheet.write_datetime(number, at, _day(str(cell)), made.formats["day"])
            elif isinstance(cell, str):
                sheet.write_string(number, at, " ".join(cell.split())[:CELL], made.formats["plain"])
            elif column.id == "interactions" and beside and known and sum(known) == cell:
                sheet.write_formula(number, at, _sum_of(number, acts), styles[at], values.stored(cell))
            else:
                sheet.write_number(number, at, values.stored(cell), styles[at])
    return sheet


def headers(columns: Sequence[Column]) -> list[str]:
    """The headers of the table: none empty, none twice."""
    found: list[str] = []
    taken: set[str] = set()
    for column in columns:
        name = base = " ".join(column.label.split())[: HEADER - 4] or column.id
        count = 2
        while name.casefold() in taken:
            name, count = f"{base} {count}", count + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _width(table: Table, at: int, column: Column) -> float:
    """The characters of a column: names are seen whole as far as they are short."""
    if column.id in WIDTHS:
        return WIDTHS[column.id]
    # words of a header stand below each other, above the button of the filter
    head = max((len(word) for word in column.label.split()), default=0) * BOLDER + 2
    if column.number:
        return max(NUMBER, head)
    least, most = NAMES
    longest = max((len(str(row[at])) for row in table.rows[:SAMPLE] if row[at] is not None), default=0)
    return min(max(least, longest + 2, head + 1), most)


def _sum_of(row: int, columns: list[int]) -> str:
    return f"=SUM({xl_range(row, columns[0], row, columns[-1])})"


def _day(text: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
