"""What the size of an account lets expect of a post: a line through the logarithms of the other accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cmdash.catalog import size_rules

FINEST = 0.05  # a difference of less than a twentieth is never made anything of

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Expectation:
    """The engagement per post that an account of that size can be expected to have: middle and interval.

    `others`: the accounts the line goes through, without this one. `slope`: by how much the engagement grows with
    the followers, both as logarithms (1: in proportion).
    """

    value: float
    low: float
    high: float
    slope: float
    others: int

    def place(self, value: float) -> str:
        """`below`, `within` or `above` the interval; `unsure` within one too wide to say anything."""
        if value < self.low or value > self.high:
            return "below" if value < self.low else "above"
        return "unsure" if self.high > self.low * size_rules().wide else "within"


def expectations(followers: Sequence[float], engagement: Sequence[float]) -> list[Expectation] | None:
    """For each account what the others let expect; None below the declared number of accounts, or where all are of
    one size. Both are positive and finite.

    The line is that of Theil and Sen (the median of the slopes of all pairs), which a few odd accounts do not move.
    The interval is that of one more account, wide enough to hold for all of them together (Bonferroni).
    """
    size, acts = np.log(np.asarray(followers, np.float64)), np.log(np.asarray(engagement, np.float64))
    count = len(size)
    if count < size_rules().accounts:
        return None
    found = []
    for at in range(count):
        kept = np.arange(count) != at
        one = _expected(size[kept], acts[kept], float(size[at]), count)
        if one is None:
            return None
        found.append(one)
    return found


def _expected(size: Floats, acts: Floats, at: float, looks: int) -> Expectation | None:
    from scipy import stats  # a second to import, and few have that many accounts

    spread = float(((size - size.mean()) ** 2).sum())
    if spread < 1e-9:
        return None
    others = len(size)
    slope = float(stats.theilslopes(acts, size).slope)
    left = acts - slope * size
    base = float(np.median(left))
    # Not a robust one: an odd account among the others widens the interval rather than making a claim of it.
    deviation = max(FINEST, float(np.sqrt(((left - base) ** 2).sum() / (others - 2))))
    miss = (1 - size_rules().interval) / looks / 2
    reach = float(stats.t.ppf(1 - miss, others - 2))
    reach *= deviation * np.sqrt(1 + 1 / others + (at - size.mean()) ** 2 / spread)
    middle = base + slope * at
    low, value, high = (float(np.exp(part)) for part in (middle - reach, middle, middle + reach))
    return Expectation(value, low, high, slope, others)
