"""What chance alone does to the statistics of looks: posts permuted inside their strata, and weeks drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cmdash.catalog.verdicts import Rules
from cmdash.evidence.weather import Floats, Ints, Weather

_BLOCK = 4_000_000  # numbers permuted at once: a bound of the memory
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Trial:
    """Looks over the same strata, ready to be permuted.

    `value` is what is left of each post, freed of its stratum and of what its weeks share; `even` the same with its
    whole spread, that no stratum narrows; `contrast` (a row a look) its side, freed alike. `known` is how much is known of a look:
    that of n posts beside m is 1/(1/n + 1/m) at most. `spread` is that of a post among those of the look, both sides
    together: that of eight posts alone would now and then be tiny, and its statistic the largest for no other reason.
    """

    value: Floats
    even: Floats
    week: Ints
    stratum: Ints
    contrast: Floats
    known: Floats
    spread: Floats

    @classmethod
    def of(
        cls, outcome: Floats, week: Ints, stratum: Ints, shared: Weather, level: Floats, member: Floats
    ) -> Trial:
        """`shared`: the weather of the posts in these strata. `level` and `member`: a row a look, 1 for the posts of its
        level, and for those it compares."""
        value = shared.freed(outcome[:, None])[:, 0]
        place = np.unique(stratum, return_inverse=True)[1]
        even = np.divide(value, np.sqrt(shared.left), out=np.zeros(len(value)), where=shared.left > 0)
        contrast = shared.freed(_inside(level, member, place).T).T
        known = (contrast**2).sum(axis=1)
        spread = np.sqrt(member @ value**2 / (member @ shared.left))
        return cls(value, even, week, stratum, contrast, known, spread)

    @property
    def doubt(self) -> Floats:
        """The standard error of each effect, as a logarithm."""
        found: Floats = self.spread / np.sqrt(self.known)
        return found

    @property
    def seen(self) -> Floats:
        """The statistic of each look: its difference over the error of that."""
        return self._statistics(self.value[:, None])[:, 0]

    def _statistics(self, values: Floats) -> Floats:
        """Those of each look (a row) for each column of values; 0 where no post differs from another."""
        scale = (np.sqrt(self.known) * self.spread)[:, None]
        above = np.abs(self.contrast @ values)
        found: Floats = np.divide(above, scale, out=np.zeros_like(above), where=scale > 0)
        return found

    def permuted(self, rules: Rules, advance: Callable[[float], None]) -> Floats:
        """The statistics of each look (a row) in each permutation of the posts inside their strata."""
        draw = np.random.default_rng(rules.seed)
        places = [np.flatnonzero(self.stratum == number) for number in np.unique(self.stratum)]
        found = []
        step = max(1, _BLOCK // len(self.value))
        for done in range(0, rules.permutations, step):
            count = min(step, rules.permutations - done)
            shuffled = np.empty((len(self.value), count))
            for mine in places:
                same = np.repeat(self.even[mine][None, :], count, axis=0)
                shuffled[mine] = draw.permuted(same, axis=1).T
            found.append(self._statistics(shuffled))
            advance((done + count) / rules.permutations)
        return np.concatenate(found, axis=1)

    def intervals(self, rules: Rules) -> tuple[Floats, Floats, Floats]:
        """The effect of each look and the ends of its interval, as ratios, over draws of whole weeks."""
        draw = np.random.default_rng(rules.seed)
        weeks, place = np.unique(self.week, return_inverse=True)
        sums = [_sums(parts, place) for parts in (self.contrast * self.value, self.contrast**2)]
        drawn = draw.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), rules.draws)
        above, below = (drawn.astype(np.float64) @ store for store in sums)
        effects = above / np.maximum(below, _TINY)  # a draw that compares nothing shows no difference
        low, high = np.quantile(effects, [(1 - rules.interval) / 2, (1 + rules.interval) / 2], axis=0)
        return np.exp(self.contrast @ self.value / self.known), np.exp(low), np.exp(high)


def _inside(level: Floats, member: Floats, place: Ints) -> Floats:
    """The side of each post of a look (a row) beside the others of the look in its stratum; 0 for posts outside it."""
    sums, sizes = _sums(level, place), _sums(member, place)
    found: Floats = member * (level - (sums / np.maximum(sizes, 1))[place].T)
    return found


def _sums(rows: Floats, place: Ints) -> Floats:
    """The sums of every row (then a column) by place."""
    return np.stack([np.bincount(place, weights=row) for row in rows], axis=1)


def adjusted(seen: Floats, chance: Floats) -> Floats:
    """The p of each look, adjusted for all: the largest statistic against the largest of all in each permutation, the
    next against the largest of the others, and so on; none below the one before.

    `seen`: a statistic a look; `chance`: a row a look, a column a permutation. What was seen is one of them.
    """
    order = np.argsort(-seen, kind="stable")
    largest = np.maximum.accumulate(chance[order[::-1]], axis=0)[::-1]
    reached = (largest >= seen[order][:, None] - _TINY).sum(axis=1)
    found = np.empty(len(seen))
    found[order] = np.maximum.accumulate((1 + reached) / (chance.shape[1] + 1))
    return found
