"""The Editorial calendar page: is the plan kept, how regularly is something published, and which themes work."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cmdash import kpi
from cmdash.model import Period, Query, Tracking
from cmdash.model.memory import remembered
from cmdash.model.planning_views import PlanningView
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.figures import figures
from cmdash.story.planning_figures import plan_figures
from cmdash.story.planning_lines import SHOWN, Joined, columns, header, joined, lines, worded
from cmdash.story.planning_month import month_view
from cmdash.story.planning_themes import spellings, themes
from cmdash.story.records import held
from cmdash.story.rhythm import regularity
from cmdash.story.words import listed, say, together

COUNTED = ("done", "late", "skipped", "to_come", "unknown", "open")
RHYTHM = ("posts_per_week", "regularity")


def planning(
    tracking: Tracking, query: Query, language: str, clock: dt.date, chosen: str = ""
) -> PlanningView:
    """The frozen view of the page; `clock` stands for the data's last day where nothing has a date.

    `chosen` is the month to show (`2026-06`), empty for the one of the period.
    """
    key = ("planning", query, language, clock, chosen)
    view: PlanningView = remembered(tracking, key, lambda: _view(tracking, query, language, clock, chosen))
    return view


def _view(tracking: Tracking, query: Query, language: str, clock: dt.date, chosen: str) -> PlanningView:
    query = replace(query, paid=())  # a plan knows nothing of money
    asked = Asked(tracking, query, language, about="posts")
    view = PlanningView(sentence=say(language, "planning.none"))
    silence, rhythm = regularity(asked)
    view = replace(view, silence=silence, rhythm=rhythm)
    if not len(tracking.calendar):
        return replace(
            view, figures=figures(asked, RHYTHM, compared=False), ways=say(language, "planning.ways")
        )
    found = joined(tracking, kpi.today(tracking) or clock)
    month = month_view(found, query, chosen, language)
    rows, alone, planned = found.rows(query), found.unplanned(query), found.published(query)
    if not rows and not alone:
        return replace(view, sentence=_nothing(found, query, language), month=month, outside=True)
    states: Counter[str] = Counter(found.plan.state[at] for at in rows)
    whole, spelling = lines(found, query, language), spellings(found)
    return replace(
        view,
        sentence=together(
            _sentence(states, len(alone), query, language), held(tracking, query, "calendar", language)
        ),
        figures=(
            *plan_figures(found, rows, alone, planned, language),
            *figures(asked, RHYTHM, compared=False),
        ),
        notes=(*_notes(found, rows, states, language), *_across(found, rows, planned, language)),
        month=month,
        themes=themes(tracking, found, query, language),
        themes_note=say(language, "planning.themes.note"),
        header=header(language),
        rows=whole,
        columns=columns(language),
        shown=tuple(worded(line, language, spelling) for line in whole[:SHOWN]),
    )


def _sentence(states: Counter[str], alone: int, query: Query, language: str) -> str:
    """How the plan stands: "En juin 2026, 24 publications prévues : 18 faites, 2 en retard et 4 sautées ; ..."."""
    words = {"when": calendar.during(query.period, language), "count": states.total()}
    extra = say(language, "planning.alone", count=alone) if alone else ""
    if not states:
        return say(language, "planning.only_alone", alone=extra, **words)
    parts = [say(language, f"planning.count.{one}", count=states[one]) for one in COUNTED if states[one]]
    key = "sentence_alone" if extra else "sentence"
    return say(language, f"planning.{key}", parts=listed(parts, language), alone=extra, **words)


def _nothing(found: Joined, query: Query, language: str) -> str:
    dates = [date for at in found.rows(query.during(None)) if (date := found.day(at))]
    when = calendar.during(query.period, language)
    if not dates:
        return say(language, "planning.nothing", when=when)
    known = calendar.name(Period(min(dates), max(dates)), language)
    return say(language, "planning.outside", when=when, known=known)


def _notes(found: Joined, rows: Sequence[int], states: Counter[str], language: str) -> tuple[str, ...]:
    """How the lines were recognised, and what the files do not tell."""
    how = Counter(found.plan.how[at] for at in rows if found.plan.how[at])
    parts = [
        say(language, f"planning.recognised.{one}", count=how[one])
        for one in ("link", "text", "day")
        if how[one]
    ]
    told = [say(language, "planning.recognised.sentence", parts=listed(parts, language))] if parts else []
    if how["word"]:
        told.append(say(language, "planning.recognised.word", count=how["word"]))
    if states["unknown"]:
        told.append(say(language, "planning.unknown", count=states["unknown"]))
    return tuple(told)


def _across(found: Joined, rows: Sequence[int], planned: Sequence[int], language: str) -> tuple[str, ...]:
    """Lines of the period that came out outside it, posts of the period that were planned outside it: why the lines
    published and the posts of the themes are not the same number."""
    own = {found.plan.post[at] for at in rows if found.plan.post[at] >= 0}
    counts = {"into": len(set(planned) - own), "away": len(own - set(planned))}
    return tuple(
        say(language, f"planning.across.{key}", count=count) for key, count in counts.items() if count
    )
