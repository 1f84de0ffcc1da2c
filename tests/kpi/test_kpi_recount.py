"""Every KPI that rows decide, in every kind of group, equals a count in plain loops over data with holes."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import day, posts, tracking
from kpi_recount import groups, recount

from cmdash import kpi
from cmdash.catalog import kpis
from cmdash.model import Period, Query

KEYS = (
    "network",
    "account",
    "format",
    "theme",
    "paid",
    "weekday",
    "slot",
    "day",
    "week",
    "month",
    "quarter",
    "year",
)


def as_dict(table, by):
    found = {}
    for row in table.to_dict("records"):
        keys = tuple(None if isinstance(row[name], float) else row[name] for name in by)
        assert (keys, row["kpi"]) not in found, "one row per group and KPI"
        found[keys, row["kpi"]] = row
    return found


def check(rows, by, query):
    expected = {keys: recount(found) for keys, found in groups(rows, by).items()}
    if not by:
        expected = {(): recount(rows)}
    asked = sorted(next(iter(expected.values()), recount([])))
    table = kpi.compute(query[0], by, asked, query[1])
    found = as_dict(table, by)
    assert set(found) == {(keys, name) for keys in expected for name in asked}
    for (keys, name), row in found.items():
        value, n = expected[keys][name]
        assert row["n"] == n, (keys, name, row)
        assert row["of"] == len(groups(rows, by).get(keys, [])), (keys, name)
        if value is None:
            assert math.isnan(row["value"])
            assert isinstance(row["why"], str), (keys, name, row)
        else:
            assert row["value"] == pytest.approx(value), (keys, name, row)
            assert not isinstance(row["why"], str)


@given(posts, st.lists(st.sampled_from(KEYS), unique=True, max_size=2))
@settings(max_examples=12, deadline=None)
def test_equals_a_count_in_plain_loops(rows, by):
    own = [row for row in rows if row["side"] == "own"]
    check(own, tuple(by), (tracking(rows), Query()))


@given(posts, st.sampled_from(["own", "peer", "all"]), st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=6, deadline=None)
def test_filters_keep_the_rows_they_name(rows, side, one_network, organic, one_month):
    period = Period(day("2024-02-01"), day("2024-02-29")) if one_month else None
    query = Query(
        period, ("facebook", "x") if one_network else (), paid=("organic",) if organic else (), side=side
    )
    kept = [
        row
        for row in rows
        if (side == "all" or row["side"] == side)
        and (not one_network or row["network"] == "facebook")
        and (not organic or row["paid"] in ("organic", None))
        and (period is None or (row["date"] and period.start <= row["date"].date() <= period.end))
    ]
    check(kept, (), (tracking(rows), query))
    check(kept, ("network",), (tracking(rows), query))


@given(posts)
@settings(max_examples=12, deadline=None)
def test_without_kpis_only_the_whole_tells_what_is_missing(rows):
    data = tracking(rows)
    assert kpi.compute(data, ["network"])["value"].notna().all()
    whole = kpi.compute(data)
    assert (whole["value"].isna() == whole["why"].notna()).all()
    assert (whole.loc[whole["value"].isna(), "n"] == 0).all()
    assert set(whole["kpi"]) == set(kpis())


@given(posts, st.sampled_from(KEYS))
@settings(max_examples=12, deadline=None)
def test_groups_split_the_whole(rows, by):
    """Counts and sums of the groups add up to the whole's; nothing is counted twice or lost."""
    data = tracking(rows)
    names = ["posts", "likes", "interactions", "engagement_total", "reach"]
    whole = kpi.compute(data, (), names).set_index("kpi")
    parts = kpi.compute(data, [by], names).groupby("kpi")[["value", "n", "of"]].sum(min_count=1)
    for name in names:
        if whole.loc[name, "of"]:
            assert parts.loc[name, "of"] == whole.loc[name, "of"]
            assert parts.loc[name, "n"] == whole.loc[name, "n"]
            assert parts.loc[name, "value"] == pytest.approx(whole.loc[name, "value"], nan_ok=True)
