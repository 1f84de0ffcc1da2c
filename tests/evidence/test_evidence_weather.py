"""What posts of a time share: found where it is, and taken off as generalised least squares would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence.looks import Family, Look, Sides, examine
from cmdash.evidence.permutation import Trial, adjusted
from cmdash.evidence.weather import weather

RULES = replace(verdict_rules(), permutations=400, draws=200)


def year(seed: int, luck: float = 0.0, season: float = 0.0, posts: int = 240):
    """Posts of two accounts with three strata: outcomes, strata, quarters of accounts, weeks."""
    draw = np.random.default_rng(seed)
    week = np.sort(draw.choice(52, posts))
    account = draw.choice(2, posts)
    stratum = account * 2 + (draw.random(posts) < 0.4) * (account == 0)
    outcome = draw.normal(0, 0.5, posts) + draw.normal(0, 1, 52)[week] * luck + 0.7 * stratum
    return outcome + season * np.sin(2 * np.pi * week / 52), stratum, account * 4 + week // 13, week


def shared(seed: int, **sizes: float) -> tuple[float, ...]:
    """The variances found in such a year."""
    outcome, stratum, season, week = year(seed, **sizes)
    return weather(outcome, [stratum], season, week)[0].shares


def test_what_is_taken_off_is_that_of_generalised_least_squares() -> None:
    outcome, stratum, season, week = year(1, luck=0.3, season=0.4)
    (found,) = weather(outcome, [stratum], season, week)
    apart = np.exp(-np.abs(week[:, None] - week[None, :]) / 12)
    kinds = (apart, season[:, None] == season, week[:, None] == week)
    whole = np.eye(len(week)) + sum(share * kind for share, kind in zip(found.shares, kinds, strict=True))
    inverse = np.linalg.inv(whole)
    levels = (stratum[:, None] == np.unique(stratum)).astype(float)
    middle = np.linalg.inv(levels.T @ inverse @ levels)
    held = inverse - inverse @ levels @ middle @ levels.T @ inverse
    columns = np.random.default_rng(2).normal(0, 1, (len(week), 3))
    freed = found.freed(np.column_stack([columns, outcome, levels]))
    assert freed[:, :3].T @ freed[:, 3] == pytest.approx(columns.T @ held @ outcome)
    assert (freed[:, :3] ** 2).sum(axis=0) == pytest.approx(np.diag(columns.T @ held @ columns))
    assert np.abs(freed[:, 4:]).max() < 1e-9


def test_what_is_shared_is_found_where_it_is() -> None:
    season, _, luck = shared(3, luck=0.4)
    assert luck > 0.25
    assert season < 0.3
    season, quarter, luck = shared(4, season=0.8)
    assert season + quarter > 0.4
    assert luck < 0.1
    assert sum(shared(5)) < 0.2


def test_each_way_to_part_the_posts_has_the_weather_it_would_have_alone() -> None:
    outcome, stratum, season, week = year(8, luck=0.3, season=0.3)
    ways = [stratum, stratum // 2, np.arange(len(week))]  # in the last, no post has another beside it
    for stratum, found in zip(ways, weather(outcome, ways, season, week), strict=True):
        (alone,) = weather(outcome, [stratum], season, week)
        assert found.shares == pytest.approx(alone.shares)
        assert found.left == pytest.approx(alone.left)
    assert found.shares == (0, 0, 0)


def test_a_long_record_takes_several_weeks_as_one() -> None:
    draw = np.random.default_rng(6)
    week = draw.choice(400, 800)
    flat = np.zeros(800, np.int64)
    luck = draw.normal(0, 1, 200)[week // 2]
    (found,) = weather(luck + draw.normal(0, 1, 800), [flat], week // 13, week)
    assert found.axes.shape[1] <= 160 + 31
    assert found.shares[2] > 0.1


def test_a_theme_that_ran_in_good_weeks_is_not_taken_for_good() -> None:
    """Three weeks are better for everybody, and a theme ran in them: compared post by post it would be far ahead."""
    flat = np.zeros(240, np.int64)
    fooled = 0
    for seed in range(12):
        outcome, _, _, week = year(100 + seed, luck=0.4)
        ran = np.isin(week, np.random.default_rng(seed).choice(52, 6, replace=False))
        side = Sides(Look("theme", "a"), ran, ~ran)
        found = examine(outcome - outcome.mean(), week, [Family(flat, flat, (side,))], RULES)[0]
        fooled += found.verdict == "confirmed"
    assert fooled <= 2


def test_permuted_statistics_are_of_the_size_of_those_of_chance() -> None:
    draw = np.random.default_rng(7)
    sizes = []
    for seed in range(6):
        outcome, stratum, season, week = year(200 + seed, luck=0.2)
        level = (draw.choice(7, len(week))[None, :] == np.arange(7)[:, None]).astype(float)
        (of_all,) = weather(outcome, [stratum], season, week)
        trial = Trial.of(outcome, week, stratum, of_all, level, np.ones_like(level))
        sizes.append((trial.permuted(RULES, lambda _: None) ** 2).mean())
    assert np.mean(sizes) == pytest.approx(1, abs=0.05)


def test_the_largest_pays_for_all_and_the_next_for_the_others() -> None:
    chance = np.array([[1.0, 5.0, 1.0, 1.0], [2.0, 1.0, 3.0, 1.0], [0.0, 0.0, 2.5, 4.5]])
    p = adjusted(np.array([4.0, 2.2, 2.4]), chance)
    assert p == pytest.approx([3 / 5, 3 / 5, 3 / 5])  # none below the one before
    p = adjusted(np.array([6.0, 2.2, 0.5]), chance)
    assert p == pytest.approx([1 / 5, 3 / 5, 3 / 5])
