"""Years, months, days and clocks as arrays, to points in time; an impossible one is NaT, never rolled over."""

from __future__ import annotations

import numpy as np

from cmdash.ingest.clock_forms import Clock
from cmdash.ingest.shapes import Shapes

FIRST_YEAR, LAST_YEAR = 1990, 2100
_NAT = np.datetime64("NaT", "D")


def full_years(years: np.ndarray, digits: int) -> np.ndarray:
    """Years of two digits in full: 90 to 99 are of the last century."""
    return years if digits > 2 else np.where(years >= FIRST_YEAR - 1900, years + 1900, years + 2000)


def days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Calendar days (datetime64[D]) of three whole numbers each; NaT for 31/02 and for years out of bounds."""
    good = (
        (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    )
    months = ((np.where(good, year, 1970) - 1970) * 12 + np.where(good, month, 1) - 1).astype("datetime64[M]")
    found = months.astype("datetime64[D]") + (np.where(good, day, 1) - 1)
    good &= found.astype("datetime64[M]") == months
    return np.where(good, found, _NAT)


def week_days(year: np.ndarray, week: np.ndarray, weekday: np.ndarray) -> np.ndarray:
    """The day of an ISO week (Monday is 1); NaT for a week 53 that the year does not have."""
    fourth = days(year, np.ones_like(year), np.full_like(year, 4))  # always in week 1
    monday = fourth - ((fourth.astype(np.int64) + 3) % 7)
    found = monday + (week - 1) * 7
    good = (week >= 1) & (weekday >= 1) & (weekday <= 7) & ~np.isnat(found)
    thursday = np.where(good, found + 3, np.datetime64("1970-01-01"))
    good &= thursday.astype("datetime64[Y]").astype(np.int64) + 1970 == year
    return np.where(good, found + (weekday - 1), _NAT)


def times(column: Shapes, rows: np.ndarray, clock: Clock) -> np.ndarray:
    """Microseconds since midnight (int64) of these cells; -1 where no such time exists (25:00)."""
    hour, minute, second = (
        column.number(rows, places) for places in (clock.hour, clock.minute, clock.second)
    )
    good = (minute < 60) & (second < 60) & (hour < 24)
    if clock.half:
        good &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + (12 if clock.half == "p" else 0)
    part = clock.fraction[:6]
    micro = column.number(rows, part) * 10 ** (6 - len(part))
    return np.where(good, ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro, -1)
