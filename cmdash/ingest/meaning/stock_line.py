"""The stock that an export of gains says in a sentence above its table ("Total followers on 8/5/2024: 782")."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.catalog import normalise
from cmdash.ingest.meaning.recognition import recognise
from cmdash.ingest.typing import dates
from cmdash.model import RawTable

_STOCK = re.compile(r"(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})\D+?(\d[\d\s.,\u00a0\u202f]*)$")


def stock_line(table: RawTable) -> tuple[RawTable, ...]:
    """A table of one row, the followers on the day that a title line of a named export tells; none without such a line.

    The day is written as the dates of the table are. The row bears the number of the first row of the sheet.
    """
    export = recognise(table)
    if export is None or not export.reading.stock_in_title:
        return ()
    told = next((m for title in table.titles if (m := _STOCK.search(title.strip(' "')))), None)
    column = next(
        (c for name, c in zip(table.header or (), table.columns, strict=True) if _is_date(name)), None
    )
    if told is None or column is None:
        return ()
    day = dates.convert(pa.array([told[1]]), dates.decide(column, prior=export.reading.date_order)).values[0]
    digits = re.sub(r"\D", "", told[2])
    if np.isnat(day) or not digits:
        return ()
    line = (str(day.astype("datetime64[D]")), "day", digits)
    return (
        replace(
            table,
            range="A1:B1",
            header=("Date", "Period type", "Followers"),
            header_rows=(),
            columns=tuple(pa.array([cell], pa.string()) for cell in line),
            numbers=np.array([1]),
            findings=(),
            network=export.network,
            written=(),
            sections=(),
            stored=frozenset({2}),
        ),
    )


def _is_date(name: str) -> bool:
    return normalise(name) in ("date", "data", "fecha", "datum")
