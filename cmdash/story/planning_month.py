"""The month view of the Editorial calendar: a grid of days, each with what was planned and what came unplanned."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections import defaultdict

from cmdash.model import Query
from cmdash.model.planning_views import Day, Entry, Month
from cmdash.story.planning_lines import STATES, Joined, subject
from cmdash.story.words import opening, say
from cmdash.wording import day, month, network


def month_view(found: Joined, query: Query, chosen: str, language: str) -> Month | None:
    """The month chosen (`2026-06`), else the last one of the period, else the nearest that holds something.

    None where no line has a day. The period asked does not limit what a month shows.
    """
    open_query = query.during(None)
    planned = [(date, at) for at in found.rows(open_query) if (date := found.day(at))]
    alone = [(date, at) for at in found.unplanned(open_query) if (date := found.posted(at))]
    if not planned and not alone:
        return None
    known = [date for date, _ in (*planned, *alone)]
    first, last = _key(min(known)), _key(max(known))
    wanted = chosen or (_key(query.period.end) if query.period else "")
    key = min(max(wanted or last, first), last)
    entries: dict[dt.date, list[Entry]] = defaultdict(list)
    for date, at in planned:
        if _key(date) == key:
            entries[date].append(_planned(found, at, language))
    for date, at in alone:
        if _key(date) == key:
            entries[date].append(_unplanned(found, at, language))
    return _month(key, first, last, entries, language)


def _month(key: str, first: str, last: str, entries: dict[dt.date, list[Entry]], language: str) -> Month:
    year, number = int(key[:4]), int(key[5:])
    start = dt.date(year, number, 1)
    grid = weeks.Calendar().monthdatescalendar(year, number)
    made = tuple(
        tuple(
            Day(date, day(date, language), date.month == number, tuple(entries.get(date, ())))
            if date.month == number
            else Day(date, day(date, language), False, ())
            for date in week
        )
        for week in grid
    )
    entered = [entry for week in made for one in week for entry in one.entries]
    there = {entry.state for entry in entered}
    return Month(
        key=key,
        title=opening(month(start, language)),
        before=_key(start - dt.timedelta(days=1)) if key > first else "",
        after=_key(start + dt.timedelta(days=31)) if key < last else "",
        weekdays=tuple(
            (say(language, f"planning.weekday.{at}"), say(language, f"planning.weekday_long.{at}"))
            for at in range(1, 8)
        ),
        weeks=made,
        legend=tuple((state, say(language, f"planning.state.{state}")) for state in STATES if state in there),
        networks=tuple(dict.fromkeys((entry.network, entry.network_label) for entry in entered)),
    )


def _planned(found: Joined, at: int, language: str) -> Entry:
    state = found.plan.state[at]
    delay = found.plan.delay[at]
    label = say(language, f"planning.state.{state}")
    if state == "late" and delay:
        label = say(language, "planning.late_by", count=delay)
    return _entry(
        found.calendar["network"].iat[at], state, label, subject(found.calendar, at, language), language
    )


def _unplanned(found: Joined, at: int, language: str) -> Entry:
    label = say(language, "planning.state.unplanned")
    return _entry(
        found.posts["network"].iat[at], "unplanned", label, subject(found.posts, at, language), language
    )


def _entry(name: object, state: str, label: str, text: str, language: str) -> Entry:
    known = name if isinstance(name, str) else ""
    return Entry(known, network(known, language), state, label, text)


def _key(date: dt.date) -> str:
    return f"{date.year:04d}-{date.month:02d}"
