"""How far a goal has come: attainment, pace against the time elapsed, the weekly rhythm still needed, its state.

The clock says whether a period has begun and is over; the data say how far a judgement can go. Where they stop more
than a week before the day to judge, the time elapsed is counted to their last day, and no goal is called missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from cmdash.catalog import Kpi, kpis
from cmdash.kpi.periods import span
from cmdash.kpi.prepared import prepare
from cmdash.kpi.records import first_day, last_day, record_start, start_level
from cmdash.kpi.stamping import stamp
from cmdash.model import DECLARED, Counting, Goal, Period, Query, Stamp, Tracking

Nature = Literal["flow", "level", "rate", "ceiling"]
State = Literal[
    "met", "on_course", "late", "missed", "not_begun", "underway", "outdated", "unknown",
]  # fmt: skip

LAG = 7  # days the data may stop before the day to judge
EARLY_DAYS, EARLY_SHARE = 7, 0.1  # of a period: before both are behind, nothing is said of its pace


@dataclass(frozen=True)
class Progress:
    """How far a goal has come. Shares are fractions; None where they cannot be computed or mean nothing.

    `actual` is the KPI over the period so far, in its unit; for a level, `begin` is the level at the period's start, seen on the day `begun` (the earliest, where accounts were seen on several days: `begun_apart`).
    `attainment`: flow actual/target; level (actual - begin)/(target - begin); rate actual/target; where lower is
    better target/actual. `elapsed`: share of the days of the period, up to `at`. `pace` (flows and levels only) is
    attainment/elapsed; a level's time is counted from `begun`. `needed` and `rhythm` are amounts a week: what is still to come over the days `ahead`, what
    came so far, since the first day of the files where that is later than the period's. `left` is what is still missing,
    `days_left` the days after `at`, `ahead` those after the later of `at` and `clock`, the day of the judgement: no week
    that is over is promised. `first` and `covered` are the first and the last
    day the files speak of, `stale` that they stop too early. `opened` is the day from which they
    give the KPI, `before` that the period is over by then, `gap` that much of it is. `why` is a code: `missing:reach`, `unknown_kpi`, `no_period`,
    `no_rows`, or one of `compute`. `stamp` says what stands behind `actual`.
    """

    goal: Goal
    nature: Nature
    state: State
    actual: float | None = None
    unit: str = ""
    begin: float | None = None
    begun: dt.date | None = None
    begun_apart: bool = False
    attainment: float | None = None
    elapsed: float | None = None
    pace: float | None = None
    needed: float | None = None
    rhythm: float | None = None
    left: float | None = None
    days_left: int | None = None
    ahead: int | None = None
    at: dt.date | None = None
    clock: dt.date | None = None
    covered: dt.date | None = None
    first: dt.date | None = None
    opened: dt.date | None = None
    before: bool = False
    gap: bool = False
    early: bool = False
    stale: bool = False
    why: str = ""
    stamp: Stamp | None = None


def sheet_goals(tracking: Tracking) -> tuple[Goal, ...]:
    """The goals of the sheets, in their order, one for each row of `tracking.goals`."""
    rows = tracking.goals.to_dict("records")
    return tuple(_goal({str(key): value for key, value in row.items()}) for row in rows)


def _goal(row: Mapping[str, object]) -> Goal:
    def text(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else ""

    def day(name: str) -> dt.date | None:
        value = row.get(name)
        return value.date() if isinstance(value, dt.datetime) and not pd.isna(value) else None

    target = row["target"]
    kpi = text("kpi")
    return Goal(
        kpi=kpi,
        target=float(target) if isinstance(target, int | float) else float("nan"),
        network=text("network"),
        account=text("account"),
        start=day("start"),
        end=day("end"),
        note=text("note"),
    )


def nature(kpi: Kpi) -> Nature:
    """How a KPI's goal is judged: what is better low (a cost) or may not exceed a sum (a spend) has a ceiling, followers a level, sums a flow, the rest a rate."""
    if kpi.aim == "down":
        return "ceiling"
    if kpi.kind == "stock" and kpi.stat == "end":
        return "level"
    return "flow" if kpi.flow and kpi.unit != "ratio" else "rate"


def progress(tracking: Tracking, goal: Goal, today: dt.date, counting: Counting = DECLARED) -> Progress:
    """How far a goal has come on a day of the clock, engagement counted as chosen. Pure."""
    kpi = kpis().get(goal.kpi)
    if kpi is None or kpi.kind == "goal":
        return Progress(goal, "flow", "unknown", why="unknown_kpi")
    made = Progress(goal, nature(kpi), "unknown", unit="" if kpi.unit == "money" else kpi.unit)
    if goal.start and goal.end and goal.start > goal.end:
        return replace(made, why="no_period")
    if goal.start and today < goal.start:
        return replace(made, state="not_begun")
    found = [_measured(tracking, kpi, kind, made, today, counting) for kind in kpi.tables]
    known = [one for one in found if one.actual is not None]
    dated = [one for one in found if one.covered is not None]
    best = (known or dated or found)[0]
    if best.actual is None:
        return best
    return _judged(best, kpi, today)


