"""Bytes of files: CSV in the dialects of the networks, workbooks and zips that are the same at every start."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from cmdash.model.plain_text import PLAIN_TEXT

Cell = str | int | float | dt.date | dt.datetime | None
_STAMP = (2026, 7, 1, 9, 0, 0)


def delimited(
    rows: Iterable[Sequence[Cell]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
    newline: str = "\n",
) -> bytes:
    """Rows as CSV. None is an empty cell."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)
    return text.getvalue().encode(encoding)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by path."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return packed.getvalue()


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]], *, bold: Mapping[str, Sequence[int]] | None = None
) -> bytes:
    """A workbook of sheets of rows. Dates are stored as Excel dates, shown `dd/mm/yyyy`; None is an empty cell.

    `bold` lists the rows (0-based) to set in bold, by sheet.
    """
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {**PLAIN_TEXT, "in_memory": True})
    book.set_properties({"created": dt.datetime(*_STAMP)})
    strong = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            style = strong if bold and number in bold.get(name, ()) else None
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell, style)
                elif cell is not None:
                    sheet.write_number(number, column, cell, style)
    book.close()
    return packed.getvalue()
