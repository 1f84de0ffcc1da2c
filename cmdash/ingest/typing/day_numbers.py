"""Years, months, days and clocks as arrays, to points in time; an impossible one is NaT, never rolled over."""

from __future__ import annotations

from functools import cache

import numpy as np

from cmdash.ingest.typing.clock_forms import Clock
from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.shapes import Shapes

FIRST_YEAR, LAST_YEAR = 1990, 2100
DIGITS = ("serial", "unix", "year")
"""Kinds of cells that count time in digits alone."""
_NAT = np.datetime64("NaT", "D")
_FIRST = np.datetime64(f"{FIRST_YEAR}-01-01", "us")
_END = np.datetime64(f"{LAST_YEAR + 1}-01-01", "us")
_SERIAL_ZERO = np.datetime64("1899-12-30", "us")
_UNIX = {13: 1_000, 16: 1}
"""Microseconds of one unit, by the number of digits; fewer digits are seconds."""


def full_years(years: np.ndarray, digits: int) -> np.ndarray:
    """Years of two digits in full: 90 to 99 are of the last century."""
    return years if digits > 2 else np.where(years >= FIRST_YEAR - 1900, years + 1900, years + 2000)


@cache
def _calendar() -> np.ndarray:
    """Every day of the years in bounds by (year, month, day), NaT for 31/02 and for the last, which is no day."""
    count = (LAST_YEAR - FIRST_YEAR + 1) * 12
    months = np.arange(count).astype("datetime64[M]") + (FIRST_YEAR - 1970) * 12
    found = months.astype("datetime64[D]")[:, None] + np.arange(31)
    found[found.astype("datetime64[M]") != months[:, None]] = _NAT
    return np.append(found.ravel(), _NAT)


def days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Calendar days (datetime64[D]) of three whole numbers each; NaT for 31/02 and for years out of bounds."""
    calendar = _calendar()
    place = ((year - FIRST_YEAR) * 12 + (month - 1)) * 31 + (day - 1)
    good = (month - 1).astype(np.uint64) < 12  # one comparison: below 1 wraps round
    good &= (day - 1).astype(np.uint64) < 31
    good &= (year - FIRST_YEAR).astype(np.uint64) <= LAST_YEAR - FIRST_YEAR
    return calendar.take(place if good.all() else np.where(good, place, len(calendar) - 1))


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
    if clock.half == "a":
        good &= hour <= 12
        hour = hour % 12
    elif clock.half == "p":  # "13:05 PM" says it twice
        hour = np.where(hour <= 12, hour % 12 + 12, hour)
    part = clock.fraction[:6]
    micro = column.number(rows, part) * 10 ** (6 - len(part))
    return np.where(good, ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro, -1)


def counted(column: Shapes, rows: np.ndarray, form: DateForm) -> np.ndarray:
    """Years, Excel serials (days since 30 December 1899, with a fraction) and Unix times as datetime64[us].

    NaT out of the years in bounds. The fraction of a serial is a time to the second.
    """
    if form.kind == "serial":
        told = np.array([float(text.strip().replace(",", ".")) for text in column.cells(rows)])
        found = _SERIAL_ZERO + np.round(told * 86_400).astype("timedelta64[s]")
    elif form.kind == "unix":
        unit = _UNIX.get(len(form.year), 1_000_000)
        found = (column.number(rows, form.year) * unit).astype("datetime64[us]")
    else:
        found = (column.number(rows, form.year) - 1970).astype("datetime64[Y]").astype("datetime64[us]")
    return np.where((found >= _FIRST) & (found < _END), found, np.datetime64("NaT", "us"))
