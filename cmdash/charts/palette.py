"""The colours of a theme: one per network, the same on every chart, neutral for those without one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog import CatalogError, check, networks, read


@dataclass(frozen=True)
class Palette:
    """The colours of the light or the dark theme, as `#RRGGBB`."""

    accent: str
    ink: str
    grey: str
    grid: str
    neutral: str
    good: str
    bad: str
    networks: Mapping[str, str]

    def network(self, identifier: str) -> str:
        """The colour of a network; the neutral one where it has none of its own."""
        return self.networks.get(identifier, self.neutral)


@cache
def palette(theme: str) -> Palette:
    """The palette of `light` or `dark`. Raises `CatalogError` for another theme and for an unknown network."""
    themes = read("palette")
    if theme not in themes:
        raise CatalogError(f"palette.toml: there is no theme '{theme}'")
    entry = dict(themes[theme])
    colours = entry.pop("networks")
    check(f"palette.toml [{theme}.networks]", colours, networks())
    return Palette(**entry, networks=MappingProxyType(dict(colours)))
