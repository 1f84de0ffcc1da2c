"""A lesson tested again on the posts published since, and what a level of the data cannot be told from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from cmdash.catalog.verdicts import Rules, verdict_rules
from cmdash.evidence.looks import Finding, Sides, examine
from cmdash.evidence.sampling import Sample, looks, sample
from cmdash.model import Period, Query, Tracking
from cmdash.model.lessons import Lesson

State = Literal["holds", "gone", "early", "typed"]

_FAR = dt.date(9999, 12, 31)
_SHARE = 0.6  # of the posts of a level that share another one, from which they go together
_APART = 0.3  # and of the others at most
_EVERYWHERE = ""


@dataclass(frozen=True)
class Retest:
    """How a lesson stands: `holds` (the same side, and the interval excludes none), `gone` (the other side, or no
    difference worth having), `early` (too few posts since, or it can go either way), `typed` (nothing to test)."""

    state: State
    finding: Finding | None = None


def retest(tracking: Tracking, lesson: Lesson, rules: Rules | None = None) -> Retest:
    """A lesson on the posts published after the data it was taken from. One question, asked beforehand: nothing else is
    paid for."""
    if not lesson.factor or lesson.until is None or not lesson.side:
        return Retest("typed")
    rules = rules or verdict_rules()
    later = Period(lesson.until + dt.timedelta(days=1), _FAR)
    query = Query(period=later, networks=(lesson.network,) if lesson.network else ())
    found = sample(tracking, query, (lesson.factor,))
    side = _side(found, lesson)
    if side is None:
        return Retest("early")
    family = next(family for family in looks(found) if any(one.look == side.look for one in family.sides))
    (answer,) = examine(found.outcome, found.week, [replace(family, sides=(side,))], rules)
    return Retest(_state(answer, lesson, rules), answer)


def _side(found: Sample, lesson: Lesson) -> Sides | None:
    """The comparison of a lesson's level with the others, over all that is there."""
    if not len(found.outcome):
        return None
    sides = (side for family in looks(found) for side in family.sides)
    return next((side for side in sides if side.look.level == lesson.level), None)


def _state(answer: Finding, lesson: Lesson, rules: Rules) -> State:
    if answer.effect is None or answer.low is None or answer.high is None:
        return "early"
    turned = lesson.side == "less"
    effect, low = (1 / answer.effect, 1 / answer.high) if turned else (answer.effect, answer.low)
    high = 1 / answer.low if turned else answer.high
    if low > 1:
        return "holds"
    return "gone" if effect <= 1 or high < rules.hint else "early"


@dataclass(frozen=True)
class Tie:
    """Another level that most posts of a level share, and few of those it is compared with (as shares)."""

    factor: str
    level: str
    share: float
    others: float


def tie(found: Sample, factor: str, level: str, network: str) -> Tie | None:
    """What a level cannot be told from: the other level its posts share most; None where nothing goes with it.

    A format is no tie of anything: everything is compared beside posts of its format.
    """
    if factor not in found.levels:
        return None
    where = np.ones(len(found.outcome), bool) if network == _EVERYWHERE else found.network == network
    known = where & (found.levels[factor] != "")
    mine, rest = known & (found.levels[factor] == level), known & (found.levels[factor] != level)
    if not mine.any() or not rest.any():
        return None
    near = []
    for name, levels in found.levels.items():
        if name in (factor, "format", "paid"):
            continue
        counts, size = Counter(levels[mine].tolist()), int(mine.sum())
        for other in sorted(set(counts) - {"", "no"}):
            share = counts[other] / size
            others = float((levels[rest] == other).mean()) if share >= _SHARE else 1.0
            if others <= _APART:
                near.append(Tie(name, other, share, others))
    return max(near, key=lambda one: one.share - one.others, default=None)
