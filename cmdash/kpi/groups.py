"""The groups of a table: their keys, how many rows each has, which days it spans; and sums over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi import days
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.tables import TIME_KEYS, Bools, Table

Floats = npt.NDArray[np.float64]

WIDTH = 64  # columns aggregated at once: pandas warns of frames of a hundred separate columns


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a table by some keys, in the order of their keys, unknown last.

    `codes`: key -> its number in each group. `of`: rows in each group. `rows` are the table's rows that entered and
    `group` the group of each. `first`, `last`: the days a group spans (`NONE` where a time key is unknown).
    """

    table: Table
    by: tuple[str, ...]
    codes: Mapping[str, Ints]
    of: Ints
    rows: Ints
    group: Ints
    first: Ints
    last: Ints

    @property
    def size(self) -> int:
        return len(self.of)

    def labels(self, key: str) -> list[str | None]:
        """The key of each group as the contract writes it."""
        return [self.table.label(key, int(code)) for code in self.codes[key]]


def grouped(table: Table, by: Sequence[str], kept: Bools, window: tuple[int, int] | None) -> Groups:
    """The groups of the kept rows; without keys one group, also when no row is kept.

    `window`: the first and last day that are asked about; a group's span is cut to it. None: no row has a date.
    """
    rows = np.flatnonzero(kept)
    if not by:
        of, group = np.array([len(rows)], np.int64), np.zeros(len(rows), np.int64)
        codes: dict[str, Ints] = {}
    else:
        per_row = [table.codes(key)[rows] for key in by]
        group, of, first_rows = _numbered(per_row)
        codes = {key: column[first_rows] for key, column in zip(by, per_row, strict=True)}
    first, last = _spans(by, codes, len(of), window)
    return Groups(table, tuple(by), codes, of, rows, group, first, last)


def _numbered(columns: Sequence[Ints]) -> tuple[Ints, Ints, Ints]:
    """The group of each row in the order of the keys (unknown last), rows per group, and a row of each."""
    combined = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        place, distinct = pd.factorize(np.where(column == NONE, np.iinfo(np.int64).max, column), sort=True)
        combined = combined * max(len(distinct), 1) + place
    group, distinct = pd.factorize(combined, sort=True)
    of = np.bincount(group, minlength=len(distinct)).astype(np.int64)
    first_rows = np.zeros(len(distinct), np.int64)
    first_rows[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    return group.astype(np.int64), of, first_rows


def _spans(
    by: Sequence[str], codes: Mapping[str, Ints], size: int, window: tuple[int, int] | None
) -> tuple[Ints, Ints]:
    if window is None:
        return np.full(size, NONE, np.int64), np.full(size, NONE, np.int64)
    first, last = np.full(size, window[0], np.int64), np.full(size, window[1], np.int64)
    for key in by:
        if key in TIME_KEYS:
            known = codes[key] != NONE
            start, end = days.bounds(key, np.where(known, codes[key], 0))
            first = np.where(known & (first != NONE), np.maximum(first, start), NONE)
            last = np.where(known & (last != NONE), np.minimum(last, end), NONE)
    return first, last


def sums(
    groups: Groups,
    aggregates: Mapping[str, tuple[str, str]],
    also: Ints | None = None,
) -> pd.DataFrame:
    """The aggregates of every group, in order: a column each, `group` as index.

    `aggregates`: name -> (sum, count, median, min, max, n_unique or len, column of the table). `also` splits every
    group by a second number per kept row; the index then has both, and only the pairs that occur.
    """
    table = groups.table
    whole = len(groups.rows) == table.size
    needed = dict.fromkeys(column for _, column in aggregates.values() if column)
    columns = {name: v if whole else v.take(groups.rows) for name, v in table.columns(needed).items()}
    numbers = {"group": groups.group} if also is None else {"group": groups.group, "also": also}
    keys = list(numbers)
    frame = nw.from_native(pd.DataFrame(numbers | columns, copy=False), eager_only=True)
    parts = [
        _aggregated(frame, keys, function, names) for function, names in _by_function(aggregates).items()
    ]
    found = pd.concat(parts, axis=1) if parts else pd.DataFrame()
    if also is None:
        return found.reindex(range(groups.size))
    return found.sort_index()


def _by_function(aggregates: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Function -> column -> name of the aggregate, so that a function runs once over all its columns."""
    found: dict[str, dict[str, str]] = {}
    for name, (function, column) in aggregates.items():
        found.setdefault(function, {})[column] = name
    return found


def _aggregated(
    frame: nw.DataFrame[pd.DataFrame], keys: list[str], function: str, names: Mapping[str, str]
) -> pd.DataFrame:
    if function == "len":
        found = frame.group_by(*keys).agg(nw.len().alias(names[""]))
        return found.to_native().set_index(keys)
    parts = []
    for at in range(0, len(names), WIDTH):
        chosen = nw.col(*list(names)[at : at + WIDTH])
        found = frame.group_by(*keys).agg(getattr(chosen, function)())
        parts.append(found.to_native().set_index(keys))
    return pd.concat(parts, axis=1).rename(columns=dict(names))
