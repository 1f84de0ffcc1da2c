"""A plan of four weeks that alternates what the data cannot separate, as rows of a calendar."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

import pandas as pd

from cmdash.evidence import Verdict
from cmdash.evidence.lessons import tie
from cmdash.evidence.sampling import Sample
from cmdash.model import Ledger, Query, Tracking
from cmdash.model.lesson_views import Experiment, Planned
from cmdash.model.tracking import nothing_of
from cmdash.model.views import Column, Table
from cmdash.story.rankings import sampled
from cmdash.story.words import opening, say
from cmdash.story.works import asked_of, level_name, short_name
from cmdash.wording import day, network

WEEKS = 4
HOURS: Mapping[str, int] = {"6-9": 8, "9-12": 10, "12-14": 12, "14-18": 16, "18-21": 19, "21-6": 21}
NOON = 12
_WEEK = 7
PAIR = ("with", "without")
PLANNED = ("weekday", "slot", "format", "theme")  # what a row of a calendar can say

Cell = tuple[tuple[str, str], ...]  # the levels that one post of the plan has, by factor


def experiment(
    tracking: Tracking, query: Query, verdict: Verdict, today: dt.date, language: str
) -> Experiment | None:
    """The plan for one question: its level and another one in turn, with and without what goes with it; from the Monday
    after today. None where there is no other level to alternate with, or where no calendar can say it."""
    look = verdict.finding.look
    found = sampled(tracking, asked_of(query))
    other = _other(found, look.factor, look.level, look.network)
    if other is None or look.factor not in PLANNED:
        return None
    tied = tie(found, look.factor, look.level, look.network)
    second = _other(found, tied.factor, tied.level, look.network) if tied else None
    pair: list[Cell] = [((look.factor, look.level),), ((look.factor, other),)]
    cells = pair
    words = {
        "level": level_name(look.factor, look.level, language),
        "other": level_name(look.factor, other, language),
    }
    key = "one"
    if tied and second and tied.factor in PLANNED:
        key = "both"
        cells = [(*one, (tied.factor, level)) for one, level in itertools.product(pair, (tied.level, second))]
        words |= {
            "tied": level_name(tied.factor, tied.level, language),
            "second": level_name(tied.factor, second, language),
        }
    rows = _rows(_usual(found, look.network), cells, today, language)
    needed = verdict.finding.needed
    note = "more" if needed and needed > len(rows) // 2 else "plain"
    return Experiment(
        sentence=opening(say(language, f"works.plan.{key}", **words)),
        note=say(language, f"works.plan.{note}", count=len(rows), side=len(rows) // 2, needed=needed or 0),
        table=_table(rows, language),
        rows=rows,
    )


def _other(found: Sample, factor: str, level: str, where: str) -> str | None:
    """The level to alternate with: the most used of the others."""
    levels = found.levels.get(factor)
    if levels is None:
        return None
    mine = levels[found.network == where] if where else levels
    return _most([one for one in mine if one not in ("", level)])


def _most(values: Sequence[str]) -> str | None:
    counts = pd.Series(values, dtype="object").value_counts()
    return str(counts.index[0]) if len(counts) else None


def _usual(found: Sample, where: str) -> dict[str, str]:
    """The network, and of each factor the level used most: what the plan does not alternate stays as it is."""
    name = where or _most(found.network.tolist()) or ""
    mine = found.network == name
    usual = {factor: _most([one for one in levels[mine] if one]) for factor, levels in found.levels.items()}
    return {"network": name, **{factor: level for factor, level in usual.items() if level}}


def _rows(base: dict[str, str], cells: list[Cell], today: dt.date, language: str) -> tuple[Planned, ...]:
    """Each combination once a week, twice where there are two (on one day alone they would meet), in an order that
    turns from week to week."""
    if len(cells) == len(PAIR) and "weekday" not in dict(cells[0]):
        cells = cells * 2
    monday = today + dt.timedelta(days=_WEEK - today.weekday())
    made: list[Planned] = []
    for week in range(WEEKS):
        for at in range(len(cells)):
            cell = cells[(at + week) % len(cells)]
            chosen = {**base, **dict(cell)}
            # Days stand where the plan alternates them; else the combinations share the week out, turning.
            fixed = "weekday" in dict(cell)
            place = int(chosen["weekday"]) - 1 if fixed else (2 * at) % _WEEK
            date = monday + dt.timedelta(days=_WEEK * week + place)
            # Two posts of one day are an hour apart, so that both are there.
            same = sum(one.date.date() == date for one in made)
            moment = dt.time((HOURS.get(chosen.get("slot", ""), NOON) + same) % 24)
            names = ", ".join(short_name(factor, level, language) for factor, level in cell)
            made.append(
                Planned(
                    dt.datetime.combine(date, moment),
                    chosen["network"],
                    chosen.get("format", ""),
                    chosen.get("theme", ""),
                    say(language, "works.plan.text", what=names),
                )
            )
    return tuple(sorted(made, key=lambda one: one.date))


def _table(rows: Sequence[Planned], language: str) -> Table:
    names = ("date", "network", "format", "theme")
    columns = tuple(Column(name, say(language, f"works.plan.column.{name}")) for name in names)
    cells = tuple(
        (
            say(
                language,
                "works.plan.when",
                weekday=opening(short_name("weekday", str(one.date.isoweekday()), language)),
                day=day(one.date.date(), language),
                hour=str(one.date.hour),
            ),
            network(one.network or None, language),
            short_name("format", one.format, language) if one.format else "",
            one.theme,
        )
        for one in rows
    )
    kept = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    shown = tuple(tuple(row[at] for at in kept) for row in cells)
    return Table(tuple(columns[at] for at in kept), shown, shown)


def calendar_of(plan: Experiment) -> Tracking:
    """The plan as a tracking that holds a calendar alone, to be written as a workbook that reads back."""
    frame = nothing_of("calendar").reindex(range(len(plan.rows)))
    frame["date"] = pd.Series([one.date for one in plan.rows], dtype="datetime64[us]")
    for name in ("network", "format", "theme", "text"):
        frame[name] = pd.Series([getattr(one, name) or None for one in plan.rows], dtype="str")
    frame["status"] = pd.Series(["planned"] * len(plan.rows), dtype="str")
    frame["row"] = range(2, len(plan.rows) + 2)
    empty = {kind: nothing_of(kind) for kind in ("posts", "account", "campaigns", "goals")}
    return Tracking(calendar=frame, ledger=Ledger(), **empty)
