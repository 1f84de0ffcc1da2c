"""Rows whose date names a longer period than the others: sub-totals of the rows inside it, or periods of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cmdash.ingest.canonical.workbench import Work
from cmdash.model import Severity

_LENGTHS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}  # days at most
_UNITS = {"month": "M", "quarter": "Q", "year": "Y"}


def longer_spans(work: Work, frame: pd.DataFrame) -> np.ndarray:
    """The rows of account figures that sum up other rows (`T1 2024` among months, `Mai 2024` among days): no rows of
    the table, told as such. Rows of another length that hold no other row keep their own period. A publication dated
    by a month is kept, and its rows are told.
    """
    nothing = np.zeros(len(frame), dtype=bool)
    if work.spans is None or work.mapping.kind not in ("account", "posts") or not len(frame):
        return nothing
    named = np.array([span or "day" for span in work.spans], dtype=object)
    usual = work.period or "day"
    known = frame["date"].notna().to_numpy()
    longer = known & longer_than(named, usual)
    if work.mapping.kind == "posts":
        if longer.any() and usual == "day":
            _tell(work, "post-dated-by-month", "warning", longer)
        return nothing
    inside = nothing.copy()
    first = frame["date"].to_numpy("datetime64[D]")
    others = np.sort(first[known & ~longer])
    for row in np.flatnonzero(longer):
        start = first[row]
        after = (
            (pd.Timestamp(start).to_period(_UNITS[named[row]]).end_time + pd.Timedelta(1)).to_datetime64()
            if named[row] in _UNITS
            else start + np.timedelta64(_LENGTHS[named[row]], "D")
        )
        inside[row] = np.searchsorted(others, start) < np.searchsorted(others, after.astype("datetime64[D]"))
    if inside.any():
        _tell(work, "span-total", "info", inside)
    return inside


def longer_than(named: np.ndarray, usual: str) -> np.ndarray:
    """Which of the periods named are longer than the usual one."""
    return np.array([_LENGTHS[name or "day"] > _LENGTHS[usual] for name in named], dtype=bool)


def _tell(work: Work, code: str, severity: Severity, rows: np.ndarray) -> None:
    found = work.column("date")
    places = np.flatnonzero(rows)
    cell = str(found[1][int(places[0])].as_py()).strip() if found else ""
    work.note_rows(code, severity, places, found[0].source if found else None, value=cell[:40])
