"""Networks side by side in the columns ("Mois | Abonnés Facebook | Abonnés Instagram"): one table for each network."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from cmdash.catalog import bare, fields, fields_of, networks, normalise
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.ingest.typing import numbers
from cmdash.model import RawTable

_JOINTS = re.compile(
    r"^(?:[\s\-–—:|/()]+|(?:sur|de|du|des|d'|on|of|for)\s+)+|(?:[\s\-–—:|/()]+|\s+(?:sur|de|du|on|of|for))+$"
)


def by_network(table: RawTable) -> tuple[RawTable, ...]:
    """The table itself, or one table for each network its headers name.

    A column belongs to a network when its header names one and the rest of the header is a figure (`Abonnés FB`), or
    is nothing and the title or the tab names the figure. Columns that name no network are shared by all, but for their
    figures, which would count once for each network: those that no network has are a table without a network, the
    others (a total of the networks) stay beside the first table, unread. At least two networks must be named, else the
    header's network word is left alone.
    """
    if table.header is None:
        return (table,)
    owners: dict[str, dict[int, str]] = {}
    shared: list[int] = []
    for index, name in enumerate(table.header):
        network = _network_of(name) if name.strip() else None
        figure = _figure(name, network, table) if network else None
        if network and figure:
            owners.setdefault(network, {})[index] = figure
        else:
            shared.append(index)
    if len(owners) < 2 or not shared:
        return (table,)
    loose = [index for index in shared if _counts(table, index)]
    common = [index for index in shared if index not in loose]
    if not common:
        return (table,)
    owned = {bare(figure) for columns in owners.values() for figure in columns.values()}
    totals = {index: "" for index in loose if bare(normalise(table.header[index])) in owned}
    parts = [_part(table, network, common, columns) for network, columns in owners.items()]
    first, columns = next(iter(owners.items()))
    parts[0] = _part(table, first, common, columns | totals)
    rest = {index: table.header[index] for index in loose if index not in totals}
    return (*parts, _part(table, None, common, rest)) if rest else tuple(parts)


def _network_of(name: str) -> str | None:
    """The network a header names; `Clics site web` is a figure of whoever links to the site, not of the site."""
    network = network_in_text(name) or _short_name(name)
    return None if network == "website" and normalise(name) in _figures() else network


def _short_name(name: str) -> str | None:
    """The network whose short name stands before or after a figure (`LI followers`, `X impressions`, `Vues YT`)."""
    said = normalise(name).split()
    if len(said) < 2:
        return None
    for word, rest in ((said[0], said[1:]), (said[-1], said[:-1])):
        if (network := _short_names().get(word)) and " ".join(rest) in _figures():
            return network
    return None


@cache
def _short_names() -> dict[str, str]:
    return {short: network.id for network in networks().values() for short in network.short}


def _counts(table: RawTable, index: int) -> bool:
    """Whether a column holds figures: numbers under a header that names no date, no id and no text."""
    key = normalise((table.header or ())[index])
    return key not in _no_figures() and numbers.numeric_share(table.columns[index]) > 0.8


@cache
def _no_figures() -> frozenset[str]:
    """Every spelling of a field that is no number."""
    return frozenset(alias for field in fields().values() if not field.numeric for alias in field.aliases)


def beside(name: str, network: str) -> str:
    """A text without the network it names and the joints around it, normalised."""
    rest = normalise(name).replace("_", " ")
    entry = networks()[network]
    for spelling in sorted((*entry.aliases, *entry.short), key=len, reverse=True):
        rest = re.sub(rf"(?<![a-z0-9]){re.escape(spelling)}(?![a-z0-9])", " ", rest)
    return _JOINTS.sub("", re.sub(r"\s+", " ", rest)).strip()


def _figure(name: str, network: str, table: RawTable) -> str | None:
    """What a header says beside the network it names, as a header of its own; None where that is no figure."""
    rest = beside(name, network)
    if rest:
        known = any(word in _figures() for word in (rest, rest.rstrip("s"), f"{rest}s"))
        return rest if known else None
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


def _part(table: RawTable, network: str | None, shared: list[int], columns: dict[int, str]) -> RawTable:
    chosen = sorted((*shared, *columns))
    header = table.header or ()
    return replace(
        table,
        header=tuple(columns.get(index, header[index]) for index in chosen),
        columns=tuple(table.columns[index] for index in chosen),
        network=network,
        written=tuple(header[index] for index in chosen),
        stored=frozenset(place for place, index in enumerate(chosen) if index in table.stored),
        percents=None,
    )
