"""Headers of figures that are of another span than their row: cumulated, rolling, of last year, wished for."""

from __future__ import annotations

import re
from functools import cache

from cmdash.catalog.loader import CatalogError, check, read

GRAINS = ("day", "week", "month", "quarter", "year")


@cache
def _patterns(name: str) -> re.Pattern[str]:
    entry = read("spans")
    check("spans.toml", entry, ("elsewhere", "windows", "grains"))
    check("spans.toml [grains]", entry["grains"], GRAINS)
    listed = entry["grains"].get(name, []) if name in GRAINS else entry[name]
    try:
        return re.compile("|".join(listed) or r"(?!)")
    except re.error as fault:
        raise CatalogError(f"spans.toml {name}: {fault}") from fault


@cache
def of_another_span(key: str, kind: str) -> bool:
    """Whether a normalised header names a figure that is not of its row, in a table of this kind."""
    if _patterns("elsewhere").search(key) is not None:
        return True
    return kind in ("account", "campaigns") and _patterns("windows").search(key) is not None


@cache
def coarser_than(key: str, period: str) -> str | None:
    """The grain that a normalised header names where it is coarser than the rows' period (`weekly` over days)."""
    for grain in GRAINS[GRAINS.index(period) + 1 :]:
        if _patterns(grain).search(key) is not None:
            return grain
    return None
