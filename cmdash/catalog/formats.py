"""The named exports of the networks: how one is recognised and what is taken from it. Data only, one file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.fields import fields, kinds
from cmdash.catalog.loader import CatalogError, check, names, read
from cmdash.catalog.networks import networks, value_spellings
from cmdash.catalog.normal import normalise

KEYS = (
    "kind",
    "network",
    "mark",
    "title",
    "steps",
    "signature",
    "columns",
    "extras",
    "values",
    "titles",
    "reading",
    "reason",
)
SIGNATURE = ("headers", "without", "first", "title", "sheet", "width")
READING = (
    "date_order",
    "total_stands_for",
    "mixed_paid",
    "timezone",
    "date_from_url",
    "repeated_ids",
    "currency",
    "period",
    "description_row",
)


@dataclass(frozen=True)
class Signature:
    """How a format is recognised from normalised headers, title lines and the sheet's name.

    `headers`: groups of spellings; every group must have one of its spellings among the headers. `without`: none of
    these may be there. `first`: the first header is one of these. `title`: a pattern that one title line matches.
    `sheet`: a pattern the sheet's name matches. `width`: exact number of columns.
    """

    headers: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    title: re.Pattern[str] | None = None
    sheet: re.Pattern[str] | None = None
    width: int | None = None


@dataclass(frozen=True)
class TitleRule:
    """In an export whose title line says what its one value column is: the metric's field and the network."""

    titles: frozenset[str]
    field: str | None
    network: str | None


@dataclass(frozen=True)
class Reading:
    """What is known about a format beyond its headers.

    `date_order` settles dates that the values leave open. `total_stands_for`: what the combined total contains.
    `mixed_paid`: its figures join organic and paid. `date_from_url`: the network whose link id tells the time
    (`tiktok`). `repeated_ids`: the least share of distinct ids it must have (else it is a finer breakdown).
    """

    date_order: str = ""
    total_stands_for: str | None = None
    mixed_paid: bool = False
    timezone: str | None = None
    date_from_url: str | None = None
    repeated_ids: float = 0.0
    currency: str | None = None
    period: str | None = None
    description_row: bool = False


@dataclass(frozen=True)
class Format:
    """A named export. `columns`: field -> header spellings, best first. `extras`: headers known to be of no use."""

    id: str
    kind: str
    network: str | None
    mark: str
    title: Mapping[str, str]
    steps: Mapping[str, str]
    signature: Signature
    columns: Mapping[str, tuple[str, ...]]
    extras: frozenset[str]
    values: Mapping[str, Mapping[str, str]]
    titles: tuple[TitleRule, ...]
    reading: Reading
    reason: str | None


@cache
def formats() -> Mapping[str, Format]:
    """Every named export by id, most demanding signature first (so that the first that fits is the right one)."""
    found = [_format(name, read(f"formats/{name}")) for name in names("formats")]
    found.sort(key=lambda f: (-len(f.signature.headers), -(f.signature.title is not None), f.id))
    return MappingProxyType({f.id: f for f in found})


def _format(name: str, entry: dict[str, Any]) -> Format:
    place = f"formats/{name}.toml"
    check(place, entry, KEYS)
    check(f"{place} kind", [entry["kind"]], (*kinds(), "other"))
    if "network" in entry:
        check(f"{place} network", [entry["network"]], networks())
    check(f"{place} [signature]", entry["signature"], SIGNATURE)
    check(f"{place} [columns]", entry.get("columns", {}), fields())
    check(f"{place} [reading]", entry.get("reading", {}), READING)
    if entry["kind"] != "other":
        check(f"{place} [columns]", entry.get("columns", {}), kinds()[entry["kind"]].fields)
    for field, spellings in entry.get("values", {}).items():
        check(f"{place} [values.{field}]", spellings.values(), set(value_spellings(field).values()))
    return Format(
        id=name,
        kind=entry["kind"],
        network=entry.get("network"),
        mark=entry.get("mark", "A"),
        title=entry["title"],
        steps=entry.get("steps", {}),
        signature=_signature(place, entry["signature"]),
        columns={
            field: tuple(normalise(h) for h in headers) for field, headers in entry.get("columns", {}).items()
        },
        extras=frozenset(normalise(h) for h in entry.get("extras", {}).get("headers", ())),
        values={f: {normalise(k): v for k, v in m.items()} for f, m in entry.get("values", {}).items()},
        titles=tuple(_title_rule(place, rule) for rule in entry.get("titles", ())),
        reading=Reading(**entry.get("reading", {})),
        reason=entry.get("reason"),
    )


def _signature(place: str, entry: dict[str, Any]) -> Signature:
    signature = Signature(
        headers=tuple(frozenset(normalise(h) for h in group) for group in entry.get("headers", ())),
        without=frozenset(normalise(h) for h in entry.get("without", ())),
        first=frozenset(normalise(h) for h in entry.get("first", ())),
        title=re.compile(entry["title"]) if "title" in entry else None,
        sheet=re.compile(entry["sheet"]) if "sheet" in entry else None,
        width=entry.get("width"),
    )
    if not (signature.headers or signature.title or signature.first):
        raise CatalogError(f"{place} [signature]: headers, first or title must say how it is recognised")
    return signature


def _title_rule(place: str, rule: dict[str, Any]) -> TitleRule:
    if rule.get("field"):
        check(f"{place} [[titles]] field", [rule["field"]], fields())
    if rule.get("network"):
        check(f"{place} [[titles]] network", [rule["network"]], networks())
    return TitleRule(frozenset(normalise(t) for t in rule["titles"]), rule.get("field"), rule.get("network"))
