"""Days on which a network began to count something else under the same name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from cmdash.catalog.fields import fields
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks


@dataclass(frozen=True)
class SeriesBreak:
    """From `date` on, `fields` of `networks` count something else: both sides are not comparable.

    Its sentence is `findings.series-break.<id>.text` of the locale files, its few words `.title`; `source` says where
    the network (or the press) announced it.
    """

    id: str
    date: dt.date
    networks: frozenset[str]
    fields: frozenset[str]
    source: str


@cache
def series_breaks() -> tuple[SeriesBreak, ...]:
    """Every known break by date. Raises `CatalogError` for an unknown key, field or network, or a date that is none."""
    found = []
    for name, entry in read("breaks").items():
        place = f"breaks.toml [{name}]"
        check(place, entry, ("date", "networks", "fields", "source"))
        check(f"{place} networks", entry["networks"], networks())
        check(f"{place} fields", entry["fields"], fields())
        if type(entry["date"]) is not dt.date:
            raise CatalogError(f"{place} date: not a day ({entry['date']})")
        found.append(
            SeriesBreak(
                name, entry["date"], frozenset(entry["networks"]), frozenset(entry["fields"]), entry["source"]
            )
        )
    return tuple(sorted(found, key=lambda b: (b.date, b.id)))


def breaks_between(
    start: dt.date, end: dt.date, nets: Collection[str] = (), figures: Collection[str] = ()
) -> tuple[SeriesBreak, ...]:
    """The breaks that part a span: after its first day, up to its last. Empty `nets` or `figures` mean any."""
    return tuple(
        b
        for b in series_breaks()
        if start < b.date <= end
        and (not nets or b.networks & set(nets))
        and (not figures or b.fields & set(figures))
    )
