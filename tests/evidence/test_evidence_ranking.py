"""Rankings: estimates drawn to the middle, intervals that hold what they say, nothing ranked under the gate."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.verdicts import page
from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence.ranking import heat, ranked_levels, ranking, shrink

RULES = verdict_rules()


def test_few_posts_are_drawn_further_to_the_middle() -> None:
    draw = np.random.default_rng(1)
    sizes, levels = (60, 60, 60, 60, 6), (0.3, -0.3, 0.2, -0.2, 0.6)
    group = np.repeat(np.arange(5), sizes)
    values = draw.normal(0, 0.5, len(group)) + np.array(levels)[group]
    means, shrunk, _ = shrink(values, group)
    kept = (shrunk - values.mean()) / (means - values.mean())
    assert (kept > 0).all()
    assert (kept < 1).all()
    assert kept[4] < min(kept[:4]) - 0.1


def test_noise_is_drawn_together_and_its_intervals_still_have_a_width() -> None:
    draw = np.random.default_rng(2)
    group = np.repeat(np.arange(6), 20)
    spreads, widths = [], []
    for _ in range(40):
        values = draw.normal(0, 0.6, len(group))
        means, shrunk, error = shrink(values, group)
        spreads.append(shrunk.std() / means.std())
        widths.append(error.min())
    assert np.mean(spreads) < 0.35
    assert min(widths) > 0.02


def test_the_interval_holds_the_truth_nine_times_in_ten() -> None:
    draw = np.random.default_rng(3)
    held = []
    for _ in range(300):
        truth = draw.normal(0, 0.25, 8)
        group = np.repeat(np.arange(8), draw.integers(8, 60, 8))
        values = truth[group] + draw.normal(0, 0.6, len(group))
        _, shrunk, error = shrink(values, group)
        held += list(np.abs(shrunk - truth) <= 1.645 * error)
    assert 0.86 <= np.mean(held) <= 0.96


def test_a_single_group_has_nothing_to_be_drawn_to() -> None:
    means, shrunk, error = shrink(np.array([1.0, 2.0]), np.zeros(2, np.int64))
    assert shrunk == pytest.approx(means)
    assert np.isnan(error).all()


def test_under_the_gate_nothing_is_ranked() -> None:
    found = page(np.random.default_rng(4), 150, 0.5)
    levels = found.levels["theme"]
    few = np.flatnonzero(levels == "t0")
    levels[few[7:]] = ""
    made = ranking(found, "theme", RULES)
    assert ranked_levels(made) == len(set(levels.tolist()) - {"", "t0"})
    assert made[-1].level == "t0"
    assert (made[-1].n, made[-1].shrunk, made[-1].low) == (7, None, None)
    ranked = [one.shrunk for one in made[:-1]]
    assert ranked == sorted(ranked, reverse=True)
    assert all(one.low < one.shrunk < one.high for one in made[:-1])
    assert ranking(found, "unknown", RULES) == ()


def test_cells_count_their_posts_and_stay_grey_when_few() -> None:
    found = page(np.random.default_rng(5), 400, 0.4)
    hour = np.where(np.arange(400) % 10 == 0, 7, 18)
    cells = heat(type(found)(**{**found.__dict__, "hour": hour}), RULES)
    assert sum(cell.n for cell in cells) == 400
    for cell in cells:
        mine = (found.levels["weekday"] == cell.weekday) & (hour == cell.hour)
        assert cell.n == mine.sum()
        weeks = len(set(found.week[mine].tolist()))
        assert (cell.shrunk is None) == (cell.n < RULES.posts or weeks < RULES.weeks)
    assert any(cell.shrunk is None for cell in cells)
    assert any(cell.shrunk is not None for cell in cells)
    assert heat(found, RULES) == ()
