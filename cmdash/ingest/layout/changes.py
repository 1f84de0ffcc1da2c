"""Counts with how they moved in brackets behind them (`1 258 (+12)`, `840 ▲ 20`): read as the count, and told."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa

from cmdash.catalog import missing_cells, normalise
from cmdash.model import Finding, RawTable

MOSTLY = 0.8  # share of the cells of a column that are such counts
LOOKED_AT = 8  # cells that decide whether the column is looked at further
_CHANGE = r"[+−–-]?\s*\d[\d\s\u00a0\u202f.,]{0,12}\s*%?"
_COUNT = re.compile(
    rf"(?P<count>\d[\d\s\u00a0\u202f.,']{{0,14}}\s?[kKmM]?)\s*(?:\(\s*[+−–-]{_CHANGE}\)|[▲▼△▽↑↓↗↘⬆⬇]\ufe0f?\s*{_CHANGE})"
)


def without_changes(table: RawTable) -> RawTable:
    """The table with such columns as plain counts. What moved stays untold: the months side by side tell it."""
    for index in range(len(table.columns)):
        column = table.columns[index]
        first = [str(cell or "").strip() for cell in column.slice(0, LOOKED_AT).to_pylist()]
        if not any(_COUNT.fullmatch(cell) for cell in first):
            continue
        cells = [str(cell or "").strip() for cell in column.to_pylist()]
        said = sum(normalise(cell) not in missing_cells() for cell in cells)
        found = [_COUNT.fullmatch(cell) for cell in cells]
        told = [match for match in found if match]
        plain = [match["count"].strip() if match else cell for match, cell in zip(found, cells, strict=True)]
        if len(told) < MOSTLY * said and not all(cell[:1].isdigit() for cell in cells if cell):
            continue
        columns = list(table.columns)
        columns[index] = pa.array(plain, pa.string())
        finding = Finding(
            "changes-left-out", "info", table.file, table.sheet, None, table.sources[index],
            {"count": len(told), "value": told[0].string[:40]},
        )  # fmt: skip
        table = replace(
            table, columns=tuple(columns), findings=(*table.findings, finding), stored=table.stored - {index}
        )
    return table
