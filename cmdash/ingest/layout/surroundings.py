"""What stands around the rows of a home-made table completes them: a month as a tab or a title, names written once,
networks as section rows, year and month in two columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from cmdash.catalog import network_spellings, normalise, read, value_spellings, words
from cmdash.ingest.layout.around import headed
from cmdash.ingest.layout.bare_totals import without_bare_totals
from cmdash.ingest.layout.cells import filled
from cmdash.ingest.layout.changes import without_changes
from cmdash.ingest.layout.completing import carried, cells_of, first_cells, with_added, with_column
from cmdash.ingest.layout.dates_around import (
    dated_by_month,
    days_of_a_month,
    months_in_digits,
    year_and_month,
)
from cmdash.ingest.layout.ratings import with_ratings
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.ingest.typing.month_names import month
from cmdash.model import RawTable


def in_context(table: RawTable) -> RawTable:
    """The table with what its surroundings say in each of its rows. A cell that says something is never changed, but a
    day alone or a month alone that becomes a date. Each completion is told."""
    if table.header is None or not len(table.numbers):
        return table
    for complete in (
        without_bare_totals,
        _filled_down,
        year_and_month,
        months_in_digits,
        days_of_a_month,
        dated_by_month,
        _networks_of_sections,
        with_ratings,
        without_changes,
    ):
        table = complete(table)
    return table


def _filled_down(table: RawTable) -> RawTable:
    """Names, networks and months that stand in the first row of each block only."""
    network = headed(table, "network")
    for field, fits in (("account", _once_a_block), ("network", _once_a_block), ("date", _block_of_networks)):
        index = headed(table, field)
        if index is None or (field == "date" and network is None):
            continue
        said = filled(table.columns[index])
        if said.all() or not said[0]:
            continue
        cells = cells_of(table, index)
        if fits(table, cells, network):
            blanks = len(said) - int(said.sum())
            table = with_column(table, index, carried(cells), "filled-down", count=blanks)
    return table


def _once_a_block(table: RawTable, cells: Sequence[str], network: int | None) -> bool:  # noqa: ARG001
    """Each name stands once, or again only after a section or a sub-total: then blanks below it are its rows."""
    named = [(cell, int(number)) for cell, number in zip(cells, table.numbers, strict=True) if cell]
    parted = [number for number, _ in table.sections]
    parted += [f.row for f in table.findings if f.code == "total-row" and f.row is not None]
    seen: dict[str, int] = {}
    for cell, number in named:
        if cell in seen and not any(seen[cell] < row < number for row in parted):
            return False
        seen[cell] = number
    unlabelled_total = cells.index("") == len(cells) - 1  # the one blank is that of the last row
    return (len(seen) > 1 or bool(parted)) and not unlabelled_total


def _block_of_networks(table: RawTable, cells: Sequence[str], network: int | None) -> bool:
    """A date for several rows, each of another network: `janvier | Facebook`, ` | Instagram`.

    Most dates must head such a block: a blank here and there is a date that nobody wrote.
    """
    if network is None or len({cell for cell in cells if cell}) != sum(1 for cell in cells if cell):
        return False
    heads = sum(bool(cell) and not below for cell, below in itertools.pairwise(cells))
    if heads < 2 or heads < 0.6 * sum(bool(cell) for cell in cells):
        return False
    pairs = list(zip(carried(cells), cells_of(table, network), strict=True))
    return len(set(pairs)) == len(pairs) and all(name for _, name in pairs)


def _networks_of_sections(table: RawTable) -> RawTable:
    """Networks that stand as section rows between the rows are those of the rows below them."""
    told = [(number, text) for number, text in table.sections if network_in_text(text)]
    if not told or table.network is not None or headed(table, "network") is not None:
        return table
    if any(_names_networks(table, index) for index in range(len(table.columns))):
        return table
    owners = [""] * len(table.numbers)
    for number, text in table.sections:
        network = network_in_text(text)
        if network is None and _within(text):
            continue
        for place in np.flatnonzero(table.numbers > number):
            owners[place] = network or ""
    if not any(owners):
        return table
    return with_added(table, "Network", owners, "network-from-sections", count=len(told))


def _within(text: str) -> bool:
    """A section that parts the rows of a network further: a month, a week, a format."""
    named = [word for word in words(text) if month(word) is not None or word in read("dates")["weeks"]]
    return bool(named) or normalise(text).rstrip("s") in _formats()


def _formats() -> frozenset[str]:
    return frozenset(spelling.rstrip("s") for spelling in value_spellings("format"))


def _names_networks(table: RawTable, index: int) -> bool:
    cells = [normalise(cell) for cell in first_cells(table, index, 50)]
    return bool(cells) and sum(cell in network_spellings() for cell in cells) >= 0.8 * len(cells)
