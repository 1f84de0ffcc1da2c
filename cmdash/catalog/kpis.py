"""The KPIs and their units, as declared: everything the computation, the pages and the files know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from cmdash.catalog.fields import fields, kinds
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.measures import FIGURE_TABLES, Measure, measures

KPI_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "count": (),
        "sum": ("measure",),
        "ratio": ("numerator", "denominator"),
        "share": ("numerator", "denominator"),
        "product": ("numerators", "denominators"),
        "median": (),
        "stock": ("measure", "stat"),
        "per_mean": ("measure",),
        "per_week": (),
        "regularity": (),
        "goal": ("stat",),
    }
)
STATS = ("end", "change", "growth", "growth_monthly", "churn", "gap", "weighted_end")
GOAL_STATS = ("attainment", "pace")
FAMILIES = (
    "volume",
    "visibility",
    "engagement",
    "ladder",
    "acts",
    "community",
    "relations",
    "campaigns",
    "goals",
)
BETTER = ("up", "down", "none")
SHOWN = ("percent", "times", "points")
_KEYS = (
    "kind", "family", "unit", "flow", "better", "tables", "median", "shown", "source", "rows", "stat", "goal",
    "measure", "numerator", "denominator", "numerators", "denominators", "weight", "gained", "lost", "daily",
)  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A unit of KPI values, with the number format of the cells of a workbook."""

    id: str
    excel: str


@dataclass(frozen=True)
class Kpi:
    """One declared KPI; see the head of `kpis.toml` for what each kind computes.

    `numerators` and `denominators` are measures (one each but for `product`; a `sum` has its measure as its only
    numerator); `rows` further measures a row must have. `tables`: the kinds of table it is computed in, each
    apart. `flow`: it grows with the length of the period.
    `goal`: which way its goal goes, where that is not what `better` says. `exclude`: networks left out; `money`: an amount enters, so one currency only.
    """

    id: str
    kind: str
    family: str
    unit: str
    tables: tuple[str, ...]
    numerators: tuple[str, ...] = ()
    denominators: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    stat: str = ""
    weight: str = ""
    gained: str = ""
    lost: str = ""
    daily: bool = False
    flow: bool = False
    better: str = "none"
    goal: str = ""
    shown: str = "percent"
    source: str = ""
    exclude: tuple[str, ...] = ()
    money: bool = False

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Every measure a row needs to enter, numerators first, without repeats."""
        return tuple(dict.fromkeys([*self.numerators, *self.rows, *self.denominators]))

    @property
    def aim(self) -> str:
        """Which way its goal goes: up to a target, down to a limit, or none."""
        return self.goal or self.better

    @property
    def in_percent(self) -> bool:
        """Whether people write it in percent or in points of a hundred."""
        return self.unit == "ratio" and self.shown != "times"

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The columns it is made from, as the fields a person would add; one of a sum's parts is enough."""
        names = [*self.measures, *(name for name in (self.weight, self.gained, self.lost) if name)]
        columns = [column for name in names for column in _columns(name)]
        if self.kind == "goal":
            columns += ["kpi", "target"]
        if self.kind in ("per_week", "regularity", "per_mean"):
            columns.append("date")
        if self.kind == "per_mean":
            columns.append("followers")
        return tuple(dict.fromkeys(columns))


def _columns(name: str) -> list[str]:
    """The fields behind a measure: those of all its parts, or of the one it is usually missed under."""
    measure = measures()[name]
    if measure.kind == "one":
        return []
    if measure.kind in ("all", "known"):
        return [column for term in measure.terms for column in _columns(term)]
    return [measure.missing]


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by id; `money` stands for any currency code."""
    found = {}
    for name, entry in read("units").items():
        check(f"units.toml [{name}]", entry, ("excel",))
        found[name] = Unit(name, entry["excel"])
    return MappingProxyType(found)


@cache
def kpis() -> Mapping[str, Kpi]:
    """Every KPI by id, in the order shown; the typical post (`<id>_median`) follows its rate.

    Raises `CatalogError` for an unknown key, kind, unit, table or measure, with the nearest known word.
    """
    return kpis_from(read("kpis"))


def kpis_from(entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Kpi]:
    """The KPIs of a catalog file's entries."""
    found: dict[str, Kpi] = {}
    for name, entry in entries.items():
        kpi = _kpi(name, entry)
        found[name] = kpi
        if entry.get("median"):
            found[f"{name}_median"] = _typical(kpi)
    return MappingProxyType(found)


