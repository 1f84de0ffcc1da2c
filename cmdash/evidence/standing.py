"""One post beside its habit: what is believed of it when few interactions carry it, and which posts are out of line."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog.evidence import outlier_rules
from cmdash.evidence.spread import MEDIAN, NINETY, NORMAL

Floats = npt.NDArray[np.float64]

COLUMNS = ("shrunk", "index_low", "index_high", "outlier")


def with_standing(measured: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """The measures of the posts (`kpi.measures`) with four columns more; `posts` is the table they are of.

    `shrunk`: the own index drawn to the middle of its network by what chance alone does to a post with that few
    interactions (empirical Bayes), to rank posts by; `index_low`, `index_high`: the multiples that chance may have made
    the own index of, nine times in ten, the doubt of the habit included; they always hold the own index. NaN where there
    is no own index or the interactions are below zero. `outlier`: far from all compared posts of its network, on a
    robust scale.
    """
    index = measured["own_index"].to_numpy(float)
    acts = measured["interactions"].to_numpy(float)
    known = ~np.isnan(index) & ~np.isnan(acts) & ~measured["young"].to_numpy(bool)
    expected = _expected(measured, posts)
    known &= (expected > 0) & (acts >= 0)
    made = {name: np.full(len(measured), np.nan) for name in COLUMNS[:3]}
    outlier = np.zeros(len(measured), bool)
    network = posts["network"].reindex(measured.index).fillna("").to_numpy(object)
    for name in dict.fromkeys(network[known].tolist()):
        mine = known & (network == name)
        value = np.log((acts[mine] + 0.5) / (expected[mine] + 0.5))
        spread = float(np.var(value, ddof=1)) if len(value) > 1 else 0.0
        doubt = MEDIAN * spread / np.maximum(measured["habit_posts"].to_numpy(float)[mine], 1)
        made["shrunk"][mine] = np.exp(_shrunk(value, expected[mine], spread))
        ends = interval(index[mine] * expected[mine], expected[mine], doubt)
        made["index_low"][mine], made["index_high"][mine] = ends
        outlier[mine] = _far(value, index[mine])
    return measured.assign(**made, outlier=outlier)


def _expected(measured: pd.DataFrame, posts: pd.DataFrame) -> Floats:
    """The interactions that the habit lets expect of each post."""
    base = np.ones(len(measured))
    over = measured["denominator"].to_numpy(object)
    for name in dict.fromkeys(over.tolist()):
        if isinstance(name, str) and name:
            source = measured if name in measured else posts.reindex(measured.index)
            base = np.where(over == name, source[name].to_numpy(float), base)
    found: Floats = np.nan_to_num(measured["habit"].to_numpy(float) * base)
    return found


def _shrunk(value: Floats, expected: Floats, spread: float) -> Floats:
    """The middle of what is believed of each value."""
    chance = 1 / (expected + 0.5)
    real = max(spread - float(chance.mean()), 0.0)
    middle = float(np.median(value))
    return middle + real / (real + chance) * (value - middle)


def interval(acts: Floats, expected: Floats, doubt: Floats) -> tuple[Floats, Floats]:
    """Between which multiples of what was expected the acts lie nine times in ten; the observed multiple is inside.

    The ends of Garwood's interval of a count (in Byar's form) over what was expected; `doubt`, the variance of the
    logarithm of what was expected, widens both ends.
    """
    low = _end(acts, -NINETY)
    high = _end(acts + 1, NINETY)
    middle = np.log(acts + 0.5)  # between the ends, and known where there was no act
    wide = NINETY**2 * doubt
    with np.errstate(divide="ignore"):
        below = middle - np.sqrt((middle - np.log(low)) ** 2 + wide)  # minus infinity for no act: 0
    above = middle + np.sqrt((np.log(high) - middle) ** 2 + wide)
    return np.exp(below) / expected, np.exp(above) / expected


def _end(acts: Floats, errors: float) -> Floats:
    """One end of the interval of a count, so many standard errors away; 0 where that is below nothing."""
    safe = np.maximum(acts, 1e-9)
    found: Floats = safe * np.maximum(1 - 1 / (9 * safe) + errors / (3 * np.sqrt(safe)), 0.0) ** 3
    return found


def _far(value: Floats, index: Floats) -> npt.NDArray[np.bool_]:
    rules = outlier_rules()
    distance = np.abs(value - np.median(value))
    scale = float(np.median(distance))
    if len(value) < rules.posts or scale == 0:
        return np.zeros(len(value), bool)
    large = (index >= rules.index) | (index <= 1 / rules.index)
    found: npt.NDArray[np.bool_] = (NORMAL * distance / scale > rules.score) & large
    return found
