"""My data so far: every canonical table in one tidy workbook that reads back as it left, without a question."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import xlsxwriter

from cmdash.catalog import Field, Kind, fields_of, kinds, normalise
from cmdash.export.canonical import Cell, numbers, texts, timed_rows
from cmdash.model.plain_text import PLAIN_TEXT
from cmdash.wording import message

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from cmdash.model import Tracking

ORIGIN = {"file": "from file", "sheet": "from sheet", "row": "from row"}
# Written even when empty, because the formats `cmdash_tidy_*` of the catalog recognise the table by them.
ALWAYS = {
    "posts": ("date", "network", "post_id", "text"),
    "account": ("date", "network", "period", "followers"),
    "campaigns": ("date", "network", "campaign", "start"),
    "calendar": ("date", "network", "owner", "status"),
    "goals": ("kpi", "network", "target"),
    "mentions": ("date", "network", "author", "quote"),
}
PER_ROW = ("total_stands_for", "side")
SHEET_ROWS = 1_048_576  # what a sheet can hold, header included
CELL_TEXT = 32_767  # what a cell can hold
WIDTHS = {"text": 48, "url": 32, "date": 18}
FIRST_DAY = dt.datetime(1900, 3, 1)  # before it, spreadsheets disagree about day numbers

Written = Cell | dt.datetime


@dataclass(frozen=True)
class Column:
    """One column as it is written: header, what the header means to a person, cells, width."""

    header: str
    label: str
    cells: Sequence[Written]
    width: int = 14


def write(tracking: Tracking, language: str, remarks: Sequence[str] = ()) -> bytes:
    """The tidy workbook (xlsx) of a tracking.

    A sheet per kind that has rows, headers in the ids of the contract with their name in `language` as a note on the
    cell; every field that has a value, then `total_stands_for` and `side`, the columns the catalog does not know, and
    where the row first came from. Dates are dates, numbers are numbers, text is never a formula or a link; a text
    beyond what a cell holds (32,767 characters) is cut. A last sheet says in words what the file is for, then the
    `remarks`.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {**PLAIN_TEXT, "constant_memory": True})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "prose": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for kind in kinds().values():
        if len(tracking.frame(kind.id)):
            columns = list(_columns(tracking, kind, language))
            for number, part in enumerate(_parts(columns), 1):
                name = message(language, f"fields.kind.{kind.id}")
                _fill(book.add_worksheet(name if number == 1 else f"{name} {number}"), part, formats)
    note = book.add_worksheet(message(language, "workbook.note.sheet"))
    note.set_column(0, 0, 90, formats["prose"])
    lines = [*message(language, "workbook.note.text").strip().splitlines(), *remarks]
    for row, line in enumerate(lines):
        note.write_string(row, 0, line, formats["prose"])
    book.close()
    return buffer.getvalue()


def _columns(tracking: Tracking, kind: Kind, language: str) -> Iterator[Column]:
    frame = tracking.frame(kind.id)
    extras = tracking.extras.get(kind.id, pd.DataFrame(index=frame.index))
    taken = {*kind.fields, *PER_ROW, *ORIGIN.values()}
    for field in fields_of(kind.id):
        cells = _cells(frame, field)
        if field.id in ALWAYS[kind.id] or any(cell is not None for cell in cells):
            label = message(language, f"fields.field.{field.id}")
            yield Column(field.id, label, cells, WIDTHS.get(field.id, WIDTHS.get(field.type, 14)))
    for name in PER_ROW:
        if name in frame:
            yield Column(name, message(language, f"workbook.column.{name}"), texts(frame[name]))
    for name in extras.columns:
        if name not in ORIGIN.values():
            header = _free(str(name), taken)
            taken.add(normalise(header))
            yield Column(header, message(language, "workbook.column.extra"), texts(extras[name]), 20)
    for name, header in ORIGIN.items():
        cells = numbers(frame[name]) if name == "row" else texts(frame[name])
        label = message(language, f"workbook.column.{name}")
        yield Column(header, label, _first_origin(extras, name, cells))


def _first_origin(extras: pd.DataFrame, name: str, cells: list[Cell]) -> list[Cell]:
    """Where a row first came from: what an earlier tidy workbook says, else the file just read."""
    if ORIGIN["file"] not in extras:
        return cells
    came = [bool(text) for text in texts(extras[ORIGIN["file"]])]
    said = (
        extras[ORIGIN[name]] if ORIGIN[name] in extras else pd.Series(None, index=extras.index, dtype=object)
    )
    earlier = numbers(pd.to_numeric(said, errors="coerce")) if name == "row" else texts(said)
    return [old if known else new for old, known, new in zip(earlier, came, cells, strict=True)]


def _cells(frame: pd.DataFrame, field: Field) -> Sequence[Written]:
    if field.numeric:
        return numbers(frame[field.id])
    if field.type != "date":
        return texts(frame[field.id])
    timed = timed_rows(frame, field.id)
    stamps = frame[field.id].dt.to_pydatetime()
    return [
        None if pd.isna(stamp) else stamp if time else stamp.date()
        for stamp, time in zip(stamps, timed, strict=True)
    ]


def _free(header: str, taken: set[str]) -> str:
    """A header that no other column of the sheet has, compared as the reader compares them."""
    name, number = header or "?", 2
    while normalise(name) in taken:
        name, number = f"{header or '?'} ({number})", number + 1
    return name


def _parts(columns: list[Column]) -> Iterator[list[Column]]:
    """The columns cut into as many sheets as their rows need."""
    step = SHEET_ROWS - 1
    for start in range(0, len(columns[0].cells), step):
        yield [Column(c.header, c.label, c.cells[start : start + step], c.width) for c in columns]


def _fill(sheet: Worksheet, columns: list[Column], formats: dict[str, Format]) -> None:
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, column.header, formats["head"])
        sheet.write_comment(0, position, column.label)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(columns[0].cells), len(columns) - 1)
    for row, cells in enumerate(zip(*(column.cells for column in columns), strict=True), 1):
        for position, cell in enumerate(cells):
            if cell is not None:
                _put(sheet, row, position, cell, formats)


def _put(sheet: Worksheet, row: int, position: int, cell: Written, formats: dict[str, Format]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, position, cell[:CELL_TEXT])
    elif isinstance(cell, dt.date):
        timed = isinstance(cell, dt.datetime)
        if cell.timetuple() < FIRST_DAY.timetuple():
            sheet.write_string(row, position, cell.isoformat())
        else:
            sheet.write_datetime(row, position, cell, formats["time" if timed else "day"])
    else:
        sheet.write_number(row, position, cell)
