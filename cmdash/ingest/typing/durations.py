"""Lengths of time, in seconds: `0:03:54`, `3:54`, `2 min 30`, `1h20`, `PT3M54S`, or a plain number of seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa

from cmdash.catalog import normalise, read
from cmdash.ingest.typing.number_style import decide
from cmdash.ingest.typing.number_values import Converted, convert
from cmdash.ingest.typing.patterns import Pattern
from cmdash.ingest.typing.shapes import Cells, Shapes, shapes

LONGEST = 40
_COLONS = Pattern(r"\s*'?(?:(0{1,4}):)?(0{1,4}):(00)(?:[.,](0{1,9}))?\s*")
_UNIT = Pattern(r"\s*(0{1,9})(?:[.,](0{1,6}))?\s*([^\W\d_]+|''|[\"'′″])?\.?,?")
_SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}


@dataclass(frozen=True, slots=True)
class _Part:
    """Digits of a shape (byte positions), how many of them are decimals, and the seconds one unit lasts."""

    digits: tuple[int, ...]
    scale: int
    seconds: int


def convert_duration(cells: Cells) -> Converted:
    """A column of lengths of time as seconds (float64, NaN where missing or bad). A plain number is seconds."""
    column = shapes(cells)
    lengths = {code: parts for code, text in enumerate(column.texts) if (parts := _read_shape(text))}
    if not lengths:
        return convert(column, decide([column]))
    values = np.full(len(column), np.nan)
    for code, parts in lengths.items():
        rows = column.rows(code)
        values[rows] = sum(column.number(rows, part.digits) * part.seconds / 10**part.scale for part in parts)
    rest = np.flatnonzero(~np.isin(column.codes, list(lengths)))
    if len(rest) == 0:
        return Converted(values, np.zeros(0, np.int64))
    plain: Shapes = shapes(column.array.take(pa.array(rest)))
    others = convert(plain, decide([plain]))
    values[rest] = others.values
    return Converted(values, rest[others.bad])


@lru_cache(maxsize=2048)
def _read_shape(shape: str) -> tuple[_Part, ...]:
    """The parts of a length of time; none when the shape is something else (a plain number too)."""
    if len(shape) > LONGEST or "0" not in shape:
        return ()
    places = [len(shape[:at].encode()) for at in range(len(shape))]
    found = _COLONS.fullmatch(shape)
    if found:
        units = ((1, 0, 3600), (2, 0, 60), (3, len(found[4] or ""), 1))
        return tuple(
            _colon(found, group, scale, unit, places) for group, scale, unit in units if found[group]
        )
    iso = re.fullmatch(r"\s*[pP]0?[dD]?[tT](.+)", shape)
    return _in_words(shape, iso.start(1) if iso else 0, places)


def _colon(found: re.Match[str], group: int, scale: int, unit: int, places: list[int]) -> _Part:
    spans = [found.span(group)] + ([found.span(4)] if scale else [])
    return _Part(tuple(places[at] for start, end in spans for at in range(start, end)), scale, unit)


def _in_words(shape: str, at: int, places: list[int]) -> tuple[_Part, ...]:
    """`1h20`, `2 min 30`, `45 s`: units fall, and only the last number may do without its word."""
    parts: list[_Part] = []
    end = len(shape.rstrip())
    while at < end:
        found = _UNIT.match(shape, at)
        if not found:
            return ()
        word = normalise(found[3]) if found[3] else ""
        seconds = _units().get(word, 0) if word else (parts[-1].seconds // 60 if parts else 0)
        if not seconds or (parts and seconds >= parts[-1].seconds) or (not word and found.end() < end):
            return ()
        spans = [found.span(1)] + ([found.span(2)] if found[2] else [])
        digits = tuple(places[i] for start, stop in spans for i in range(start, stop))
        parts.append(_Part(digits, len(found[2] or ""), seconds))
        at = found.end()
    return tuple(parts)


@cache
def _units() -> Mapping[str, int]:
    entry = read("dates")["durations"]
    return {normalise(word): _SECONDS[unit] for unit, words in entry.items() for word in words}
