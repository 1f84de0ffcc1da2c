"""The measures of every post, and each against its account's own habit."""

import datetime as dt
import math
from statistics import median

import pytest
from hypothesis import given, settings
from kpi_builders import day, posts, tracking
from kpi_recount import engagement_total, interactions

from cmdash import kpi
from cmdash.model import Counting, Period, Query


def series(values, **more):
    start = day("2026-01-01")
    return [
        {"date": start + dt.timedelta(days=i), "network": "instagram", "format": "photo", "account": "A",
         "likes": float(value), "reach": 1000.0, **more}
        for i, value in enumerate(values)
    ]  # fmt: skip


def later(rows):
    """With a post long after, so that none of the others is young."""
    return [*rows, {"date": day("2026-06-01"), "network": "x", "account": "A", "likes": 1.0}]


def measured(rows, query=None):
    return kpi.measures(tracking(rows), query or Query())


@given(posts)
@settings(max_examples=20, deadline=None)
def test_measures_equal_a_count_in_plain_loops(rows):
    found = kpi.measures(tracking(rows), Query(side="all"))
    assert list(found.index) == list(range(len(rows)))
    for row, (_, got) in zip(rows, found.iterrows(), strict=True):
        for name, value in (("interactions", interactions(row)), ("engagement_total", engagement_total(row))):
            assert math.isnan(got[name]) if value is None else got[name] == value
        known = interactions(row) is not None and (row["reach"] or 0) > 0
        assert got["er_reach"] == interactions(row) / row["reach"] if known else math.isnan(got["er_reach"])
        assert not (row["network"] == "youtube" and got["er_impressions"] == got["er_impressions"])


def test_parts_say_what_was_counted():
    rows = [
        {"likes": 1.0, "shares": 2.0},
        {"saves": 3.0},
        {"interactions": 9.0, "total_stands_for": "interactions"},
        {"interactions": 9.0, "total_stands_for": "engagement_total"},
        {"interactions": 9.0, "likes": 4.0, "total_stands_for": "interactions"},
    ]
    found = measured(rows)
    assert found["parts"].tolist() == ["likes,shares", "saves", "total", "", "likes"]
    assert found["interactions"].tolist()[:3] == [3, 3, 9]
    assert math.isnan(found["interactions"].iloc[3])
    assert found["engagement_total"].tolist()[3] == 9


def test_the_user_chooses_which_acts_count():
    rows = [{"likes": 1.0, "shares": 2.0, "saves": 4.0, "reach": 10.0}]
    query = Query(counting=Counting(("shares", "saves")))
    assert measured(rows, query)["interactions"].iloc[0] == 6
    assert kpi.compute(tracking(rows), (), ["er_reach"], query)["value"].iloc[0] == pytest.approx(0.6)
    standing = [{"interactions": 9.0, "total_stands_for": "interactions"}]
    assert math.isnan(measured(standing, query)["interactions"].iloc[0])
    assert measured(rows)["interactions"].iloc[0] == 7


def test_a_post_is_set_against_the_median_of_its_network_and_format():
    values = [10, 20, 30, 40, 50, 60]
    found = measured(later(series(values)))
    assert found["habit"].iloc[0] == pytest.approx(median(values) / 1000)
    assert found["own_index"].iloc[:6].tolist() == pytest.approx([v / 35 for v in values])
    assert set(found["denominator"].iloc[:6]) == {"reach"}


def test_fewer_than_five_others_make_no_habit():
    assert measured(later(series([1, 2, 3, 4, 5])))["own_index"].isna().all()
    assert measured(later(series([1, 2, 3, 4, 5, 6])))["own_index"].notna().sum() == 6


def test_formats_accounts_and_boosted_posts_have_their_own_habit():
    rows = (
        series([10] * 6)
        + series([90] * 6, format="reel")
        + series([30] * 6, account="B")
        + series([70] * 6, paid="paid")
    )
    found = measured(later(rows))
    assert found["habit"].iloc[:24].tolist() == pytest.approx(
        [0.01] * 6 + [0.09] * 6 + [0.03] * 6 + [0.07] * 6
    )


def test_stories_and_young_posts_neither_make_a_habit_nor_are_compared():
    rows = series([10] * 6)
    last = rows[-1]["date"]
    found = measured(rows)
    assert found["young"].tolist() == [(last - row["date"]).days < 7 for row in rows]
    assert found["own_index"].isna().all()
    assert measured(later(series([10] * 9, format="story")))["own_index"].isna().all()


def test_the_denominator_is_the_first_that_four_posts_in_five_have():
    rows = series([10] * 10)
    for at in range(3):
        rows[at] |= {"reach": None}
    for row in rows:
        row["views"] = 500.0
    assert set(measured(later(rows))["denominator"].iloc[:10]) == {"views"}
    rows[0]["reach"] = 1000.0
    assert set(measured(later(rows))["denominator"].iloc[:10]) == {"reach"}
    bare = later(series([10] * 6, reach=None))
    assert measured(bare)["denominator"].iloc[0] == ""
    assert measured(bare)["habit"].iloc[0] == 10


def test_a_habit_is_of_the_twelve_months_that_end_with_the_period():
    old = [{**row, "date": row["date"] - dt.timedelta(days=400)} for row in series([100] * 6)]
    rows = later(old + series([10] * 6))
    found = measured(rows)
    assert found["habit"].iloc[:12].tolist() == pytest.approx([0.1] * 6 + [0.01] * 6)
    june = Query(Period(day("2026-01-01"), day("2026-06-30")))
    assert measured(rows, june)["habit"].iloc[0] == pytest.approx(0.01)


def test_only_the_rows_of_the_query_come_back_under_their_own_index():
    rows = series([1, 2, 3])
    found = measured(rows, Query(Period(day("2026-01-02"), day("2026-01-02"))))
    assert found.index.tolist() == [1]
