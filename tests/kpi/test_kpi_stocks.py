"""R4: stocks are carried for a while, never added up over time; over accounts, those that have both ends."""

import datetime as dt
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import answer, day, tracking

from cmdash import kpi
from cmdash.model import Period, Query

STOCKS = ["community_size", "net_growth", "growth_rate", "growth_rate_monthly"]


def row(date, followers, network="instagram", account="Office", **more):
    return {"date": day(date), "followers": followers, "network": network, "account": account, **more}


def asked(start, end, **more):
    return Query(Period(day(start), day(end)), **more)


def test_start_is_the_last_before_the_period_and_end_the_last_inside():
    data = tracking(account=[row("2026-05-20", 900), row("2026-06-10", 1000), row("2026-06-25", 1100)])
    found = kpi.compute(data, (), STOCKS, asked("2026-06-01", "2026-06-30"))
    assert answer(found, "community_size").value == 1100
    assert answer(found, "net_growth").value == 200
    assert answer(found, "growth_rate").value == pytest.approx(200 / 900)
    assert answer(found, "net_growth")[["n", "of"]].tolist() == [1, 1]


def test_start_is_the_first_inside_where_none_before_is_recent_enough():
    data = tracking(account=[row("2026-01-01", 900), row("2026-06-10", 1000), row("2026-06-25", 1100)])
    found = kpi.compute(data, (), STOCKS, asked("2026-06-01", "2026-06-30"))
    assert answer(found, "net_growth").value == 100
    assert kpi.stamp(data, "net_growth", asked("2026-06-01", "2026-06-30")).since == day("2026-06-10")


@pytest.mark.parametrize(("age", "there"), [(45, True), (46, False)])
def test_a_stock_is_carried_45_days(age, there):
    end = day("2026-06-30")
    data = tracking(account=[row(str(end - dt.timedelta(days=age)), 1000), row("2026-07-20", 1)])
    found = answer(
        kpi.compute(data, (), ["community_size"], asked("2026-06-01", "2026-06-30")), "community_size"
    )
    assert bool(found.value == 1000) is there
    assert there or (found.why == "missing:followers" and found.n == 0)


@pytest.mark.parametrize(("end", "there"), [("2027-02-03", True), ("2027-02-05", False)])
def test_a_yearly_stock_counts_on_the_last_day_of_its_year_and_is_carried_400_days(end, there):
    data = tracking(account=[row("2025-01-01", 1000, period="year"), row("2027-06-01", 1)])
    found = answer(kpi.compute(data, (), ["community_size"], asked("2027-02-01", end)), "community_size")
    assert bool(found.value == 1000) is there


def test_a_monthly_stock_counts_on_the_last_day_of_its_month():
    rows = [row(f"2024-{m:02d}-01", 100 * m, period="month") for m in range(1, 5)]
    data = tracking(account=rows)
    found = kpi.compute(data, ["month"], ["community_size", "net_growth"])
    assert answer(found, "community_size", month="2024-02").value == 200
    assert answer(found, "net_growth", month="2024-02").value == 100
    first = answer(found, "net_growth", month="2024-01")
    assert math.isnan(first.value)
    assert first.why == "too_short"
    whole = kpi.compute(data, (), ["net_growth"], asked("2024-02-01", "2024-02-29"))
    assert answer(whole, "net_growth").value == 100


def test_one_observation_is_no_growth():
    data = tracking(account=[row("2026-06-10", 1000)])
    for name in ("net_growth", "growth_rate", "growth_rate_monthly"):
        found = answer(kpi.compute(data, (), [name]), name)
        assert math.isnan(found.value)
        assert (found.n, found.why) == (0, "too_short")
    assert answer(kpi.compute(data, (), ["community_size"]), "community_size").value == 1000


def test_a_total_takes_the_accounts_that_have_both_ends():
    data = tracking(
        account=[
            row("2026-05-31", 100, "facebook"),
            row("2026-06-30", 150, "facebook"),
            row("2026-05-31", 1000, "instagram"),
            row("2026-01-31", 5000, "x"),
            row("2026-06-30", 70, "linkedin", account=None),
        ]
    )
    found = kpi.compute(data, (), STOCKS, asked("2026-06-01", "2026-06-30"))
    assert answer(found, "community_size")[["value", "n", "of"]].tolist() == [1220, 3, 4]
    assert answer(found, "net_growth")[["value", "n", "of"]].tolist() == [50, 1, 4]
    assert answer(found, "growth_rate").value == 0.5
    by = kpi.compute(data, ["network"], STOCKS, asked("2026-06-01", "2026-06-30"))
    assert set(by["network"]) == {"facebook", "linkedin"}, "a group has rows in the period"


