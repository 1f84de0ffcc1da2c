"""A list as files a person opens: a CSV and a workbook, with nothing in them that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

from cmdash.export.canonical import guarded
from cmdash.model.plain_text import PLAIN_TEXT

Rows = Sequence[Sequence[str | float]]
Dated = Sequence[Sequence[str | float | dt.date]]


def as_csv(header: Sequence[str], rows: Rows, language: str) -> bytes:
    """A table of text as the CSV that a spreadsheet of the reader's language opens by a double click.

    UTF-8 with BOM, separated by a semicolon in French and a comma in English. A text that a spreadsheet would run as
    a formula gets an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerows([guarded(list(row)) for row in (header, *rows)])
    return buffer.getvalue().encode("utf-8-sig", "replace")


def as_workbook(header: Sequence[str], rows: Dated, title: str) -> bytes:
    """The same table as a workbook of one sheet (`title`, at most 31 characters), text as text, days and times as such,
    header frozen."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {**PLAIN_TEXT, "in_memory": True})
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 1}))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number, place, cell, time if isinstance(cell, dt.datetime) else day)
            else:
                sheet.write(number, place, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return buffer.getvalue()
