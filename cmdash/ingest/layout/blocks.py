"""Blocks of cells that blank rows part and that are one table all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cmdash.ingest.layout.bodies import TOTAL, Block
from cmdash.ingest.layout.cells import DATE, EMPTY, NUMBER, SENTENCE, WORD, classify, head
from cmdash.ingest.layout.header import DEPTH, RECURRING, find_header
from cmdash.ingest.layout.structure import first_data_row, reads_as_names, recurs
from cmdash.model import Sheet

MOST_NAMES = 8  # rows that names of columns take
GAP = 5  # blank rows between a header and its rows
LONGEST_GAP = 5  # blank rows between the rows of a table
SEEN = DEPTH + 14
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
        classify(name) == DATE == kind for name, kind in zip(own.names, usual, strict=False)
    ):
        own = None  # a row of the table above, poor in figures
    if own is not None and recurs(list(own.names), body + told) <= RECURRING:
        return False
    if header is not None and TOTAL.match(next(cell for cell in new[0] if cell.strip())):
        return True
    return sum(_fits(row, usual) for row in told) >= 0.6 * len(told)


def _rows(sheet: Sheet, block: Block) -> Rows:
    return head(sheet.columns[block.left : block.right], block.start, min(block.stop, block.start + SEEN))


def _count(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _usual(cells: Sequence[str]) -> str:
    kinds = Counter(kind for cell in cells if (kind := classify(cell)) != EMPTY)
    return _like(kinds.most_common(1)[0][0]) if kinds else EMPTY


def _like(kind: str) -> str:
    return WORD if kind == SENTENCE else kind


def _fits(row: Sequence[str], usual: Sequence[str]) -> bool:
    """Whether a row has the kinds of cells that the columns have, figures among them where they hold figures."""
    told = [(_like(kind), usual[i]) for i, cell in enumerate(row) if (kind := classify(cell)) != EMPTY]
    figures = any(kind in (NUMBER, DATE) for kind in usual)
    if figures and not any(kind in (NUMBER, DATE) for kind, _ in told):
        return False
    return sum(kind == own or own == EMPTY for kind, own in told) >= 0.8 * len(told) > 0
