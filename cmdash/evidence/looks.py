"""Which levels of a factor (a weekday, a format) do better than the rest, all looks paying for each other.

The unit is the post. What is compared is the logarithm of a rate less the middle of its stratum (network and format),
so that a day on which reels go out does not win by the reels. The test permutes the posts inside their strata and
compares each level with the largest statistic over all of them (max-T, Westfall and Young 1993): looking at seven days
and six slots is paid for. The interval is a bootstrap of whole weeks, as posts of a week share its luck.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cmdash.catalog.verdicts import Rules

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Answer = Literal["confirmed", "likely", "hint", "none", "too_few"]

_BLOCK = 4_000_000  # numbers permuted at once: a bound of the memory
_SEASONED = 12  # posts from which a season of an account is known
_POWER = (
    0.84  # standard errors beyond the critical value at which a difference is found four times out of five
)


@dataclass(frozen=True)
class Look:
    """One question: do the posts of `level` do better than the others of `network` (empty for all networks)?"""

    factor: str
    level: str
    network: str = ""


@dataclass(frozen=True, eq=False)
class Sides:
    """The posts a look compares: those of the level, and the rest. `rest` never holds one of `level`."""

    look: Look
    level: Bools
    rest: Bools


@dataclass(frozen=True, eq=False)
class Family:
    """Looks over the same strata.

    `stratum` is a number for each post, which is compared, and permuted, inside it; `season` one for its account and
    quarter, whose level is taken off. `kept`: the posts it is about, where not all.
    """

    stratum: Ints
    season: Ints
    sides: tuple[Sides, ...]
    kept: Bools | None = None


@dataclass(frozen=True)
class Finding:
    """The answer to a look.

    `effect` is a ratio of geometric means (1.3: 30 % more than the rest), with its interval from `low` to `high`; `p`
    is adjusted for all looks; the four are None where nothing was tested. `n` posts of the level in `weeks` weeks
    against `others`. `needed`: about how many posts more of the level would tell, None where they are enough or where
    too little is known to say.
    """

    look: Look
    verdict: Answer
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    weeks: int
    others: int
    needed: int | None


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


def examine(
    outcome: Floats,
    week: Ints,
    families: Sequence[Family],
    rules: Rules,
    advance: Callable[[float], None] | None = None,
) -> tuple[Finding, ...]:
    """The answer to every look, in the order given. All that pass the gate, of all families, are tested together.

    `outcome`: a logarithm for each post, none missing; `week`: the number of each post's week. The same input gives
    the same answer (the seed is fixed). `advance` is told the share of the work done.
    """
    tested: dict[Look, Finding] = {}
    opened = [(family, [s for s in family.sides if _passes(s, week, rules)]) for family in families]
    tests = [_Test.of(outcome, week, family, sides) for family, sides in opened if sides]
    if tests:
        told, drawn = advance or _silent, []
        for at, test in enumerate(tests):
            drawn.append(test.largest(rules, lambda share, at=at: told(0.8 * (at + share) / len(tests))))  # type: ignore[misc] # mypy takes the default for a second argument
        largest = np.max(drawn, axis=0)
        critical = float(np.quantile(largest, 1 - rules.confirmed))
        for at, test in enumerate(tests):
            # What was seen is one of the permutations.
            p = (1 + (largest[None, :] >= test.seen[:, None] - 1e-12).sum(axis=1)) / (len(largest) + 1)
            effect, low, high = _intervals(test.value, test.week, test.level, test.rest, rules)
            for place, side in enumerate(test.sides):
                numbers = (effect[place], low[place], high[place], p[place])
                spread = _spread(test.value, test.level[place] + test.rest[place])
                tested[side.look] = _judged(side, week, rules, numbers, spread, critical)
            told(0.8 + 0.2 * (at + 1) / len(tests))
    return tuple(tested.get(s.look) or _too_few(s, week, rules) for family in families for s in family.sides)


def _silent(_share: float) -> None:
    """Nobody waits to be told."""


def _spread(value: Floats, member: Floats) -> float:
    """The spread of a look's posts: both sides together, as in its statistic."""
    return float(np.std(value[member > 0], ddof=1))


def _passes(side: Sides, week: Ints, rules: Rules) -> bool:
    return (
        int(side.level.sum()) >= rules.posts
        and len(np.unique(week[side.level])) >= rules.weeks
        and int(side.rest.sum()) >= rules.others
    )


def _too_few(side: Sides, week: Ints, rules: Rules) -> Finding:
    n, weeks, others = int(side.level.sum()), len(np.unique(week[side.level])), int(side.rest.sum())
    needed = max(rules.posts - n, 0) if others >= rules.others else None
    return Finding(side.look, "too_few", None, None, None, None, n, weeks, others, needed)


