"""The thresholds of what is told of single posts, changes, forecasts and audiences, as declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import networks


@dataclass(frozen=True)
class OutlierRules:
    """When a post is called out of the ordinary: see `evidence.toml`."""

    score: float
    posts: int
    index: float


@dataclass(frozen=True)
class ForecastRules:
    """What is foreseen, how far and how surely: see `evidence.toml`."""

    least: int
    errors: int
    share: float
    most: int
    interval: float
    better: float
    recent: int
    damping: float


@cache
def forecast_rules() -> ForecastRules:
    """The rules as declared. Raises `CatalogError` for an unknown or missing name."""
    return ForecastRules(**_entry("forecast", ForecastRules))


@dataclass(frozen=True)
class AudienceRules:
    """When newcomers are a sign of bought followers: see `evidence.toml`."""

    changes: int
    score: float
    jump: float
    readily: float
    posts: int
    dilution: float
    leaving: float
    floors: Mapping[str, float]


@cache
def audience_rules() -> AudienceRules:
    """The rules as declared. Raises `CatalogError` for an unknown or missing name or an unknown network."""
    entry = _entry("audience", AudienceRules)
    check("evidence.toml [audience] floors", entry["floors"], networks())
    return AudienceRules(**entry)


@dataclass(frozen=True)
class ChangeRules:
    """When a week is out of line and when a level has changed: see `evidence.toml`."""

    score: float
    ratio: float
    weeks: int
    around: int
    posts: int
    months: int
    level: int
    level_score: float
    level_ratio: float
    season: float
    contest: tuple[str, ...]


@cache
def change_rules() -> ChangeRules:
    """The rules as declared. Raises `CatalogError` for an unknown or missing name."""
    return ChangeRules(**_entry("change", ChangeRules))


@cache
def outlier_rules() -> OutlierRules:
    """The rules as declared. Raises `CatalogError` for an unknown or missing name."""
    return OutlierRules(**_entry("outlier", OutlierRules))


def _entry(name: str, rules: type[Any]) -> dict[str, Any]:
    """A section of `evidence.toml`, with exactly the names its rules have."""
    entry: dict[str, Any] = read("evidence")[name]
    known = [field.name for field in fields(rules)]
    check(f"evidence.toml [{name}]", entry, known)
    missing = [field for field in known if field not in entry]
    if missing:
        raise CatalogError(f"evidence.toml [{name}]: '{missing[0]}' is missing")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
