"""Flows of an account table that has coarse and fine rows of the same account: no day is counted twice."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi.days import NONE, Ints

Floats = npt.NDArray[np.float64]

_SPAN = 1 << 22  # more than all the days pandas can name, so that owner x _SPAN + day sorts by owner first
_SHIFT = 1 << 20


def composite(owner: Ints, day: Ints) -> Ints:
    """One sortable number per owner and day."""
    return owner * _SPAN + day + _SHIFT


def without_double_days(
    frame: pd.DataFrame, fields: list[str], owner: Ints, first: Ints, last: Ints
) -> dict[str, Floats]:
    """The figures of an account table, a coarse row's one missing where finer rows of its account have its days.

    `owner` numbers the accounts. A figure of a longer row stays where no shorter row of the same account with that
    figure overlaps its days.
    """
    figures = {field: frame[field].to_numpy(np.float64, copy=True) for field in fields}
    length = np.where(first == NONE, 1, last - first + 1)
    grade = np.searchsorted(np.array([1, 7, 31, 92]), length)
    mixed = pd.Series(grade).groupby(owner).transform("nunique").to_numpy() > 1
    if not mixed.any():
        return figures
    for values in figures.values():
        known = mixed & ~np.isnan(values) & (first != NONE)
        for coarse in np.unique(grade[known])[1:]:
            rows = np.flatnonzero(known & (grade == coarse))
            finer = np.flatnonzero(known & (grade < coarse))
            begun = _count(owner[finer], first[finer], owner[rows], last[rows], "right")
            over = _count(owner[finer], last[finer], owner[rows], first[rows], "left")
            values[rows[begun > over]] = np.nan
    return figures


def _count(owner: Ints, day: Ints, of: Ints, until: Ints, side: Literal["left", "right"]) -> Ints:
    """How many of the owner's days come before (`left`) or up to (`right`) a day, as a position in sorted order."""
    ordered = np.sort(composite(owner, day))
    found: Ints = np.searchsorted(ordered, composite(of, until), side=side)
    return found - np.searchsorted(ordered, composite(of, np.full_like(until, -_SHIFT)))
