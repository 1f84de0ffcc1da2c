"""Goals against a recount by hand: what is reached, what is due, and what the data do not bear."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import day, tracking

from cmdash import ingest, kpi
from cmdash.model import Goal, Upload

YEAR = {"start": day("2026-01-01"), "end": day("2026-12-31")}


def posts(count=100, network="facebook", **more):
    """A post every three days of 2026 from the first of January, 10 likes on 400 people each."""
    dates = pd.date_range("2026-01-01", periods=count, freq="3D")
    return [{"date": when, "network": network, "likes": 10, "reach": 400, **more} for when in dates]


def followers(values, network="facebook", first="2025-12-31"):
    dates = pd.date_range(first, periods=len(values), freq="ME")
    return [
        {"date": when, "period": "day", "network": network, "followers": v}
        for when, v in zip(dates, values, strict=True)
    ]


def follow(data, goal, today):
    return kpi.progress(data, goal, day(today))


@pytest.mark.parametrize("today", ["2026-03-01", "2026-07-01", "2026-10-15"])
@pytest.mark.parametrize("target", [300, 900, 5000])
def test_a_sum_is_set_against_the_time_elapsed(target, today):
    rows = posts()
    found = follow(tracking(rows), Goal("likes", target, **YEAR), today)
    came = sum(row["likes"] for row in rows if row["date"].date() <= day(today))
    gone = (day(today) - day("2025-12-31")).days
    assert found.actual == came
    assert found.attainment == pytest.approx(came / target)
    assert found.elapsed == pytest.approx(gone / 365)
    assert found.pace == pytest.approx(came / target / (gone / 365))
    assert found.rhythm == pytest.approx(came / gone * 7)
    if came < target:
        assert found.needed == pytest.approx((target - came) / (365 - gone) * 7)
    wanted = "met" if came >= target else "on_course" if came / target >= gone / 365 - 0.005 else "late"
    assert found.state == wanted


def test_a_sum_is_of_its_own_network_and_period_only():
    rows = [*posts(30), *posts(30, "instagram"), {"date": "2025-12-31", "network": "facebook", "likes": 999}]
    goal = Goal("likes", 1000, "facebook", **YEAR)
    assert follow(tracking(rows), goal, "2026-03-31").actual == 300


@pytest.mark.parametrize(
    ("target", "today", "state"),
    [(0.02, "2026-07-01", "on_course"), (0.03, "2026-07-01", "late"), (0.03, "2027-01-10", "missed")],
)
def test_a_rate_is_judged_by_itself(target, today, state):
    found = follow(tracking(posts(120)), Goal("er_reach", target, **YEAR), today)
    assert found.actual == pytest.approx(0.025)
    assert found.attainment == pytest.approx(0.025 / target)
    assert (found.pace, found.needed) == (None, None)
    assert found.state == state


def test_a_rate_reached_at_the_end_is_met():
    goal = Goal("er_reach", 0.025, start=day("2026-01-01"), end=day("2026-06-30"))
    assert follow(tracking(posts(100)), goal, "2026-07-20").state == "met"


def test_a_stock_is_judged_by_the_way_from_its_start():
    data = tracking(account=followers([1000, 1010, 1020, 1030, 1040, 1050, 1060]))
    found = follow(data, Goal("community_size", 1100, **YEAR), "2026-06-30")
    assert (found.begin, found.actual) == (1000, 1060)
    assert found.attainment == pytest.approx(0.6)
    assert found.pace == pytest.approx(0.6 / (181 / 365))
    assert found.state == "on_course"
    assert follow(data, Goal("community_size", 1060, **YEAR), "2026-06-30").state == "met"
    assert follow(data, Goal("community_size", 2000, **YEAR), "2026-06-30").state == "late"


def test_a_stock_already_there_has_no_attainment():
    data = tracking(account=followers([1000, 1010]))
    found = follow(data, Goal("community_size", 900, **YEAR), "2026-02-01")
    assert (found.state, found.attainment) == ("met", None)


def test_a_stock_seen_once_has_no_pace():
    data = tracking(account=followers([1000], first="2026-03-31"))
    found = follow(data, Goal("community_size", 1200, **YEAR), "2026-04-02")
    assert (found.actual, found.begin, found.attainment, found.state) == (1000, None, None, "underway")


def test_where_less_is_better_the_target_is_a_limit():
    rows = [
        {"date": d, "network": "facebook", "lost": 10, "followers": 500}
        for d in pd.date_range("2026-01-01", periods=6, freq="MS")
    ]
    data = tracking(account=rows)
    assert follow(data, Goal("lost_followers", 100, **YEAR), "2026-06-03").state == "on_course"
    over = follow(data, Goal("lost_followers", 40, **YEAR), "2026-06-03")
    assert (over.state, over.actual, over.attainment, over.pace) == (
        "missed",
        60,
        pytest.approx(40 / 60),
        None,
    )


def ads(*spent, conversions=4):
    """A line a month of 2026 from January: what it cost, for four conversions, in a currency."""
    months = pd.date_range("2026-01-01", periods=len(spent), freq="MS")
    return [
        {
            "campaign": "Été", "date": when, "network": "meta_ads", "spend": cost, "conversions": conversions,
            "clicks": 40, "impressions": 2000, "currency": "EUR", "budget": 30,
        }
        for when, cost in zip(months, spent, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kpi_id", "target", "today", "state"),
    [
        ("cpa", 30, "2025-12-30", "not_begun"),
        ("cpa", 30, "2026-03-02", "on_course"),
        ("cpa", 4, "2026-03-02", "late"),
        ("cpa", 12, "2026-06-02", "late"),  # the dear months have come
        ("cpc", 2, "2026-06-02", "on_course"),
        ("cpm", 25, "2026-06-02", "late"),
        ("cpa_all", 20, "2026-06-02", "on_course"),
        ("spend", 400, "2026-03-02", "on_course"),
        ("budget_used", 0.9, "2026-03-02", "on_course"),
        ("budget_used", 0.5, "2026-03-02", "late"),
        ("spend", 200, "2026-06-02", "missed"),  # what was spent only adds up
        ("spend", 400, "2026-06-02", "on_course"),
        ("conversions", 12, "2026-06-02", "met"),
        ("conversions", 400, "2026-06-02", "late"),
    ],
)
def test_what_campaigns_cost_is_a_limit_and_what_they_bring_a_target(kpi_id, target, today, state):
    data = tracking(
        campaigns=[one for one in ads(20, 20, 20, 100, 100, 100) if one["date"].date() <= day(today)]
        or ads(20)
    )
    assert follow(data, Goal(kpi_id, target, **YEAR), today).state == state


def test_a_cost_within_its_limit_is_more_than_attained():
    found = follow(tracking(campaigns=ads(20, 20, 20)), Goal("cpa", 10, **YEAR), "2026-03-05")
    assert (found.actual, found.unit) == (5, "EUR")
    assert found.attainment == 2
    assert (found.pace, found.needed, found.rhythm) == (None, None, None)


@pytest.mark.parametrize(("target", "state"), [(100, "met"), (50, "missed")])
def test_a_spend_is_kept_or_exceeded_once_its_period_is_over(target, state):
    first = {"start": day("2026-01-01"), "end": day("2026-03-31")}
    data = tracking(campaigns=ads(20, 20, 20, 20))
    assert follow(data, Goal("spend", target, **first), "2026-04-20").state == state
    assert follow(tracking(campaigns=ads(20)), Goal("cpa", target, **first), "2026-06-20").state == "outdated"


def test_a_period_hardly_begun_is_not_judged():
    found = follow(tracking(posts(2)), Goal("likes", 5000, **YEAR), "2026-01-05")
    assert (found.state, found.early, found.rhythm) == ("underway", True, None)
    assert found.needed == pytest.approx((5000 - 20) / 360 * 7)


def test_the_clock_says_what_has_not_begun():
    found = follow(tracking(posts(10)), Goal("likes", 5000, **YEAR), "2025-12-31")
    assert (found.state, found.actual) == ("not_begun", None)


def test_old_data_make_no_goal_late_nor_missed():
    """Half a year of data that were on course, looked at in autumn and after the year's end."""
    data = tracking(posts(61))  # up to 30 June
    goal = Goal("likes", 1200, **YEAR)
    found = follow(data, goal, "2026-10-15")
    assert (found.state, found.stale, found.at) == ("on_course", True, day("2026-06-30"))
    assert found.elapsed == pytest.approx(181 / 365)
    assert follow(data, goal, "2027-02-01").state == "outdated"
    assert follow(data, Goal("likes", 600, **YEAR), "2027-02-01").state == "met"


