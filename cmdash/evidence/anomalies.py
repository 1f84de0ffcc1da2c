"""Steps of a series out of line with those around them, and lasting changes of its level, on robust scales.

Everything is on the logarithm and measured by medians, so that what stands out does not hide itself by widening the
scale. Where there are two years, what the same weeks of another year show too is a season and is not told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog.evidence import ChangeRules, change_rules
from cmdash.evidence.spread import MEDIAN, robust_spread

Floats = npt.NDArray[np.float64]

_LEAST = 0.02  # a robust spread below which every wobble would be out of line
_ADDED = 0.02  # of the middle value, before a logarithm
_NEAR = 1  # steps on each side that count as the same of another year


@dataclass(frozen=True)
class Anomaly:
    """A step out of line: its place, how many times the usual (2.0, or 0.5), the usual value, and its score."""

    at: int
    ratio: float
    usual: float
    score: float


@dataclass(frozen=True)
class Level:
    """A lasting change: the first step of the new level, the levels before and after, how many times the one before."""

    at: int
    before: float
    after: float
    ratio: float
    score: float


def anomalies(
    values: Floats, year: int, least: int | None = None, rules: ChangeRules | None = None
) -> tuple[Anomaly, ...]:
    """The steps out of line, in order. `values`: one a step, NaN where nothing is known; `year`: steps in a year."""
    rules = rules or change_rules()
    logs, added = _logs(values)
    if np.isfinite(logs).sum() < (least or rules.weeks):
        return ()
    usual = pd.Series(logs).rolling(rules.around, center=True, min_periods=rules.around // 2).median()
    apart = logs - usual.to_numpy()
    score = apart / _spread(apart)
    large = np.abs(apart) >= math.log(rules.ratio)
    places = np.flatnonzero(np.isfinite(score) & (np.abs(score) > rules.score) & large)
    return tuple(
        Anomaly(int(at), math.exp(apart[at]), math.exp(usual[at]) - added, float(score[at]))
        for at in places
        if not _seasonal(apart, int(at), year, rules)
    )


def levels(
    values: Floats, year: int, least: int | None = None, rules: ChangeRules | None = None
) -> tuple[Level, ...]:
    """The lasting changes of level, in order, the clearest of those that lie within one stretch of each other."""
    rules = rules or change_rules()
    logs, added = _logs(values)
    if np.isfinite(logs).sum() < (least or rules.weeks):
        return ()
    size = rules.level
    steps, scores, sharp = np.full(len(logs), np.nan), np.zeros(len(logs)), np.zeros(len(logs))
    noise = _spread(np.diff(logs)) / math.sqrt(2)  # changes from step to step have twice the variance
    for at in range(size, len(logs) - size + 1):
        before, after = logs[at - size : at], logs[at : at + size]
        known = [side[np.isfinite(side)] for side in (before, after)]
        if min(map(len, known)) < size // 2 + 1:
            continue
        steps[at] = np.median(known[1]) - np.median(known[0])
        sharp[at] = abs(known[1].mean() - known[0].mean())  # medians do not tell a place from its neighbours
        scores[at] = abs(steps[at]) / (
            noise * math.sqrt(MEDIAN) * math.sqrt(sum(1 / len(side) for side in known))
        )
    found: list[Level] = []
    taken = np.zeros(len(logs), bool)
    clear = (scores >= rules.level_score) & (np.abs(np.nan_to_num(steps)) >= math.log(rules.level_ratio))
    for at in np.argsort(-sharp, kind="stable"):
        if not clear[at] or taken[at] or _seasonal(steps, int(at), year, rules):
            continue
        taken[max(0, at - size) : at + size] = True
        ends = [
            math.exp(float(np.nanmedian(logs[part]))) - added
            for part in (slice(at - size, at), slice(at, at + size))
        ]
        found.append(Level(int(at), ends[0], ends[1], ends[1] / ends[0], float(scores[at])))
    return tuple(sorted(found, key=lambda one: one.at))


def _logs(values: Floats) -> tuple[Floats, float]:
    """The logarithms, and what was added before them so that a week of nothing has one: a part of the middle."""
    known = np.where(np.nan_to_num(values, nan=-1.0) >= 0, values, np.nan)
    positive = known[np.nan_to_num(known) > 0]
    added = _ADDED * float(np.median(positive)) if len(positive) else 1.0
    found: Floats = np.log(known + added)
    return found, added


def _spread(values: Floats) -> float:
    return max(robust_spread(values), _LEAST)


def _seasonal(apart: Floats, at: int, year: int, rules: ChangeRules) -> bool:
    """Whether the same steps of another year are as much out of line, the same way."""
    for other in (at - year, at + year):
        near = apart[max(0, other - _NEAR) : other + _NEAR + 1] if other > -_NEAR else apart[:0]
        if len(near) and np.nanmax(np.append(near * np.sign(apart[at]), -np.inf)) >= rules.season * abs(
            apart[at]
        ):
            return True
    return False
