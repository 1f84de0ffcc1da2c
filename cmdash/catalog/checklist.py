"""The tasks of the trade and the marks from which a habit is a mistake, as `checklist.toml` declares them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks

RHYTHMS = ("daily", "weekly", "monthly")
MISTAKES = ("silence", "one_network", "unanswered", "same_text", "no_links")


@cache
def tasks() -> Mapping[str, tuple[str, ...]]:
    """The tasks of each rhythm, in the order shown. Raises `CatalogError` for an unknown rhythm or a task twice."""
    entry = read("checklist")["tasks"]
    check("checklist.toml [tasks]", entry, RHYTHMS)
    found = {rhythm: tuple(entry[rhythm]) for rhythm in RHYTHMS}
    names = [name for group in found.values() for name in group]
    if len(names) != len(set(names)):
        raise CatalogError("checklist.toml [tasks]: a task stands twice")
    return MappingProxyType(found)


@cache
def mistake_marks() -> Mapping[str, Mapping[str, Any]]:
    """What `checklist.toml [mistakes]` says of each mistake. Raises `CatalogError` for an unknown one or network."""
    entry = read("checklist")["mistakes"]
    check("checklist.toml [mistakes]", entry, MISTAKES)
    check("checklist.toml [mistakes] no_links", entry["no_links"]["networks"], networks())
    return MappingProxyType({name: MappingProxyType(dict(marks)) for name, marks in entry.items()})
