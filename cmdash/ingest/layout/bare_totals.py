"""Totals without a word: rows that name nothing and hold the sums of the rows above them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.ingest.layout.around import headed
from cmdash.ingest.layout.cells import filled
from cmdash.ingest.typing import numbers
from cmdash.model import Finding, RawTable

_COUNTED = 0.6
_TOTALS = 200  # rows without a name beyond which they are rows, not sub-totals


def without_bare_totals(table: RawTable) -> RawTable:
    """The table without the rows that name nothing and hold the sums of the rows above them: totals without a word."""
    date = headed(table, "date")
    counted = [
        i
        for i in range(len(table.columns))
        if i != date and numbers.numeric_share(table.columns[i]) >= _COUNTED
    ]
    currency = headed(table, "currency")  # a total, too, is in euros
    named = [i for i in range(len(table.columns)) if i not in counted and i != currency]
    if not counted or not named or len(table.numbers) < 3:
        return table
    said = np.logical_or.reduce([filled(table.columns[i]) for i in named])
    bare = np.flatnonzero(~said)
    if not len(bare) or len(bare) > 0.4 * len(said) or len(bare) > _TOTALS:
        return table
    values = np.column_stack(
        [numbers.convert(table.columns[i], numbers.decide([table.columns[i]])).values for i in counted]
    )
    totals = _totals(values, bare.tolist())
    if not totals:
        return table
    keep = np.setdiff1d(np.arange(len(said)), totals)
    told = [Finding("total-row", "info", table.file, table.sheet, int(table.numbers[row])) for row in totals]
    return replace(
        table,
        columns=tuple(column.take(pa.array(keep)) for column in table.columns),
        numbers=table.numbers[keep],
        findings=(*table.findings, *told),
    )


def _totals(values: np.ndarray, bare: list[int]) -> list[int]:
    """The bare rows that hold sums. Where more hold those of several rows if one that repeats the single row of its
    block is taken for its sub-total, it is one too."""
    plain, _ = _found(values, bare, single=False)
    totals, sums = _found(values, bare, single=True)
    return totals if sums and sums >= len(plain) else plain


def _found(values: np.ndarray, bare: list[int], single: bool) -> tuple[list[int], int]:
    """The totals, and how many of them hold the sums of several rows."""
    totals: list[int] = []
    sums = 0
    for row in bare:
        since = totals[-1] + 1 if totals else 0
        above = np.setdiff1d(np.arange(row), totals)
        if sums_up(values[row], values[since:row]) or sums_up(values[row], values[above]):
            totals.append(row)
            sums += 1
        elif single and row - since == 1 and np.array_equal(values[row], values[since], equal_nan=True):
            totals.append(row)
    return totals, sums


def sums_up(row: np.ndarray, rows: np.ndarray) -> bool:
    """Whether a row of figures holds the sums (or the means) of at least two rows, in most of the columns it fills."""
    known = ~np.isnan(row)
    if len(rows) < 2 or not known.any() or not np.nansum(np.abs(row)):
        return False
    part = rows[:, known]
    if (np.nan_to_num(part) != 0).any(axis=1).sum() < 2:
        return False
    sums = np.nansum(part, axis=0)
    means = sums / np.maximum((~np.isnan(part)).sum(axis=0), 1)
    told = row[known]
    near = np.isclose(told, sums, rtol=1e-6, atol=0.01) | np.isclose(told, means, rtol=1e-3, atol=0.01)
    return bool(near.mean() > 0.5)
