"""Parity: the declarations run unchanged on pandas, polars and DuckDB, and answer what `compute` answers."""

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kpi_builders import frame, posts
from kpi_recount import groups, recount

from cmdash.catalog import CatalogError, kpis
from cmdash.kpi.engines import aggregate
from cmdash.kpi.recipes import ROW_KINDS

ENGINES = {
    "pandas": lambda f: f,
    "polars": pl.from_pandas,
    "polars lazy": lambda f: pl.from_pandas(f).lazy(),
    "duckdb": lambda f: duckdb.from_arrow(pl.from_pandas(f).to_arrow()),
}
KEYS = ("network", "account", "format", "theme", "paid", "day", "month", "quarter", "year")


def answered(native, by, names):
    found = {}
    for row in aggregate(native, by, names).to_dict("records"):
        keys = tuple(None if pd.isna(row[key]) else row[key] for key in by)
        assert (keys, row["kpi"]) not in found
        found[keys, row["kpi"]] = row
    return found


@pytest.mark.parametrize("engine", ENGINES)
@given(rows=posts, by=st.lists(st.sampled_from(KEYS), unique=True, max_size=2))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_engine_equals_a_count_in_plain_loops(engine, rows, by):
    by = tuple(by)
    expected = {keys: recount(kept) for keys, kept in groups(rows, by).items()}
    names = sorted(recount([]))
    found = answered(ENGINES[engine](frame("posts", rows)), by, names)
    assert set(found) == {(keys, name) for keys in expected for name in names}
    for (keys, name), row in found.items():
        value, n = expected[keys][name]
        assert (row["n"], row["of"]) == (n, len(groups(rows, by)[keys])), (engine, keys, name, row)
        assert row["value"] == pytest.approx(float("nan") if value is None else value, nan_ok=True), (
            name,
            row,
        )


@given(rows=posts, by=st.sampled_from(KEYS))
@settings(max_examples=5, deadline=None)
def test_engines_agree_on_every_kpi_that_rows_decide(rows, by):
    data = frame("posts", rows)
    names = [kpi.id for kpi in kpis().values() if kpi.kind in ROW_KINDS and "posts" in kpi.tables]
    first, *others = [answered(make(data), (by,), None) for make in ENGINES.values()]
    assert {name for _, name in first} == set(names)
    for other in others:
        assert set(other) == set(first)
        for place, row in first.items():
            assert other[place]["n"] == row["n"], place
            assert other[place]["value"] == pytest.approx(row["value"], nan_ok=True), place


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_is_not_there_is_missing(engine):
    few = pd.DataFrame({"likes": [1.0, None], "reach": [10.0, 5.0], "network": ["x", "x"]})
    found = answered(ENGINES[engine](few), ("network",), ["er_reach", "saves", "posts"])
    assert found[("x",), "er_reach"]["value"] == 0.1
    assert found[("x",), "er_reach"]["n"] == 1
    assert found[("x",), "saves"]["n"] == 0
    assert found[("x",), "posts"]["value"] == 2


def test_stocks_are_refused_with_the_way_out():
    with pytest.raises(CatalogError, match="compute"):
        aggregate(frame("posts", []), (), ["community_size"])
    with pytest.raises(CatalogError, match="did you mean 'month'"):
        aggregate(frame("posts", []), ["months"])
