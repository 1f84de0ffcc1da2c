"""The measures of a row: every numeric field, and the sums declared over several of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.fields import fields, kinds
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks

MEASURE_KINDS = ("column", "known", "first", "all", "words", "chosen", "told", "followers", "one")
FIGURE_TABLES = ("posts", "account", "campaigns", "calendar", "mentions")
_KEYS = (
    "kind", "parts", "terms", "total", "unless", "exclude", "missing", "field", "values", "apart", "tables", "counted_in",
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """What a row is worth. `kind` says what a missing part does; see the head of `measures.toml`.

    `terms` are the measures it is made of with their weights (1 for `known` and `first`), in order. `total` is the
    field that may take its place in a row where none of `unless` is known. `exclude`: networks left out of every
    KPI over it. `words`: the values of the text field `missing` that count as 1 (any other one is 0, one of `apart` is missing). `missing`: the column to name when no row has it. `tables`: where it can exist. `money`: it holds
    an amount, so two currencies are never added up.
    """

    id: str
    kind: str
    terms: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    total: str | None = None
    unless: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    missing: str = ""
    tables: tuple[str, ...] = ()
    money: bool = False
    words: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by id. Raises `CatalogError` for an unknown kind, part or network, and for a circle."""
    return measures_from(read("measures"))


def measures_from(entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Measure]:
    """The measures of a catalog file's entries, numeric fields included."""
    numeric = {name for name, known in fields().items() if known.numeric and "goals" not in known.kinds}
    found: dict[str, Measure] = {}
    for name in numeric - set(entries):
        found[name] = _column(name, ())
    waiting = dict(entries)
    while waiting:
        ready = [n for n, entry in waiting.items() if not (set(_parts(entry)) & set(waiting) - {n})]
        if not ready:
            raise CatalogError(f"measures.toml: {', '.join(sorted(waiting))} are made of one another")
        for name in ready:
            found[name] = _measure(name, waiting.pop(name), found)
    return MappingProxyType(found)


def _parts(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (*entry.get("parts", ()), *entry.get("terms", ()))


def _column(name: str, exclude: tuple[str, ...]) -> Measure:
    declared = fields()[name]
    tables = tuple(table for table in FIGURE_TABLES if table in declared.kinds)
    return Measure(
        name, "column", exclude=exclude, missing=name, tables=tables, money=declared.type == "money"
    )


def _measure(name: str, entry: Mapping[str, Any], known: Mapping[str, Measure]) -> Measure:
    place = f"measures.toml [{name}]"
    check(place, entry, _KEYS)
    check(f"{place} kind", [entry["kind"]], MEASURE_KINDS)
    check(f"{place} exclude", entry.get("exclude", ()), networks())
    exclude = tuple(entry.get("exclude", ()))
    if entry["kind"] == "column":
        check(place, [name], fields())
        check(f"{place} counted_in", entry.get("counted_in", ()), FIGURE_TABLES)
        column = _column(name, exclude)
        return replace(column, tables=tuple(dict.fromkeys([*column.tables, *entry.get("counted_in", ())])))
    if entry["kind"] == "told":
        check(f"{place} tables", entry["tables"], FIGURE_TABLES)
        return Measure(name, "told", exclude=exclude, missing=entry["missing"], tables=tuple(entry["tables"]))
    check(f"{place} parts", _parts(entry), known)
    terms = dict(entry["terms"]) if "terms" in entry else dict.fromkeys(entry.get("parts", ()), 1.0)
    if entry["kind"] in ("known", "first", "all") and not terms:
        raise CatalogError(f"{place}: a measure of kind '{entry['kind']}' needs parts or terms")
    for key in ("total", "missing", "field"):
        check(f"{place} {key}", [entry[key]] if key in entry else [], fields())
    check(f"{place} unless", entry.get("unless", ()), fields())
    words = tuple(entry.get("values", ()))
    if entry["kind"] == "words" and not (words and "field" in entry):
        raise CatalogError(f"{place}: a measure of kind 'words' needs a field and values")
    return Measure(
        id=name,
        kind=entry["kind"],
        terms=MappingProxyType(terms),
        total=entry.get("total"),
        unless=tuple(entry.get("unless", ())),
        exclude=tuple(dict.fromkeys([*exclude, *(n for term in terms for n in known[term].exclude)])),
        missing=entry.get("missing", entry.get("field", name)),
        tables=_tables(entry, [known[term] for term in terms]),
        money=any(known[term].money for term in terms),
        words=words,
        apart=tuple(entry.get("apart", ())),
    )


def _tables(entry: Mapping[str, Any], terms: list[Measure]) -> tuple[str, ...]:
    """Where a measure can exist: with any of its parts, or with all its terms, or by the sheet's own total."""
    if entry["kind"] == "followers":
        return ("posts",)
    if entry["kind"] == "one":
        return FIGURE_TABLES
    if entry["kind"] == "words":
        return tuple(table for table in FIGURE_TABLES if table in fields()[entry["field"]].kinds)
    enough = all if entry["kind"] == "all" else any
    return tuple(
        table
        for table in FIGURE_TABLES
        if enough(table in term.tables for term in terms)
        or ("total" in entry and entry["total"] in kinds()[table].fields)
    )
