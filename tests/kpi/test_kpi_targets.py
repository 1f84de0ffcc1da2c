"""Goals among the KPIs: one goal a group, judged on the day asked, never added up; and the typed ones."""

import datetime as dt
import math

import pandas as pd
import pytest
from kpi_builders import answer, day, tracking

from cmdash import export, kpi
from cmdash.model import Goal, Period, Query, Upload

NAMES = ["goal_attainment", "goal_pace"]
YEAR = {"start": day("2026-01-01"), "end": day("2026-12-31")}


def posts(network="facebook"):
    return [
        {"date": when, "network": network, "likes": 10.0, "reach": 400.0}
        for when in pd.date_range("2026-01-01", periods=61, freq="3D")
    ]


def goal(**more):
    return {"kpi": "likes", "target": 1000.0, **YEAR, **more}


def test_a_goal_is_judged_on_the_day_of_today():
    data = tracking(posts=posts(), goals=[goal()])
    found = kpi.compute(data, (), NAMES, today=day("2026-07-02"))
    assert found["kind"].tolist() == ["goals", "goals"]
    assert answer(found, "goal_attainment")[["value", "n", "of"]].tolist() == [610 / 1000, 1, 1]
    assert answer(found, "goal_pace").value == pytest.approx(0.61 / (183 / 365))
    later = kpi.compute(data, (), NAMES, today=day("2026-12-31"))
    gone = (day("2026-06-30") - day("2025-12-31")).days  # the time elapsed ends where the data stop
    assert answer(later, "goal_pace").value == pytest.approx(0.61 / (gone / 365))


def test_without_today_the_clock_judges():
    coming = dt.date.today() + dt.timedelta(days=30)
    rows = [goal(start=coming, end=coming + dt.timedelta(days=30))]
    found = kpi.compute(tracking(posts=posts(), goals=rows), (), NAMES)
    assert found["why"].tolist() == ["not_begun", "not_begun"]


def test_goals_are_never_added_up_but_told_apart_by_network():
    rows = [goal(network="facebook"), goal(network="x", target=500.0)]
    data = tracking(posts=[*posts(), *posts("x")], goals=rows)
    whole = kpi.compute(data, (), NAMES, today=day("2026-07-02"))
    assert whole["why"].tolist() == ["several_goals", "several_goals"]
    assert whole[["n", "of"]].values.tolist() == [[0, 2], [0, 2]]
    by = kpi.compute(data, ["network"], NAMES, today=day("2026-07-02"))
    assert answer(by, "goal_attainment", network="facebook").value == 0.61
    assert answer(by, "goal_attainment", network="x").value == 1.22
    one = kpi.compute(data, (), NAMES, Query(networks=("x",)), today=day("2026-07-02"))
    assert answer(one, "goal_attainment").value == 1.22


def test_a_goal_belongs_to_the_period_it_is_set_for():
    rows = [goal(start=day("2026-01-01"), end=day("2026-01-31")), goal(start=day("2026-02-01"), end=day("2026-02-28"))]  # fmt: skip
    data = tracking(posts=posts(), goals=rows)
    found = kpi.compute(data, ["month"], ["goal_attainment"], today=day("2026-07-02"))
    assert dict(zip(found["month"], found["value"], strict=True)) == {"2026-01": 0.11, "2026-02": 0.09}
    only = Query(Period(day("2026-02-01"), day("2026-03-31")))
    assert answer(kpi.compute(data, (), NAMES[:1], only, day("2026-07-02")), NAMES[0]).value == 0.09


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (goal(kpi="views"), "missing:views"),
        (goal(kpi="goal_pace"), "unknown_kpi"),
        (goal(kpi="community"), "unknown_kpi"),
        (goal(start=day("2026-12-31"), end=day("2026-01-01")), "no_period"),
        (goal(network="x"), "no_rows"),
    ],
)
def test_why_a_goal_has_no_attainment(row, why):
    found = kpi.compute(tracking(posts=posts(), goals=[row]), (), NAMES[:1], today=day("2026-07-02"))
    assert found["why"].tolist() == [why]


