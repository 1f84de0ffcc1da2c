"""The named exports of the networks: how one is recognised and what is taken from it. Data only, one file each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    "boost",
    "per_row",
    "only_where",
    "reason",
)
SIGNATURE = ("headers", "without", "first", "title", "sheet", "file", "width")
READING = (
    "date_order",
    "decimal",
    "total_stands_for",
    "mixed_paid",
    "timezone",
    "date_from_url",
    "repeated_ids",
    "currency",
    "period",
    "settled",
    "linking",
    "titled",
    "closed",
    "distinct_under",
    "span_from",
    "stock_in_title",
)
BOOST = ("organic", "sponsored")
ONLY_WHERE = ("headers", "indicators", "words", "without")
PER_ROW = ("total_stands_for", "side")
SPANS = ("", "title", "file")


@dataclass(frozen=True)
class Signature:
    """How a format is recognised from normalised headers, title lines and the sheet's name.

    `headers`: groups of spellings; every group must have one of its spellings among the headers. `without`: none of
    these may be there. `first`: the first header is one of these. `title`: a pattern that one title line matches.
    `sheet`: a pattern the sheet's name matches; `file`: one the file's name matches. `width`: exact number of
    columns. Every part that is given must hold. Patterns are searched in the text as `normalise` gives it (lower
    case, no accents), so that they are written that way.
    """

    headers: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    title: re.Pattern[str] | None = None
    sheet: re.Pattern[str] | None = None
    file: re.Pattern[str] | None = None
    width: int | None = None


@dataclass(frozen=True)
class TitleRule:
    """In an export whose title line says what its one value column is: the metric's field and the network.

    `titles` are looked up among the title lines, nearest first, and only then in the value column's own header (which
    can be wrong). `field` None: known, and of no use for a KPI. `network` None: the title leaves it open.
    """

    titles: frozenset[str]
    field: str | None
    network: str | None


@dataclass(frozen=True)
class Reading:
    """What is known about a format beyond its headers.

    `date_order` settles dates that the values leave open; `decimal` is the decimal mark of its numbers, always.
    `total_stands_for`: what the combined total contains.
    `mixed_paid`: its figures join organic and paid. `date_from_url`: the network whose link id tells the time
    (`tiktok`). `repeated_ids`: the least share of distinct ids it must have (else it is a finer breakdown);
    `distinct_under`: the share its distinct ids must stay under (it is that breakdown), 0 when not asked.
    `closed`: a column that is not listed is an extra whatever its words (exports of hundreds of columns).
    `settled`: written by cmdash after every choice was made: an empty network or currency is not asked about again.
    `linking`: words a title line may have around a listed title and a network's name (`Vues de Facebook`).
    `titled`: its title line is a part of its layout, as its headers say too little (`Date`, `Primary`).
    `stock_in_title`: a line above the table tells the followers of one day.
    `span_from`: where the first and last day stand when no column has them, `title` lines or `file` name.
    """

    date_order: str = ""
    decimal: str = ""
    total_stands_for: str | None = None
    mixed_paid: bool = False
    timezone: str | None = None
    date_from_url: str | None = None
    repeated_ids: float = 0.0
    currency: str | None = None
    period: str | None = None
    settled: bool = False
    closed: bool = False
    distinct_under: float = 0.0
    linking: frozenset[str] = frozenset()
    titled: bool = False
    span_from: str = ""
    stock_in_title: bool = False


@dataclass(frozen=True)
class Boost:
    """Headers whose figures are the organic and the sponsored part of the row: they tell organic, paid or mixed."""

    organic: frozenset[str] = frozenset()
    sponsored: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OnlyWhere:
    """A column that holds a field on some rows only: those whose `indicators` column has one of `words`, none of `without`.

    Words are looked for anywhere in the normalised cell (`actions:offsite_conversion.fb_pixel_purchase`).
    """

    headers: frozenset[str]
    indicators: frozenset[str]
    words: tuple[str, ...]
    without: tuple[str, ...]

    def tells(self, indicator: str) -> bool:
        """Whether a cell of the indicators' column says that the row's figure is the field."""
        plain = normalise(indicator)
        return any(word in plain for word in self.words) and not any(word in plain for word in self.without)


@dataclass(frozen=True)
class Format:
    """A named export. `columns`: field -> header spellings, best first. `extras`: headers known to be of no use.

    Where several listed headers of a field are in the sheet, the first listed is the field and its empty cells are
    filled from the next ones (a caption in Title or in Description, bilingual files). `{currency}` in a spelling stands for any currency code (`Amount spent (EUR)`).
    `per_row`: `total_stands_for` or `side` -> the headers of the column that says it row by row; such a column is
    neither a field nor an extra, and an empty cell means not stated (for `side`: own).
    `only_where`: field -> the column that holds it on the rows whose other column says so.
    A format of kind `other` has a `reason`, the code whose sentence is `findings.not-for-kpis.<reason>`.
    """

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
    boost: Boost
    per_row: Mapping[str, frozenset[str]]
    only_where: Mapping[str, OnlyWhere]
    reason: str | None


@cache
def formats() -> Mapping[str, Format]:
    """Every named export by id, most demanding signature first (so that the first that fits is the right one)."""
    found = [_format(name, read(f"formats/{name}")) for name in names("formats")]
    found.sort(key=lambda f: (-_demands(f.signature), f.id))
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
    check(f"{place} [per_row]", entry.get("per_row", {}), PER_ROW)
    check(f"{place} [reading] span_from", [entry.get("reading", {}).get("span_from", "")], SPANS)
    for field, told in entry.get("only_where", {}).items():
        check(f"{place} [only_where]", [field], fields())
        check(f"{place} [only_where.{field}]", told, ONLY_WHERE)
    check(f"{place} [boost]", entry.get("boost", {}), BOOST)
    if entry["kind"] != "other":
        check(f"{place} [columns]", entry.get("columns", {}), kinds()[entry["kind"]].fields)
    elif not entry.get("reason"):
        raise CatalogError(f"{place}: kind 'other' needs a reason")
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
        columns={field: _spellings(headers) for field, headers in entry.get("columns", {}).items()},
        extras=frozenset(_spellings(entry.get("extras", {}).get("headers", ()))),
        values={f: {normalise(k): v for k, v in m.items()} for f, m in entry.get("values", {}).items()},
        titles=tuple(_title_rule(place, rule) for rule in entry.get("titles", ())),
        reading=_reading(entry.get("reading", {})),
        per_row={name: frozenset(normalise(h) for h in hs) for name, hs in entry.get("per_row", {}).items()},
        only_where={name: _only_where(told) for name, told in entry.get("only_where", {}).items()},
        boost=Boost(**{side: frozenset(_spellings(h)) for side, h in entry.get("boost", {}).items()}),
        reason=entry.get("reason"),
    )


def _reading(entry: dict[str, Any]) -> Reading:
    return Reading(**{**entry, "linking": frozenset(normalise(word) for word in entry.get("linking", ()))})


def _only_where(told: dict[str, Any]) -> OnlyWhere:
    return OnlyWhere(
        headers=frozenset(_spellings(told["headers"])),
        indicators=frozenset(_spellings(told["indicators"])),
        words=tuple(normalise(word) for word in told["words"]),
        without=tuple(normalise(word) for word in told.get("without", ())),
    )


def _signature(place: str, entry: dict[str, Any]) -> Signature:
    signature = Signature(
        headers=tuple(frozenset(_spellings(group)) for group in entry.get("headers", ())),
        without=frozenset(_spellings(entry.get("without", ()))),
        first=frozenset(_spellings(entry.get("first", ()))),
        title=re.compile(entry["title"]) if "title" in entry else None,
        sheet=re.compile(entry["sheet"]) if "sheet" in entry else None,
        file=re.compile(entry["file"]) if "file" in entry else None,
        width=entry.get("width"),
    )
    if not (signature.headers or signature.title or signature.first or signature.sheet):
        raise CatalogError(
            f"{place} [signature]: headers, first, title or sheet must say how it is recognised"
        )
    return signature


def _demands(signature: Signature) -> int:
    """How much a signature asks for: one for each group of headers and each other part."""
    others = (signature.first, signature.title, signature.sheet, signature.file, signature.width)
    return len(signature.headers) + sum(part is not None and part != frozenset() for part in others)


def _spellings(headers: Iterable[str]) -> tuple[str, ...]:
    """Headers as they are compared, `{currency}` replaced by every currency code."""
    codes = read("currencies")["codes"]
    return tuple(
        normalise(header.replace("{currency}", code))
        for header in headers
        for code in (codes if "{currency}" in header else ("",))
    )


def _title_rule(place: str, rule: dict[str, Any]) -> TitleRule:
    if rule.get("field"):
        check(f"{place} [[titles]] field", [rule["field"]], fields())
    if rule.get("network"):
        check(f"{place} [[titles]] network", [rule["network"]], networks())
    return TitleRule(frozenset(normalise(t) for t in rule["titles"]), rule.get("field"), rule.get("network"))
