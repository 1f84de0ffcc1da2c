"""Dates of a column: is it one, how is it written, what are its values.

`decide` looks at all cells, `convert` reads them, `combine` adds the hour of another column, `spacing` tells the grain.
"""

from __future__ import annotations

import numpy as np

from cmdash.ingest.typing.clocks import ConvertedClocks, clock_share, combine, convert_clocks
from cmdash.ingest.typing.date_order import evenness
from cmdash.ingest.typing.date_style import DateStyle, decide
from cmdash.ingest.typing.date_values import ConvertedDates, convert
from cmdash.ingest.typing.shapes import Cells, sample

__all__ = [
    "ConvertedClocks",
    "ConvertedDates",
    "DateStyle",
    "clock_share",
    "combine",
    "convert",
    "convert_clocks",
    "date_share",
    "decide",
    "is_regular",
    "spacing",
]

_PERIODS = ("day", "week", "month", "quarter", "year")
_REGULAR = 0.8
_BOUNDS = (2.65, 14.5, 52.0, 182.0)
"""Days between the periods' lengths, at their geometric means."""


def date_share(cells: Cells) -> float:
    """The share of non-missing cells that read as dates, on a sample; 0 when all are missing.

    Cells of digits alone that could as well be a figure (`2025`, `45123`, `1700000000`) count half, and only where
    the whole sample is such.
    """
    column = sample(cells)
    style = decide(column)
    converted = convert(column, style, anchor=np.datetime64("2025-12-31"))
    good = int((~np.isnat(converted.values)).sum())
    if good == 0:
        return 0.0
    share = good / (good + len(converted.bad))
    return share / 2 if style.digits else share


def spacing(values: np.ndarray) -> str | None:
    """The period that the median step between distinct days is nearest to; None with fewer than two days."""
    found = np.unique(values[~np.isnat(values)].astype("datetime64[D]"))
    if len(found) < 2:
        return None
    median = float(np.median(np.diff(found).astype(np.int64)))
    return _PERIODS[int(np.searchsorted(_BOUNDS, median))]


def is_regular(values: np.ndarray) -> bool:
    """Whether the distinct days follow each other at one step, in days or in whole months, but for a few gaps."""
    distinct = np.unique(values[~np.isnat(values)].astype("datetime64[D]"))
    return len(distinct) > 1 and bool(evenness(distinct) >= _REGULAR)
