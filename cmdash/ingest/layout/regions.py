"""Finds the tables of a sheet: blocks of cells, their header, and what around them is not a row of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa

from cmdash.catalog import normalise
from cmdash.ingest.layout.blocks import joined, parted
from cmdash.ingest.layout.bodies import Block, body_rows
from cmdash.ingest.layout.cells import (
    DATE,
    LINK,
    NUMBER,
    classify,
    filled,
    head,
    letter,
)
from cmdash.ingest.layout.header import DEPTH, Header, find_header
from cmdash.model import Finding, OpenedFile, RawTable, Sheet

_DECIMAL_BESIDE = {",": ".", ";": ","}
MANY_BLOCKS = 2000
LINES_SAID = 60  # lines below a table that are told one by one
TITLES = 4  # lone cells under one another, this many at most, are a title or a note and no table


def find_tables(opened: OpenedFile) -> Iterator[RawTable]:
    """Every table of an opened file, sheet by sheet, top to bottom, left to right."""
    hint = decimal_beside(opened.delimiter)
    for sheet in opened.sheets:
        for table in sheet_tables(opened.name, sheet):
            yield replace(table, decimal_hint=hint)


def decimal_beside(delimiter: str | None) -> str:
    """The decimal mark that a delimiter suggests; empty for none."""
    return _DECIMAL_BESIDE.get(delimiter or "", "")


def sheet_tables(file: str, sheet: Sheet) -> list[RawTable]:
    """The tables of one sheet. Titles, totals, notes, blank rows and repeated headers are left out of the bodies."""
    if not sheet.width or not sheet.height:
        return []
    grid = np.column_stack([filled(column) for column in sheet.columns])
    found: list[RawTable] = []
    pending: list[str] = []
    words: list[Block] = []  # blocks of words since the last table: titles of the next one, else notes
    blocks = joined(sheet, list(_blocks(grid, sheet)))
    for block in (part for whole in blocks for part in parted(sheet, grid, whole)):
        table = _table(file, sheet, grid, block, tuple(pending))
        if table is None:
            lines = head(
                sheet.columns[block.left : block.right], block.start, min(block.stop, block.start + 5)
            )
            words.append(block)
            pending = [" ".join(c.strip() for c in line if c.strip()) for line in lines]
            continue
        if table.header is not None or _looks_tabular(table):
            found.append(table)
        pending, words = [], []
    if found and words:
        found[-1] = replace(found[-1], findings=(*found[-1].findings, *_notes(file, sheet, grid, words)))
    return [table for table in found if len(table.numbers)] or found[:1]


def _notes(file: str, sheet: Sheet, grid: np.ndarray, blocks: list[Block]) -> Iterator[Finding]:
    """The lines below the last table, each of which is said."""
    for block in blocks:
        for row in range(block.start, min(block.stop, block.start + LINES_SAID)):
            if grid[row, block.left : block.right].any():
                yield Finding("note-row", "info", file, sheet.name, int(sheet.numbers[row]))


def _blocks(grid: np.ndarray, sheet: Sheet) -> Iterator[Block]:
    """Runs of rows between blank rows; each split again at blank columns where both sides are tables."""
    occupied = grid.any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], occupied, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    if len(runs) > MANY_BLOCKS:  # a blank line after every record: one table
        runs = [(int(edges[0]), int(edges[-1]))]
    for start, stop in runs:
        yield from _split_columns(grid, sheet, int(start), int(stop))


def _split_columns(grid: np.ndarray, sheet: Sheet, start: int, stop: int) -> Iterator[Block]:
    used = grid[start:stop].any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], used, [False]]).astype(np.int8)))
    spans = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if not spans:
        return
    tall = [
        (a, b) for a, b in spans
        if b - a >= 2 and grid[start:stop, a:b].any(axis=1).sum() >= 0.3 * (stop - start) and stop - start >= 3
    ]  # fmt: skip
    if len(tall) < 2 or len(tall) < len(spans) or not _stand_alone(grid, sheet, start, stop, tall):
        yield Block(start, stop, spans[0][0], spans[-1][1])
        return
    for left, right in tall:
        yield Block(start, stop, left, right)


def _stand_alone(grid: np.ndarray, sheet: Sheet, start: int, stop: int, spans: list[tuple[int, int]]) -> bool:
    """Whether the parts beside blank columns are tables each, rather than one table with a blank column in it.

    Each has a header of its own; and they differ in length, say the same names, stand well apart, or are each told
    apart row by row by their own first column.
    """
    parts = [head(sheet.columns[a:b], start, min(stop, start + DEPTH + 14)) for a, b in spans]
    headers = [find_header(rows) for rows in parts]
    if any(header is None for header in headers) or not all(
        _leads(rows, header.last + 1) for rows, header in zip(parts, headers, strict=True) if header
    ):
        return False
    if any(b - a > 1 for (_, a), (b, _) in pairwise(spans)):
        return True
    ends = {int(np.flatnonzero(grid[start:stop, a:b].any(axis=1))[-1]) for a, b in spans}
    names = [normalise(name) for header in headers if header for name in header.names if name]
    if len(ends) > 1 or len(set(names)) < len(names):
        return True
    for (left, _), header in zip(spans, headers, strict=True):
        first = start + (header.last + 1 if header else 0)
        cells = [cell for cell in sheet.columns[left].slice(first, stop - first).to_pylist() if cell.strip()]
        if len(set(cells)) < 0.9 * len(cells):
            return False
    return True


def _leads(rows: list[list[str]], first: int) -> bool:
    """Whether the first column of a part says what its rows are: words, dates or links rather than figures."""
    cells = [row[0].strip() for row in rows[first:] if row[0].strip()]
    told = [cell for cell in cells if classify(cell) in (DATE, LINK) or not cell[0].isdigit()]
    return len(told) >= 0.5 * len(cells)


def table_at(
    file: str, sheet: Sheet, grid: np.ndarray, block: Block, pending: tuple[str, ...], told: Header
) -> RawTable | None:
    """The table in a block whose header a person told; `pending` are the lines above it."""
    return _table(file, sheet, grid, block, pending, told)


def _table(
    file: str,
    sheet: Sheet,
    grid: np.ndarray,
    block: Block,
    pending: tuple[str, ...],
    told: Header | None = None,
) -> RawTable | None:
    columns = sheet.columns[block.left : block.right]
    small = block.right - block.left == 1 and block.stop - block.start <= TITLES and len(sheet.columns) > 1
    if small and told is None:
        return None
    rows = head(columns, block.start, min(block.stop, block.start + DEPTH + 14))
    header = told or find_header(rows)
    if told is None and _tells_about(rows, header, len(sheet.columns)):
        return None
    body_start = block.start + (header.last + 1 if header else 0)
    alone = len(sheet.columns) == 1
    if header is None and (block.stop - block.start < 2 or (block.right - block.left < 2 and not alone)):
        return None
    titles = pending + tuple(
        " ".join(c.strip() for c in row if c.strip()) for row in (rows[: header.first] if header else [])
    )
    findings = [
        Finding("title-line", "info", file, sheet.name, int(sheet.numbers[block.start + i]))
        for i in range(header.first if header else 0)
    ]
    keep, notes = body_rows(file, sheet, grid, block, body_start, header)
    lone = [note.row for note in notes if note.row and note.code in ("note-row", "section-row")]
    numbers = sheet.numbers[body_start : block.stop][keep]
    index = pa.array(np.flatnonzero(keep))
    whole = bool(keep.all())
    body = tuple(
        part if whole else part.take(index)
        for part in (c.slice(body_start, block.stop - body_start) for c in columns)
    )
    first = int(sheet.numbers[block.start + (header.first if header else 0)])
    last = int(numbers[-1]) if len(numbers) else int(sheet.numbers[body_start - 1])
    names = _pad(header.names, block.right - block.left) if header else None
    return RawTable(
        file=file,
        sheet=sheet.name,
        range=f"{letter(block.left)}{first}:{letter(block.right - 1)}{last}",
        header=names,
        header_rows=tuple(int(sheet.numbers[block.start + i]) for i in range(header.first, header.last + 1))
        if header
        else (),
        columns=body,
        numbers=numbers,
        titles=tuple(t for t in titles if t),
        findings=(*findings, *notes),
        sections=_sections(sheet, block, lone),
        stored=frozenset(i - block.left for i in sheet.stored if block.left <= i < block.right),
        percents=sheet.percents and frozenset((row, i - block.left) for row, i in sheet.percents),
    )


def _tells_about(rows: list[list[str]], header: Header | None, width: int) -> bool:
    """Whether a block is words about a table and no table: lines of text, or `Compte : Boulangerie` under one another."""
    body = [[cell for cell in row if cell.strip()] for row in rows if any(cell.strip() for cell in row)]
    if width > 1 and all(len(row) == 1 for row in body):
        return not any(classify(row[0]) in (NUMBER, DATE) for row in body[1:])
    if width > 2 and all(len(row) <= 2 for row in body):
        return sum(row[0].rstrip().endswith(":") or row[0].startswith("#") for row in body) > 0.5 * len(body)
    return header is None and len(body) < 2


def _sections(sheet: Sheet, block: Block, rows: list[int]) -> tuple[tuple[int, str], ...]:
    """The text of rows with a single filled cell, with their number."""
    found = []
    for row in rows:
        offset = int(np.searchsorted(sheet.numbers, row))
        cells = (column[offset].as_py().strip() for column in sheet.columns[block.left : block.right])
        found.append((row, next(cell for cell in cells if cell)))
    return tuple(found)


def _looks_tabular(table: RawTable) -> bool:
    """A table without a header is one when two rows have several cells, or when it is all the sheet has."""
    if len(table.columns) == 1:
        return len(table.numbers) > 1
    part = np.column_stack([filled(column) for column in table.columns])
    return int((part.sum(axis=1) > 1).sum()) >= 2


def _pad(names: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*names, *([""] * (width - len(names))))[:width]
