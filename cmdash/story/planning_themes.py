"""The mix of themes: what was planned beside what was published, and what worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cmdash.catalog import kpis, normalise
from cmdash.model import Counting, Query, Tracking
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story import counting
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.planning_lines import Joined
from cmdash.story.words import kpi_label, percent, say, times, written
from cmdash.wording import integer

MOST = 30  # themes shown; a sheet that has more has no themes but titles

NONE = "\u2013"


def themes(tracking: Tracking, found: Joined, query: Query, language: str) -> Table | None:
    """A theme a row: planned rows and their share, posts and the rate of them that know it; None without a theme.

    A post without a theme takes that of the row that planned it; spellings that differ in case and accents are one.
    """
    spelling = spellings(found)
    if not spelling:
        return None
    own = _texts(found.calendar["theme"])
    planned = Counter(spelling[normalise(own[at])] for at in found.rows(query) if own[at])
    told: Tracking = remembered(tracking, ("themed", found.plan), lambda: _told(tracking, found, spelling))
    asked = Asked(tracking, query, language)  # what a post earned is the same under any theme
    rate = best_rate(asked)
    habit = _against_habit(asked, told)
    answers = Asked(told, query, language).answers(
        ("theme",), ["posts", *([rate] if rate else [])], query.period
    )
    names = {*planned, *(key[0] for key in answers if key[0])}
    if not names:
        return None
    total = sum(planned.values())

    def rank(name: str) -> tuple[float, float, str]:
        posts = answers.get((name, "posts"))
        return (-planned[name], -((posts.value or 0.0) if posts else 0.0), name)

    rows: list[tuple[float | str | None, ...]] = []
    shown: list[tuple[str, ...]] = []
    for name in sorted(names, key=rank)[:MOST]:
        posts, worked = answers.get((name, "posts")), answers.get((name, rate or ""))
        index, compared = habit.get(name, (None, 0))
        count = posts.value or 0.0 if posts else 0.0
        share = planned[name] / total if total else None
        row: tuple[float | str | None, ...] = (name, planned[name], share, count, index, compared)
        cells: tuple[str, ...] = (
            name,
            integer(planned[name], language),
            percent(share, language, 0) if share is not None else NONE,
            integer(count, language),
            times(index, language) if index is not None else NONE,
            integer(compared, language) if index is not None else NONE,
        )
        if rate:
            row = (*row, worked.value if worked else None, worked.n if worked else 0)
            cells = (
                *cells,
                written(worked.value, worked.unit, language) if worked else NONE,
                integer(worked.n, language) if worked else NONE,
            )
        rows.append(row)
        shown.append(cells)
    return Table(_columns(rate, query.counting, language), tuple(rows), tuple(shown))


def _against_habit(asked: Asked, told: Tracking) -> dict[str, tuple[float, int]]:
    """By theme as told the median of the posts' own index (1 is the habit of their network and format) and their
    number."""
    index = asked.posts["own_index"].dropna()
    found = index.groupby(told.posts["theme"].loc[index.index]).agg(["median", "count"])
    return {str(name): (float(row["median"]), int(row["count"])) for name, row in found.iterrows()}


def _columns(rate: str | None, chosen: Counting, language: str) -> tuple[Column, ...]:
    columns = [
        Column("theme", say(language, "planning.themes.theme")),
        Column("planned", say(language, "planning.themes.planned"), "count"),
        Column("share", say(language, "planning.themes.share"), "ratio"),
        Column("posts", say(language, "planning.themes.posts"), "count"),
        Column("index", say(language, "planning.themes.index"), "ratio"),
        Column("compared", say(language, "planning.themes.compared"), "count"),
    ]
    if rate:
        columns += [
            Column(
                rate,
                counting.column_label(kpi_label(rate, language), kpis()[rate], chosen, language),
                "ratio",
            ),
            Column("n", say(language, "planning.themes.n"), "count"),
        ]
    return tuple(columns)


def _told(tracking: Tracking, found: Joined, spelling: dict[str, str]) -> Tracking:
    """The tracking, each post with the theme it has or was planned with."""
    own, planned = _texts(found.posts["theme"]), _texts(found.calendar["theme"])
    given = [
        theme or (planned[row] if row >= 0 else "") for theme, row in zip(own, found.plan.row, strict=True)
    ]
    posts = tracking.posts.copy()
    posts.loc[found.posts.index, "theme"] = [spelling.get(normalise(theme)) for theme in given]
    return replace(tracking, posts=posts)


def spellings(found: Joined) -> dict[str, str]:
    """For each theme of a calendar and its posts as compared (`normalise`), the spelling used most."""
    met: dict[str, Counter[str]] = {}
    for name in (*_texts(found.calendar["theme"]), *_texts(found.posts["theme"])):
        if name.strip():
            met.setdefault(normalise(name), Counter())[name.strip()] += 1
    return {key: min(seen, key=lambda name: (-seen[name], name)) for key, seen in met.items()}


def _texts(column: Iterable[object]) -> list[str]:
    return [value if isinstance(value, str) else "" for value in column]
