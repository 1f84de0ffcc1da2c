"""A planned publication on several networks (`FB + Insta` in one cell) is one planned row for each of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.ingest.typing import choices
from cmdash.model import Finding, RawTable, TableMapping


def row_for_each_network(table: RawTable, mapping: TableMapping) -> RawTable:
    """The table of a calendar with such rows repeated, each with one of the networks; any other table as it is.

    The rows keep their number, and are told.
    """
    match = next((m for m in mapping.columns if m.field == "network"), None)
    if mapping.kind != "calendar" or match is None:
        return table
    cells = [str(cell or "") for cell in table.columns[match.index].to_pylist()]
    named = [choices.several_networks(cell) for cell in cells]
    places = [place for place, several in enumerate(named) for _ in range(max(1, len(several)))]
    if len(places) == len(cells):
        return table
    columns = [column.take(pa.array(places)) for column in table.columns]
    columns[match.index] = pa.array(
        [name for cell, several in zip(cells, named, strict=True) for name in (several or (cell,))],
        pa.string(),
    )
    rows = tuple(int(table.numbers[place]) for place, several in enumerate(named) if several)
    told = Finding(
        "planned-on-several",
        "info",
        table.file,
        table.sheet,
        rows[0],
        match.source,
        {"count": len(rows)},
        rows=rows,
    )
    return replace(
        table,
        columns=tuple(columns),
        numbers=np.asarray(table.numbers)[places],
        findings=(*table.findings, told),
    )
