"""The words of each language, by dotted key, read from `locale/<language>/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.loader import CatalogError, names, read

LANGUAGES = ("fr", "en")


@cache
def section(language: str, file: str) -> Mapping[str, str]:
    """The messages of one locale file with dotted keys: `overview.title` for `[overview] title`.

    A message with plural forms is a table of CLDR categories (`one`, `other`): `rows.one`, `rows.other`.
    """
    if language not in LANGUAGES:
        raise CatalogError(f"locale: there is no language '{language}' (known: {', '.join(LANGUAGES)})")
    flat: dict[str, str] = {}
    _flatten("", read(f"locale/{language}/{file}"), flat)
    return MappingProxyType(flat)


def sections(language: str) -> tuple[str, ...]:
    """The names of the locale files of a language."""
    return names(f"locale/{language}")


def _flatten(prefix: str, entry: Mapping[str, Any], flat: dict[str, str]) -> None:
    for key, value in entry.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            _flatten(name, value, flat)
        else:
            flat[name] = value
