"""Blocks of cells that blank rows part and that are one table all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from cmdash.ingest.layout.bodies import TOTAL, Block
from cmdash.ingest.layout.cells import DATE, EMPTY, NUMBER, SENTENCE, WORD, classify, filled, head
from cmdash.ingest.layout.header import DEPTH, RECURRING, find_header
from cmdash.ingest.layout.structure import (
    figure_columns,
    first_data_row,
    reads_as_names,
    recurs,
    tells_units,
    with_figures,
)
from cmdash.model import Sheet

MOST_NAMES = 8  # rows that names of columns take
GAP = 5  # blank rows between a header and its rows
LONGEST_GAP = 5  # blank rows between the rows of a table
SEEN = DEPTH + 14
LONGEST_MARK = 4  # letters of a mark for a missing figure
MOST_PARTS = 20  # tables right under one another; more places of words are cells of the rows
_NAME = r"^\s*[\p{L}#(%]"
Rows = list[list[str]]


def joined(sheet: Sheet, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those taken together that are a header and its rows, or the rows of one table and its totals."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and block.start >= waiting.stop and _heads(sheet, waiting, block):
            left, right = min(waiting.left, block.left), max(waiting.right, block.right)
            waiting = Block(waiting.start, block.stop, left, right)
            continue
        if waiting is not None and block.start >= waiting.stop and _goes_on(sheet, waiting, block):
            waiting = Block(waiting.start, block.stop, waiting.left, waiting.right)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def parted(sheet: Sheet, grid: np.ndarray, block: Block) -> list[Block]:
    """The block, or the tables in it that stand right under one another: each begins where other names stand in the
    columns of figures, over rows of figures of their own."""
    top = _rows(sheet, block)
    header = find_header(top)
    if header is None:
        return [block]
    body = [row for row in top[header.last + 1 :] if _count(row) > 1]
    figures = figure_columns([[classify(cell) for cell in row] for row in body]) if body else []
    if len(figures) < 2:
        return [block]
    columns = [
        sheet.columns[block.left + i].slice(block.start, block.stop - block.start) for i in figures[:4]
    ]
    height = block.stop - block.start
    named, count = np.ones(height, dtype=bool), np.zeros(height, dtype=int)
    for column in columns:
        words = pc.match_substring_regex(column, _NAME).to_numpy(zero_copy_only=False)
        named &= words | ~filled(column)
        count += words
        if not named.any():
            return [block]
    named &= count > 1
    named[: header.last + 2] = False  # at least one row below the header
    places = np.flatnonzero(named).tolist()
    starts = [block.start + p for p in places if _begins(sheet, block, p, body, header.names)]
    if not places or len(places) > MOST_PARTS or not starts:
        return [block]
    found, edges = [], [block.start, *(_title_above(grid, block, start) for start in starts), block.stop]
    for first, last in pairwise(edges):
        used = np.flatnonzero(grid[first:last, block.left : block.right].any(axis=0))
        found.append(Block(first, last, block.left + int(used[0]), block.left + int(used[-1]) + 1))
    return found


def _begins(sheet: Sheet, block: Block, place: int, body: Rows, names: Sequence[str]) -> bool:
    """Whether a row in the middle of a block is the header of the rows below it, and another one than that above."""
    start = block.start + place
    row, *below = _rows(sheet, Block(start, min(block.stop, start + 12), block.left, block.right))
    told = [cell.strip() for cell in row if cell.strip()]
    if [cell.strip() for cell in row] == [name.strip() for name in names] or len(set(told)) < len(told):
        return False
    if not below or tells_units(row) or not reads_as_names(row) or first_data_row([row, *below]) != 1:
        return False
    return (
        _count(row) >= max(2, 0.6 * _count(below[0]))
        and recurs(row, _data([row, *below, *body])) <= RECURRING
    )


def _data(rows: Rows) -> Rows:
    return [row for row, data in zip(rows, with_figures(rows), strict=True) if data]


def _title_above(grid: np.ndarray, block: Block, start: int) -> int:
    """The first of the lines of one cell right above a row, or the row itself."""
    while start - 1 > block.start and grid[start - 1, block.left : block.right].sum() == 1:
        start -= 1
    return start


def _heads(sheet: Sheet, above: Block, below: Block) -> bool:
    """Whether a block is names of columns alone and the one right below it figures without names."""
    height = above.stop - above.start
    apart = above.right <= below.left or above.left >= below.right
    if height > MOST_NAMES or below.start - above.stop > GAP or apart:
        return False
    left, right = min(above.left, below.left), max(above.right, below.right)
    names = _rows(sheet, Block(above.start, above.stop, left, right))
    rows = _rows(sheet, Block(below.start, below.stop, left, right))
    named = {i for row in names for i, cell in enumerate(row) if cell.strip()}
    used = {i for row in rows for i, cell in enumerate(row) if cell.strip()}
    if len(named & used) < max(2, 0.5 * len(used)) or first_data_row(rows) not in (0, 1):
        return False
    return first_data_row(names + rows) in (height, height + 1) and reads_as_names(names[-1])


def _goes_on(sheet: Sheet, table: Block, more: Block) -> bool:
    """Whether the rows of a block are built like those of the table above it, and no header stands over them."""
    if more.start - table.stop > LONGEST_GAP or more.left < table.left or more.right > table.right:
        return False
    if table.right - table.left < 2:
        return False
    rows = _rows(sheet, table)
    header = find_header(rows)
    body = [row for row in rows[header.last + 1 if header else 0 :] if _count(row) > 1]
    new = _rows(sheet, Block(more.start, more.stop, table.left, table.right))
    told = [row for row in new if _count(row) > 1]
    if not told or len(body) < (1 if header else 2):
        return False
    usual = [_usual([row[i] for row in body]) for i in range(table.right - table.left)]
    own = find_header(new)
    if own is not None and any(
        classify(name) == DATE and DATE in kinds for name, kinds in zip(own.names, usual, strict=False)
    ):
        own = None  # a row of the table above, poor in figures
    if own is not None and recurs(list(own.names), _data(body + told)) <= RECURRING:
        return False
    if header is not None and TOTAL.match(next(cell for cell in new[0] if cell.strip())):
        return True
    return sum(_fits(row, usual) for row in told) >= 0.6 * len(told)


def _rows(sheet: Sheet, block: Block) -> Rows:
    return head(sheet.columns[block.left : block.right], block.start, min(block.stop, block.start + SEEN))


def _count(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _usual(cells: Sequence[str]) -> frozenset[str]:
    """The kind that most cells of a column have, and a number where one stands among marks for missing ones.

    None where a column says nothing but one mark (`F`, `n.c.`): anything may stand below.
    """
    said = {cell.strip() for cell in cells if cell.strip()}
    if len(said) == 1 and sum(bool(cell.strip()) for cell in cells) > 2 and len(min(said)) <= LONGEST_MARK:
        return frozenset()
    kinds = Counter(kind for cell in cells if (kind := classify(cell)) != EMPTY)
    often = {_like(kind) for kind, _ in kinds.most_common(1)}
    return frozenset(often | ({NUMBER} & kinds.keys()))


def _like(kind: str) -> str:
    return WORD if kind == SENTENCE else kind


def _fits(row: Sequence[str], usual: Sequence[frozenset[str]]) -> bool:
    """Whether a row has the kinds of cells that the columns have, figures among them where they hold figures."""
    told = [(_like(kind), usual[i]) for i, cell in enumerate(row) if (kind := classify(cell)) != EMPTY]
    figures = any(kinds & {NUMBER, DATE} for kinds in usual)
    if figures and not any(kind in (NUMBER, DATE) for kind, _ in told):
        return False
    return sum(kind in own or not own for kind, own in told) >= 0.8 * len(told) > 0
