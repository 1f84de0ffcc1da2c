"""What the rows of a canonical table hold: files, networks, columns. Looked at once a selection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash import kpi
from cmdash.model import Query, Tracking


@dataclass(frozen=True, eq=False)
class TableFacts:
    """Rows of one table: how many (`undated` of them without a date), which `files` and `networks` in order of
    first sight, which `columns` some row fills, which sums the sheet's own total stands for in some row (`totals`),
    how many rows join organic and sponsored (`mixed`), and the days with a post, sorted."""

    rows: int
    undated: int
    files: tuple[str, ...]
    networks: tuple[str, ...]
    columns: frozenset[str]
    totals: frozenset[str]
    mixed: int
    days: npt.NDArray[np.datetime64]


def facts_of(tracking: Tracking, table: str, query: Query) -> TableFacts:
    """The facts of the rows of a table that a question selects."""
    frame = tracking.frame(table)
    ready = kpi.prepare(tracking)
    part = frame[ready.table(table, query.actions).rows(query, ready.today)]
    return TableFacts(
        rows=len(part),
        undated=int(part["date"].isna().sum()),
        files=_distinct(part, "file"),
        networks=_distinct(part, "network"),
        columns=frozenset(str(name) for name in part if part[name].notna().any()),
        totals=frozenset(_distinct(part, "total_stands_for")),
        mixed=int((part["paid"] == "mixed").sum()) if "paid" in part else 0,
        days=np.unique(part["date"].dropna().to_numpy("datetime64[D]")),
    )


def _distinct(frame: pd.DataFrame, column: str) -> tuple[str, ...]:
    if column not in frame:
        return ()
    return tuple(str(value) for value in frame[column].dropna().unique() if value)
