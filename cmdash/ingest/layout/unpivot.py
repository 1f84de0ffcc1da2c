"""Networks side by side in the columns ("Mois | Abonnés Facebook | Abonnés Instagram"): one table for each network."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from cmdash.catalog import fields_of, networks, normalise
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.model import RawTable

_JOINTS = re.compile(
    r"^(?:[\s\-–—:|/()]+|(?:sur|de|du|des|d'|on|of|for)\s+)+|(?:[\s\-–—:|/()]+|\s+(?:sur|de|du|on|of|for))+$"
)


def by_network(table: RawTable) -> tuple[RawTable, ...]:
    """The table itself, or one table for each network its headers name.

    A column belongs to a network when its header names one and the rest of the header is a figure (`Abonnés FB`), or
    is nothing and the title or the tab names the figure. Columns that name no network are shared by all. At least two
    networks must be named, else the header's network word is left alone.
    """
    if table.header is None:
        return (table,)
    owners: dict[str, dict[int, str]] = {}
    shared: list[int] = []
    for index, name in enumerate(table.header):
        network = network_in_text(name) if name.strip() else None
        figure = _figure(name, network, table) if network else None
        if network and figure:
            owners.setdefault(network, {})[index] = figure
        else:
            shared.append(index)
    if len(owners) < 2 or not shared:
        return (table,)
    return tuple(_part(table, network, shared, columns) for network, columns in owners.items())


def _figure(name: str, network: str, table: RawTable) -> str | None:
    """What a header says beside the network it names, as a header of its own; None where that is no figure."""
    rest = normalise(name)
    entry = networks()[network]
    for spelling in sorted((*entry.aliases, *entry.short), key=len, reverse=True):
        rest = re.sub(rf"(?<![a-z0-9]){re.escape(spelling)}(?![a-z0-9])", " ", rest)
    rest = _JOINTS.sub("", re.sub(r"\s+", " ", rest)).strip()
    if rest:
        return (
            rest
            if rest in _figures() or any(word in _figures() for word in (rest.rstrip("s"), f"{rest}s"))
            else None
        )
    for title in (*reversed(table.titles), table.sheet or ""):
        plain = normalise(title)
        told = [
            f for f in sorted(_figures(), key=len, reverse=True) if re.search(rf"\b{re.escape(f)}\b", plain)
        ]
        if told:
            return told[0]
    return None


@cache
def _figures() -> frozenset[str]:
    """Every spelling of a figure of an account or a post."""
    return frozenset(
        alias
        for kind in ("account", "posts")
        for field in fields_of(kind)
        if field.numeric
        for alias in field.aliases
    )


def _part(table: RawTable, network: str, shared: list[int], columns: dict[int, str]) -> RawTable:
    chosen = sorted((*shared, *columns))
    header = table.header or ()
    return replace(
        table,
        header=tuple(columns.get(index, header[index]) for index in chosen),
        columns=tuple(table.columns[index] for index in chosen),
        network=network,
        written=tuple(header[index] for index in chosen),
        stored=frozenset(place for place, index in enumerate(chosen) if index in table.stored),
    )
