"""Scripts that the typeface of the report lacks: the fonts of the machine that hold them. None is ever fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cmdash.report import fonts
from cmdash.report.typeset import glyphs
from cmdash.report.typeset.lettering import is_left_out

REGULAR = 400
EMPTY = (
    ".",
    "lastresort",
    "adobeblank",
    "notdef",
)  # a system's own, and those that draw a box for every character


@dataclass(frozen=True)
class Scripts:
    """Families of the machine, the most useful first, the letters that they add, and those that none holds."""

    families: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()
    missing: str = ""


def scripts_of(report: Any) -> Scripts:
    """What the texts of a report need beyond its typeface; nothing for one whose letters it all has."""
    wanted = {letter for letter in set().union(*map(set, _texts(report))) if is_left_out(letter)}
    return _found(frozenset(wanted)) if wanted else Scripts()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


@lru_cache(maxsize=64)
def _found(wanted: frozenset[str]) -> Scripts:
    """The families that hold most of the letters, then most of those left."""
    held = {family: wanted & letters for family, letters in _machine(wanted)}
    families, left = [], set(wanted)
    while left and held:
        best = max(held, key=lambda family: (len(held[family] & left), _like(family), -len(family), family))
        if not held[best] & left:
            break
        families.append(best)
        left -= held.pop(best)
    return Scripts(tuple(families), frozenset(wanted - left), "".join(sorted(left)))


def _like(family: str) -> int:
    """How near a family is to that of the report, by its name."""
    name = family.casefold()
    return ("sans" in name) - 2 * ("mono" in name) - ("serif" in name and "sans" not in name)


def _machine(wanted: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each family of the machine with those of the letters that it holds."""
    letters = frozenset(wanted)
    for family, (path, index) in _faces().items():
        yield family, letters & glyphs.characters(path, index).keys()


@cache
def _faces() -> dict[str, tuple[Path, int]]:
    """The upright face of each family, the one nearest to regular."""
    import typst

    known = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[]).fonts()
    upright = sorted(
        (abs(face.weight - REGULAR), abs(face.stretch - 1), str(face.path), face.index, face.family)
        for face in known
        if face.style == "normal" and face.path
    )
    found: dict[str, tuple[Path, int]] = {}
    for _, _, path, index, family in upright:
        name = "".join(family.split()).casefold()
        if family != fonts.FAMILY and not name.startswith(EMPTY):
            found.setdefault(family, (Path(path), index))
    return found
