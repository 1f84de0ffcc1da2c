"""One post beside its habit: few interactions are believed little, what is out of line is named and nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cmdash.catalog.evidence import outlier_rules
from cmdash.evidence.standing import interval, with_standing


def measured(acts: np.ndarray, reach: np.ndarray, habit: float = 0.05) -> tuple[pd.DataFrame, pd.DataFrame]:
    frame = pd.DataFrame(
        {
            "own_index": acts / reach / habit,
            "interactions": acts.astype(float),
            "habit": habit,
            "habit_posts": 40.0,
            "denominator": pd.Series("reach", range(len(acts)), dtype="str"),
            "young": False,
        }
    )
    posts = pd.DataFrame({"reach": reach.astype(float), "network": "instagram"})
    return frame, posts


def real(
    draw: np.random.Generator, count: int, spread: float = 0.4
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The true multiple of each post, its reach, and the interactions that chance made of it."""
    truth = np.exp(draw.normal(0, spread, count))
    reach = draw.integers(40, 4000, count)
    return truth, reach, draw.poisson(truth * 0.05 * reach)


def test_three_for_one_stands_behind_three_hundred_for_a_hundred() -> None:
    draw = np.random.default_rng(1)
    _, reach, acts = real(draw, 100)
    acts, reach = np.append(acts, [3, 300]), np.append(reach, [20, 2000])
    found = with_standing(*measured(acts, reach))
    small, large = found.iloc[100], found.iloc[101]
    assert small["own_index"] == pytest.approx(large["own_index"])
    assert small["shrunk"] < 0.7 * large["shrunk"]
    assert small["index_high"] / small["index_low"] > large["index_high"] / large["index_low"]


def test_the_interval_holds_what_the_post_is_worth() -> None:
    draw = np.random.default_rng(2)
    held = []
    for _ in range(20):
        truth, reach, acts = real(draw, 150)
        found = with_standing(*measured(acts, reach))
        held += list((found["index_low"] <= truth) & (truth <= found["index_high"]))
    assert 0.87 <= np.mean(held) <= 0.97


def test_the_interval_always_holds_the_multiple() -> None:
    """Also without any act, and with few acts on a network where most posts are lower."""
    draw = np.random.default_rng(5)
    _, reach, acts = real(draw, 300, spread=1.0)
    acts[:3], reach[:3] = (0, 1, 700), (800, 3, 40)
    found = with_standing(*measured(acts, reach))
    assert (found["index_low"] <= found["own_index"]).all()
    assert (found["own_index"] <= found["index_high"]).all()
    assert (found.loc[0, "index_low"], found.loc[0, "own_index"]) == (0.0, 0.0)


@pytest.mark.parametrize("acts", [0, 1, 3, 10, 60])
def test_the_interval_of_a_count_is_garwoods(acts: int) -> None:
    """Where the habit is sure: the exact interval of a Poisson count, to its second digit."""
    stats = pytest.importorskip("scipy.stats")
    low, high = interval(np.array([float(acts)]), np.array([2.0]), np.zeros(1))
    assert 2 * high[0] == pytest.approx(stats.chi2.ppf(0.95, 2 * acts + 2) / 2, rel=0.01)
    assert 2 * low[0] == pytest.approx(stats.chi2.ppf(0.05, 2 * acts) / 2 if acts else 0.0, abs=0.02)


def test_only_what_is_far_from_all_others_is_out_of_line() -> None:
    draw = np.random.default_rng(3)
    _, reach, acts = real(draw, 200)
    acts[7], reach[7] = 2000, 3000
    found = with_standing(*measured(acts, reach))
    assert found["outlier"].iloc[7]
    assert found["outlier"].sum() <= 5


def test_with_few_posts_nothing_is_out_of_line() -> None:
    reach = np.full(outlier_rules().posts - 1, 1000)
    acts = np.append(np.arange(40, 40 + len(reach) - 1), 900)
    assert not with_standing(*measured(acts, reach))["outlier"].any()


def test_a_post_without_an_index_has_no_standing() -> None:
    draw = np.random.default_rng(4)
    _, reach, acts = real(draw, 30)
    frame, posts = measured(acts, reach)
    frame.loc[3, ["own_index", "habit"]] = np.nan
    frame.loc[4, "young"] = True
    found = with_standing(frame, posts)
    assert found[["shrunk", "index_low", "index_high"]].iloc[[3, 4]].isna().all(axis=None)
    assert found["shrunk"].drop([3, 4]).notna().all()
    assert len(with_standing(frame.iloc[:0], posts.iloc[:0])) == 0
