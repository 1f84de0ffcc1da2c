"""The hour in France and in UTC."""

from __future__ import annotations

import datetime as dt


def universal(at: dt.datetime) -> dt.datetime:
    """A French wall clock in UTC, by the European rule of summer time (needs no time zone data on the machine)."""
    spring, autumn = (_last_sunday(at.year, month) for month in (3, 10))
    summer = dt.datetime.combine(spring, dt.time(2)) <= at < dt.datetime.combine(autumn, dt.time(3))
    return at - dt.timedelta(hours=2 if summer else 1)


def _last_sunday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta((last.weekday() + 1) % 7)
