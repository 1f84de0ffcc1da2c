"""The choices a person can make about a sheet, and which answers each takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cmdash.catalog.counting import accept_actions, accept_weights
from cmdash.catalog.fields import kinds
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.networks import network_spellings, networks
from cmdash.catalog.normal import normalise

PATTERNS = {
    "currency": re.compile(r"[A-Z]{3}"),
    "timezone": re.compile(r"UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+"),
    "year": re.compile(r"(?:19|20)\d\d"),
    "text": re.compile(r".+", re.DOTALL),
    "rows": re.compile(r"[1-9]\d{0,6}(?:-[1-9]\d{0,6})?"),
    "range": re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}:[A-Z]{1,3}[1-9]\d{0,6}|[A-Z]{1,3}:[A-Z]{1,3}"),
    "cell": re.compile(r".*", re.DOTALL),
}
WRITTEN = {"acts": accept_actions, "weights": accept_weights}
SCOPES = ("file", "account", "all")


@dataclass(frozen=True)
class Setting:
    """One choice: `values` lists its answers where they are closed; else `pattern` says what one looks like, or
    `written` how one is kept (None for what is none)."""

    id: str
    values: tuple[str, ...]
    pattern: re.Pattern[str] | None
    scopes: tuple[str, ...]
    written: Callable[[str], str | None] | None = None

    def accept(self, written: str) -> str | None:
        """The answer as it is kept (`FB` is `facebook`, `dmy` is `DMY`), or None when it is not one."""
        text = written.strip()
        if self.written is not None:
            return self.written(text)
        if self.pattern is not None:
            text = text.upper() if self.id == "currency" else text
            text = text.upper().replace("$", "").replace(" ", "") if self.id == "range" else text
            return text if self.pattern.fullmatch(text) else None
        if self.id == "network":
            if text.startswith("other:") and text != "other:":
                return text
            return network_spellings().get(normalise(text))
        return next((value for value in self.values if value.casefold() == text.casefold()), None)


@cache
def settings() -> Mapping[str, Setting]:
    """Every setting by key. Raises `CatalogError` for an unknown key, source of values or scope."""
    found = {}
    for name, entry in read("settings").items():
        place = f"settings.toml [{name}]"
        check(place, entry, ("values", "scopes"))
        check(f"{place} scopes", entry["scopes"], SCOPES)
        found[name] = _setting(place, name, entry["values"], tuple(entry["scopes"]))
    return MappingProxyType(found)


def _setting(place: str, name: str, values: str | list[str], scopes: tuple[str, ...]) -> Setting:
    if isinstance(values, list):
        return Setting(name, tuple(values), None, scopes)
    if values in WRITTEN:
        return Setting(name, (), None, scopes, WRITTEN[values])
    if values in PATTERNS:
        return Setting(name, (), PATTERNS[values], scopes)
    closed = {"networks": tuple(networks()), "kinds": (*kinds(), "other")}
    if values not in closed:
        raise CatalogError(
            f"{place} values: unknown '{values}' (known: {', '.join((*closed, *PATTERNS, *WRITTEN))})"
        )
    return Setting(name, closed[values], None, scopes)