def test_data_that_end_before_the_period_measure_nothing():
    found = follow(tracking(posts(10)), Goal("likes", 9, start=day("2026-06-01")), "2026-07-01")
    assert (found.state, found.actual) == ("outdated", None)


def test_one_silent_network_does_not_end_the_file():
    """Facebook is silent since March in a file that goes on: its silence counts."""
    data = tracking([*posts(20), *posts(100, "instagram")])
    found = follow(data, Goal("likes", 300, "facebook", **YEAR), "2026-10-25")
    assert (found.stale, found.state, found.actual) == (False, "late", 200)


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        (Goal("views", 10, **YEAR), "missing:views"),
        (Goal("community_size", 10, **YEAR), "missing:followers"),
        (Goal("likes", 10, "tiktok", **YEAR), "no_rows"),
        (Goal("Bonheur", 10, **YEAR), "unknown_kpi"),
        (Goal("likes", 10, start=YEAR["end"], end=YEAR["start"]), "no_period"),
    ],
)
def test_what_cannot_be_computed_says_why(goal, why):
    found = follow(tracking(posts(50)), goal, "2026-05-01")
    assert (found.state, found.why, found.actual) == ("unknown", why, None)


def test_the_goals_of_a_sheet():
    rows = [
        {"kpi": "likes", "target": 500, "network": "facebook", "start": "2026-01-01", "end": "2026-03-31"},
        {"kpi": "er_reach", "target": 0.025},
        {"kpi": "reach_rate", "target": 1.2},
    ]
    first, *rates = kpi.sheet_goals(tracking(goals=rows))
    assert first == Goal("likes", 500, "facebook", "", day("2026-01-01"), day("2026-03-31"))
    assert [goal.target for goal in rates] == [0.025, 1.2]


