"""A sign that followers may have been bought: several things that bought followers do and won ones seldom do together.

Won followers have seen something (a post that went far, a contest, an article, an ad), and some of them act. Where the
growth of a month or two is far out of an audience's own variation, it is asked whether many times more people came for
what was seen than in a usual month (`unseen`); and whether from then on there are fewer acts and fewer views a follower,
as if nobody had come (`diluted`), many of the newcomers leave soon (`leaving`), or the audience hardly acts for its
size (`proportion`). The first and one of the others make a sign. It stays a sign, no proof.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cmdash.catalog.evidence import AudienceRules, audience_rules
from cmdash.evidence.spread import NORMAL, robust_spread

Floats = npt.NDArray[np.float64]
Signal = Literal["unseen", "diluted", "leaving", "proportion"]

NEEDED = 2
_LEAST = 0.004  # a robust spread of monthly growth below which any change would be out of the ordinary
_LEAST_NOISE = 0.05
_LEAVE = 3  # months in which newcomers leave
_TURNS = 6  # rounds of the robust fit
_BEND = 1.5  # robust deviations from which a month weighs less in it
_YEAR = 12


@dataclass(frozen=True, eq=False)
class Audience:
    """The record of one audience: a value a month, without a gap in `followers` (at the month's end).

    `acts`: the interactions of each post of the month. `seen`: what may have brought people (reach, impressions, views),
    NaN where missing. `paid`: months in which something was paid for, which explains newcomers.
    """

    network: str
    followers: Floats
    acts: Sequence[Floats]
    seen: Mapping[str, Floats]
    paid: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Suspicion:
    """A jump from month `first` to `last` (places in the record) with its signals.

    `growth` is a fraction, `newcomers` people. `readily`: how many times more of them for what was seen than in a usual
    month. `fall`: by which fraction the acts (and views) per follower fell. `left`: share of the newcomers that left.
    None where it cannot be told.
    """

    first: int
    last: int
    growth: float
    newcomers: float
    signals: tuple[Signal, ...]
    readily: float | None
    fall: float | None
    left: float | None


def suspicions(found: Audience, rules: AudienceRules | None = None) -> tuple[Suspicion, ...]:
    """The jumps of a record that bear a sign, in the order of months; none where the record is too short."""
    rules = rules or audience_rules()
    if len(found.followers) <= rules.changes:
        return ()
    made = (_suspicion(found, first, last, rules) for first, last in _jumps(found, rules))
    return tuple(one for one in made if "unseen" in one.signals and len(one.signals) >= NEEDED)


def _jumps(found: Audience, rules: AudienceRules) -> Iterator[tuple[int, int]]:
    """Months, or two in a row, whose growth is far out of the usual and large."""
    growth = np.diff(np.log(np.maximum(found.followers, 1)))
    middle = float(np.median(growth))
    scale = max(robust_spread(growth), _LEAST)
    high = (growth - middle) / scale > rules.score
    at = 0
    while at < len(growth):
        end = at + 1 if at + 1 < len(growth) and high[at] and high[at + 1] else at
        large = growth[at : end + 1].sum() >= math.log(1 + rules.jump)
        if high[at] and large and not found.paid[at + 1 : end + 2].any():
            yield at + 1, end + 1
        at = end + 1


def _suspicion(found: Audience, first: int, last: int, rules: AudienceRules) -> Suspicion:
    growth = float(np.log(found.followers[last] / max(found.followers[first - 1], 1)))
    newcomers = float(found.followers[last] - found.followers[first - 1])
    readily = _readily(found, first, last, rules)
    change = _change(found, first, last, rules)
    left = _left(found, last, newcomers)
    tests: dict[Signal, bool] = {
        "unseen": readily is not None and readily >= rules.readily,
        "diluted": change is not None and change <= -rules.dilution * growth,
        "leaving": left is not None and left >= rules.leaving,
        "proportion": _out_of_proportion(found, last, rules),
    }
    signals = tuple(name for name, true in tests.items() if true)
    fall = None if change is None else -math.expm1(change)
    return Suspicion(first, last, math.expm1(growth), newcomers, signals, readily, fall, left)


def _readily(found: Audience, first: int, last: int, rules: AudienceRules) -> float | None:
    """Newcomers for what was seen, as a multiple of the usual month; of several measures the most innocent."""
    gained = np.diff(found.followers)
    multiples = []
    for seen in found.seen.values():
        mine = seen[first : last + 1]
        usable = np.isfinite(seen[1:]) & (np.nan_to_num(seen[1:]) > 0)
        if not np.isfinite(mine).all() or not mine.sum() or usable.sum() < rules.changes:
            continue
        usual = float(np.median(gained[usable] / seen[1:][usable]))
        came = float(gained[first - 1 : last].sum() / mine.sum())
        # an audience that usually loses followers: one in a thousand who see it would already be many
        multiples.append(came / max(usual, 1e-5))
    return min(multiples) if multiples else None


def _change(found: Audience, first: int, last: int, rules: AudienceRules) -> float | None:
    """How the logarithm of acts, and of views, per follower stepped at a jump, the season of the year allowed for."""
    months = np.arange(len(found.followers))
    size = np.log(np.maximum(found.followers, 1))
    counted = np.array([len(acts) for acts in found.acts])
    if counted[:first].sum() < rules.posts or counted[last + 1 :].sum() < rules.posts:
        return None
    typical = np.array([float(np.median(np.log(a + 0.5))) if len(a) else np.nan for a in found.acts])
    series = [typical - size, *(np.log(seen + 1) - size for seen in found.seen.values())]
    apart = (months < first) | (months > last)
    steps = [_step(one, months, apart & np.isfinite(one), last) for one in series]
    known = [step for step in steps if step is not None]
    return float(np.mean(known)) if known else None


def _step(
    values: Floats, months: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_], last: int
) -> float | None:
    """The step after a month in a robust fit of level, step and season; None with too few months on a side."""
    if not (kept & (months > last)).any() or (kept & (months < last)).sum() < _LEAVE:
        return None
    turn = 2 * np.pi * months[kept] / _YEAR
    design = np.column_stack([np.ones(kept.sum()), months[kept] > last, np.sin(turn), np.cos(turn)])
    held = np.diag([0.0, 0.0, 1.0, 1.0])  # a season is only believed as far as the record shows one
    value, weight = values[kept], np.ones(int(kept.sum()))
    found = np.zeros(4)
    for _ in range(_TURNS):
        found = np.linalg.solve(design.T @ (weight[:, None] * design) + held, design.T @ (weight * value))
        rest = np.abs(value - design @ found)
        scale = max(float(np.median(rest)) / NORMAL, _LEAST_NOISE)
        weight = np.minimum(1.0, _BEND * scale / np.maximum(rest, 1e-9))
    return float(found[1])


def _left(found: Audience, last: int, newcomers: float) -> float | None:
    """The share of a jump's newcomers that left within three months; None at the end of the record."""
    later = found.followers[last + 1 : last + 1 + _LEAVE]
    if not len(later) or newcomers <= 0:
        return None
    return float(max(found.followers[last] - later.min(), 0.0) / newcomers)


def _out_of_proportion(found: Audience, last: int, rules: AudienceRules) -> bool:
    """Whether the typical post after the jump has hardly an interaction for so many followers."""
    floor = rules.floors.get(found.network)
    shares = [
        acts / max(size, 1) for acts, size in zip(found.acts[last:], found.followers[last:], strict=True)
    ]
    every = np.concatenate(shares) if shares else np.empty(0)
    return floor is not None and len(every) >= rules.posts and float(np.median(every)) < floor
