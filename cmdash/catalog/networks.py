"""Networks and the closed lists of values, as sheets write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.normal import normalise


@dataclass(frozen=True)
class Network:
    """A network or place: its id, the name people know, how sheets write it, where its links point."""

    id: str
    label: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    hosts: tuple[str, ...]


@cache
def networks() -> Mapping[str, Network]:
    """Every known network by id, in the catalog's order (which is the order shown)."""
    found = {}
    for name, entry in read("networks").items():
        check(f"networks.toml [{name}]", entry, ("label", "aliases", "short", "hosts"))
        found[name] = Network(
            name,
            entry["label"],
            tuple(normalise(a) for a in (*entry["aliases"], entry["label"], name.replace("_", " "))),
            tuple(entry["short"]),
            tuple(entry["hosts"]),
        )
    return MappingProxyType(found)


@cache
def network_spellings() -> Mapping[str, str]:
    """Every way a whole cell can name a network, normalised, to its id."""
    spellings: dict[str, str] = {}
    for network in networks().values():
        for spelling in (*network.aliases, *network.short, network.id):
            if spellings.setdefault(spelling, network.id) != network.id:
                raise CatalogError(
                    f"networks.toml: '{spelling}' names both {spellings[spelling]} and {network.id}"
                )
    return MappingProxyType(spellings)


@cache
def value_spellings(field: str) -> Mapping[str, str]:
    """Every listed way to write a value of a closed field (`format`, `status`, `paid`, `period`), to its id."""
    spellings: dict[str, str] = {}
    for value, written in read("values")[field].items():
        for spelling in (value, *written):
            key = normalise(spelling)
            if spellings.setdefault(key, value) != value:
                raise CatalogError(
                    f"values.toml [{field}]: '{spelling}' is both {spellings[key]} and {value}"
                )
    return MappingProxyType(spellings)


@cache
def missing_cells() -> frozenset[str]:
    """What a cell may hold and still say nothing, normalised: missing, never zero."""
    return frozenset(normalise(cell) for cell in read("values")["missing"]["cells"])


@cache
def _all_networks() -> frozenset[str]:
    return frozenset(normalise(word) for word in read("values")["all_networks"]["words"])


def names_all_networks(text: str) -> bool:
    """Whether a cell of a column of networks stands for all of them: `Tous`, `All networks`, `*`."""
    return normalise(text) in _all_networks()
