"""The periods a reader can choose, as ids that stand in the link: `2026-06`, `2026-Q2`, `2026`, `12m`, `all`,
`2026-06-03..2026-07-01`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from cmdash.model import Period
from cmdash.wording import day, message, month

ALL = "all"
YEAR = "12m"
CUSTOM = "custom"

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"\d{4}")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


def choices(span: Period | None) -> tuple[str, ...]:
    """The ids on offer for data of this span: everything, the last 12 months, then years, quarters and months, each
    latest first, then another period. Only everything where no row has a date."""
    if span is None:
        return (ALL,)
    months = _months(span)
    quarters = list(dict.fromkeys(f"{y}-Q{(m - 1) // 3 + 1}" for y, m in months))
    years = list(dict.fromkeys(f"{y:04d}" for y, _ in months))
    listed = [*(f"{y:04d}-{m:02d}" for y, m in months), *quarters, *years]
    return (ALL, *((YEAR,) if len(months) > 12 else ()), *listed, CUSTOM)


def _months(span: Period) -> list[tuple[int, int]]:
    first, last = span.start.year * 12 + span.start.month - 1, span.end.year * 12 + span.end.month - 1
    return [(n // 12, n % 12 + 1) for n in range(last, first - 1, -1)]


def parse(identifier: str, today: dt.date) -> Period | None:
    """The days of an id; None for everything and for what is no id (a link can hold anything).

    `today` is the data's last day: the last 12 months are the twelve calendar months that end with its month.
    """
    try:
        return _parse(identifier, today)
    except ValueError:
        return None


def _parse(identifier: str, today: dt.date) -> Period | None:
    if identifier == YEAR:
        end = whole_month(today.year, today.month).end
        start = dt.date(end.year - 1, end.month, 1) + dt.timedelta(days=31)
        return Period(start.replace(day=1), end)
    if found := _MONTH.fullmatch(identifier):
        return whole_month(int(found[1]), int(found[2]))
    if found := _QUARTER.fullmatch(identifier):
        last = int(found[2]) * 3
        return Period(dt.date(int(found[1]), last - 2, 1), whole_month(int(found[1]), last).end)
    if _YEAR.fullmatch(identifier):
        return Period(dt.date(int(identifier), 1, 1), dt.date(int(identifier), 12, 31))
    if found := _SPAN.fullmatch(identifier):
        start, end = dt.date.fromisoformat(found[1]), dt.date.fromisoformat(found[2])
        return Period(min(start, end), max(start, end))
    return None


def whole_month(year: int, number: int) -> Period:
    """A calendar month as a period. Raises `ValueError` for a month that does not exist."""
    start = dt.date(year, number, 1)
    return Period(start, start.replace(day=calendar.monthrange(year, number)[1]))


def identify(period: Period | None) -> str:
    """The shortest id of a period; None is everything."""
    if period is None:
        return ALL
    for identifier in (
        f"{period.start:%Y-%m}",
        f"{period.start.year:04d}-Q{(period.start.month - 1) // 3 + 1}",
        f"{period.start:%Y}",
    ):
        if parse(identifier, period.end) == period:
            return identifier
    return f"{period.start}..{period.end}"


def label(identifier: str, language: str) -> str:
    """A period's id in the reader's words: `juin 2026`, `T2 2026`, `2026`, `Du 3 juin 2026 au 1 juillet 2026`."""
    if identifier in (ALL, YEAR, CUSTOM):
        key = {ALL: "all", YEAR: "year", CUSTOM: "custom"}[identifier]
        return message(language, f"interface.period.{key}")
    if _MONTH.fullmatch(identifier):
        name = month(dt.date.fromisoformat(f"{identifier}-01"), language)
        return name[:1].upper() + name[1:]
    if found := _QUARTER.fullmatch(identifier):
        return message(language, "interface.period.quarter", number=found[2], year=found[1])
    if found := _SPAN.fullmatch(identifier):
        start, end = (day(dt.date.fromisoformat(found[n]), language) for n in (1, 2))
        return message(language, "interface.period.span", start=start, end=end)
    return identifier
