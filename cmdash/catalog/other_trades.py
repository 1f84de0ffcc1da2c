"""The tables of other trades that look like tracking sheets in a word: how they are told, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog.loader import check, read
from cmdash.catalog.normal import normalise


@dataclass(frozen=True)
class OtherTrade:
    """A trade by the headers its tables have: `need` of them tell it. `id` is the reason why it is left aside."""

    id: str
    need: int
    headers: frozenset[str]


@cache
def other_trades() -> Mapping[str, OtherTrade]:
    """Every listed trade by id, in the order they are looked for."""
    found = {}
    for name, entry in read("other_trades").items():
        check(f"other_trades.toml [{name}]", entry, ("need", "headers"))
        found[name] = OtherTrade(name, entry["need"], frozenset(normalise(h) for h in entry["headers"]))
    return MappingProxyType(found)


def trade_of(headers: Iterable[str]) -> str | None:
    """The trade that some headers tell, or None."""
    plain = {normalise(header) for header in headers}
    return next((t.id for t in other_trades().values() if len(t.headers & plain) >= t.need), None)