def test_accounts_of_one_name_on_two_networks_are_two_and_an_unknown_one_is_its_own():
    data = tracking(
        account=[
            row("2026-06-30", 10, "facebook"),
            row("2026-06-30", 20, "instagram"),
            row("2026-06-30", 40, "instagram", account=None),
        ]
    )
    assert answer(kpi.compute(data, (), ["community_size"]), "community_size")[["value", "n"]].tolist() == [
        70,
        3,
    ]


def test_a_stock_is_never_summed_over_time():
    rows = [row(str(day("2026-01-01") + dt.timedelta(days=i)), 1000.0) for i in range(90)]
    found = kpi.compute(tracking(account=rows), ["month"], ["community_size"])
    assert found["value"].tolist() == [1000, 1000, 1000]


def test_peers_stay_out_of_the_own_total():
    data = tracking(account=[row("2026-06-30", 10), row("2026-06-30", 99, account="Neighbour", side="peer")])
    sizes = [
        answer(kpi.compute(data, (), ["community_size"], Query(side=side)), "community_size").value
        for side in ("own", "peer", "all")
    ]
    assert sizes == [10, 99, 109]


def test_growth_per_month_compounds():
    data = tracking(account=[row("2025-12-31", 1000), row("2026-06-30", 1000 * 1.02**6)])
    found = kpi.compute(data, (), ["growth_rate_monthly"], asked("2026-01-01", "2026-06-30"))
    assert answer(found, "growth_rate_monthly").value == pytest.approx(0.02)


def test_churn_is_what_was_lost_over_the_size_at_the_start():
    data = tracking(
        account=[
            row("2026-05-31", 200, lost=None),
            row("2026-06-10", 210, lost=6),
            row("2026-06-30", 220, lost=4),
        ]
    )
    found = answer(kpi.compute(data, (), ["churn_rate"], asked("2026-06-01", "2026-06-30")), "churn_rate")
    assert found.value == pytest.approx(10 / 200)
    without = tracking(account=[row("2026-05-31", 200), row("2026-06-30", 220)])
    assert answer(kpi.compute(without, (), ["churn_rate"]), "churn_rate").why == "missing:lost"


def test_gap_is_what_gains_and_losses_do_not_explain():
    rows = [
        row("2026-05-31", 200, gained=50, lost=1, period="day"),
        *(row(f"2026-06-{d:02}", None, gained=0, lost=0, period="day") for d in range(1, 30) if d != 10),
        row("2026-06-10", None, gained=12, lost=2, period="day"),
        row("2026-06-30", 215, gained=9, lost=5, period="day"),
    ]
    found = answer(
        kpi.compute(tracking(account=rows), (), ["growth_gap"], asked("2026-06-01", "2026-06-30")),
        "growth_gap",
    )
    assert found.value == (215 - 200) - ((12 + 9) - (2 + 5))
    for field in ("gained", "lost"):
        bare = tracking(account=[{**r, field: None} for r in rows])
        assert answer(kpi.compute(bare, (), ["growth_gap"]), "growth_gap").why == f"missing:{field}"


def test_a_hole_in_gains_or_losses_is_no_gap():
    """A month that is missing between two counts explains nothing; another account's gap stands by itself."""
    whole = [row(f"2026-{m:02}-01", 500 + 10 * m, gained=12, lost=1, period="month") for m in range(1, 5)]
    holed = [{**one, "account": "Shop"} for one in (*whole[:2], whole[3])]
    year = asked("2026-01-01", "2026-12-31")
    found = answer(kpi.compute(tracking(account=[*whole, *holed]), (), ["growth_gap"], year), "growth_gap")
    assert (found.value, found.n, found.of) == (30 - 33, 1, 2)
    alone = answer(kpi.compute(tracking(account=holed), (), ["growth_gap"], year), "growth_gap")
    assert (alone.n, alone.why) == (0, "holes:gained")
    unlost = [{**one, "lost": None if one["date"].month == 3 else 1} for one in whole]
    assert (
        answer(kpi.compute(tracking(account=unlost), (), ["growth_gap"], year), "growth_gap").why
        == "holes:lost"
    )


def test_rating_over_accounts_is_weighted_by_the_reviews():
    data = tracking(
        account=[
            row("2026-06-30", None, "google_business", "A", rating=5.0, reviews=10),
            row("2026-06-30", None, "google_business", "B", rating=4.0, reviews=90),
            row("2026-06-30", None, "google_business", "C", rating=1.0),
        ]
    )
    found = kpi.compute(data, ["account"], ["rating"])
    assert answer(found, "rating", account="C").value == 1.0
    whole = answer(kpi.compute(data, (), ["rating"]), "rating")
    assert whole[["value", "n", "of", "unit"]].tolist() == [pytest.approx(4.1), 2, 3, "score"]


def test_a_stock_has_no_answer_by_weekday():
    data = tracking(account=[row("2026-06-01", 10), row("2026-06-02", 12)])
    found = kpi.compute(data, ["weekday"], ["community_size"])
    assert set(found["why"]) == {"not_by:weekday"}
    assert kpi.compute(data, ["weekday"]).query("kpi == 'community_size'").empty


