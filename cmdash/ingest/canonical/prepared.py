"""Rows prepared for later: a date (or a month and its network) written in advance, every figure still blank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cmdash.ingest.canonical.workbench import Work

_IDENTITY = ("post_id", "url", "text", "theme", "format", "campaign")


def prepared_rows(work: Work, frame: pd.DataFrame, empty: np.ndarray) -> np.ndarray:
    """The rows without a figure (`empty`) that wait for theirs: no rows of the table, told in one calm remark.

    A row of account figures waits when its date is after the last one that has a figure (a lone one of the past is a
    figure forgotten); a publication when nothing names it, and its network is blank or its date is after the last one
    with a figure.
    """
    nothing = np.zeros(len(frame), dtype=bool)
    if work.mapping.kind not in ("account", "posts") or not empty.any() or empty.all():
        return nothing
    days = frame["date"]
    waiting: np.ndarray = empty & days.notna().to_numpy()
    later = (days > days[~empty].max()).to_numpy()
    if work.mapping.kind == "posts":
        bare = frame[[name for name in _IDENTITY if name in frame]].isna().all(axis=1).to_numpy()
        blank = work.blank("network")
        waiting &= bare & (later | blank)
    else:
        waiting &= later
        if waiting.sum() == 1 and days[waiting].max() < pd.Timestamp(work.today):
            return nothing
    if waiting.any():
        last = str(days[waiting].max().date())
        work.note_rows("rows-prepared", "info", np.flatnonzero(waiting), None, day=last)
    return waiting