def test_a_rate_has_no_pace():
    data = tracking(posts=posts(), goals=[goal(kpi="er_reach", target=0.05)])
    found = kpi.compute(data, (), NAMES, today=day("2026-07-02"))
    assert answer(found, "goal_attainment").value == pytest.approx(0.5)
    assert answer(found, "goal_pace").why == "no_pace"


def test_no_goal_at_all_names_the_column():
    found = kpi.compute(tracking(posts=posts()), (), NAMES)
    assert found[["kind", "why"]].values.tolist() == [["goals", "missing:kpi"]] * 2
    assert kpi.compute(tracking(posts=posts()), ["month"], NAMES).empty


def test_typed_goals_stand_beside_those_of_the_sheets_and_the_newer_wins():
    data = tracking(posts=posts(), goals=[goal(), goal(kpi="reach")])
    typed = (Goal("likes", 2000.0, **YEAR), Goal("er_reach", 0.025, "facebook", note="=1+1"))
    both = kpi.with_goals(data, typed)
    assert [(g.kpi, g.target, g.network) for g in kpi.sheet_goals(both)] == [
        ("reach", 1000.0, ""), ("likes", 2000.0, ""), ("er_reach", 0.025, "facebook"),
    ]  # fmt: skip
    assert both.goals.dtypes["start"] == data.goals.dtypes["start"]
    assert len(data.goals) == 2, "the reading is not changed"
    assert kpi.with_goals(data, ()) is data


@pytest.mark.parametrize("rows", [[], [goal(kpi="reach")]])
def test_typed_goals_leave_with_the_data_and_come_back(rows):
    typed = (Goal("er_reach", 0.025, "facebook", **YEAR), Goal("community_size", 2000.0))
    both = kpi.with_goals(tracking(posts=posts(), goals=rows), typed)
    lines = export.canonical_csv(both, "goals").decode().splitlines()
    assert lines[0] == "kpi,network,account,start,end,target,note,file,sheet,row"
    assert lines[-2:] == [
        "er_reach,facebook,,2026-01-01,2026-12-31,0.025,,,,",
        "community_size,,,,,2000,,,,",
    ]
    from cmdash import ingest

    again = ingest.read([Upload("suivi.xlsx", export.workbook(both))])
    assert kpi.sheet_goals(again)[-2:] == typed


def test_plan_completion_is_published_over_what_has_a_status():
    rows = [{"status": s} for s in ("published", "published", "planned", "skipped", None, "idea")]
    dated = [{"date": day("2026-06-01"), "network": "x", **row} for row in rows]
    plan = tracking(calendar=dated)
    found = answer(kpi.compute(plan, (), ["plan_completion"]), "plan_completion")
    assert found[["kind", "value", "n", "of"]].tolist() == ["calendar", 0.5, 4, 6]
    by = kpi.compute(plan, ["network", "month"], ["plan_completion"])
    assert by[["network", "month", "value"]].values.tolist() == [["x", "2026-06", 0.5]]
    assert kpi.compute(tracking(calendar=[{"date": day("2026-06-01")}]), (), ["plan_completion"])["why"].tolist() == ["missing:status"]  # fmt: skip
    nothing = answer(kpi.compute(tracking(posts=posts()), (), ["plan_completion"]), "plan_completion")
    assert math.isnan(nothing.value)
    assert nothing.why == "missing:status"


def test_a_cost_with_and_without_the_lines_that_brought_nothing():
    base = {"campaign": "a", "date": day("2026-06-01"), "currency": "EUR"}
    lines = [{**base, "spend": 30.0, "conversions": 3.0}, {**base, "spend": 70.0, "conversions": 0.0}, {**base, "spend": 5.0}]  # fmt: skip
    found = kpi.compute(tracking(campaigns=lines), (), ["cpa", "cpa_all"])
    assert answer(found, "cpa", "campaigns")[["value", "n", "of"]].tolist() == [10, 1, 3]
    assert answer(found, "cpa_all", "campaigns")[["value", "n", "unit"]].tolist() == [100 / 3, 2, "EUR"]
