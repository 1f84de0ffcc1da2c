"""What a rate may be set beside: the rules, and the published tables with their year, population and denominator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.kpis import kpis
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks

STATISTICS = ("median", "mean", "range", "unstated", "scale")


@dataclass(frozen=True)
class ReferenceRules:
    """How comparisons are made; see the head of `benchmarks.toml`."""

    months: int
    least: int
    posts: int
    accounts: int
    size: float
    around: float


@dataclass(frozen=True)
class Published:
    """One published table. A value is (low, high), both the same for a single figure; `bands` are those by size:
    followers from, up to (not included), value. `kpi` is the only KPI it may stand beside."""

    id: str
    kpi: str
    statistic: str
    year: str
    edition: str
    source: str
    values: Mapping[str, tuple[float, float]]
    bands: Mapping[str, tuple[tuple[float, float, float], ...]]

    def value(self, network: str, followers: float | None) -> tuple[float, float] | None:
        """What it says of a network, for an audience of that size where it tells sizes apart; None for nothing."""
        if network in self.values:
            return self.values[network]
        for low, high, value in self.bands.get(network, ()):
            if followers is not None and low <= followers < high:
                return value, value
        return None


@cache
def reference_rules() -> ReferenceRules:
    """The rules as declared."""
    entry = read("benchmarks")["rules"]
    check("benchmarks.toml [rules]", entry, ("months", "least", "posts", "accounts", "size", "around"))
    return ReferenceRules(**entry)


@dataclass(frozen=True)
class SizeRules:
    """When an account is set against what its size lets expect; see the head of `[sizes]`."""

    accounts: int
    posts: int
    interval: float
    wide: float


@cache
def size_rules() -> SizeRules:
    """The rules as declared."""
    entry = read("benchmarks")["sizes"]
    check("benchmarks.toml [sizes]", entry, ("accounts", "posts", "interval", "wide"))
    return SizeRules(**entry)


@cache
def published() -> tuple[Published, ...]:
    """Every published table, in the order shown.

    Raises `CatalogError` for an unknown key, KPI, network or statistic, and for a figure that is no rate.
    """
    return published_from(read("benchmarks")["published"])


def published_from(entries: Mapping[str, Mapping[str, Any]]) -> tuple[Published, ...]:
    """The tables of a catalog file's entries."""
    return tuple(_published(name, entry) for name, entry in entries.items())


def _published(name: str, entry: Mapping[str, Any]) -> Published:
    place = f"benchmarks.toml [published.{name}]"
    check(place, entry, ("kpi", "statistic", "year", "edition", "source", "values"))
    check(f"{place} kpi", [entry["kpi"]], kpis())
    check(f"{place} statistic", [entry["statistic"]], STATISTICS)
    check(f"{place} values", entry["values"], networks())
    values: dict[str, tuple[float, float]] = {}
    bands: dict[str, tuple[tuple[float, float, float], ...]] = {}
    for network, value in entry["values"].items():
        if network in kpis()[entry["kpi"]].exclude:
            raise CatalogError(f"{place} values: {network} has no {entry['kpi']}")
        if isinstance(value, list) and isinstance(value[0], dict):
            bands[network] = tuple((band["from"], band["to"], band["value"]) for band in value)
        else:
            low, high = value if isinstance(value, list) else (value, value)
            values[network] = (float(low), float(high))
    figures = [*values.values(), *((value, value) for some in bands.values() for _, _, value in some)]
    if not all(0 < low <= high < 1 for low, high in figures):
        raise CatalogError(f"{place} values: a rate is a fraction above 0, the lower one first")
    return Published(
        id=name,
        values=MappingProxyType(values),
        bands=MappingProxyType(bands),
        **{key: entry[key] for key in ("kpi", "statistic", "year", "edition", "source")},
    )
