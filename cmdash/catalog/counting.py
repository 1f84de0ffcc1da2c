"""How engagement may be counted: which acts, over what, with which weights; and how a choice is written.

A choice is written the same way on the command line, in the link and in the cmdash file: `likes,comments`, `reach`,
`comments:2,shares:5`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from cmdash.catalog.measures import measures

CLICKS = "clicks"
SUM, WEIGHTED = "interactions", "weighted_acts"  # the declared sums that a choice changes
OVER = ("reach", "impressions", "views", "followers")
MOST = 100.0  # the largest weight
PLACES = 2


@cache
def declared_acts() -> tuple[str, ...]:
    """The acts that interactions are made of unless told otherwise."""
    return tuple(measures()[SUM].terms)


@cache
def acts() -> tuple[str, ...]:
    """Every act that may count, in the order shown."""
    return (*declared_acts(), CLICKS)


@cache
def declared_weights() -> Mapping[str, float]:
    """The weight of each act in the weighted rate unless told otherwise; 0: it does not enter."""
    terms = {CLICKS if name == "click_act" else name: weight for name, weight in _terms().items()}
    return MappingProxyType({act: terms.get(act, 0.0) for act in acts()})


def _terms() -> Mapping[str, float]:
    return measures()[WEIGHTED].terms


def accept_actions(written: str) -> str | None:
    """A list of acts as it is kept: each once, in order; None where one is unknown or none is named."""
    given = [part.strip().casefold() for part in written.split(",")]
    if not all(name in acts() for name in given):
        return None
    return ",".join(act for act in acts() if act in given)


def accept_weights(written: str) -> str | None:
    """Weights as they are kept: those of `act:number` pairs, in order; None where one is not such a pair.

    A weight is 0 to 100 with at most two decimals; an act that is not named keeps its own. One must be above 0.
    """
    found: dict[str, float] = {}
    for part in written.split(","):
        act, sign, number = part.partition(":")
        weight = _weight(number)
        if not sign or weight is None or act.strip().casefold() not in acts():
            return None
        found[act.strip().casefold()] = weight
    if not any({**declared_weights(), **found}.values()):
        return None
    return ",".join(f"{act}:{found[act]:.12g}" for act in acts() if act in found)


def _weight(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    fits = math.isfinite(value) and 0 <= value <= MOST
    return round(value, PLACES) + 0.0 if fits else None
