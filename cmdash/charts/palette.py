"""The colours of a theme: one per network, the same on every chart, neutral for those without one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog import CatalogError, check, networks, read

FADED = 0.42  # how much is left of a colour that steps back


@dataclass(frozen=True)
class Palette:
    """The colours of the light or the dark theme, as `#RRGGBB`."""

    paper: str
    accent: str
    ink: str
    grey: str
    grid: str
    neutral: str
    good: str
    bad: str
    networks: Mapping[str, str]

    def faded(self, colour: str) -> str:
        """A colour stepping back: mixed into the paper, so that no line behind shows through."""
        mixed = (
            round(FADED * int(colour[at : at + 2], 16) + (1 - FADED) * int(self.paper[at : at + 2], 16))
            for at in (1, 3, 5)
        )
        return "#" + "".join(f"{part:02X}" for part in mixed)

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
