"""The sense checks of the catalog: which figure cannot be above which, and from where a step is a jump."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.fields import fields, kinds
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks


@dataclass(frozen=True)
class Above:
    """The sum of `figure` cannot be above that of `limit` on a row of `kinds`, save by less than `least`."""

    code: str
    kinds: tuple[str, ...]
    figure: tuple[str, ...]
    limit: tuple[str, ...]
    excepted: frozenset[str]
    least: float


@dataclass(frozen=True)
class RateWords:
    """Words of a header by which a column of the sheet is a rate that cannot pass 100 %."""

    words: frozenset[str]
    of: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True)
class Jump:
    """A step of a stock of followers that is out of the account's own ways; `share` is a fraction of the stock."""

    readings: int
    times: float
    share: float
    people: float


@dataclass(frozen=True)
class Counters:
    """By what a running total, and gains that are called followers, are known; shares are fractions."""

    readings: int
    coarse_readings: int
    rising: float
    step: float
    swing: float
    restless: float


@dataclass(frozen=True)
class Checks:
    """All sense checks. `rows` is how many rows one warning names; `month_step` is in days."""

    rows: int
    above: tuple[Above, ...]
    may_be_negative: frozenset[str]
    negative_on: Mapping[str, frozenset[str]]
    rate: RateWords
    jump: Jump
    month_step: float
    counters: Counters


@cache
def checks() -> Checks:
    """The sense checks. Raises `CatalogError` for an unknown key, field, kind or network, or a threshold below zero."""
    entry = read("checks")
    check("checks.toml", entry, ("rows", "above", "negative", "rate", "jump", "month", "counters"))
    check("checks.toml [rate]", entry["rate"], ("words", "of", "without"))
    check("checks.toml [jump]", entry["jump"], ("readings", "times", "share", "people"))
    counters = ("readings", "coarse_readings", "rising", "step", "swing", "restless")
    check("checks.toml [counters]", entry["counters"], counters)
    check("checks.toml [negative]", entry["negative"], ("may", "networks"))
    check("checks.toml [negative] networks", entry["negative"]["networks"], networks())
    allowed = [
        *entry["negative"]["may"],
        *(f for named in entry["negative"]["networks"].values() for f in named),
    ]
    check("checks.toml [negative]", allowed, fields())
    low = [name for name, value in entry["jump"].items() if value <= 0]
    if low or entry["rows"] < 1:
        raise CatalogError(f"checks.toml: {low[0] if low else 'rows'} must be above zero")
    return Checks(
        rows=entry["rows"],
        above=tuple(_above(code, rule) for code, rule in entry["above"].items()),
        may_be_negative=frozenset(entry["negative"]["may"]),
        negative_on=MappingProxyType({n: frozenset(f) for n, f in entry["negative"]["networks"].items()}),
        rate=RateWords(*(frozenset(entry["rate"][name]) for name in ("words", "of", "without"))),
        jump=Jump(**entry["jump"]),
        month_step=entry["month"]["step"],
        counters=Counters(**entry["counters"]),
    )


def _above(code: str, rule: Mapping[str, Any]) -> Above:
    place = f"checks.toml [above.{code}]"
    check(place, rule, ("kinds", "figure", "limit", "except", "least"))
    found = Above(
        code,
        tuple(rule["kinds"]),
        tuple(rule["figure"]),
        tuple(rule["limit"]),
        frozenset(rule["except"]),
        float(rule["least"]),
    )
    check(f"{place} kinds", found.kinds, kinds())
    check(f"{place} except", found.excepted, networks())
    for kind in found.kinds:
        check(f"{place} figure, limit", (*found.figure, *found.limit), kinds()[kind].fields)
    return found
