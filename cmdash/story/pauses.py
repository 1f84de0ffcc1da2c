"""Weeks without a post in what is compared: said, since they move every change, and never explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np

from cmdash import kpi
from cmdash.catalog import networks
from cmdash.kpi import days
from cmdash.model import Period
from cmdash.model.memory import remembered
from cmdash.model.views import Figure
from cmdash.story.asked import NOBODY, Asked
from cmdash.story.changes import FEW, Past, sides
from cmdash.story.words import listed, say
from cmdash.wording import day, integer, network

LEAST = 21  # days in a row without a post: three whole weeks
USUAL = 0.9  # quantile of the network's other pauses
LONGER = 3.0  # times that pause, from which a network's pause is out of its own rhythm
ALIKE = 0.8  # share of two pauses that lies in both, from which they are told as one
MOST = 3  # pauses told, the rest is counted

Pause = tuple[Period, tuple[str, ...]]  # days without a post on all of these networks


def notes(asked: Asked, shown: Iterable[Figure]) -> tuple[str, ...]:
    """A sentence on the weeks without a post in the periods that these figures' changes compare; none where there are
    none or nothing is compared."""
    return told(asked, [figure.kpi for figure in shown if figure.changes])


def told(asked: Asked, names: Iterable[str]) -> tuple[str, ...]:
    """The same for KPIs by their ids."""
    if asked.kind != "posts" or asked.period is None:
        return ()
    spans = _compared(asked, tuple(names))
    if not spans:
        return ()
    inside = (
        (Period(max(pause.start, span.start), min(pause.end, span.end)), name)
        for name, pause in _pauses(asked)
        for span in spans
        if pause.start <= span.end and pause.end >= span.start
    )
    found = _together((pause, name) for pause, name in inside if pause.days >= LEAST)
    if not found:
        return ()
    language = asked.language
    longest = sorted(found, key=lambda one: (-one[0].days * len(one[1]), one[0].start))[:MOST]
    said = [_said(one, language) for one in sorted(longest, key=lambda one: (one[0].start, one[1]))]
    rest = len(found) - len(said)
    if rest:
        said.append(say(language, "note.pauses_more", count=rest, shown=integer(rest, language)))
    return (say(language, "note.pauses", pauses=listed(said, language)),)


def _said(pause: Pause, language: str) -> str:
    span, names = pause
    words = {"start": day(span.start, language), "end": day(span.end, language)}
    if names == (NOBODY,):
        return say(language, "note.pause", **words)
    order = [name for name in networks() if name in names]
    order += [name for name in names if name not in order]
    labels = listed([network(name, language) for name in order], language)
    return say(language, "note.pause_on", networks=labels, **words)


def _compared(asked: Asked, names: tuple[str, ...]) -> list[Period]:
    """The spans of days whose posts are compared, those that touch as one."""
    past = Past(asked, names)
    every = {
        span
        for name in names
        if asked.kind_of(name) == "posts"
        for one in sides(past, name)
        for span in (one.current, one.then_days)
    }
    found: list[Period] = []
    for span in sorted(every, key=lambda one: one.start):
        if found and span.start <= found[-1].end + dt.timedelta(days=1):
            found[-1] = Period(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _pauses(asked: Asked) -> tuple[tuple[str, Period], ...]:
    """Each network with its pauses of three weeks and more, between two posts of its own, that are far longer than its
    usual ones: who posts once a month is not silent for it. Nothing is said of a network with few days of posts."""
    query = asked.query.during(None)

    def found() -> tuple[tuple[str, Period], ...]:
        ready, frame = kpi.prepare(asked.tracking), asked.tracking.posts
        kept = frame[ready.table("posts", query.counting).rows(query, ready.today)]
        names = kept["network"].fillna(NOBODY)
        by = {
            str(name): np.unique(posted[posted != days.NONE])
            for name in names.unique()
            if len(posted := days.numbers(kept.loc[names == name, "date"]))
        }
        if len(by) > 1:
            by.pop(NOBODY, None)  # nobody knows whose posts these are
        return tuple((name, pause) for name, posted in by.items() for pause in _long(posted))

    known: tuple[tuple[str, Period], ...] = remembered(asked.tracking, ("pauses", query), found)
    return known


def _long(posted: days.Ints) -> list[Period]:
    """The pauses between these days that are long, and long for them."""
    if len(posted) < FEW:
        return []
    apart = np.diff(posted)
    return [
        Period(days.date(int(posted[at]) + 1), days.date(int(posted[at + 1]) - 1))
        for at in np.flatnonzero(apart > LEAST)
        if apart[at] >= LONGER * np.quantile(np.delete(apart, at), USUAL)
    ]


def _together(pauses: Iterable[tuple[Period, str]]) -> list[Pause]:
    """Pauses of several networks that lie on nearly the same days as one: the days on which none of them posted."""
    found: list[Pause] = []
    for pause, name in sorted(pauses, key=lambda one: (one[0].start, one[0].end)):
        for at, (span, names) in enumerate(found):
            start, end = max(span.start, pause.start), min(span.end, pause.end)
            shared = (end - start).days + 1
            if name not in names and shared >= max(LEAST, ALIKE * max(span.days, pause.days)):
                found[at] = (Period(start, end), (*names, name))
                break
        else:
            found.append((pause, (name,)))
    return found