def _measured(
    tracking: Tracking, kpi: Kpi, kind: str, made: Progress, today: dt.date, counting: Counting
) -> Progress:
    """The KPI in one kind of table, over the days of the goal that the data cover."""
    goal = made.goal
    asked = Query(
        networks=(goal.network,) if goal.network else (),
        accounts=(goal.account,) if goal.account else (),
        counting=counting,
    )
    covered = last_day(tracking, kind, asked)
    if covered is None:
        lacking = len(tracking.frame(kind)) == 0 or not (goal.network or goal.account)
        return replace(made, why=f"missing:{(*kpi.needs, 'date')[0]}" if lacking else "no_rows")
    whole = span(tracking)
    beyond = whole is not None and whole.end > today
    until = min([covered, *([goal.end] if goal.end else []), *([today] if beyond else [])])
    first = first_day(tracking, kind, asked)
    opened, told = record_start(tracking, kpi, kind, asked)
    since = goal.start or first
    horizon = min(today, goal.end) if goal.end else today
    stale = (horizon - until).days > LAG
    made = replace(
        made, covered=covered, stale=stale, at=until if stale else horizon, first=first, opened=opened
    )
    if opened and goal.end and goal.end < opened:
        return replace(made, state="outdated", before=True, stale=False)
    if made.nature == "rate" and since and first and since < first <= until:
        since = first  # a rhythm is not slowed by the weeks before the first row
    if since is None or until < since:
        return replace(made, state="outdated")
    query = asked.during(Period(since, until))
    figure = stamp(tracking, kpi.id, query, kind, today)
    if np.isnan(figure.value):
        empty = not prepare(tracking).table(kind, query.counting).rows(query).any()
        why = "no_rows" if empty and kpi.kind != "stock" else figure.why or "no_rows"
        return replace(made, why=why, stamp=figure)
    level = start_level(tracking, figure, query, today) if made.nature == "level" else None
    made = replace(made, actual=figure.value, unit=figure.unit, stamp=figure, gap=_gap(made, told))
    if level is None:
        return made
    return replace(made, begin=level.value, begun=level.day, begun_apart=level.apart)


def _gap(made: Progress, told: dt.date | None) -> bool:
    """Whether the record (which speaks from the day `told` on) begins so late in the period that what came before is
    not known. The level of a day is."""
    goal = made.goal
    if made.nature == "level" or not goal.start or not told:
        return False
    late = (told - goal.start).days
    whole = Period(goal.start, goal.end).days if goal.end else late
    return late > LAG and late >= EARLY_SHARE * whole


def _judged(made: Progress, kpi: Kpi, today: dt.date) -> Progress:
    """Attainment, pace, what is needed, and the state."""
    goal, actual = made.goal, made.actual or 0.0
    made = replace(made, attainment=_attainment(made.nature, goal.target, actual, made.begin))
    made = _timed(made)
    if made.nature in ("flow", "level"):
        if made.attainment is not None and made.elapsed:
            made = replace(made, pace=made.attainment / made.elapsed)
        made = _needed(made, actual, today)
    return replace(made, state=_state(made, kpi, actual, today))


def _attainment(how: Nature, target: float, actual: float, begin: float | None) -> float | None:
    if how == "ceiling":
        return target / actual if actual > 0 else None
    if how == "level":
        return (actual - begin) / (target - begin) if begin is not None and target > begin else None
    return actual / target if target > 0 else None


def _timed(made: Progress) -> Progress:
    """The time elapsed at the day judged, and whether the period has hardly begun by then."""
    goal, at = made.goal, made.at
    if at is None or goal.start is None or goal.end is None:
        left = (goal.end - at).days if goal.end and at else None
        return replace(made, days_left=left)
    done, whole = (at - goal.start).days + 1, Period(goal.start, goal.end).days
    early = done / whole < EARLY_SHARE or (done < EARLY_DAYS and done / whole < 0.5)
    elapsed = done / whole
    if made.begun and made.begun < min(at, goal.end):  # the way and the time from the same day
        elapsed = (at - made.begun).days / (goal.end - made.begun).days
    return replace(made, elapsed=elapsed, days_left=whole - done, early=early)


def _needed(made: Progress, actual: float, today: dt.date) -> Progress:
    """What is still missing, a week over the days ahead, and what came a week so far (not where hardly begun)."""
    goal, at = made.goal, made.at
    came = actual if made.nature == "flow" else None if made.begin is None else actual - made.begin
    if goal.start and at and came is not None and not made.early:
        begun = max(goal.start, made.first or goal.start)
        # Weeks before the first row, or before the level it starts from, are not weeks without anything.
        gone = (at - made.begun).days if made.begun else (at - begun).days + 1
        if gone >= EARLY_DAYS:
            made = replace(made, rhythm=came * 7 / gone)
    left = goal.target - actual
    if left <= 0:
        return made
    ahead = max((goal.end - max(at, today)).days, 0) if goal.end and at else None
    needed = left * 7 / ahead if ahead else None
    return replace(made, left=left, needed=needed, ahead=ahead, clock=today)


def _state(made: Progress, kpi: Kpi, actual: float, today: dt.date) -> State:
    goal = made.goal
    over = goal.end is not None and today > goal.end
    reached = actual <= goal.target if made.nature == "ceiling" else actual >= goal.target
    if made.nature in ("flow", "level") and reached:
        return "met"
    if made.nature == "ceiling" and not reached and kpi.flow and kpi.unit != "ratio":
        return "missed"  # what has been lost only adds up
    if over:
        return "outdated" if made.stale or made.gap else "met" if reached else "missed"
    if made.early:
        return "underway"
    if made.nature in ("rate", "ceiling"):
        growing = kpi.flow and made.nature == "rate"  # a growth rate grows with the days
        if reached:  # a sum of which a part is not known may be above its limit
            return "underway" if made.gap and kpi.flow and made.nature == "ceiling" else "on_course"
        return "underway" if growing else "late"
    if made.attainment is None or made.elapsed is None:
        return "underway"
    # Judged as it is said: 50 % of the goal for 50 % of the time is on course.
    if round(made.attainment * 100) >= round(made.elapsed * 100):
        return "on_course"
    return "underway" if made.gap else "late"
