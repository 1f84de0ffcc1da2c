"""What the time axis marks: days from which a network counts otherwise, holidays, and the reader's own events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from cmdash.catalog import Kpi, SeriesBreak, breaks_between, public_holidays, school_holidays, school_known
from cmdash.model.views import Mark, Step
from cmdash.story.asked import Asked
from cmdash.story.words import listed, say
from cmdash.wording import day, message

_FINE = ("day", "week")  # steps on which a single public holiday is seen
_HALF = 0.5  # share of a step without school from which it is marked
_QUARTER = 0.25  # of a month: holidays of two weeks that lie across two months have eight days in one of them
_TOLD = 6  # events named in the note


def breaks(entry: Kpi, networks: Iterable[str], first: dt.date, last: dt.date) -> tuple[SeriesBreak, ...]:
    """The breaks of a KPI on these networks that part a span."""
    names = [name for name in networks if name]
    return breaks_between(first, last, names, entry.needs) if names and entry.needs else ()


def marks(asked: Asked, steps: Sequence[Step], found: Iterable[SeriesBreak]) -> tuple[Mark, ...]:
    """One mark a step and kind: breaks, events, public holidays (by day or week), steps with holidays enough."""
    language, seasons = asked.language, asked.seasons
    made = [_mark(steps, "break", b.date, b.date, _title(b, language)) for b in found]
    made += [_mark(steps, "event", e.start, e.end, e.name) for e in seasons.events]
    if not steps:
        return ()
    first, last = steps[0].start, steps[-1].end
    if seasons.public and asked.window and asked.window[0] in _FINE:
        made += [_mark(steps, "public", d, d, name) for d, name in public_holidays(first, last, language)]
    if seasons.zone:
        made.append(_school(asked, steps))
    return _joined(steps, [one for many in made for one in many])


def sentence(found: SeriesBreak, language: str) -> str:
    """A break in a few words: the day, and what is counted from then on."""
    return say(language, "seasons.note.break", day=day(found.date, language), title=_title(found, language))


def _title(found: SeriesBreak, language: str) -> str:
    return message(language, f"findings.series-break.{found.id}.title")


def _mark(steps: Sequence[Step], kind: str, start: dt.date, end: dt.date, text: str) -> list[Mark]:
    return [Mark(step.key, kind, text) for step in steps if step.start <= end and step.end >= start]


def _school(asked: Asked, steps: Sequence[Step]) -> list[Mark]:
    """The steps of which at least half the days are without school, a quarter for a month, each with the holidays it is
    in."""
    least = _QUARTER if _step(asked) == "month" else _HALF
    days = dict(school_holidays(asked.seasons.zone, steps[0].start, steps[-1].end))
    found = []
    for step in steps:
        names = [name for date, name in days.items() if step.start <= date <= step.end]
        if len(names) >= least * ((step.end - step.start).days + 1):
            words = [say(asked.language, f"seasons.school.{name}") for name in dict.fromkeys(names)]
            found.append(Mark(step.key, "school", listed(words, asked.language)))
    return found


def _step(asked: Asked) -> str:
    return asked.window[0] if asked.window else "month"


def _joined(steps: Sequence[Step], made: Sequence[Mark]) -> tuple[Mark, ...]:
    """One mark for each step and kind, with all its words, in the order of the axis."""
    texts: dict[tuple[str, str], list[str]] = {}
    for one in made:
        texts.setdefault((one.key, one.kind), []).append(one.text)
    place = {step.key: at for at, step in enumerate(steps)}
    return tuple(
        Mark(key, kind, " · ".join(dict.fromkeys(words)))
        for (key, kind), words in sorted(texts.items(), key=lambda item: (place[item[0][0]], item[0][1]))
    )


def told(
    asked: Asked, steps: Sequence[Step], shown: Sequence[Mark], found: Iterable[SeriesBreak]
) -> list[str]:
    """The marks of a chart in words, for its note: nobody should have to point at them."""
    language, seasons = asked.language, asked.seasons
    said = [sentence(one, language) for one in found]
    first, last = steps[0].start, steps[-1].end
    events = [e for e in seasons.events if e.start <= last and e.end >= first]
    if events:
        names = [
            say(language, "seasons.note.event", name=e.name, day=day(e.start, language))
            for e in events[-_TOLD:]
        ]
        said.append(say(language, "seasons.note.events", events=", ".join(names)))
    kinds = {mark.kind for mark in shown}
    if "public" in kinds:
        said.append(say(language, "seasons.note.public"))
    if seasons.zone and "school" in kinds:
        said.append(say(language, f"seasons.note.school_{_step(asked)}", zone=seasons.zone))
    if seasons.zone and last > school_known():
        said.append(say(language, "seasons.note.unknown", day=day(school_known(), language)))
    return said
