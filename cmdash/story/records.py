"""Where the record of a table begins and ends: what is missing outside it is not zero, is compared with nothing, and a
period that is only partly inside is said to be so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from cmdash import kpi
from cmdash.kpi import days as day_numbers
from cmdash.kpi.days import NONE
from cmdash.model import Period, Query, Tracking
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.same_days import LATE
from cmdash.story.words import say
from cmdash.wording import day

TENTH, QUARTER = 10, 4


def reaches(asked: Asked, table: str, period: Period) -> bool:
    """Whether the rows of a table that the question selects reach back to the period's first days.

    A few days are forgiven: a tenth of the period, or what usually lies between two days of the record (at most a
    quarter of the period), and never a week.
    """
    if not table:
        return False
    facts = asked.facts(table)
    if not len(facts.days):
        return False
    begun: dt.date = facts.days[0].item()
    return (begun - period.start).days <= _slack(facts.step, period)


def held(tracking: Tracking, query: Query, table: str, language: str) -> str:
    """From when to when the files have the rows of a table, where their record begins or ends well inside the period
    asked; empty where it holds all of the period, or nothing of it."""
    period = query.period
    if period is None:
        return ""
    ready = kpi.prepare(tracking)
    rows = ready.table(table, query.counting)
    kept = rows.rows(replace(query, period=None, paid=()), ready.today) & (rows.first != NONE)
    if not kept.any():
        return ""
    first, last = day_numbers.date(int(rows.first[kept].min())), day_numbers.date(int(rows.last[kept].max()))
    if Asked(tracking, query, language, about=table).facts(table).monthly:
        last = calendar.bounds("month", last)[1]
    apart = np.diff(np.unique(rows.first[kept]))
    slack = _slack(int(np.median(apart)) if len(apart) else 0, period)
    begins, ends = (first - period.start).days > slack, (period.end - last).days > slack
    if not (begins or ends) or first > period.end or last < period.start:
        return ""
    words = {
        "start": day(first if begins else period.start, language),
        "end": day(last if ends else period.end, language),
    }
    return say(language, "note.held", what=say(language, f"note.held_what.{table}"), **words)


def _slack(step: int, period: Period) -> int:
    """The days of a period that its record may lack, from those that usually lie between two days of that record."""
    return min(LATE, max(period.days // TENTH, min(step, period.days // QUARTER)))
