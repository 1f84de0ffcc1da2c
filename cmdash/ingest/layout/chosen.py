"""Where a person says the tables of a sheet are: the header row and the range they chose win over what was found.

An answer kept for a layout finds its header row again by its cells, wherever the row stands in the next file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cmdash.catalog import normalise
from cmdash.ingest.layout.bodies import Block
from cmdash.ingest.layout.cells import column_number, filled, head
from cmdash.ingest.layout.header import DEPTH, Header, find_header, header_at
from cmdash.ingest.layout.regions import decimal_beside, sheet_tables, table_at
from cmdash.model import Answer, OpenedFile, RawTable, Sheet

KEYS = ("header", "range")
SOUGHT = 200  # rows from the top in which a kept header is looked for
ABOVE = 5  # lines above a table that may be its titles


@dataclass(frozen=True)
class _Place:
    """Where a table was said to be: row offsets of its header, and the rectangle as far as it was said."""

    first: int
    last: int
    left: int | None = None
    right: int | None = None
    stop: int | None = None
    answers: tuple[Answer, ...] = ()


def find_chosen(opened: OpenedFile, answers: Sequence[Answer]) -> Iterator[RawTable]:
    """Every table of an opened file, as `regions.find_tables`, with those that a person placed in their place.

    A table that shares a cell with one that a person placed (later) gives way to it.
    """
    hint = decimal_beside(opened.delimiter)
    said = [
        a
        for a in answers
        if a.key in KEYS and a.file in (None, opened.name) and a.content in (None, file_print(opened.sha256))
    ]
    for sheet in opened.sheets:
        found = sheet_tables(opened.name, sheet)
        here = [a for a in said if a.sheet in (None, sheet.name)]
        for table in _with_chosen(opened.name, sheet, found, here) if here else found:
            yield replace(table, decimal_hint=hint)


def file_print(sha256: str) -> str:
    """The fingerprint of a file's bytes, as an answer keeps it."""
    return sha256[:16]


def header_print(names: Sequence[str]) -> str:
    """The fingerprint of a header row as an answer keeps it: its names, normalised, without the empty ends."""
    keys = [normalise(name) for name in names]
    while keys and not keys[-1]:
        keys.pop()
    while keys and not keys[0]:
        keys.pop(0)
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()[:16]


def _with_chosen(file: str, sheet: Sheet, found: list[RawTable], answers: list[Answer]) -> list[RawTable]:
    if not sheet.width or not sheet.height:
        return found
    grid = np.column_stack([filled(column) for column in sheet.columns])
    for place in _places(sheet, answers):
        table = _cut(file, sheet, grid, place, found)
        if table is not None and len(table.numbers):
            apart = [t for t in found if not _meet(t, table)]
            found = sorted([*apart, table], key=lambda t: _rectangle(t)[:2])
    return found


def _places(sheet: Sheet, answers: list[Answer]) -> Iterator[_Place]:
    """The places said, the ranges first; a header said inside of a range is the range's own."""
    headers = [(a, rows) for a in answers if a.key == "header" and (rows := _header_rows(sheet, a))]
    ranges = {}  # of two answers for one header row, the one with the row numbers is the closer
    for answer in sorted((a for a in answers if a.key == "range"), key=lambda a: a.content is not None):
        place = _range_place(sheet, answer, headers)
        if place is not None:
            ranges[place.first, place.left] = place
    yield from ranges.values()
    used = {a for place in ranges.values() for a in place.answers}
    for answer, (first, last) in headers:
        if answer not in used:
            yield _Place(first, last, answers=(answer,))


def _header_rows(sheet: Sheet, answer: Answer) -> tuple[int, int] | None:
    """The offsets of the header rows an answer means: by their cells where it knows them, else by their number."""
    first, _, last = answer.value.partition("-")
    top, deep = int(first), max(int(last or first) - int(first), 0)
    if answer.layout:
        return _sought(sheet, answer.layout, top, deep, 0, sheet.width)
    start = np.flatnonzero(sheet.numbers == top)
    stop = int(start[0]) + deep if len(start) else sheet.height
    return (int(start[0]), stop) if stop < sheet.height else None


def _sought(sheet: Sheet, layout: str, top: int, deep: int, left: int, right: int) -> tuple[int, int] | None:
    """The row (or rows) whose cells are the header of this fingerprint, the nearest to where it stood before."""
    rows = head(sheet.columns[left:right], 0, min(SOUGHT, sheet.height))
    fits = [
        start
        for start in range(len(rows) - deep)
        if any(rows[start]) and header_print(header_at(rows[start : start + deep + 1]).names) == layout
    ]
    best = min(fits, key=lambda start: abs(int(sheet.numbers[start]) - top), default=None)
    return None if best is None else (best, best + deep)