def test_a_goal_for_every_network_raises_no_question():
    rows = b"KPI,Network,Target\nreach,,1000\nlikes,facebook,50\n"
    read = ingest.read([Upload("goals.csv", rows)])
    assert [goal.network for goal in kpi.sheet_goals(read)] == ["", "facebook"]
    assert [found.code for found in read.ledger.all_findings() if found.severity == "question"] == []


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 120),
    st.floats(0.01, 10_000),
    st.dates(dt.date(2025, 6, 1), dt.date(2028, 1, 1)),
    st.sampled_from(
        ["likes", "er_reach", "posts", "community_size", "net_growth", "churn_rate", "posts_per_week"]
    ),
)
def test_a_status_at_any_date(count, target, today, name):
    data = tracking(posts(count), followers([900 + count, 1000, 1100]))
    found = kpi.progress(data, Goal(name, target, **YEAR), today)
    over, begun = today > YEAR["end"], today >= YEAR["start"]
    assert begun == (found.state != "not_begun")
    if found.state in ("late", "on_course", "underway"):
        assert not over
    if found.state == "missed" and name != "net_growth":
        assert over
        assert not found.stale
    if found.state == "met" and found.nature in ("flow", "level"):
        assert found.actual >= target
    if found.elapsed is not None:
        assert 0 < found.elapsed <= 1


def test_weeks_before_the_first_row_are_not_weeks_without_anything():
    late = [row for row in posts(120) if row["date"] >= pd.Timestamp("2026-08-01")]
    first, last = late[0]["date"], late[-1]["date"]
    found = follow(tracking(late), Goal("likes", 6000, **YEAR), str(last.date()))
    assert found.first == first.date()
    assert found.rhythm == pytest.approx(10 * len(late) * 7 / ((last - first).days + 1))
    whole = follow(tracking(posts(100)), Goal("likes", 6000, **YEAR), "2026-10-25")
    assert whole.rhythm == pytest.approx(1000 * 7 / 298)


def test_a_rhythm_is_not_slowed_by_the_weeks_before_the_first_row():
    late = [row for row in posts(120) if row["date"] >= pd.Timestamp("2026-08-01")]
    first, last = late[0]["date"], late[-1]["date"]
    found = follow(tracking(late), Goal("posts_per_week", 3, **YEAR), str(last.date()))
    assert found.actual == pytest.approx(len(late) * 7 / ((last - first).days + 1))


