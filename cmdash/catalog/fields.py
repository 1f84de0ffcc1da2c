"""The canonical fields and tables: what exists, how it behaves, how it is called in sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.normal import normalise

TYPES = (
    "text",
    "id",
    "url",
    "choice",
    "date",
    "count",
    "people",
    "money",
    "score",
    "seconds",
    "minutes",
    "currency",
)
NUMERIC = ("count", "people", "money", "score", "seconds", "minutes")
TIMES = ("flow", "stock", "none")


@dataclass(frozen=True)
class Field:
    """A canonical field. `time` is flow (may be summed), stock (never summed over time) or none.

    `whole`: aliases that hold the whole where another alias beside them holds a part (`Reactions` beside `Likes`).
    """

    id: str
    type: str
    time: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    without: frozenset[str]
    whole: frozenset[str]

    @property
    def numeric(self) -> bool:
        return self.type in NUMERIC


@dataclass(frozen=True)
class Kind:
    """A kind of canonical table: its fields in order and its figures.

    `beside` are figures of other kinds that a sheet of this kind may hold too, and that show nothing against it.
    """

    id: str
    fields: tuple[str, ...]
    figures: tuple[str, ...]
    beside: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of table, in the order of the contract."""
    return MappingProxyType(
        {
            name: Kind(name, **{key: tuple(names) for key, names in entry.items()})
            for name, entry in read("kinds").items()
        }
    )


@cache
def fields() -> Mapping[str, Field]:
    """Every canonical field by id.

    Raises `CatalogError` for an unknown type, kind or key, and for a field that its kind does not list.
    """
    found = {}
    for name, entry in read("fields").items():
        place = f"fields.toml [{name}]"
        check(place, entry, ("type", "time", "kinds", "aliases", "words", "without", "whole"))
        check(f"{place} type", [entry["type"]], TYPES)
        check(f"{place} time", [entry["time"]], TIMES)
        check(f"{place} kinds", entry["kinds"], kinds())
        found[name] = Field(
            id=name,
            type=entry["type"],
            time=entry["time"],
            kinds=tuple(entry["kinds"]),
            aliases=tuple(normalise(alias) for alias in entry["aliases"]),
            words=tuple(tuple(group) for group in entry.get("words", ())),
            without=frozenset(entry.get("without", ())),
            whole=frozenset(entry.get("whole", ())),
        )
        check(f"{place} whole", found[name].whole, found[name].aliases)
    for kind in kinds().values():
        check(f"kinds.toml [{kind.id}] fields", kind.fields, found)
        check(f"kinds.toml [{kind.id}] figures", kind.figures, kind.fields)
        check(f"kinds.toml [{kind.id}] beside", kind.beside, found)
        for name in kind.fields:
            if kind.id not in found[name].kinds:
                raise CatalogError(f"fields.toml [{name}] kinds: '{kind.id}' lists it and is missing here")
    return MappingProxyType(found)


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind, in the order they are written out."""
    return tuple(fields()[name] for name in kinds()[kind].fields)
