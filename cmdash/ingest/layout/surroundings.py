"""What stands around the rows of a home-made table completes them: a month as a tab or a title, names written once,
networks as section rows, year and month in two columns."""

from __future__ import annotations

import numpy as np

from cmdash.catalog import network_spellings, normalise, read, value_spellings, words
from cmdash.ingest.layout.around import headed
from cmdash.ingest.layout.bare_totals import without_bare_totals
from cmdash.ingest.layout.changes import without_changes
from cmdash.ingest.layout.completing import first_cells, with_added
from cmdash.ingest.layout.dates_around import (
    dated_by_month,
    days_of_a_month,
    months_in_digits,
    year_and_month,
)
from cmdash.ingest.layout.names_once import filled_down
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
        filled_down,
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
