"""Rows set aside, taken from their file with every cell in full, so that they can come back mended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cmdash.ingest.layout.cells import column_number
from cmdash.ingest.mending.edits import cells_at, row_print
from cmdash.model import AsideRow, AsideTable, FileReport, OpenedFile, RawTable, SetAside, Sheet


def taken_aside(
    report: FileReport, written: OpenedFile, now: OpenedFile, tables: Sequence[RawTable]
) -> list[AsideTable]:
    """The rows of a file that were set aside, by the table they are in, each once.

    `written` is the file as it came, by which a row is known again; `now` the same with the cells a person changed.
    """
    leaving = []
    for sheet, before in zip(now.sheets, written.sheets, strict=True):
        aside = {
            row.row: row for table in report.tables if table.sheet == sheet.name for row in table.set_aside
        }
        for table in (t for t in tables if t.sheet == sheet.name):
            mine = [aside.pop(int(n)) for n in table.numbers if int(n) in aside]
            if mine:
                leaving.append(_table(report, sheet, before, table, mine))
    return leaving


def _table(
    report: FileReport, sheet: Sheet, before: Sheet, table: RawTable, rows: Sequence[SetAside]
) -> AsideTable:
    left = column_number(table.range.partition(":")[0].rstrip("0123456789"))
    width = len(table.columns)
    taken = []
    for row in rows:
        at = int(np.searchsorted(sheet.numbers, row.row))
        cells = tuple(cells_at(sheet, at)[left : left + width])
        taken.append(AsideRow(row.row, row.code, row.params, cells, row_print(cells_at(before, at))))
    stored = frozenset(i for i in range(width) if left + i in sheet.stored)
    return AsideTable(
        report.name, sheet.name, table.sources, tuple(taken), stored, report.delimiter is not None
    )
