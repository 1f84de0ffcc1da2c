"""What stands behind a figure."""

import pytest
from kpi_builders import day, tracking

from cmdash import kpi
from cmdash.catalog import CatalogError
from cmdash.model import Query


def data():
    return tracking(
        posts=[
            {
                "network": "x",
                "likes": 1.0,
                "comments": 2.0,
                "impressions": 10.0,
                "paid": "mixed",
                "date": day("2026-06-01"),
            },
            {"network": "x", "likes": 1.0, "impressions": None, "format": "story"},
            {
                "network": "youtube",
                "likes": 5.0,
                "impressions": 99.0,
                "paid": "organic",
                "date": day("2026-05-01"),
            },
            {"network": "x", "interactions": 4.0, "total_stands_for": "interactions", "impressions": 8.0},
        ],
        account=[{"date": day("2026-06-01"), "followers": 5.0}],
    )


def test_it_names_the_acts_counted_the_rows_and_who_was_left_out():
    found = kpi.stamp(data(), "er_impressions_median")
    assert (found.value, found.n, found.of) == (pytest.approx((0.3 + 0.5) / 2), 2, 4)
    assert dict(found.parts) == {"likes": 3, "comments": 1}
    assert found.total_rows == 1
    assert dict(found.excluded) == {"youtube": 1}
    assert (found.mixed_rows, found.unstated_rows, found.undated_rows, found.stories) == (1, 2, 2, 1)
    assert found.young_rows == 1
    assert (found.numerators, found.denominators) == (("interactions",), ("impressions",))


def test_acts_behind_a_larger_sum_are_named_and_none_where_there_are_none():
    assert dict(kpi.stamp(data(), "engagement_total").parts) == {"likes": 3, "comments": 1}
    assert not kpi.stamp(data(), "impressions").parts


def test_what_is_not_computable_says_why():
    found = kpi.stamp(data(), "er_reach", Query(networks=("x",)))
    assert (found.n, found.why) == (0, "missing:reach")
    assert kpi.stamp(data(), "net_growth").why == "too_short"


def test_an_unknown_kpi_is_answered_with_the_nearest():
    with pytest.raises(CatalogError, match="did you mean 'er_reach'"):
        kpi.stamp(data(), "er_reech")
    with pytest.raises(CatalogError, match="kind"):
        kpi.stamp(data(), "er_reach", kind="calendar")


def test_a_combined_total_is_counted_in_tables_without_acts_too():
    line = {
        "campaign": "A",
        "date": day("2026-06-01"),
        "interactions": 9.0,
        "total_stands_for": "interactions",
    }
    found = kpi.stamp(tracking(campaigns=[line]), "interactions")
    assert (found.kind, found.value, found.total_rows, dict(found.parts)) == ("campaigns", 9, 1, {})
