"""Goals among the answers: a goal's attainment and pace as KPIs, and the typed goals beside those of the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cmdash.catalog import Kpi
from cmdash.kpi.days import NONE, number
from cmdash.kpi.goals import Progress, progress, sheet_goals
from cmdash.kpi.groups import Groups, grouped
from cmdash.kpi.tables import Table
from cmdash.kpi.totals import Computed
from cmdash.model import Goal, Query, Tracking


def attained(
    tracking: Tracking, keys: tuple[str, ...], wanted: Sequence[Kpi], query: Query, today: dt.date
) -> tuple[Groups, list[Computed]] | None:
    """The KPIs of kind `goal` in every group of goals; None where there is no goal, or goals have no such key.

    A goal belongs to its own network and account, and to the period it is set for. `today` is a day of the clock.
    Goals are not added up nor averaged: a group of several says `several_goals`.
    """
    table = Table("goals", tracking.goals.assign(date=tracking.goals["start"]))
    if not table.size or not all(table.has_key(key) for key in keys):
        return None
    dated = table.first != NONE
    window = (int(table.first[dated].min()), int(table.last[dated].max())) if dated.any() else None
    if query.period is not None:
        window = number(query.period.start), number(query.period.end)
    groups = grouped(table, keys, table.rows(replace(query, side="all", paid=())), window)
    goals = sheet_goals(tracking)
    made: list[Progress | None] = [None] * groups.size
    for at in np.flatnonzero(groups.of == 1).tolist():
        made[at] = progress(tracking, goals[int(groups.rows[groups.group == at][0])], today, query.counting)
    return groups, [_computed(groups, kpi, made) for kpi in wanted]


def _computed(groups: Groups, kpi: Kpi, made: Sequence[Progress | None]) -> Computed:
    found = [None if one is None else one.pace if kpi.stat == "pace" else one.attainment for one in made]
    value = np.array([np.nan if one is None else one for one in found], np.float64)
    why = {
        at: _why(kpi, one, int(groups.of[at]))
        for at, one in enumerate(made)
        if one is None or np.isnan(value[at])
    }
    unit = np.full(groups.size, kpi.unit, object)
    return Computed(value, unit, np.where(np.isnan(value), 0, 1).astype(np.int64), groups.of, why)


def _why(kpi: Kpi, made: Progress | None, of: int) -> str:
    """Why a goal has no such figure: what its KPI lacks, that it has not begun, or that it has none by its nature."""
    if made is None:
        return "several_goals" if of else "no_goal"
    if made.why:
        return made.why
    if made.state in ("not_begun", "outdated"):
        return made.state
    return "no_start" if made.attainment is None else f"no_{kpi.stat}"


def with_goals(tracking: Tracking, typed: Sequence[Goal]) -> Tracking:
    """The tracking with the goals typed on the page after those of its sheets; they come from no file and no row.

    Of two goals about the same thing the typed one stands.
    """
    if not typed:
        return tracking
    subjects = {goal.subject for goal in typed}
    left = [goal.subject not in subjects for goal in sheet_goals(tracking)]
    kept = tracking.goals[np.array(left, bool)]
    columns = {}
    for name in tracking.goals:
        values = [getattr(goal, str(name), None) for goal in typed]
        dtype = tracking.goals[name].dtype
        if name == "row":
            dtype = np.dtype(np.float64)
        cells = [None if value == "" else value for value in values]
        columns[name] = pd.Series(cells, dtype=object).astype(dtype)
    added = pd.DataFrame(columns)
    goals = pd.concat([kept, added], ignore_index=True) if len(kept) else added
    extras = dict(tracking.extras)
    if "goals" in extras:
        extras["goals"] = extras["goals"][np.array(left, bool)].reset_index(drop=True).reindex(goals.index)
    return replace(tracking, goals=goals, extras=extras)
