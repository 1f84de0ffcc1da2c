"""The posts of the report as a table of their own, from which the formulas compute."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.utility import xl_range

from cmdash.catalog import units
from cmdash.report.workbook.book import CELL, Book
from cmdash.report.workbook.formulas import Posts

WIDTHS = {"text": 60, "url": 30, "date": 12}


def write_posts(made: Book, posts: Posts) -> None:
    """The posts as a table one can filter; interactions are the sum of their acts where they are."""
    sheet = made.book.add_worksheet(posts.sheet)
    made.names.add(posts.sheet.casefold())
    sheet.freeze_panes(1, 0)
    table = posts.table
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, WIDTHS.get(column.id, 14))
        style = "head_number" if column.number else "head"
        sheet.write_string(0, at, column.label, made.formats[style])
    acts = [
        at for at, column in enumerate(table.columns) if column.id in ("likes", "comments", "shares", "saves")
    ]
    for number, row in enumerate(table.rows, 1):
        known = [cell for at in acts if isinstance(cell := row[at], float)]
        for at, cell in enumerate(row):
            column = table.columns[at]
            if cell is None:
                continue
            if column.id == "date":
                sheet.write_datetime(number, at, _day(str(cell)), made.formats["day"])
            elif isinstance(cell, str):
                sheet.write_string(number, at, cell[:CELL], made.formats["plain"])
            elif (
                column.id == "interactions"
                and known
                and acts == list(range(acts[0], acts[-1] + 1))
                and sum(known) == cell
            ):
                sheet.write_formula(number, at, _sum_of(number, acts), made.formats["count"], cell)
            else:
                sheet.write_number(
                    number, at, cell, made.formats[column.unit if column.unit in units() else "score"]
                )
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _sum_of(row: int, columns: list[int]) -> str:
    return f"=SUM({xl_range(row, columns[0], row, columns[-1])})"


def _day(text: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
