"""Forecasts: intervals that hold what they say, never worse than the naive ones, never beyond the history."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from benchmarks.forecasts import SEED, Tried, summary, trials
from cmdash.catalog.evidence import forecast_rules
from cmdash.evidence.forecast import foresee, horizon

RULES = forecast_rules()


@cache
def held_back() -> tuple[Tried, ...]:
    return tuple(trials(np.random.default_rng(SEED), 13))


@pytest.mark.parametrize("kind", ["stock", "flow"])
def test_on_months_held_back_the_interval_is_right_and_no_naive_forecast_is_better(kind: str) -> None:
    mine = [one for one in held_back() if one.kind == kind]
    held, own, naive = summary(mine)
    assert len(mine) >= 400
    assert 0.75 <= held <= 0.85
    assert own <= naive


def test_nothing_is_foreseen_further_than_a_quarter_of_the_history() -> None:
    assert horizon(RULES.least - 1) == 0
    for months in range(RULES.least, 80):
        ahead = horizon(months)
        assert ahead <= min(months * RULES.share, RULES.most)
        series = np.linspace(1000, 2000, months).tolist()
        if ahead:
            found = foresee(series, "stock", ahead)
            assert found is not None
            assert found.tried >= RULES.errors
        assert foresee(series, "stock", ahead + 1) is None
    assert horizon(48) == 12


def test_a_steady_growth_beats_the_naive_forecast_which_stands_beside() -> None:
    series = (1000 * 1.02 ** np.arange(36)).round().tolist()
    found = foresee(series, "stock", 3)
    assert found is not None
    assert found.way not in ("naive",)
    assert found.value == pytest.approx(1000 * 1.02**38, rel=0.01)
    assert found.error < found.naive_error
    assert found.low <= found.value <= found.high


def test_where_nothing_beats_the_naive_forecast_it_is_shown() -> None:
    draw = np.random.default_rng(1)
    series = (5000 * np.exp(np.cumsum(draw.normal(0, 0.02, 40)))).round().tolist()
    found = foresee(series, "stock", 2)
    assert found is not None
    assert found.way == found.naive_way
    assert found.value == found.naive
    assert found.error == found.naive_error


def test_seasons_are_known_after_two_years() -> None:
    time = np.arange(40)
    draw = np.random.default_rng(2)
    series = (1000 * np.exp(0.8 * np.sin(2 * np.pi * time / 12) + draw.normal(0, 0.05, 40))).round()
    found = foresee(series.tolist(), "flow", 3)
    assert found is not None
    assert found.naive_way == "seasonal_naive"
    expected = 1000 * np.exp(0.8 * np.sin(2 * np.pi * (40 + np.arange(3)) / 12))
    assert found.value == pytest.approx(expected.sum(), rel=0.15)


def test_months_that_brought_nothing_are_no_fault_and_a_gap_is() -> None:
    found = foresee([0.0] * 20, "flow", 1)
    assert found is not None
    assert (found.value, found.low) == (0.0, 0.0)
    with pytest.raises(ValueError, match="month"):
        foresee([10.0] * 12 + [float("nan")], "stock", 1)
    with pytest.raises(ValueError, match="below"):
        foresee([10.0] * 12 + [-1.0], "stock", 1)
