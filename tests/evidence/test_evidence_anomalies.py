"""Weeks out of line and lasting changes: what is planted is found where it is, noise and seasons are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from cmdash.catalog.evidence import change_rules
from cmdash.evidence.anomalies import anomalies, levels

YEAR = 52


def noise(draw: np.random.Generator, weeks: int, spread: float = 0.25, season: float = 0.0) -> np.ndarray:
    wave = season * np.sin(2 * np.pi * np.arange(weeks) / YEAR)
    return 1000 * np.exp(draw.normal(0, spread, weeks) + wave)


def test_a_planted_week_is_found_where_it_is() -> None:
    draw = np.random.default_rng(1)
    for factor in (5.0, 0.15):
        values = noise(draw, 60)
        values[40] = 1000 * factor
        assert 40 in [one.at for one in anomalies(values, YEAR)]
        one = next(one for one in anomalies(values, YEAR) if one.at == 40)
        assert one.ratio == pytest.approx(factor, rel=0.3)
        assert one.usual == pytest.approx(1000, rel=0.3)
        assert (one.score > 0) == (factor > 1)


def test_a_planted_level_is_found_where_it_is() -> None:
    draw = np.random.default_rng(2)
    values = noise(draw, 60, 0.2)
    values[30:] *= 2.2
    (one,) = levels(values, YEAR)
    assert abs(one.at - 30) <= 1
    assert one.ratio == pytest.approx(2.2, rel=0.25)
    assert (one.before, one.after) == (pytest.approx(1000, rel=0.2), pytest.approx(2200, rel=0.2))


def test_noise_is_seldom_out_of_line() -> None:
    draw = np.random.default_rng(3)
    odd, moved = [], []
    for _ in range(200):
        values = noise(draw, 80, draw.uniform(0.1, 0.5))
        odd.append(len(anomalies(values, YEAR)))
        moved.append(len(levels(values, YEAR)))
    assert np.mean(odd) / 80 <= 0.01
    assert np.mean(np.array(moved) > 0) <= 0.05


def test_what_comes_every_year_is_a_season() -> None:
    draw = np.random.default_rng(4)
    values = noise(draw, 120, 0.15)
    values[[10, 62, 114]] *= 4
    values[80] *= 4
    assert [one.at for one in anomalies(values, YEAR)] == [80]
    lasting = noise(draw, 120, 0.15)
    for start in (20, 72):
        lasting[start : start + 20] *= 2.5
    assert levels(lasting, YEAR) == ()


def test_with_few_weeks_nothing_is_told() -> None:
    values = noise(np.random.default_rng(5), change_rules().weeks - 1)
    values[12] = 50000
    assert anomalies(values, YEAR) == ()
    assert levels(values, YEAR) == ()


def test_gaps_are_gaps() -> None:
    draw = np.random.default_rng(6)
    values = noise(draw, 70, 0.15)
    values[20:26] = np.nan
    found = anomalies(values, YEAR)
    assert not [one for one in found if 20 <= one.at < 26]
    assert anomalies(np.full(60, np.nan), YEAR) == ()
    assert anomalies(np.zeros(60), YEAR) == ()