def _statistics(values: Floats, level: Floats, rest: Floats) -> Floats:
    """For each look and each column of values the difference of means over its standard error.

    The spread is that of both sides together: that of eight posts alone would now and then be tiny, and its statistic
    be the largest for no other reason.
    """
    n, m = level.sum(axis=1)[:, None], rest.sum(axis=1)[:, None]
    above, below = level @ values, rest @ values
    squares = (level + rest) @ values**2
    spread = np.maximum(squares - (above + below) ** 2 / (n + m), 0) / (n + m - 1)
    found: Floats = np.divide(
        above / n - below / m, np.sqrt(spread * (1 / n + 1 / m)), out=np.zeros_like(above), where=spread > 0
    )
    return found


@dataclass(frozen=True, eq=False)
class _Test:
    """The open looks of one family, ready to be permuted: a row a look in `level` and `rest`."""

    value: Floats
    week: Ints
    stratum: Ints
    sides: Sequence[Sides]
    level: Floats
    rest: Floats
    seen: Floats

    @classmethod
    def of(cls, outcome: Floats, week: Ints, family: Family, sides: Sequence[Sides]) -> _Test:
        kept = np.ones(len(outcome), bool) if family.kept is None else family.kept
        stratum = family.stratum[kept]
        value = centred(outcome[kept], stratum, family.season[kept])
        level, rest = (
            np.array([getattr(s, name)[kept] for s in sides], np.float64) for name in ("level", "rest")
        )
        seen = np.abs(_statistics(value[:, None], level, rest)[:, 0])
        return cls(value, week[kept], stratum, sides, level, rest, seen)

    def largest(self, rules: Rules, advance: Callable[[float], None]) -> Floats:
        """The largest statistic over the looks in each permutation of the posts inside their strata."""
        draw = np.random.default_rng(rules.seed)
        order = np.argsort(self.stratum, kind="stable")
        _, sizes = np.unique(self.stratum, return_counts=True)
        place = np.repeat(np.arange(len(sizes)), sizes)[:, None]
        found = []
        step = max(1, _BLOCK // len(self.value))
        for done in range(0, rules.permutations, step):
            count = min(step, rules.permutations - done)
            # A random number for each post sorts it inside its stratum, whose number comes first.
            keys = place + draw.random((len(self.value), count))
            shuffled = np.empty((len(self.value), count))
            shuffled[order] = self.value[order][np.argsort(keys, axis=0)]
            found.append(np.abs(_statistics(shuffled, self.level, self.rest)).max(axis=0))
            advance((done + count) / rules.permutations)
        joined: Floats = np.concatenate(found)
        return joined


def _intervals(
    value: Floats, week: Ints, level: Floats, rest: Floats, rules: Rules
) -> tuple[Floats, Floats, Floats]:
    """The effect of each look and the ends of its interval, as ratios, over draws of whole weeks."""
    draw = np.random.default_rng(rules.seed)
    weeks, place = np.unique(week, return_inverse=True)
    sums = [np.zeros((len(weeks), len(level))) for _ in range(4)]
    for store, weights in zip(sums, (level * value, level, rest * value, rest), strict=True):
        np.add.at(store, place, weights.T)
    drawn = draw.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), rules.draws).astype(np.float64)
    above, n, below, m = (drawn @ store for store in sums)
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = above / n - below / m  # NaN where a draw holds none of a side
    low, high = np.nanquantile(difference, [(1 - rules.interval) / 2, (1 + rules.interval) / 2], axis=0)
    effect = level @ value / level.sum(axis=1) - rest @ value / rest.sum(axis=1)
    return np.exp(effect), np.exp(low), np.exp(high)


def _judged(
    side: Sides,
    week: Ints,
    rules: Rules,
    numbers: tuple[float, float, float, float],
    spread: float,
    critical: float,
) -> Finding:
    effect, low, high, p = (float(number) for number in numbers)
    n, weeks, others = int(side.level.sum()), len(np.unique(week[side.level])), int(side.rest.sum())
    needed = None
    verdict: Answer
    if p < rules.confirmed and (low > 1 or high < 1):
        verdict = "confirmed"
    elif p < rules.likely:
        verdict = "likely"
    elif rules.alike[0] <= low and high <= rules.alike[1]:
        verdict = "none"
    else:
        beyond = max(effect, 1 / effect) > rules.hint
        verdict = "hint" if beyond else "too_few"
        needed = _needed(n, others, spread, critical, max(abs(math.log(effect)), math.log(rules.hint)))
    return Finding(side.look, verdict, effect, low, high, p, n, weeks, others, needed)


def _needed(n: int, others: int, spread: float, critical: float, size: float) -> int:
    """How many posts more of the level, the others growing in step, would show a difference of this size four times
    out of five: with the spread of its posts and the critical value of all looks together."""
    times = ((critical + _POWER) * spread / size) ** 2 * (1 / n + 1 / others)
    return max(math.ceil(n * (times - 1)), 1)
