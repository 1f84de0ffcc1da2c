"""Cells that name a span of days: `du 1er au 7 juin 2026`, `01/06/2026 - 07/06/2026`, `Semaine du 3 juin 2026`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from cmdash.catalog import read
from cmdash.ingest.typing.clock_forms import Places
from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.month_names import bare, period_words
from cmdash.ingest.typing.patterns import Pattern

_LEAD = Pattern(r"\s*([^\W\d_]+)\.?\s+")
_DAY = Pattern(r"\s*(0{1,2})(?:er|re|st|nd|rd|th|o|º|\.)?\s*", re.IGNORECASE)
_PAIR = Pattern(r"\s*(0{1,2})[/.-](0{1,2})\.?\s*")
_DASH = r"\s*[-–—→]\s*"

Reader = Callable[[str, list[int]], DateForm | None]


def read_span(text: str, place: list[int], read_day: Reader) -> DateForm | None:
    """The form of the last day with that of the first as `since`; None when the text is no span of days.

    A single day behind the word week (`Semaine du 3 juin`) is the first of a week.
    """
    body, week = _without_lead(text)
    for cut in _splits().finditer(body):
        before, after = body[: cut.start()], body[cut.end() :]
        if "-" in cut[0] and " " not in cut[0] and "-" in before + after:
            continue  # a date, a telephone number
        last = read_day(" " * cut.end() + after, place)
        since = (read_day(before, place) or _day_alone(before, place)) if last else None
        if last and since and {last.kind, since.kind} <= {"date", "open", "pair"}:
            return replace(last, since=since)
    day = read_day(body, place) if week else None
    return replace(day, week=True) if day and day.kind in ("date", "open", "pair") else None


def _without_lead(text: str) -> tuple[str, bool]:
    """The text with `Semaine du`, `from` or `Période du` blanked out, and whether that names a week."""
    week = False
    for _ in range(2):
        found = _LEAD.match(text)
        word = bare(found[1]) if found else ""
        if not found or word not in period_words("week") | frozenset(read("dates")["span_leads"]):
            break
        week = week or word in period_words("week")
        text = " " * found.end() + text[found.end() :]
    return text, week


@cache
def _splits() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read("dates")["span_words"]))
    return re.compile(rf"{_DASH}|\s+(?:{words})\s+", re.IGNORECASE)


def _day_alone(text: str, place: list[int]) -> DateForm | None:
    """A day without its month and year, or a day and a month in figures."""
    pair = _PAIR.fullmatch(text)
    if pair:
        return DateForm("pair", day=_places(pair, 1, place), month=_places(pair, 2, place))
    found = _DAY.fullmatch(text)
    return DateForm("date", day=_places(found, 1, place)) if found else None


def _places(found: re.Match[str], group: int, place: list[int]) -> Places:
    return tuple(place[at] for at in range(*found.span(group)))
