"""Days as whole numbers since 1970, and the calendar units they fall in. Unknown is `NONE`, in every unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]

NONE = -(2**31)
UNITS = ("day", "week", "month", "quarter", "year")
# A row that covers more days than the unit's longest has no place in it (a month's figure in a week).
LONGEST: Mapping[str, int] = MappingProxyType({"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366})
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
FIRST_MONTH = 12  # January of the year 1, as year x 12 + month - 1
_EPOCH = dt.date(1970, 1, 1).toordinal()


def number(day: dt.date) -> int:
    """The days since 1970-01-01."""
    return (day - dt.date(1970, 1, 1)).days


def date(day: int) -> dt.date:
    """The date of a day number; of one beyond the calendar (the years 1 to 9999) its first or last day."""
    return dt.date.fromordinal(min(max(day + _EPOCH, 1), dt.date.max.toordinal()))


def moved(day: dt.date, count: int) -> dt.date:
    """The day so many days later (earlier: negative), no further than the calendar goes."""
    return date(number(day) + count)


def months_before(day: dt.date, count: int) -> dt.date:
    """The first day of the month so many months before that of a day, no further than the calendar goes."""
    month = max(day.year * 12 + day.month - 1 - count, FIRST_MONTH)
    return dt.date(month // 12, month % 12 + 1, 1)


def numbers(dates: pd.Series) -> Ints:
    """The day number of each date or datetime; `NONE` where missing."""
    days = dates.to_numpy("datetime64[D]")
    found: Ints = days.astype(np.int64)
    return np.where(np.isnat(days), NONE, found)


def last_days(frame: pd.DataFrame) -> Ints:
    """The last day each row covers: by its `period` (account), its `end` (campaigns), else its own day."""
    first = first_days(frame)
    last = first.copy()
    if "period" in frame:
        period = frame["period"].to_numpy(object)
        last[period == "week"] += 6
        for unit, count in _MONTHS.items():
            rows = (period == unit) & (first != NONE)
            if rows.any():
                last[rows] = _add_months(first[rows], count) - 1
    elif "end" in frame:
        end = numbers(frame["end"])
        last = np.where((end != NONE) & (first != NONE) & (end > first), end, first)
    return np.where(first == NONE, NONE, last)


def first_days(frame: pd.DataFrame) -> Ints:
    """The first day each row covers: its `date`, else (campaigns) its `start`."""
    first = numbers(frame["date"])
    if "start" in frame:
        first = np.where(first == NONE, numbers(frame["start"]), first)
    return first


def _add_months(days: Ints, count: int) -> Ints:
    """The same day of the month `count` months later (the last one where that month is shorter)."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    offset = dates - month.astype("datetime64[D]")
    target = month + count
    longest = (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]") - 1
    found: Ints = (target.astype("datetime64[D]") + np.minimum(offset, longest)).astype(np.int64)
    return found


def unit_of(unit: str, days: Ints) -> Ints:
    """The number of the unit each day falls in: a week is its Monday's day number, a month year x 12 + month."""
    known = days != NONE
    if unit == "day" or not known.any():
        return days
    if unit == "week":
        return np.where(known, days - weekday(days) + 1, NONE)
    # A calendar is slow: each day of the span is looked up once, where there are fewer of them than rows.
    least, most = int(days[known].min()), int(days[known].max())
    spread = most - least < len(days)
    asked = np.arange(least, most + 1) if spread else np.where(known, days, least)
    months = asked.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    found = months // _MONTHS[unit]
    if spread:
        found = found[np.where(known, days - least, 0)]
    return np.where(known, found, NONE)


def weekday(days: Ints) -> Ints:
    """1 for a Monday to 7 for a Sunday (1970-01-01 was a Thursday)."""
    return (days + 3) % 7 + 1


def bounds(unit: str, numbers: Ints) -> tuple[Ints, Ints]:
    """The first and last day number of each unit number."""
    if unit in ("day", "week"):
        return numbers, numbers + (6 if unit == "week" else 0)
    first = _month_start(numbers * _MONTHS[unit])
    return first, _month_start((numbers + 1) * _MONTHS[unit]) - 1


def _month_start(months: Ints) -> Ints:
    found: Ints = (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return found


def label(unit: str, value: int) -> str | None:
    """The key of a unit number as the contract writes it: `2026-06-03`, `2026-W23`, `2026-06`, `2026-Q2`, `2026`."""
    if value == NONE:
        return None
    if unit == "day":
        return date(value).isoformat()
    if unit == "week":
        year, week, _ = date(value).isocalendar()
        return f"{year:04d}-W{week:02d}"
    year, part = divmod(value, 12 // _MONTHS[unit])
    return {"month": f"{year:04d}-{part + 1:02d}", "quarter": f"{year:04d}-Q{part + 1}"}.get(
        unit, f"{year:04d}"
    )
