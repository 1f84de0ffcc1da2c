"""How regularly something was published: weeks, and those that went without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cmdash.kpi import days
from cmdash.model import Period
from cmdash.model.views import Column, Table
from cmdash.story.asked import NOBODY, Asked
from cmdash.story.words import listed, say, written
from cmdash.wording import day, integer, network

MOST = 5  # silences named one by one
Days = npt.NDArray[np.int64]


def silent_weeks(posted: Days, span: Period) -> tuple[dt.date, ...]:
    """The Mondays of the whole ISO weeks inside a span without a single day of `posted` (day numbers)."""
    first, last = days.number(span.start), days.number(span.end)
    monday = first + (-(first + 3)) % 7  # 1970-01-01 was a Thursday
    mondays = np.arange(monday, last - 5, 7)
    seen = np.unique(days.unit_of("week", posted)) if len(posted) else posted
    return tuple(days.date(int(one)) for one in mondays[~np.isin(mondays, seen)])


def whole_weeks(span: Period) -> int:
    """How many whole ISO weeks lie inside a span."""
    return len(silent_weeks(np.array([], np.int64), span))


def spans(mondays: Sequence[dt.date]) -> tuple[Period, ...]:
    """Weeks that follow each other as one span each, in order."""
    found: list[Period] = []
    for monday in mondays:
        sunday = monday + dt.timedelta(days=6)
        if found and found[-1].end + dt.timedelta(days=1) == monday:
            found[-1] = Period(found[-1].start, sunday)
        else:
            found.append(Period(monday, sunday))
    return tuple(found)


def named(mondays: Sequence[dt.date], language: str) -> str:
    """The silences in words, the longest first: "du 4 novembre au 8 décembre 2024 et ..."; the rest is counted."""
    found = sorted(spans(mondays), key=lambda one: (-one.days, one.start))
    words = [
        say(language, "planning.span", start=day(one.start, language), end=day(one.end, language))
        for one in found[:MOST]
    ]
    if len(found) > MOST:
        words.append(say(language, "planning.more_spans", count=len(found) - MOST))
    return listed(words, language)


def regularity(asked: Asked) -> tuple[tuple[str, ...], Table | None]:
    """A sentence on the whole weeks of the period without any post, and how regularly each network was fed.

    Nothing where no post is dated or no whole week lies in the part of the period that the data cover.
    """
    span = covered(asked)
    if span is None or not asked.facts("posts", asked.period).rows:
        return (), None
    posts = asked.posts
    posted = days.numbers(posts["date"])
    silent = silent_weeks(posted[posted != days.NONE], span)
    said = say(asked.language, "planning.silence", count=len(silent), spans=named(silent, asked.language))
    names = posts["network"].fillna(NOBODY).tolist()
    return (said,) if silent else (), _by_network(asked, span, posted, names)


def covered(asked: Asked) -> Period | None:
    """The part of the period from the first post known to the end of the data; None where it holds no whole week.

    What came before the first post is not known: the sheet of an account may begin years earlier.
    """
    known, period, posted = asked.known, asked.period, asked.facts("posts").days
    if known is None or not len(posted):
        return None
    begun: dt.date = posted[0].item()
    start, end = (max(period.start, begun), min(period.end, known.end)) if period else (begun, known.end)
    return Period(start, end) if start <= end and whole_weeks(Period(start, end)) else None


def _by_network(asked: Asked, span: Period, posted: Days, names: Sequence[str]) -> Table:
    """A network a row: posts, posts a week, weeks without any of the whole weeks of the span."""
    language, total = asked.language, whole_weeks(span)
    answers = asked.answers(("network",), ["posts", "posts_per_week"], asked.period)
    rows: list[tuple[float | str | None, ...]] = []
    cells: list[tuple[str, ...]] = []
    for name in dict.fromkeys(names):
        count, pace = answers.get((name, "posts")), answers.get((name, "posts_per_week"))
        own = posted[np.array([one == name for one in names]) & (posted != days.NONE)]
        silent = silent_weeks(own, span)
        label, spans = network(name, language), named(silent, language) if silent else ""
        rows.append((label, count.value if count else None, pace.value if pace else None, len(silent), spans))
        cells.append(
            (
                label,
                integer(count.value or 0.0, language) if count else "\u2013",
                written(pace.value, pace.unit, language) if pace else "\u2013",
                say(language, "planning.rhythm.of", count=len(silent), of=total),
                spans,
            )
        )
    keys = (("network", ""), ("posts", "count"), ("pace", "per_week"), ("without", "count"), ("when", ""))
    columns = tuple(Column(key, say(language, f"planning.rhythm.{key}"), unit) for key, unit in keys)
    order = sorted(range(len(rows)), key=lambda at: (-float(rows[at][1] or 0.0), str(rows[at][0])))
    return Table(columns, tuple(rows[at] for at in order), tuple(cells[at] for at in order))
