"""A period beside another: flows per day, young posts out, nothing from nothing."""

import math

import pytest
from kpi_builders import answer, day, tracking

from cmdash import kpi
from cmdash.model import Period, Query


def post(date, likes=10.0, **more):
    return {"date": day(date), "network": "x", "likes": likes, "reach": 100.0, **more}


def month(number):
    return Query(Period(day(f"2026-{number:02d}-01"), day({2: "2026-02-28", 3: "2026-03-31"}[number])))


def test_flows_are_compared_per_day_and_rates_as_they_are():
    rows = [post("2026-02-10", 28.0), post("2026-03-10", 31.0), post("2026-06-01")]
    found = kpi.compare(tracking(rows), kpis=["likes", "er_reach", "posts"], query=month(3))
    assert answer(found, "likes")[["value", "before"]].tolist() == [31, 28]
    assert answer(found, "likes").change == pytest.approx(0)
    assert answer(found, "er_reach").change == pytest.approx(0.31 / 0.28 - 1)
    assert answer(found, "posts").change == pytest.approx(28 / 31 - 1)


def test_another_period_can_be_named():
    rows = [post("2025-03-10", 62.0), post("2026-03-10", 31.0), post("2026-06-01")]
    found = kpi.compare(
        tracking(rows), kpis=["likes"], query=month(3), against=kpi.year_before(month(3).period)
    )
    assert answer(found, "likes")[["before", "before_n"]].tolist() == [62, 1]
    assert answer(found, "likes").change == pytest.approx(-0.5)


def test_posts_that_still_grow_stay_out_of_the_change_and_their_days_too():
    rows = [
        post("2026-02-10", 28.0),
        post("2026-03-10", 24.0),
        post("2026-03-30", 1.0),
        post("2026-03-31", 1.0),
    ]
    found = kpi.compare(tracking(rows), kpis=["likes", "posts"], query=month(3))
    likes = answer(found, "likes")
    assert (likes.value, likes.young) == (26, 2)
    assert likes.change == pytest.approx((24 / 24) / (28 / 28) - 1)
    posts = answer(found, "posts")
    assert (posts.value, posts.young) == (3, 0)
    assert posts.change == pytest.approx((3 / 31) / (1 / 28) - 1)


def test_nothing_before_is_no_change():
    found = answer(kpi.compare(tracking([post("2026-03-10")]), kpis=["likes"], query=month(3)), "likes")
    assert math.isnan(found.before)
    assert math.isnan(found.change)
    assert found.before_n == 0


def test_a_comparison_needs_a_period():
    with pytest.raises(ValueError, match="period"):
        kpi.compare(tracking([post("2026-03-10")]))
