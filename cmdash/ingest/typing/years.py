"""The year of dates written without one, from a day that they cannot go beyond."""

from __future__ import annotations

import numpy as np

from cmdash.ingest.typing.day_numbers import days

_WRAPS = 12
"""Rows per change of year, at least, for rows to count as a sequence."""
_HALF = 6
"""Months that the one change of year of a short sequence steps back, at least."""


def recover(months: np.ndarray, day: np.ndarray, anchor: np.datetime64) -> np.ndarray:
    """Days (datetime64[D]) of month and day numbers in row order, none after `anchor`; NaT for an impossible day.

    Rows that run through the calendar (oldest or newest first) keep their sequence, also over several years; rows in
    no order get the latest year that fits, each for itself.
    """
    last = anchor.astype("datetime64[D]")
    place = months * 32 + day
    steps = np.sign(np.diff(place))
    if len(place) > 2 and _runs(steps < 0, place):
        years = np.concatenate([[0], np.cumsum(steps < 0)])
    elif len(place) > 2 and _runs(steps > 0, place[::-1]):
        years = -np.concatenate([[0], np.cumsum(steps > 0)])
    else:
        return _latest(months, day, last)
    return _anchored(years, months, day, last)


def beside(
    months: np.ndarray, day: np.ndarray, rows: np.ndarray, dated: np.ndarray, known: np.ndarray
) -> np.ndarray:
    """Days (datetime64[D]) of the cells at `rows`, each in the year that brings it nearest to the dates above and below
    it: `known` days at the positions `dated`, ascending, at least one. NaT for an impossible day."""
    after = np.searchsorted(dated, rows)
    around = [known[np.clip(at, 0, len(dated) - 1)] for at in (after - 1, after)]
    first = around[0].astype("datetime64[Y]").astype(np.int64) + 1970
    found, least = np.full(len(rows), np.datetime64("NaT", "D")), np.full(len(rows), np.iinfo(np.int64).max)
    for step in (0, 1, -1):
        tried = days(first + step, months, day)
        away = sum(np.abs((tried - one).astype(np.int64)) for one in around)
        take = ~np.isnat(tried) & (away < least)
        found, least = np.where(take, tried, found), np.where(take, away, least)
    return found


def _runs(back: np.ndarray, place: np.ndarray) -> bool:
    """Whether rows run through the calendar: they seldom step back, or but once, from late in a year to early in the
    next, without coming round to where they began."""
    if back.sum() <= len(place) / _WRAPS:
        return True
    steps = np.diff(place)
    return bool(
        (steps < 0).sum() == 1 and steps.min() <= -_HALF * 32 and place[-1] < place[0] and len(place) > 3
    )


def _anchored(years: np.ndarray, months: np.ndarray, day: np.ndarray, last: np.datetime64) -> np.ndarray:
    """The sequence moved to the latest years in which it ends in time and has its 29 February."""
    final = int(last.astype("datetime64[Y]").astype(np.int64)) + 1970
    fitting = np.full(len(years), np.datetime64("NaT", "D"))
    most = -1
    for back in range(8):
        found = days(years - years.max() + final - back, months, day)
        valid = ~np.isnat(found)
        if valid.any() and found[valid].max() <= last and valid.sum() > most:
            fitting, most = found, int(valid.sum())
    return fitting


def _latest(months: np.ndarray, day: np.ndarray, last: np.datetime64) -> np.ndarray:
    final = int(last.astype("datetime64[Y]").astype(np.int64)) + 1970
    found = np.full(len(months), np.datetime64("NaT", "D"))
    for back in range(8):
        tried = days(np.full_like(months, final - back), months, day)
        take = np.isnat(found) & ~np.isnat(tried)
        take &= np.where(take, tried, last) <= last
        found = np.where(take, tried, found)
    return found