def _range_place(
    sheet: Sheet, answer: Answer, headers: list[tuple[Answer, tuple[int, int]]]
) -> _Place | None:
    """The rectangle of a range; its header as said, else as found in it, else its first row."""
    start, _, end = answer.value.partition(":")
    left, right = (column_number(part.rstrip("0123456789")) for part in (start, end))
    top, bottom = (int(part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) for part in (start, end))
    left, right = max(min(left, right), 0), min(max(left, right) + 1, sheet.width)
    if left >= right:
        return None
    if not top:
        found = [(a, rows) for a, rows in headers if a.layout == answer.layout] if answer.layout else headers
        if found:
            return _Place(*found[0][1], left, right, None, (answer, found[0][0]))
        rows = _sought(sheet, answer.layout, 1, 0, left, right) if answer.layout else None
        if not answer.layout and (told := find_header(head(sheet.columns[left:right], 0, DEPTH + 14))):
            rows = (told.first, told.last)
        return _Place(*rows, left, right, None, (answer,)) if rows else None
    inside = np.flatnonzero((sheet.numbers >= min(top, bottom)) & (sheet.numbers <= max(top, bottom)))
    if not len(inside):
        return None
    first, stop = int(inside[0]), int(inside[-1]) + 1
    for said, (above, below) in headers:
        if first <= above and below < stop:
            return _Place(above, below, left, right, stop, (answer, said))
    told = find_header(head(sheet.columns[left:right], first, min(stop, first + DEPTH + 14)))
    above, below = (told.first, told.last) if told else (0, 0)
    return _Place(first + above, first + below, left, right, stop, (answer,))


def _cut(file: str, sheet: Sheet, grid: np.ndarray, place: _Place, found: list[RawTable]) -> RawTable | None:
    """The table at a place. What was not said comes from the table that was found there, or from the filled cells."""
    left, right, stop = place.left, place.right, place.stop
    number = int(sheet.numbers[place.first])
    named = np.flatnonzero(grid[place.first : place.last + 1].any(axis=0))
    if left is None or right is None:
        met = _nearest(found, number, named)
        box = _rectangle(met) if met else None
        sides = [*([box[1], box[3]] if box else []), *([named[0], named[-1]] if len(named) else [])]
        if not sides:
            return None
        left, right = int(min(sides)), int(max(sides)) + 1
    if stop is None:
        met = _nearest(found, number, np.arange(left, right))
        end = _rectangle(met)[2] if met else 0
        filled_rows: np.ndarray = np.asarray(grid[:, left:right].any(axis=1))
        stop = int(np.searchsorted(sheet.numbers, end, side="right"))
        while stop < sheet.height and (stop <= place.last or filled_rows[stop]):
            stop += 1
    header = header_at(head(sheet.columns[left:right], place.first, place.last + 1))
    block = Block(place.first, stop, left, right)
    lines = head(sheet.columns, max(0, place.first - ABOVE), place.first)
    titles = tuple(text for line in lines if (text := " ".join(c.strip() for c in line if c.strip())))
    table = table_at(file, sheet, grid, block, titles, Header(0, place.last - place.first, header.names))
    return replace(table, chosen=place.answers) if table else None


def _nearest(found: list[RawTable], number: int, columns: np.ndarray) -> RawTable | None:
    """The table that was found around a row, else the next one below it, in some of the same columns."""
    below = [
        (max(_rectangle(t)[0] - number, 0), t)
        for t in found
        if _rectangle(t)[2] >= number
        and (not len(columns) or (_rectangle(t)[1] <= columns[-1] and _rectangle(t)[3] >= columns[0]))
    ]
    return min(below, key=lambda pair: pair[0])[1] if below else None


def _rectangle(table: RawTable) -> tuple[int, int, int, int]:
    """Top row, left column, bottom row, right column of a table: row numbers and column places."""
    start, _, end = table.range.partition(":")
    digits, letters = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (
        int(start.lstrip(letters)),
        column_number(start.rstrip(digits)),
        int(end.lstrip(letters)),
        column_number(end.rstrip(digits)),
    )


def _meet(one: RawTable, other: RawTable) -> bool:
    """Whether two tables share a cell."""
    (top, left, bottom, right), (above, first, below, last) = _rectangle(one), _rectangle(other)
    return top <= below and above <= bottom and left <= last and first <= right