def test_rate_over_the_period_divides_by_the_daily_mean_of_the_stock():
    data = tracking(
        posts=[
            {"date": day("2026-06-05"), "network": "instagram", "account": "Office", "likes": 30, "reach": 9}
        ],
        account=[row("2026-05-31", 100), row("2026-06-11", 200)],
    )
    mean = (10 * 100 + 20 * 200) / 30
    found = kpi.compute(data, (), ["er_followers_period", "er_daily"], asked("2026-06-01", "2026-06-30"))
    assert answer(found, "er_followers_period", "posts").value == pytest.approx(30 / mean)
    assert answer(found, "er_daily", "posts").value == pytest.approx(30 / mean / 30)
    own = tracking(account=[row("2026-05-31", 100), row("2026-06-11", 200, likes=30)])
    found = kpi.compute(own, (), ["er_followers_period"], asked("2026-06-01", "2026-06-30"))
    assert answer(found, "er_followers_period").value == pytest.approx(30 / mean)
    alone = tracking(posts=[{"date": day("2026-06-05"), "network": "x", "likes": 1}])
    assert answer(kpi.compute(alone, (), ["er_daily"]), "er_daily").why == "missing:followers"


def test_a_year_that_is_not_over_is_the_same_as_a_period_and_as_a_unit():
    data = tracking(account=[row("2026-02-28", 100, account="A"), row("2026-04-30", 200, account="B")])
    by_year = answer(kpi.compute(data, ("year",), ["community_size"]), "community_size")
    period = answer(
        kpi.compute(data, (), ["community_size"], asked("2026-01-01", "2026-12-31")), "community_size"
    )
    assert (by_year.value, by_year.n, by_year.of) == (period.value, period.n, period.of) == (200, 1, 2)
    later = kpi.compute(data, (), ["community_size"], asked("2026-07-01", "2026-07-31"))
    assert answer(later, "community_size").why == "missing:followers"


def brute_last(seen, until, carry=45):
    found = [(when, value) for when, value in seen if when <= until]
    return max(found) if found and (until - max(found)[0]).days <= carry else None


def brute_start(seen, first, last):
    before = [(when, value) for when, value in seen if when < first and (first - when).days <= 45]
    inside = [(when, value) for when, value in seen if first <= when <= last]
    return max(before) if before else min(inside) if inside else None


days = st.integers(0, 200).map(lambda n: day("2023-11-01") + dt.timedelta(days=n))


@given(
    st.dictionaries(st.tuples(st.sampled_from("AB"), days), st.integers(1, 900), min_size=1, max_size=14),
    days,
    st.integers(0, 90),
)
@settings(max_examples=40, deadline=None)
def test_equals_a_count_in_plain_loops(seen, first, length):
    last = first + dt.timedelta(days=length)
    data = tracking(account=[row(str(when), value, account=name) for (name, when), value in seen.items()])
    found = kpi.compute(data, (), STOCKS[:3], Query(Period(first, last)))
    sizes, changes, bases = [], [], []
    known = max(when for _, when in seen)
    if first <= known:
        last = min(last, known)  # what is not over yet ends where the data do
    for name in "AB":
        mine = [(when, value) for (who, when), value in seen.items() if who == name]
        end, start = brute_last(mine, last), brute_start(mine, first, last)
        if end:
            sizes.append(end[1])
        if end and start and start[0] < end[0]:
            changes.append(end[1] - start[1])
            bases.append(start[1])
    expected = {
        "community_size": (sum(sizes), len(sizes)),
        "net_growth": (sum(changes), len(changes)),
        "growth_rate": (sum(changes) / sum(bases) if bases else 0, len(changes)),
    }
    for name, (value, n) in expected.items():
        got = answer(found, name)
        assert got.n == n
        assert math.isnan(got.value) if not n else got.value == pytest.approx(value)


@given(st.dictionaries(days, st.integers(1, 900), min_size=1, max_size=10), days, st.integers(0, 90))
@settings(max_examples=20, deadline=None)
def test_the_daily_mean_equals_a_walk_over_the_days(seen, first, length):
    last = first + dt.timedelta(days=length)
    carried = [brute_last(list(seen.items()), first + dt.timedelta(days=i)) for i in range(length + 1)]
    known = [value for found in carried if found for value in found[1:]]
    data = tracking(
        posts=[{"date": first, "network": "instagram", "account": "Office", "likes": 10}],
        account=[row(str(when), value) for when, value in seen.items()],
    )
    table = kpi.compute(data, (), ["er_followers_period"], Query(Period(first, last)))
    found = answer(table, "er_followers_period", "posts")
    assert (
        math.isnan(found.value) if not known else found.value == pytest.approx(10 / (sum(known) / len(known)))
    )
