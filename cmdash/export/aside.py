"""The rows set aside as a workbook that a person mends and drops again, with nothing in it that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from cmdash.catalog import read
from cmdash.model import AsideRow, AsideTable
from cmdash.model.plain_text import PLAIN_TEXT
from cmdash.wording.findings import advice, code_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

BEFORE, AFTER = ("row", "reason", "advice"), ("file", "sheet", "content")
_NAME, _FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")
_WIDTHS = {"row": 16, "reason": 60, "advice": 45}


def write(tables: Sequence[AsideTable], language: str) -> bytes:
    """One sheet a table: before its own columns the row number, the reason and what to do, behind them where it is from.

    By the columns behind, reading knows the row again and puts it back in its place (`ingest.mending.returned`). The
    cells of a text file are text also for what is typed over them, so that a spreadsheet changes no number and no
    date; those of a workbook are numbers where they were.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {**PLAIN_TEXT, "in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    said = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    plain = book.add_format({"valign": "top"})
    taken: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table, taken))
        _fill(sheet, table, language, head)
        first, count = len(BEFORE), len(table.headers)
        for place, mark in enumerate(BEFORE):
            sheet.set_column(place, place, _WIDTHS[mark], said)
        sheet.set_column(first, first + count - 1, 18, text if table.typed else plain)
        sheet.set_column(first + count, first + count + len(AFTER) - 1, 14, text)
        sheet.freeze_panes(1, 2)
    book.close()
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: AsideTable, language: str, head: object) -> None:
    marks = {mark: names[language][0] for mark, names in read("returned").items()}
    header = [*(marks[m] for m in BEFORE), *table.headers, *(marks[m] for m in AFTER)]
    for place, name in enumerate(header):
        sheet.write_string(0, place, name, head)
    for number, row in enumerate(table.rows, start=1):
        sheet.write_number(number, 0, row.row)
        sheet.write_string(number, 1, code_text(row.code, row.params, language))
        sheet.write_string(number, 2, advice(row.code, language))
        _write_cells(sheet, number, table, row)
        for place, value in enumerate((table.file, table.sheet or "", row.content)):
            sheet.write_string(number, len(BEFORE) + len(table.headers) + place, value)


def _write_cells(sheet: Worksheet, number: int, table: AsideTable, row: AsideRow) -> None:
    for place, cell in enumerate(row.cells):
        at = len(BEFORE) + place
        if place in table.stored and _NUMBER.fullmatch(cell):
            sheet.write_number(number, at, float(cell))
        elif cell:
            sheet.write_string(number, at, cell)


def _sheet_name(table: AsideTable, taken: set[str]) -> str:
    """A name Excel takes, another one for every table: the tab's, else the file's."""
    wanted = _FORBIDDEN.sub(" ", table.sheet or PurePath(table.file).stem).strip() or "cmdash"
    name, again = wanted[:_NAME], 2
    while name.casefold() in taken:
        tail = f" ({again})"
        name, again = wanted[: _NAME - len(tail)] + tail, again + 1
    taken.add(name.casefold())
    return name
