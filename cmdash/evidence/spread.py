"""Spreads that a few odd values do not widen, and what a normal law makes of them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

NORMAL = 0.6745  # of a standard deviation: the median distance from the middle of a normal law
NINETY = 1.645  # standard errors on each side of an interval of 90 %
MEDIAN = math.pi / 2  # how much less sure a median is than a mean, as a factor of its variance


def robust_spread(values: npt.NDArray[np.float64]) -> float:
    """The standard deviation as the median distance from the median gives it; missing ones are left out.

    NaN without any value."""
    return float(np.nanmedian(np.abs(values - np.nanmedian(values)))) / NORMAL
