"""What the typeface can write, and how wide: read once from its files, so that nothing printed is a box or overflows."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from cmdash.report import fonts

FACES = ("Regular", "Semibold", "It")  # a character counts as known where all of them have it
SAFETY = 1.02  # kerning may widen a line a little


@cache
def known() -> frozenset[str]:
    """The characters that every face in use can write."""
    return frozenset.intersection(*(frozenset(_glyphs(face)) for face in FACES))


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text stands on one line, in the unit of `size`. What the typeface lacks counts as wide."""
    advances = _advances("Semibold" if bold else "Regular")
    return SAFETY * size * sum(advances.get(letter, 1.0) for letter in text)


def shortened(text: str, size: float, room: float) -> str:
    """The text if it fits into the room on one line, else its beginning with an ellipsis."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


@cache
def _advances(face: str) -> dict[str, float]:
    """The advance of each character, as a fraction of the size."""
    tables = _tables(_file(face), 0, ("head", "hhea", "hmtx"))
    (em,) = struct.unpack(">H", tables["head"][18:20])
    (count,) = struct.unpack(">H", tables["hhea"][34:36])
    metrics = struct.unpack(f">{2 * count}H", tables["hmtx"][: 4 * count])
    last = count - 1
    return {letter: metrics[2 * min(glyph, last)] / em for letter, glyph in _glyphs(face).items()}


@cache
def _glyphs(face: str) -> dict[str, int]:
    """The glyph of each character of a face in use."""
    return characters(_file(face))


def characters(path: Path, index: int = 0) -> dict[str, int]:
    """The glyph of each character of a font file; `index` says which font of a collection. Nothing for a file that is
    none."""
    try:
        return _mapped(_tables(path, index, ("cmap",))["cmap"])
    except (OSError, KeyError, struct.error, ValueError):
        return {}


def _mapped(cmap: bytes) -> dict[str, int]:
    (count,) = struct.unpack(">H", cmap[2:4])
    found: dict[str, int] = {}
    for place in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = struct.unpack(">HHI", cmap[place : place + 8])
        (form,) = struct.unpack(">H", cmap[offset : offset + 2])
        if (platform, encoding) in ((3, 1), (3, 10), (0, 3), (0, 4)) and form in (4, 12):
            pairs = _segments(cmap[offset:]) if form == 4 else _groups(cmap[offset:])
            found |= {chr(code): glyph for code, glyph in pairs if glyph}
    return found


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Code and glyph of a map of format 4: the characters of the first plane, in segments."""
    (double,) = struct.unpack(">H", table[6:8])
    parts = (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    ends, starts, deltas, offsets = (
        struct.unpack(f">{double // 2}H", table[part : part + double]) for part in parts
    )
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[at]:
                place = parts[3] + 2 * at + offsets[at] + 2 * (code - start)
                (glyph,) = struct.unpack(">H", table[place : place + 2])
            if glyph or not offsets[at]:
                yield code, (glyph + deltas[at]) & 0xFFFF


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    """Code and glyph of a map of format 12: all planes, in groups."""
    (count,) = struct.unpack(">I", table[12:16])
    for at in range(16, 16 + 12 * count, 12):
        start, end, glyph = struct.unpack(">III", table[at : at + 12])
        yield from zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True)


def _file(face: str) -> Path:
    return fonts.folder() / f"SourceSansPro-{face}.ttf"


def _tables(path: Path, index: int, wanted: Collection[str]) -> dict[str, bytes]:
    """Tables of a font file by their tag. Only they are read: a font of thousands of characters is large."""
    with path.open("rb") as held:
        start = 0
        if held.read(4) == b"ttcf":
            held.seek(12 + 4 * index)
            (start,) = struct.unpack(">I", held.read(4))
        held.seek(start + 4)
        (count,) = struct.unpack(">H", held.read(2))
        held.seek(start + 12)
        entries = [struct.unpack(">4sIII", held.read(16)) for _ in range(count)]
        found = {}
        for tag, _, place, size in entries:
            if tag.decode("latin-1") in wanted:
                held.seek(place)
                found[tag.decode("latin-1")] = held.read(size)
    return found
