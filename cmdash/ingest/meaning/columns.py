"""Columns as the matcher sees them: the header, a sample of the values, what share of them reads as what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from cmdash.catalog import normalise
from cmdash.ingest.layout.cells import EMPTY, LINK, SENTENCE, classify
from cmdash.ingest.typing import choices, dates, numbers
from cmdash.model import RawTable

SAMPLE = 400
_YEAR = re.compile(r"20[0-4]\d")


@dataclass(frozen=True)
class Column:
    """A column as the matcher sees it: its header, a sample of its values, and what share of them reads as what."""

    index: int
    source: str
    key: str
    sample: pa.Array
    numeric: float
    dated: float
    linked: float
    long: float
    varied: bool
    empty: bool

    @cached_property
    def networks(self) -> float:
        """The share of cells that name a network."""
        return _share(self.sample, "network")

    @cached_property
    def years(self) -> float:
        """The share of the cells that say something which are a year alone."""
        cells = [cell.strip() for cell in self.sample.to_pylist() if classify(cell) != EMPTY]
        return sum(bool(_YEAR.fullmatch(cell)) for cell in cells) / len(cells) if cells else 0.0

    @cached_property
    def lengths(self) -> float:
        """The share of the cells that say something which are lengths of time with their unit."""
        return numbers.worded_share(self.sample)

    @cached_property
    def formats(self) -> float:
        """The share of cells that name a format."""
        return _share(self.sample, "format")


def look_at(table: RawTable) -> tuple[Column, ...]:
    """What can be seen of each column without converting it. Shares are of the cells that say something."""
    header = table.header or table.sources
    return tuple(_look(i, table.sources[i], header[i], column) for i, column in enumerate(table.columns))


def _look(index: int, source: str, name: str, column: pa.Array) -> Column:
    sample = _spread(column)
    kinds = [kind for kind in (classify(cell) for cell in sample.to_pylist()) if kind != EMPTY]
    count = len(kinds)
    return Column(
        index=index,
        source=source,
        key=normalise(name),
        sample=sample,
        numeric=numbers.numeric_share(sample) if count else 0.0,
        dated=dates.date_share(sample) if count else 0.0,
        linked=sum(k == LINK for k in kinds) / count if count else 0.0,
        long=sum(k == SENTENCE for k in kinds) / count if count else 0.0,
        varied=_varied(sample.to_pylist()),
        empty=not count,
    )


def _varied(cells: list[str]) -> bool:
    """Whether the cells are texts of several words, nearly all different: what people write of each post."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if len(texts) < 3:
        return False
    several = sum(len(text.split()) >= 2 and not text[0].isdigit() for text in texts)
    return several >= 0.7 * len(texts) and len(set(texts)) >= 0.8 * len(texts)


def _spread(column: pa.Array) -> pa.Array:
    """Up to SAMPLE cells, taken evenly over the whole column: its start alone may be all zeros or all blanks."""
    if len(column) <= SAMPLE:
        return column
    step = len(column) / SAMPLE
    return column.take(pa.array([int(i * step) for i in range(SAMPLE)]))


def _share(sample: pa.Array, field: str) -> float:
    """The share of cells that name a value of a closed field."""
    cells = Counter(cell for cell in sample.to_pylist() if cell.strip())
    named = sum(count for cell, count in cells.items() if _names(cell, field))
    return named / cells.total() if cells else 0.0


def _names(cell: str, field: str) -> bool:
    return choices.listed(cell, field) is not None or (
        field == "network" and bool(choices.several_networks(cell) or choices.network_and_format(cell))
    )
