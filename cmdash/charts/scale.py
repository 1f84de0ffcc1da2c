"""Round ticks, and labels at the end of lines that do not lie on each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

TINY = 1e-9  # a span below which values are the same on any axis
ROOM = 0.04  # of the span, above the highest value
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """A value axis: its ends and the round values marked on it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def step(self) -> float:
        """The distance between two ticks."""
        return self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else self.high - self.low


def fitted(low: float, high: float, whole: bool = False) -> Axis:
    """An axis that ends just beyond the values, at a round value where one is near; zero stays an end."""
    marks = ticks(low, high, whole=whole)
    room = ROOM * (high - low or abs(high) or 1.0)
    bottom = marks[0] if marks[0] >= low - 2 * room or low == 0 else low - room
    top = marks[-1] if marks[-1] <= high + 2 * room or high == 0 else high + room
    return Axis(bottom, top, tuple(mark for mark in marks if bottom <= mark <= top))


def ticks(low: float, high: float, count: int = 4, whole: bool = False) -> list[float]:
    """Round values from at or below `low` to at or above `high`, about `count` intervals apart.

    `whole` keeps them at integers (people, posts). A span of zero gets one interval of its own size.
    """
    span = high - low
    if span < TINY:
        span = max(abs(high), 1.0)
    raw = span / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in STEPS if s * power >= raw * (1 - 1e-9))
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last == first:
        last += 1
    return [round(n * step, 10) for n in range(first, last + 1)]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, at least `gap` apart, inside `low`..`high` as far as they fit; same order."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: list[float] = []
    for index in order:
        at = min(max(wanted[index], low), high)
        placed.append(max(at, placed[-1] + gap) if placed else at)
    ceiling = max(high, low + gap * (len(placed) - 1))
    for position in range(len(placed) - 1, -1, -1):
        placed[position] = min(placed[position], ceiling - gap * (len(placed) - 1 - position))
    positions = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        positions[index] = placed[rank]
    return positions
