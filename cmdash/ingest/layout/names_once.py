"""Names, networks and months written once over their rows, or merged over them: taken for the rows below, and told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from cmdash.ingest.layout.around import headed
from cmdash.ingest.layout.cells import filled
from cmdash.ingest.layout.completing import carried, cells_of, with_column
from cmdash.model import RawTable

_OF_A_POST = ("text", "post_id", "url", "format", "likes", "comments", "shares")
_NAMING = ("date", "start", "end", "network", "account", "campaign", "format", "theme", "text", "url")
MOSTLY = 0.6  # share of the names that head a block, where a blank may also be a name that nobody wrote


def filled_down(table: RawTable) -> RawTable:
    """The table with the names that stand in the first row of each block only in all of its rows."""
    network = headed(table, "network")
    for field, fits in (
        ("account", _once_a_block),
        ("network", _once_a_block),
        ("campaign", _campaign_over_rows),
        ("theme", _leads_blocks),
        ("date", _block_of_networks),
    ):
        index = headed(table, field)
        if index is None or (field == "date" and network is None):
            continue
        said = filled(table.columns[index])
        if said.all() or not said[0]:
            continue
        cells = cells_of(table, index)
        if fits(table, cells, index):
            names = carried(cells)
            if field in ("campaign", "theme"):
                names = _but_for_bare(table, index, cells, names)
            count = sum(name != cell for name, cell in zip(names, cells, strict=True))
            table = with_column(table, index, names, "filled-down", count=count)
    return table


def _once_a_block(table: RawTable, cells: Sequence[str], index: int) -> bool:  # noqa: ARG001
    """Each name stands once, or again only after a section or a sub-total: then blanks below it are its rows."""
    seen = _once_each(table, cells)
    return seen is not None and (seen > 1 or bool(_parted(table))) and not _last_alone(cells)


def _campaign_over_rows(table: RawTable, cells: Sequence[str], index: int) -> bool:
    """A campaign over its lines. In a table of publications a blank is a post of no campaign, unless its names lead
    the rows."""
    if any(headed(table, field) is not None for field in _OF_A_POST):
        return _leads_blocks(table, cells, index)
    if _last_alone(cells):
        return False
    return _once_each(table, cells) is not None or _mostly_heads(cells)


def _leads_blocks(table: RawTable, cells: Sequence[str], index: int) -> bool:
    """Names in the first column, most of which have blanks below them: the rows are sorted by them."""
    leading = not any(filled(column).any() for column in table.columns[:index])
    return leading and not _last_alone(cells) and _mostly_heads(cells)


def _block_of_networks(table: RawTable, cells: Sequence[str], index: int) -> bool:  # noqa: ARG001
    """A date for several rows, each of another network: `janvier | Facebook`, ` | Instagram`.

    Most dates must head such a block: a blank here and there is a date that nobody wrote.
    """
    network = headed(table, "network")
    if network is None or len({cell for cell in cells if cell}) != sum(1 for cell in cells if cell):
        return False
    if not _mostly_heads(cells):
        return False
    pairs = list(zip(carried(cells), cells_of(table, network), strict=True))
    return len(set(pairs)) == len(pairs) and all(name for _, name in pairs)


def _once_each(table: RawTable, cells: Sequence[str]) -> int | None:
    """How many names there are, where each stands once (again only after a section or a sub-total); else None."""
    parted = _parted(table)
    seen: dict[str, int] = {}
    for cell, row in zip(cells, table.numbers.tolist(), strict=True):
        if cell and cell in seen and not any(seen[cell] < number < row for number in parted):
            return None
        if cell:
            seen[cell] = row
    return len(seen)


def _parted(table: RawTable) -> list[int]:
    """The rows of sections and sub-totals that part the rows of the table."""
    totals = [f.row for f in table.findings if f.code == "total-row" and f.row is not None]
    return [number for number, _ in table.sections] + totals


def _mostly_heads(cells: Sequence[str]) -> bool:
    """Whether most names have a blank right below them, and none stands again right below itself."""
    if any(cell and cell == below for cell, below in itertools.pairwise(cells)):
        return False
    heads = sum(bool(cell) and not below for cell, below in itertools.pairwise(cells))
    return heads >= 2 and heads >= MOSTLY * sum(bool(cell) for cell in cells)


def _last_alone(cells: Sequence[str]) -> bool:
    """Whether the one blank is that of the last row, which may be a total without a word."""
    return cells.index("") == len(cells) - 1


def _but_for_bare(table: RawTable, index: int, cells: Sequence[str], names: Sequence[str]) -> list[str]:
    """The names, without those of rows that have nothing but figures where the others say more: no line of a campaign."""
    others = [place for field in _NAMING if (place := headed(table, field)) is not None and place != index]
    if not others:
        return list(names)
    told = np.logical_or.reduce([filled(table.columns[place]) for place in others])
    return [name if cell or row else "" for name, cell, row in zip(names, cells, told.tolist(), strict=True)]
