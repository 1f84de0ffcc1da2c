"""Rankings that few posts cannot lead: each estimate is drawn to the middle by as much as its own posts leave open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cmdash.catalog.verdicts import Rules
from cmdash.evidence.looks import Bools, Floats, Ints
from cmdash.evidence.sampling import Sample
from cmdash.evidence.spread import NINETY

_SEASONED = 12  # posts from which a season of an account is known


@dataclass(frozen=True)
class Ranked:
    """One level among the others, as ratios to the middle of all of them: 1.2 is 20 % more.

    `plain` is its own mean, `shrunk` what is believed of it (empirical Bayes), from `low` to `high` nine times in ten.
    The four are None under the gate, where nothing is ranked.
    """

    level: str
    n: int
    weeks: int
    plain: float | None = None
    shrunk: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Cell:
    """The posts of one weekday ("1" is Monday) and hour; `shrunk` as in `Ranked`, None under the gate."""

    weekday: str
    hour: int
    n: int
    weeks: int
    shrunk: float | None


def shrink(values: Floats, group: Ints) -> tuple[Floats, Floats, Floats]:
    """For each group its mean, the shrunk mean and the error of that, from the spread inside and between groups.

    Between-group variance by moments (one-way analysis of variance); the error is Morris's (1983), which also pays
    for not knowing that variance. Groups are numbered from 0 and none is empty.
    """
    sizes = np.bincount(group).astype(np.float64)
    means = np.bincount(group, values) / sizes
    count, total = len(sizes), sizes.sum()
    middle = float(values.mean())
    if count < 2 or total <= count:
        return means, means.copy(), np.full(count, float("nan"))
    within = float(((values - means[group]) ** 2).sum() / (total - count))
    across = float((sizes * (means - middle) ** 2).sum() / (count - 1))
    balanced = (total - (sizes**2).sum() / total) / (count - 1)
    between = max(0.0, (across - within) / balanced)
    own = within / sizes
    kept = between / (between + own) if between > 0 else np.zeros(count)
    shrunk = middle + kept * (means - middle)
    doubt = 2 / max(count - 3, 1) * (1 - kept) ** 2 * (means - middle) ** 2
    error = np.sqrt(own * (1 - (count - 1) / count * (1 - kept)) + doubt)
    return means, shrunk, error


def centred(outcome: Floats, stratum: Ints, season: Ints) -> Floats:
    """The outcome less the middle of its stratum, then less that of its season where that has posts enough."""
    found = np.empty(len(outcome))
    for number in np.unique(stratum):
        mine = stratum == number
        found[mine] = outcome[mine] - _middle(outcome[mine])
    for number in np.unique(season):
        mine = season == number
        if mine.sum() >= _SEASONED:
            found[mine] -= _middle(found[mine])
    return found


def _middle(values: Floats) -> float:
    """The mean without the lowest and the highest tenth: nearly as steady as a mean, and no outlier moves it."""
    cut = len(values) // 10
    return float(np.sort(values)[cut : len(values) - cut].mean())


def ranking(found: Sample, factor: str, rules: Rules) -> tuple[Ranked, ...]:
    """The levels of a factor, the best believed first; those under the gate last, by their posts, unranked.

    The others of a post are those of its account, a format beside other formats and anything else beside its own.
    """
    levels = found.levels.get(factor)
    if levels is None:
        return ()
    keep = levels != ""
    if found.boosted is not None:
        keep &= ~found.boosted
    names = sorted(set(levels[keep].tolist()))
    counts = {name: _counted(found, keep & (levels == name)) for name in names}
    open_ = [name for name in names if _passes(counts[name], rules)]
    few = [Ranked(name, *counts[name]) for name in names if name not in open_]
    few.sort(key=lambda one: -one.n)
    entering = keep & np.isin(levels, open_)
    if len(open_) < 2:
        return tuple(Ranked(name, *counts[name]) for name in sorted(names, key=lambda name: -counts[name][0]))
    value = _value(found, entering, factor)
    group = np.searchsorted(open_, levels[entering].astype(str))
    means, shrunk, error = shrink(value, group)
    made = [
        Ranked(name, *counts[name], *_ratios(means[at], shrunk[at], error[at], value.mean()))
        for at, name in enumerate(open_)
    ]
    return (*sorted(made, key=lambda one: -(one.shrunk or 0)), *few)


def _ratios(mean: float, shrunk: float, error: float, middle: float) -> tuple[float, float, float, float]:
    ends = (mean, shrunk, shrunk - NINETY * error, shrunk + NINETY * error)
    plain, kept, low, high = (math.exp(float(end) - float(middle)) for end in ends)
    return plain, kept, low, high


def _value(found: Sample, entering: Bools, factor: str) -> Floats:
    stratum = found.account if factor == "format" else found.stratum
    return centred(found.outcome[entering], stratum[entering], found.season[entering])


def _counted(found: Sample, mine: Bools) -> tuple[int, int]:
    return int(mine.sum()), len(np.unique(found.week[mine]))


def _passes(counted: tuple[int, int], rules: Rules) -> bool:
    return counted[0] >= rules.posts and counted[1] >= rules.weeks


def heat(found: Sample, rules: Rules) -> tuple[Cell, ...]:
    """The posts of each weekday and hour that has any; what is believed of a cell only above the gate."""
    days = found.levels.get("weekday")
    if days is None or found.hour is None:
        return ()
    keep = (days != "") & (found.hour >= 0)
    if found.boosted is not None:
        keep &= ~found.boosted
    names = np.array([f"{day}-{hour}" for day, hour in zip(days, found.hour, strict=True)], object)
    ranked = ranking(_limited(found, names, keep), "cell", rules)
    cells = []
    for one in ranked:
        day, hour = one.level.split("-")
        cells.append(Cell(day, int(hour), one.n, one.weeks, one.shrunk))
    return tuple(sorted(cells, key=lambda cell: (cell.hour, cell.weekday)))


def _limited(found: Sample, names: np.ndarray, keep: Bools) -> Sample:
    """The same posts with one factor, `cell`, unknown where not kept."""
    return Sample(
        found.outcome, found.account, found.stratum, found.season, found.week, found.network,
        {"cell": np.where(keep, names, "")}, found.metric, found.boosted,
    )  # fmt: skip


def ranked_levels(made: Sequence[Ranked]) -> int:
    """How many of them are ranked."""
    return sum(one.shrunk is not None for one in made)