def _kpi(name: str, entry: Mapping[str, Any]) -> Kpi:
    place = f"kpis.toml [{name}]"
    _check_words(place, entry)
    numerators = tuple(entry.get("numerators", [entry[k] for k in ("measure", "numerator") if k in entry]))
    denominators = tuple(entry.get("denominators", [entry["denominator"]] if "denominator" in entry else []))
    known = measures()
    used = [*numerators, *denominators, *entry.get("rows", ())]
    check(place, [*used, *(entry[k] for k in ("weight", "gained", "lost") if k in entry)], known)
    if entry["kind"] in ("stock", "median") and not numerators:
        raise CatalogError(f"{place}: kind '{entry['kind']}' needs a measure")
    if entry["kind"] == "stock" and fields()[entry["measure"]].time != "stock":
        raise CatalogError(f"{place} measure: '{entry['measure']}' is not a stock")
    tables = tuple(entry.get("tables", _tables([known[measure] for measure in used])))
    if not tables:
        raise CatalogError(f"{place}: no kind of table has all of {', '.join(used)}")
    return Kpi(
        id=name,
        kind=entry["kind"],
        family=entry["family"],
        unit=entry["unit"],
        tables=tables,
        numerators=numerators,
        denominators=denominators,
        rows=tuple(entry.get("rows", ())),
        exclude=tuple(dict.fromkeys(network for measure in used for network in known[measure].exclude)),
        money=any(known[measure].money for measure in used),
        **{key: entry[key] for key in _PLAIN if key in entry},
    )


_PLAIN = ("stat", "weight", "gained", "lost", "daily", "flow", "better", "goal", "shown", "source")


def _check_words(place: str, entry: Mapping[str, Any]) -> None:
    check(place, entry, _KEYS)
    for key in ("kind", "family", "unit"):
        if key not in entry:
            raise CatalogError(f"{place}: '{key}' is missing")
    check(f"{place} kind", [entry["kind"]], KPI_KINDS)
    for key in KPI_KINDS[entry["kind"]]:
        if key not in entry:
            raise CatalogError(f"{place}: kind '{entry['kind']}' needs '{key}'")
    check(f"{place} family", [entry["family"]], FAMILIES)
    check(f"{place} unit", [entry["unit"]], units())
    check(f"{place} better", [entry.get("better", "none")], BETTER)
    check(f"{place} goal", [entry["goal"]] if "goal" in entry else [], BETTER)
    check(f"{place} shown", [entry.get("shown", "percent")], SHOWN)
    stats = GOAL_STATS if entry["kind"] == "goal" else STATS
    check(f"{place} stat", [entry["stat"]] if "stat" in entry else [], stats)
    check(f"{place} tables", entry.get("tables", ()), kinds())


def _tables(used: list[Measure]) -> tuple[str, ...]:
    return tuple(table for table in FIGURE_TABLES if all(table in measure.tables for measure in used))


def _typical(rate: Kpi) -> Kpi:
    """The median of the post rates beside a rate: same measures, same rows, posts only."""
    return Kpi(
        id=f"{rate.id}_median",
        kind="median",
        family=rate.family,
        unit=rate.unit,
        tables=("posts",),
        numerators=rate.numerators,
        denominators=rate.denominators,
        rows=rate.rows,
        better=rate.better,
        shown=rate.shown,
        exclude=rate.exclude,
        money=rate.money,
    )
