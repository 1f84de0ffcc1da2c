"""Reads the catalog's TOML files and refuses a mistake in them with the place and the likely word."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent


class CatalogError(Exception):
    """A mistake in the catalog: the author's, said at start with file, place and suggestion."""


@cache
def read(name: str) -> dict[str, Any]:
    """One TOML file of the catalog as a dict. `name` is its path below the catalog, without `.toml`."""
    path = ROOT / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogError(f"{name}.toml: there is no such file in the catalog") from None
    except tomllib.TOMLDecodeError as fault:
        raise CatalogError(f"{name}.toml: {fault}") from fault


def names(folder: str) -> tuple[str, ...]:
    """The names of the TOML files in a folder of the catalog, sorted."""
    return tuple(sorted(path.stem for path in (ROOT / folder).glob("*.toml")))


def check(place: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Raise `CatalogError` for the first name that is not known, with the nearest known one.

    `place` says where: `fields.toml [reach] kinds`.
    """
    allowed = list(known)
    for name in given:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, n=1)
            hint = f", did you mean '{near[0]}'?" if near else f" (known: {', '.join(sorted(allowed)[:12])})"
            raise CatalogError(f"{place}: unknown '{name}'{hint}")
