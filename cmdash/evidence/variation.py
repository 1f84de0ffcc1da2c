"""The usual variation of a figure: how much it moved before, so that a change is only called one when it is.

The measure is the interquartile range of the earlier changes of the same kind (month to month, or month to the same
month of the year before). With fewer than `ENOUGH` of them nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

ENOUGH = 6


@dataclass(frozen=True)
class Variation:
    """The middle half of the earlier changes: from `low` to `high`, on `n` of them."""

    low: float
    high: float
    n: int

    def place(self, change: float) -> Literal["below", "within", "above"]:
        """Where a change lies; the ends are within."""
        if change < self.low:
            return "below"
        return "above" if change > self.high else "within"


def usual(earlier: Iterable[float | None]) -> Variation | None:
    """The usual variation of these changes, missing ones left out; None with fewer than `ENOUGH`.

    Infinite changes (from zero) are no measure of anything and are left out too.
    """
    known = [c for c in earlier if c is not None and math.isfinite(c)]
    if len(known) < ENOUGH:
        return None
    low, high = np.quantile(known, [0.25, 0.75])
    return Variation(float(low), float(high), len(known))
