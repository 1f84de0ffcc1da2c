"""Periods: what "today" is, which period a page opens with, and which one it is fairly compared with."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

import pandas as pd

from cmdash.kpi import days
from cmdash.kpi.days import NONE, date, first_days, last_days
from cmdash.model import Period, Tracking
from cmdash.model.memory import remembered

DAYS_PER_MONTH = 30.4375


def today(tracking: Tracking, given: dt.date | None = None) -> dt.date | None:
    """The day that stands for the clock: the one given, else the greatest date of any post or account row.

    That of the campaigns where there is nothing else; None where nothing has a date.
    """
    if given is not None:
        return given
    found = span(tracking)
    return found.end if found else None


def span(tracking: Tracking, table: str = "") -> Period | None:
    """The first and the last day of any post or account row; None where nothing has a date.

    Where neither has one, it is the span of the campaigns. `table`: "campaigns" asks for theirs alone.
    """

    def made() -> Period | None:
        own = None if table else _span(tracking)
        return own or _covered(tracking.campaigns)

    found: Period | None = remembered(tracking, ("span", table), made)
    return found


def _covered(campaigns: pd.DataFrame) -> Period | None:
    """The days that campaign lines cover, from the first start to the last end."""
    first, last = first_days(campaigns), last_days(campaigns)
    dated = first != NONE
    return Period(date(int(first[dated].min())), date(int(last[dated].max()))) if dated.any() else None


def _span(tracking: Tracking) -> Period | None:
    dates = pd.concat([tracking.posts["date"], tracking.account["date"]]).dropna()
    if dates.empty:
        return None
    return Period(dates.min().date(), dates.max().date())


def default_period(tracking: Tracking, today: dt.date | None = None) -> Period | None:
    """The last whole month where at least two are over, else None (everything, as for campaigns alone).

    A month is over on the data's last day (or the `today` given). Where only an account table has dates, the last
    day is that of its last row's period: a sheet of monthly figures has its last month whole.
    """
    found: Period | None = remembered(tracking, ("default period", today), lambda: _opening(tracking, today))
    return found


def last_covered(tracking: Tracking) -> dt.date | None:
    """The last day that the own figures cover: of an account table alone that of its last row's period, as a sheet of
    monthly figures has its last month whole; else the last day of a row. None where nothing has a date."""

    def made() -> dt.date | None:
        found = _span(tracking)
        if found is None or not tracking.posts["date"].isna().all():
            return found.end if found else None
        ends = last_days(tracking.account)
        return max(found.end, dt.date.fromordinal(int(ends.max()) + _EPOCH))

    known: dt.date | None = remembered(tracking, "last covered", made)
    return known


def _opening(tracking: Tracking, today: dt.date | None) -> Period | None:
    found = _span(tracking)
    if found is None:
        return None
    last = today or last_covered(tracking) or found.end
    month = _month(last) if last == _month(last).end else _month(last.replace(day=1) - dt.timedelta(days=1))
    enough = month.start > _month(found.start).start
    return month if enough else None


@lru_cache(maxsize=4096)
def previous(period: Period) -> Period | None:
    """The period before: the month, quarter or year before a whole one (a year is any twelve whole months), else as many
    days just before. None where it would begin before the calendar does."""
    months = _whole_months(period)
    if months:
        return _shifted(period, -months)
    if period.start.toordinal() <= period.days:
        return None
    return Period(period.start - dt.timedelta(days=period.days), period.start - dt.timedelta(days=1))


@lru_cache(maxsize=4096)
def year_before(period: Period) -> Period | None:
    """The same month, quarter or twelve months one year earlier; None for any other span, and in the first year of the
    calendar."""
    return _shifted(period, -12) if _whole_months(period) else None


def same_days(period: Period, last: dt.date, other: Period) -> Period:
    """The days of `other` that stand where those of `period` up to its day `last` do.

    Of two calendar units the same days of the same months (1 to 21 May for 1 to 21 June, up to the month's end where
    it is shorter), of any other spans as many days from the first. Never beyond the end of `other`.
    """
    if _whole_months(period) and _whole_months(other):
        apart = (other.start.year - period.start.year) * 12 + other.start.month - period.start.month
        end = _add_months(last, apart)
    else:
        end = other.start + (last - period.start)
    return Period(other.start, min(end, other.end))


def months(period: Period) -> float:
    """Its length in months: whole calendar months count as such, the days left over by the mean month."""
    end = period.end
    whole = (end.year - period.start.year) * 12 + end.month - period.start.month
    if end == _month(end).end and period.start.day == 1:
        return whole + 1
    reached = _add_months(period.start, whole)
    if (reached - end).days > 1:
        whole -= 1
        reached = _add_months(period.start, whole)
    return whole + ((end - reached).days + 1) / DAYS_PER_MONTH


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _month(day: dt.date) -> Period:
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last))


def _add_months(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _shifted(period: Period, count: int) -> Period | None:
    """As many months later (earlier: negative); None before the calendar begins."""
    if period.start.year * 12 + period.start.month - 1 + count < days.FIRST_MONTH:
        return None
    return Period(_add_months(period.start, count), _month(_add_months(period.end.replace(day=1), count)).end)


def _whole_months(period: Period) -> int:
    """1, 3 or 12 for a whole calendar month, a whole quarter, twelve whole months; 0 for any other span."""
    start, end = period.start, period.end
    if start.day != 1 or end != _month(end).end:
        return 0
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return count if count in (1, 12) or (count == 3 and (start.month - 1) % 3 == 0) else 0
