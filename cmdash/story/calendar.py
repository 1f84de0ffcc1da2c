"""Periods in the reader's words, and the steps of a time axis."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np

from cmdash import kpi
from cmdash.kpi import days
from cmdash.model import Period
from cmdash.model.views import Step
from cmdash.story.words import say
from cmdash.wording import day, month

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
HISTORY = 12  # months shown before a period of at most a quarter
FEWEST = 4  # steps below which a chart over time takes a finer step
_KEPT = 4096  # units and days whose ends are kept: pages go over the same months again and again
_SHORT, _LONG, _LONGER = 92, 800, 3000  # days


@lru_cache(maxsize=_KEPT)
def unit(period: Period) -> str:
    """`month`, `quarter` or `year` for a whole calendar unit, else `span`."""
    for name in _MONTHS:
        low, high = bounds(name, period.start)
        if (period.start, period.end) == (low, high):
            return name
    return "span"


@lru_cache(maxsize=_KEPT)
def bounds(name: str, date: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the unit a day falls in."""
    number = days.unit_of(name, np.array([days.number(date)]))
    first, last = days.bounds(name, number)
    return days.date(int(first[0])), days.date(int(last[0]))


@lru_cache(maxsize=_KEPT)
def key(name: str, date: dt.date) -> str:
    """The key of the unit a day falls in, as the KPI tables write it: `2026-06`."""
    number = days.unit_of(name, np.array([days.number(date)]))
    return days.label(name, int(number[0])) or ""


def during(period: Period | None, language: str) -> str:
    """The period at the head of a sentence: "En juin 2026", "Du 3 juin 2026 au 9 juillet 2026"."""
    return _worded("during", period, language)


def inside(period: Period | None, language: str) -> str:
    """The same inside a sentence: "en juin 2026"."""
    return _worded("inside", period, language)


def name(period: Period | None, language: str) -> str:
    """The period as a name: "juin 2026", "2e trimestre 2026", "du 3 juin 2026 au 9 juillet 2026"."""
    return _worded("name", period, language)


def against(period: Period, language: str) -> str:
    """The period as what is compared with: "par rapport à mai 2026"."""
    return _worded("against", period, language)


def than(period: Period, language: str, word: str = "than") -> str:
    """The period as what is counted against: "qu'en mai 2026"; after an equal number by the word `as`."""
    return _worded(word, period, language)


def _worded(section: str, period: Period | None, language: str) -> str:
    if period is None:
        return say(language, f"{section}.all")
    start, end = period.start, period.end
    words = {
        "month": month(start, language),
        "year": str(start.year),
        "number": say(language, f"quarter.{(start.month - 1) // 3 + 1}"),
        "start": day(start, language),
        "end": day(end, language),
    }
    return say(language, f"{section}.{unit(period) if start != end else 'day'}", **words)


def window(period: Period | None, known: Period, finest: str = "day") -> tuple[str, Period]:
    """The step and the span of the charts over time, in whole steps that hold data.

    A period of at most a quarter is shown at the end of the twelve months before it, a year behind the year before it
    where all of that is known; any other one alone. No step is finer than the rows are (`finest`).
    """
    before = kpi.year_before(period) if period is not None and period.days > _SHORT else None
    if period is not None and period.days <= _SHORT:
        start = days.months_before(period.end, HISTORY)
        wanted = Period(max(min(start, period.start), min(known.start, period.start)), period.end)
    elif (
        period is not None
        and before is not None
        and known.start <= before.start
        and known.end >= period.start
    ):
        wanted = Period(before.start, max(min(period.end, known.end), period.start))
    else:
        wanted = period or known
        wanted = Period(
            max(wanted.start, min(known.start, wanted.end)), max(min(wanted.end, known.end), wanted.start)
        )
    coarse = "month" if wanted.days <= _LONG else "quarter" if wanted.days <= _LONGER else "year"
    for name in (coarse, "week", "day"):
        span = Period(bounds(name, wanted.start)[0], bounds(name, wanted.end)[1])
        if len(_numbers(name, span)) >= FEWEST or name == finest or finest == "month":
            break
    return name, span


def steps(step: str, span: Period, period: Period | None, language: str) -> tuple[Step, ...]:
    """Every step of a span, empty ones too; inside are those that share a day with the period."""
    numbers = _numbers(step, span)
    firsts, lasts = days.bounds(step, numbers)
    found = []
    for number, first, last in zip(numbers, firsts, lasts, strict=True):
        start, end = days.date(int(first)), days.date(int(last))
        within = period is None or (start <= period.end and end >= period.start)
        short, group, long = _step_words(step, start, language)
        found.append(Step(days.label(step, int(number)) or "", short, group, long, start, end, within))
    return tuple(found)


def _numbers(step: str, span: Period) -> days.Ints:
    ends = days.unit_of(step, np.array([days.number(span.start), days.number(span.end)]))
    return np.arange(ends[0], ends[1] + 1, 7 if step == "week" else 1)


def _step_words(step: str, start: dt.date, language: str) -> tuple[str, str, str]:
    if step == "month":
        return say(language, f"short.{start.month}"), str(start.year), month(start, language)
    if step == "quarter":
        number = (start.month - 1) // 3 + 1
        long = say(language, "name.quarter", number=say(language, f"quarter.{number}"), year=str(start.year))
        return say(language, "short.quarter", number=str(number)), str(start.year), long
    if step == "year":
        return str(start.year), "", str(start.year)
    key = "short.first" if start.day == 1 else "short.day"
    short = say(language, key, day=str(start.day), month=say(language, f"short.{start.month}"))
    if step == "day":
        return short, str(start.year), say(language, "name.day", start=day(start, language))
    return short, str(start.year), say(language, "name.week", start=day(start, language))
