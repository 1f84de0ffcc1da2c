"""Tables on a sheet: words over several columns, numbers as the report says them, quotients as live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations_with_replacement
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from cmdash.catalog import kpis, units
from cmdash.model.views import Column, Table
from cmdash.report import lettering
from cmdash.report.workbook import values
from cmdash.report.workbook.book import ACROSS, LINE, Book, Place, points
from cmdash.report.workbook.formulas import formula
from cmdash.report.workbook.lines import INDENT, TEXT, height, write_words
from cmdash.report.workbook.quotients import Beside, Cells, quotient

if TYPE_CHECKING:
    from xlsxwriter.format import Format

SAMPLE = 60  # rows that the widths of a table are taken from


@dataclass(frozen=True)
class Number:
    """What a cell of a number holds: the value, how it reads, and the formula that gives it, if any."""

    value: float
    style: Format
    formula: str | None = None


def write_grid(made: Book, place: Place, table: Table) -> None:
    """A table; a KPI of a network is a live formula too. Long texts run over several columns of the sheet."""
    spans = _spans(table)
    starts = [0, *accumulate(spans)][:-1]
    place.columns = max(place.columns, sum(spans))
    heads = [column.label for column in table.columns]
    for at, text in enumerate(heads):
        style = ("head_number", "head_apart", "head")[_kind(table.columns, at)]
        write_words(made, place, starts[at], text, style, spans[at])
    place.close(
        max(height(t, points(starts[at], spans[at]) - INDENT, "head", True) for at, t in enumerate(heads))
    )
    numbers = _numbers(made, place, table, starts)
    for found, shown in zip(numbers, table.shown, strict=True):
        high = [LINE]
        for at, (number, text) in enumerate(zip(found, shown, strict=True)):
            if number is not None:
                write_number(place, place.row, starts[at], number)
                continue
            style = ("right", "cell_apart", "cell")[_kind(table.columns, at)]
            write_words(made, place, starts[at], text, style, spans[at])
            if not table.columns[at].number:
                high.append(height(text, points(starts[at], spans[at]) - INDENT, style))
        place.close(max(high))


def number(made: Book, name: str, value: float | None, shown: str, text: str | None) -> Number | None:
    """A number as the report shows it, with the formula that gives it; None where neither words nor value hold one."""
    found = values.cell(shown, made.report.language, value)
    if found is not None and (found.exact or text is None):
        return Number(values.stored(found.number), made.coded(found.code), text)
    if value is None:
        return None
    return Number(values.stored(value), made.formats[_style(name, shown, value)], text)


def write_number(place: Place, row: int, column: int, found: Number) -> None:
    """The number in its cell: a formula with the value stored, or the value alone."""
    if found.formula is None:
        place.sheet.write_number(row, column, found.value, found.style)
    else:
        place.sheet.write_formula(row, column, found.formula, found.style, found.value)


def _numbers(made: Book, place: Place, table: Table, starts: Sequence[int]) -> list[list[Number | None]]:
    """The cells of numbers, None for those of words: each computed from the posts or from what stands beside it, where
    that gives it exactly. The columns are kept for the figures of the part."""
    networks = _networks(made) if table.columns[0].id == "name" else set()
    rows, ids = table.rows or table.shown, [column.id for column in table.columns]

    def cell(line: int, at: int, text: str | None = None) -> Number | None:
        value, shown = rows[line][at], table.shown[line][at]
        known = float(value) if isinstance(value, float | int) else None
        name = table.kpis[line][at] if table.kpis else ids[at]
        if not table.columns[at].number:
            return None
        if text is None and known is not None and rows[line][0] in networks:
            text = formula(name, known, made.posts, str(rows[line][0]))
        elif values.cell(shown, made.report.language, known) is None:
            return None
        return number(made, name, known, shown, text)

    count = range(len(ids))
    found = [[cell(line, at) for at in count] for line in range(len(rows))]
    first, last = place.row, place.row + len(rows) - 1
    columns = {
        ids[at]: Cells(
            xl_range_abs(first, starts[at], last, starts[at]),
            tuple(one.value if (one := row[at]) else None for row in found),
        )
        for at in count
        if table.columns[at].number and len(rows)
    }
    place.tables.append(columns)
    for line, row in enumerate(found):
        here = {
            ids[at]: (xl_rowcol_to_cell(first + line, starts[at]), one.value)
            for at in count
            if (one := row[at])
        }
        for at in count:
            one, value = row[at], rows[line][at]
            if one is None or one.formula is not None or not isinstance(value, float | int):
                continue
            others = {name: held for name, held in columns.items() if name != ids[at]}
            text = quotient(ids[at], float(value), Beside(here, others))
            row[at] = cell(line, at, text) if text else one
    return found


def _kind(columns: Sequence[Column], at: int) -> int:
    """0 for numbers, 1 for words that stand beside numbers, 2 for other words."""
    return 0 if columns[at].number else 1 if at and columns[at - 1].number else 2


def _spans(table: Table) -> list[int]:
    """How many columns of the sheet each column takes: those left go where they make the table the shortest."""
    count = len(table.columns)
    worded = [at for at in range(count) if not at or not table.columns[at].number]
    rows = table.shown[:SAMPLE]
    best, found = float("inf"), [1] * count
    for spare in range(max(0, ACROSS - count) + 1):
        for given in combinations_with_replacement(worded, spare):
            spans = [1 + given.count(at) for at in range(count)]
            starts = [0, *accumulate(spans)][:-1]
            widths = [points(start, span) - INDENT - 4 for start, span in zip(starts, spans, strict=True)]
            lines = sum(max(lettering.lines(row[at], TEXT, widths[at]) for at in worded) for row in rows)
            if lines < best:
                best, found = lines, spans
    return found


def _networks(made: Book) -> set[object]:
    """The names of the networks that have posts."""
    if made.posts is None or "network" not in made.posts.places:
        return set()
    return {row[made.posts.places["network"]] for row in made.posts.table.rows}


def _style(name: str, shown: str, value: float) -> str:
    """The number format of a value by the unit of its KPI; an amount has that of money."""
    known = kpis().get(name)
    if known is None:
        return "ratio" if shown.rstrip().endswith("%") else "count" if value.is_integer() else "score"
    if known.unit == "ratio" and known.shown != "percent":
        return "score"
    return known.unit if known.unit in units() else "money"
