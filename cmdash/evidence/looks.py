"""Which levels of a factor (a weekday, a format) do better than the rest, all looks paying for each other.

The unit is the post. What is compared is the logarithm of a rate beside posts of the same stratum (network and format),
so that a day on which reels go out does not win by the reels, and freed of what posts of the same weeks share
(`weather`). The test permutes what is left of the posts inside their strata and compares each level with the largest
statistic over all of them (max-T, Westfall and Young 1993, step by step): looking at seven days and six slots is paid
for. The interval is a bootstrap of whole weeks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from cmdash.catalog.verdicts import Rules
from cmdash.evidence.permutation import Trial, adjusted
from cmdash.evidence.weather import weather

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Answer = Literal["confirmed", "likely", "hint", "none", "too_few"]

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
    quarter, which has something of its own. `kept`: the posts it is about, where not all.
    """

    stratum: Ints
    season: Ints
    sides: tuple[Sides, ...]
    kept: Bools | None = None


@dataclass(frozen=True)
class Finding:
    """The answer to a look.

    `effect` is a ratio of geometric means (1.3: 30 % more than the rest, like beside like), with its interval from `low`
    to `high`; `p` is adjusted for all looks; the four are None where nothing was tested. `n` posts of the level in
    `weeks` weeks against `others`. `needed`: about how many posts more of the level would tell, None where they are enough or where
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


def examine(
    outcome: Floats,
    week: Ints,
    families: Sequence[Family],
    rules: Rules,
    advance: Callable[[float], None] | None = None,
) -> tuple[Finding, ...]:
    """The answer to every look, in the order given. All that pass the gate, of all families, are tested together.

    `outcome`: a logarithm for each post, none missing; `week`: the number of each post's week, one more for each. The
    same input gives the same answer (the seed is fixed). `advance` is told the share of the work done.
    """
    tested: dict[Look, Finding] = {}
    opened = [(family, [s for s in family.sides if _passes(s, family, week, rules)]) for family in families]
    tests = _tests(outcome, week, [(family, sides) for family, sides in opened if sides])
    if tests:
        told, drawn = advance or _silent, []
        for at, (trial, _) in enumerate(tests):
            drawn.append(trial.permuted(rules, partial(_tell, told, at, len(tests))))
        chance = np.concatenate(drawn)
        p = iter(adjusted(np.concatenate([trial.seen for trial, _ in tests]), chance))
        critical = float(np.quantile(chance.max(axis=0), 1 - rules.confirmed))
        for at, (trial, sides) in enumerate(tests):
            for side, effect, low, high, doubt in zip(
                sides, *trial.intervals(rules), trial.doubt, strict=True
            ):
                numbers = (effect, low, high, next(p))
                tested[side.look] = _judged(side, week, rules, numbers, doubt, critical)
            told(0.8 + 0.2 * (at + 1) / len(tests))
    return tuple(tested.get(s.look) or _too_few(s, week, rules) for family in families for s in family.sides)


def _silent(_share: float) -> None:
    """Nobody waits to be told."""


def _tests(
    outcome: Floats, week: Ints, opened: Sequence[tuple[Family, list[Sides]]]
) -> list[tuple[Trial, list[Sides]]]:
    """The looks of each family ready to be tested. Families that follow each other over the same posts share their
    weather."""
    found = []
    for _, same in itertools.groupby(opened, key=lambda one: (id(one[0].season), id(one[0].kept))):
        many = list(same)
        first = many[0][0]
        kept = np.ones(len(outcome), bool) if first.kept is None else first.kept
        mine, when = outcome[kept], week[kept]
        strata = [family.stratum[kept] for family, _ in many]
        shared = weather(mine, strata, first.season[kept], when)
        for (_, sides), stratum, one in zip(many, strata, shared, strict=True):
            level = np.array([side.level[kept] for side in sides], np.float64)
            member = np.array([(side.level | side.rest)[kept] for side in sides], np.float64)
            found.append((Trial.of(mine, when, stratum, one, level, member), sides))
    return found


def _tell(told: Callable[[float], None], at: int, tests: int, share: float) -> None:
    told(0.8 * (at + share) / tests)


def _passes(side: Sides, family: Family, week: Ints, rules: Rules) -> bool:
    """Whether there are posts enough on each side with posts of the other in their stratum."""
    level, rest = (_strata_of(family.stratum, mine) for mine in (side.level, side.rest))
    beside = side.level & rest
    return (
        int(beside.sum()) >= rules.posts
        and len(np.unique(week[beside])) >= rules.weeks
        and int((side.rest & level).sum()) >= rules.others
    )


def _strata_of(stratum: Ints, mine: Bools) -> Bools:
    """The posts of every stratum in which one of these stands."""
    there = np.zeros(stratum.max() + 1, bool)
    there[stratum[mine]] = True
    found: Bools = there[stratum]
    return found


def _too_few(side: Sides, week: Ints, rules: Rules) -> Finding:
    n, weeks, others = int(side.level.sum()), len(np.unique(week[side.level])), int(side.rest.sum())
    counted = (
        n < rules.posts or weeks < rules.weeks
    )  # else what is missing is something like it to compare with
    needed = max(rules.posts - n, 0) if counted and others >= rules.others else None
    return Finding(side.look, "too_few", None, None, None, None, n, weeks, others, needed)


def _judged(
    side: Sides,
    week: Ints,
    rules: Rules,
    numbers: tuple[float, float, float, float],
    doubt: float,
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
        needed = _needed(n, doubt, critical, max(abs(math.log(effect)), math.log(rules.hint)))
    return Finding(side.look, verdict, effect, low, high, p, n, weeks, others, needed)


def _needed(n: int, doubt: float, critical: float, size: float) -> int:
    """How many posts more of the level, the others growing in step, would show a difference of this size four times
    out of five: with the doubt there is now and the critical value of all looks together."""
    times = ((critical + _POWER) * doubt / size) ** 2
    return max(math.ceil(n * (times - 1)), 1)
