"""What stands behind a figure, for the small print every figure opens. No words: the story writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cmdash.model.query import Period


@dataclass(frozen=True)
class Stamp:
    """The provenance of one KPI over one kind of table.

    `n` of `of`: rows (accounts for stocks) that entered, of those there were. `parts`: act -> rows in which it was
    counted, for KPIs over interactions; `total_rows`: rows where the sheet's own combined total stands in.
    `numerators`, `denominators`: measures. `excluded`: network -> rows left out by declaration. `mixed_rows`: rows
    whose figures join organic and paid; `unstated_rows`: rows that say neither. `undated_rows`: rows without a date,
    left out whenever a period is asked. `stories`: rows left out of a median. `young_rows`: rows whose figures still
    grow. `since`: the day a stock was first seen, where that is inside the period instead of before it.
    """

    kpi: str
    kind: str
    period: Period | None
    value: float
    unit: str
    n: int
    of: int
    why: str | None = None
    numerators: tuple[str, ...] = ()
    denominators: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    total_rows: int = 0
    excluded: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    mixed_rows: int = 0
    unstated_rows: int = 0
    undated_rows: int = 0
    stories: int = 0
    young_rows: int = 0
    since: dt.date | None = None
