"""What every completion of a table does: look at its cells, write a column anew or add one, and say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from cmdash.model import Finding, RawTable

BATCH = 1_000  # cells looked at together


def cells_of(table: RawTable, index: int) -> list[str]:
    """The cells of a column as text, trimmed."""
    return [(cell or "").strip() for cell in table.columns[index].to_pylist()]


def first_cells(table: RawTable, index: int, count: int) -> list[str]:
    """The first cells of a column that say something, trimmed; the rest of a long column is not looked at."""
    found: list[str] = []
    column = table.columns[index]
    for start in range(0, len(column), BATCH):
        batch = column.slice(start, BATCH).to_pylist()
        found += [trimmed for cell in batch if (trimmed := (cell or "").strip())]
        if len(found) >= count:
            break
    return found[:count]


def with_column(
    table: RawTable, index: int, cells: Sequence[str], code: str, **params: str | int
) -> RawTable:
    """The table with a column rewritten, and the remark that says so."""
    columns = list(table.columns)
    columns[index] = pa.array(cells, pa.string())
    told = Finding(code, "info", table.file, table.sheet, None, table.sources[index], params)
    return replace(
        table, columns=tuple(columns), findings=(*table.findings, told), stored=table.stored - {index}
    )


def with_added(
    table: RawTable, header: str, cells: Sequence[str], code: str, **params: str | int
) -> RawTable:
    """The table with one column more, on its right, and the remark that says so."""
    told = Finding(code, "info", table.file, table.sheet, params=params)
    return replace(
        table,
        header=(*(table.header or ()), header),
        written=(*table.written, header) if table.written else (),
        columns=(*table.columns, pa.array(cells, pa.string())),
        findings=(*table.findings, told),
    )


def carried(cells: Sequence[str]) -> list[str]:
    """The cells, each blank one filled with the last that says something."""
    last, filled = "", []
    for cell in cells:
        last = cell or last
        filled.append(last)
    return filled
