"""The time of day in the shape of a cell: where it stands, and what it leaves of the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cmdash.ingest.typing.patterns import Pattern

_ZONE = r"(?P<zone>\s*(?:z\b|\(?(?:utc|gmt)?\s?[+\-−]0{1,2}:?(?:00)?\)?|\(?(?:utc|gmt|cest|cet|bst|wet|west|eet|eest|[pmce][sd]t)\b\)?))?"
_HALF = r"(?P<half>[ap]\s?\.?\s?m\b\.?|[ap]\b)"
_BEFORE = r"(?:(?<=0)t|(?<=0)\s*[,@·•|]\s*(?:(?:à|a|at|um|kl\.?|om|ore|alle)\s+)?|(?:^|\s)\s*(?:(?:à|a|às|at|a las|um|om|kl\.?|alle|ore|klo)\s+|[-–—@]\s+)?)"
_COLON = r"(?P<h>0{1,2}):(?P<m>00)(?::(?P<s>00)(?:[.,](?P<f>0{1,9}))?)?"
_LETTER = r"(?P<h>0{1,2})\s?[hu](?:\s?(?P<m>00)(?:\s?(?:mn|min|m|'))?(?:\s?(?P<s>00)\s?s?)?)?(?!\w)"
_UHR = r"(?P<h>0{1,2})(?:[:.](?P<m>00))?\s?uhr"
_HOUR = r"(?P<h>0{1,2})(?:[:.](?P<m>00))?"

_CLOCKS = (
    Pattern(rf"{_BEFORE}{_COLON}(?:\s*{_HALF})?(?:\s*(?:uhr|h))?{_ZONE}(?=\s|,|$)", re.IGNORECASE),
    Pattern(rf"{_BEFORE}{_LETTER}{_ZONE}", re.IGNORECASE),
    Pattern(rf"{_BEFORE}{_UHR}{_ZONE}", re.IGNORECASE),
    Pattern(rf"{_BEFORE}{_HOUR}\s*{_HALF}{_ZONE}(?=\s|,|$)", re.IGNORECASE),
)

_PUNCTUAL = frozenset(":hum")
"""A time has one of these: a colon, or the letter of an hour or of am and pm."""

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day of a shape, as byte positions. `half` is `a`, `p` or empty; `zone` says an offset is written."""

    hour: Places
    minute: Places = ()
    second: Places = ()
    fraction: Places = ()
    half: str = ""
    zone: bool = False


def read_clock(shape: str, place: list[int]) -> tuple[Clock | None, str]:
    """The time of day in a shape and the shape with it blanked out.

    `place[i]` is the byte position of character i. A shape without a time comes back as it is.
    """
    if not _PUNCTUAL.isdisjoint(shape.lower()):
        return _search(shape, place)
    return None, shape


def _search(shape: str, place: list[int]) -> tuple[Clock | None, str]:
    for pattern in _CLOCKS:
        found = pattern.search(shape)
        if found is None:
            continue
        spans = {
            name: _places(found, name, place) for name in ("h", "m", "s", "f") if name in found.re.groupindex
        }
        parts = found.groupdict()
        clock = Clock(
            spans["h"],
            spans.get("m", ()),
            spans.get("s", ()),
            spans.get("f", ()),
            (parts.get("half") or "")[:1].lower(),
            bool(parts["zone"] and parts["zone"].strip()),
        )
        blank = " " * (found.end() - found.start())
        return clock, shape[: found.start()] + blank + shape[found.end() :]
    return None, shape


def _places(found: re.Match[str], name: str, place: list[int]) -> Places:
    start, end = found.span(name)
    return tuple(place[at] for at in range(start, end)) if start >= 0 else ()
