"""Words and signs beside the digits of a number: powers of ten and currencies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cmdash.catalog import CatalogError, normalise, read


@cache
def magnitudes() -> Mapping[str, int]:
    """Words after a number that multiply it, to their power of ten; 2 stands for a percentage."""
    entry = read("numbers")["magnitudes"]
    return {normalise(word): int(power) for power, words in entry.items() for word in words}


@cache
def currencies() -> Mapping[str, str]:
    """Signs, words and codes of currencies, normalised, to the ISO code."""
    found: dict[str, str] = {}
    for code, words in read("numbers")["currencies"].items():
        for word in (code, *words):
            if found.setdefault(normalise(word), code) != code:
                raise CatalogError(
                    f"numbers.toml [currencies]: '{word}' is both {found[normalise(word)]} and {code}"
                )
    return found