def test_what_is_needed_a_week_is_counted_from_the_day_of_the_judgement():
    """Data up to 30 June: in autumn the weeks of summer are over, whatever came in them."""
    data, goal = tracking(posts(61)), Goal("likes", 1200, **YEAR)
    late = follow(data, goal, "2026-10-15")
    assert (late.days_left, late.ahead, late.clock) == (184, 77, day("2026-10-15"))
    assert late.needed == pytest.approx((1200 - late.actual) / 77 * 7)
    soon = follow(data, goal, "2026-07-02")
    assert (soon.stale, soon.days_left, soon.ahead) == (False, 182, 182)
    assert follow(data, goal, "2026-12-31").needed is None


def test_a_level_and_its_time_are_counted_from_the_day_of_its_start():
    """No stock before the period: the way begins on 31 January, so does the time."""
    data = tracking(account=followers([1000, 1050], first="2026-01-31"))
    half = {"start": day("2026-01-01"), "end": day("2026-06-30")}
    found = follow(data, Goal("community_size", 1200, **half), "2026-02-28")
    assert (found.begin, found.begun, found.attainment) == (1000, day("2026-01-31"), 0.25)
    assert found.elapsed == pytest.approx(28 / 150)
    assert found.rhythm == pytest.approx(50 * 7 / 28)
    assert found.state == "on_course"


def test_the_level_of_the_day_before_is_the_start_of_a_period():
    data = tracking(account=followers([1000, 1010]))
    found = follow(data, Goal("community_size", 1100, **YEAR), "2026-01-31")
    assert (found.begun, found.elapsed) == (day("2025-12-31"), pytest.approx(31 / 365))


@pytest.mark.parametrize(
    "name", ["posts", "likes", "er_reach", "posts_per_week", "community_size", "net_growth"]
)
def test_a_period_before_the_record_is_not_missed(name):
    data = tracking(posts(30), followers([1000, 1050], first="2026-01-31"))
    past = {"start": day("2025-01-01"), "end": day("2025-12-31")}
    found = follow(data, Goal(name, 80, "facebook", **past), "2026-04-02")
    assert (found.state, found.before, found.actual, found.why) == ("outdated", True, None, "")
    assert found.opened == day("2026-01-31" if name in ("community_size", "net_growth") else "2026-01-01")


def test_a_period_that_begins_before_the_record_is_not_concluded():
    span = {"start": day("2025-10-01"), "end": day("2026-01-31")}
    data = tracking(posts(30))
    found = follow(data, Goal("likes", 1000, **span), "2026-04-02")
    assert (found.state, found.gap, found.actual) == ("outdated", True, 110)
    assert follow(data, Goal("likes", 100, **span), "2026-04-02").state == "met"
    assert follow(data, Goal("likes", 1000, **span), "2026-01-20").state == "underway"
    assert follow(data, Goal("likes", 1000, **YEAR), "2027-01-01").gap is False


def test_the_month_of_the_first_count_is_no_gap():
    rows = [
        {"date": d, "period": "month", "network": "facebook", "followers": 1000 + 30 * i, "lost": 5}
        for i, d in enumerate(pd.date_range("2026-01-01", periods=6, freq="MS"))
    ]
    half = {"start": day("2026-01-01"), "end": day("2026-06-30")}
    for name, target, state in (
        ("net_growth", 200, "missed"),
        ("growth_rate", 0.1, "met"),
        ("churn_rate", 0.05, "met"),
    ):
        found = follow(tracking(account=rows), Goal(name, target, "facebook", **half), "2026-07-02")
        assert (found.gap, found.state) == (False, state)


def test_one_network_that_begins_later_does_not_begin_the_record():
    late = [row | {"network": "instagram"} for row in posts(30) if row["date"] >= pd.Timestamp("2026-03-01")]
    quarter = {"start": day("2026-01-01"), "end": day("2026-03-31")}
    found = follow(tracking([*posts(40), *late]), Goal("likes", 1000, "instagram", **quarter), "2026-04-10")
    assert (found.gap, found.state) == (False, "missed")
