"""Lengths of time, in seconds: `0:03:54`, `3:54`, `2 min 30`, `1h20`, `PT3M54S`, or a plain number of seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa

from cmdash.catalog import normalise, read
from cmdash.ingest.typing.number_forms import MISSING, read_shape
from cmdash.ingest.typing.number_style import NumberStyle, decide
from cmdash.ingest.typing.number_values import Converted, convert
from cmdash.ingest.typing.patterns import Pattern
from cmdash.ingest.typing.shapes import Cells, Shapes, sample, shapes

LONGEST = 40
MINUTE, DAY = 60, 86400  # seconds
_COLONS = Pattern(r"\s*'?(?:(0{1,4}):)?(0{1,4}):(00)(?:[.,](0{1,9}))?\s*")
_UNIT = Pattern(r"\s*(0{1,9})(?:[.,](0{1,6}))?\s*([^\W\d_]+|''|[\"'′″])?\.?,?")
_SECONDS = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}


@dataclass(frozen=True, slots=True)
class _Part:
    """Digits of a shape (byte positions), how many of them are decimals, and the seconds one unit lasts."""

    digits: tuple[int, ...]
    scale: int
    seconds: int


def convert_duration(cells: Cells) -> Converted:
    """A column of lengths of time as seconds (float64, NaN where missing or bad). A plain number is seconds."""
    column = shapes(cells)
    return _convert(
        column, {code: parts for code, text in enumerate(column.texts) if (parts := _read_shape(text))}
    )


def convert_minutes(cells: Cells, unit: float, style: NumberStyle | None = None) -> Converted:
    """A column of delays as minutes (NaN where missing or bad). A plain number, written in `style`, is so many `unit`s
    of a minute each; `2:30` may be hours or minutes, and is bad."""
    column = shapes(cells)
    lengths = {code: parts for code, text in enumerate(column.texts) if (parts := _read_shape(text))}
    lengths = {code: parts for code, parts in lengths.items() if not _open_clock(column.texts[code])}
    found = _convert(column, lengths, style)
    worded = np.isin(column.codes, list(lengths))
    return replace(found, values=np.where(worded, found.values / MINUTE, found.values * unit))


def _open_clock(shape: str) -> bool:
    clock = _COLONS.fullmatch(shape)
    return clock is not None and not clock[1]


def _convert(
    column: Shapes, lengths: Mapping[int, tuple[_Part, ...]], style: NumberStyle | None = None
) -> Converted:
    if not lengths:
        return convert(column, style or decide([column]))
    values = np.full(len(column), np.nan)
    for code, parts in lengths.items():
        rows = column.rows(code)
        values[rows] = sum(column.number(rows, part.digits) * part.seconds / 10**part.scale for part in parts)
    rest = np.flatnonzero(~np.isin(column.codes, list(lengths)))
    if len(rest) == 0:
        return Converted(values, np.zeros(0, np.int64))
    plain: Shapes = shapes(column.array.take(pa.array(rest)))
    others = convert(plain, style or decide([plain]))
    values[rest] = others.values
    return Converted(values, rest[others.bad])


def worded_share(cells: Cells) -> float:
    """The share of non-missing cells that are lengths of time with their units (`2h30`, `45 min`), on a sample."""
    column = sample(cells)
    worded = others = 0
    for text, count in zip(column.texts, column.counts, strict=True):
        if _read_shape(text):
            worded += int(count)
        elif read_shape(text) is not MISSING:
            others += int(count)
    return worded / (worded + others) if worded else 0.0


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
    """`1h20`, `2 min 30`, `45 s`, `1 j 2 h`: units fall, and only the last number may do without its word."""
    parts: list[_Part] = []
    end = len(shape.rstrip())
    while at < end:
        found = _UNIT.match(shape, at)
        if not found:
            return ()
        word = normalise(found[3]) if found[3] else ""
        below = parts[-1].seconds // 60 if parts and parts[-1].seconds < DAY else 0
        seconds = _units().get(word, 0) if word else below
        if not seconds or (parts and seconds >= parts[-1].seconds) or (not word and found.end() < end):
            return ()
        spans = [found.span(1)] + ([found.span(2)] if found[2] else [])
        digits = tuple(places[i] for start, stop in spans for i in range(start, stop))
        parts.append(_Part(digits, len(found[2] or ""), seconds))
        at = found.end()
    return tuple(parts)


def header_minutes(header: str) -> float:
    """How many minutes a plain number under a header is: `Délai (h)` 60, `en jours` 1 440; 1 where it says nothing."""
    found = _header_units().search(normalise(header))
    return _units()[found["bracketed"] or found["last"]] / MINUTE if found else 1.0


@cache
def _header_units() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    leads = "|".join(re.escape(lead) for lead in read("numbers")["header_units"]["leads"])
    return re.compile(
        rf"[(\[]\s*(?:(?:{leads})\s+)?(?P<bracketed>{units})\.?\s*[)\]]|\s(?:{leads})\s+(?P<last>{units})\.?$"
    )


@cache
def _units() -> Mapping[str, int]:
    entry = read("dates")["durations"]
    return {normalise(word): _SECONDS[unit] for unit, words in entry.items() for word in words}
