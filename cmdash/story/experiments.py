"""A plan of four weeks that alternates what the data cannot separate, as rows of a calendar."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from cmdash.evidence import Verdict
from cmdash.evidence.lessons import tie
from cmdash.evidence.looks import Look
from cmdash.evidence.sampling import Sample
from cmdash.model import Ledger, Query, Tracking
from cmdash.model.lesson_views import Experiment, Planned
from cmdash.model.tracking import nothing_of
from cmdash.model.views import Column, Table
from cmdash.story.rankings import sampled
from cmdash.story.verdicts import level_name, short_name
from cmdash.story.words import opening, say
from cmdash.story.works import asked_of
from cmdash.wording import day, network

WEEKS = 4
_WEEK = 7
_APART = 30  # minutes between two posts of one day: both are there, in one slot
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
    owners = _owners(tracking, found)
    base, several = _base(found, owners, look), len(set(owners.tolist())) > 1
    other = _other(found, look.factor, look.level, base["network"], look.network)
    if other is None or look.factor not in PLANNED:
        return None
    tied = tie(found, look.factor, look.level, look.network)
    second = _other(found, tied.factor, tied.level, base["network"], look.network) if tied else None
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
    mine = (found.network == base["network"]) & (owners == base["account"])
    hours = _hours(found, mine, {dict(cell).get("slot", base.get("slot", "")) for cell in cells})
    rows = _rows(base, cells, hours, today, language)
    needed = verdict.finding.needed
    note = "more" if needed and needed > len(rows) // 2 else "plain"
    return Experiment(
        sentence=" ".join(
            [opening(say(language, f"works.plan.{key}", **words)), *_where(found, several, base, language)]
        ),
        note=say(language, f"works.plan.{note}", count=len(rows), side=len(rows) // 2, needed=needed or 0),
        table=_table(rows, several, language),
        rows=rows,
    )


def _other(found: Sample, factor: str, level: str, *places: str) -> str | None:
    """The level to alternate with: the most used of the others, on the first of these networks that has another
    ("": all of them)."""
    levels = found.levels.get(factor)
    if levels is None:
        return None
    there = [levels[found.network == where] if where else levels for where in places]
    return next(
        (other for mine in there if (other := _most([one for one in mine if one not in ("", level)]))), None
    )


def _most(values: Sequence[str]) -> str | None:
    counts = pd.Series(values, dtype="object").value_counts()
    return str(counts.index[0]) if len(counts) else None


def _owners(tracking: Tracking, found: Sample) -> np.ndarray:
    """The account of each post compared; empty where it names none."""
    names = tracking.posts["account"].fillna("").to_numpy(object)
    return names[found.row] if found.row is not None else np.full(len(found.network), "", object)


def _base(found: Sample, owners: np.ndarray, look: Look) -> dict[str, str]:
    """What the plan does not alternate: the network and there the account that have most of the level asked about, and
    of each factor the level that account uses most."""
    levels = found.levels.get(look.factor)
    having = np.ones(len(found.network), bool) if levels is None else levels == look.level
    name = look.network or _most(found.network[having].tolist()) or ""
    there = found.network == name
    account = _most(owners[having & there].tolist()) or ""
    mine = there & (owners == account)
    usual = {factor: _most([one for one in levels[mine] if one]) for factor, levels in found.levels.items()}
    return {
        "network": name,
        "account": account,
        **{factor: level for factor, level in usual.items() if level},
    }


def _where(found: Sample, several: bool, base: dict[str, str], language: str) -> list[str]:
    """On which network the plan is, where the posts are on several, and for which account, where they have several."""
    words = {"network": network(base["network"] or None, language), "account": base["account"]}
    if base["account"] and several:
        return [say(language, "works.plan.account", **words)]
    return [say(language, "works.plan.network", **words)] if len(set(found.network.tolist())) > 1 else []


def _hours(found: Sample, mine: np.ndarray, slots: Iterable[str]) -> dict[str, int]:
    """The hour at which the account's own posts of each slot came out most often (the earlier of two); the slot's first
    hour where it has never published in it. No hour of no slot: the sheet gives none."""
    levels = found.levels.get("slot")
    hours: dict[str, int] = {}
    for slot in slots:
        if not slot:
            continue
        own = [] if levels is None or found.hour is None else found.hour[mine & (levels == slot)].tolist()
        counted = Counter(own)
        hours[slot] = (
            min(counted, key=lambda hour: (-counted[hour], hour)) if counted else int(slot.split("-")[0])
        )
    return hours


def _rows(
    base: dict[str, str], cells: list[Cell], hours: Mapping[str, int], today: dt.date, language: str
) -> tuple[Planned, ...]:
    """Each combination once a week, twice where there are two (on one day alone they would meet), in an order that
    turns from week to week. A post of a slot without an hour has its day alone."""
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
            hour, same = hours.get(chosen.get("slot", "")), sum(one.date.date() == date for one in made)
            minute = _APART * max(same, hour == 0)  # midnight itself would be a day without an hour
            moment = dt.time() if hour is None else dt.time(hour, minute)
            names = ", ".join(short_name(factor, level, language) for factor, level in cell)
            made.append(
                Planned(
                    dt.datetime.combine(date, moment),
                    chosen["network"],
                    chosen.get("format", ""),
                    chosen.get("theme", ""),
                    say(language, "works.plan.text", what=names),
                    chosen["account"],
                )
            )
    return tuple(sorted(made, key=lambda one: one.date))


def _table(rows: Sequence[Planned], several: bool, language: str) -> Table:
    """The plan as it is shown; the account where there are `several`."""
    names = ("date", "network", "account", "format", "theme")
    columns = tuple(Column(name, say(language, f"works.plan.column.{name}")) for name in names)
    cells = tuple(
        (
            _when(one.date, language),
            network(one.network or None, language),
            one.account if several else "",
            short_name("format", one.format, language) if one.format else "",
            one.theme,
        )
        for one in rows
    )
    kept = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    shown = tuple(tuple(row[at] for at in kept) for row in cells)
    return Table(tuple(columns[at] for at in kept), shown, shown)


def _when(moment: dt.datetime, language: str) -> str:
    words = {
        "weekday": opening(short_name("weekday", str(moment.isoweekday()), language)),
        "day": day(moment.date(), language),
    }
    if moment.time() == dt.time():
        return say(language, "works.plan.when_day", **words)
    key = "when_minute" if moment.minute else "when"
    return say(language, f"works.plan.{key}", hour=str(moment.hour), minute=f"{moment.minute:02d}", **words)


def calendar_of(plan: Experiment) -> Tracking:
    """The plan as a tracking that holds a calendar alone, to be written as a workbook that reads back."""
    frame = nothing_of("calendar").reindex(range(len(plan.rows)))
    frame["date"] = pd.Series([one.date for one in plan.rows], dtype="datetime64[us]")
    for name in ("network", "account", "format", "theme", "text"):
        frame[name] = pd.Series([getattr(one, name) or None for one in plan.rows], dtype="str")
    frame["status"] = pd.Series(["planned"] * len(plan.rows), dtype="str")
    frame["row"] = range(2, len(plan.rows) + 2)
    empty = {kind: nothing_of(kind) for kind in ("posts", "account", "campaigns", "goals")}
    return Tracking(calendar=frame, ledger=Ledger(), **empty)
