"""The groups of a table: their keys, how many rows each has, which days it spans; and sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi import days
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.tables import TIME_KEYS, Bools, Table

Floats = npt.NDArray[np.float64]

Aggregate = tuple[str, str]  # function (sum, count, median, min, max, n_unique, len) and column
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


def sums(groups: Groups, aggregates: Iterable[Aggregate]) -> dict[Aggregate, Floats]:
    """The aggregates of every group, in the order of the groups; NaN in a group without rows."""
    found = _aggregated(groups, aggregates, {"group": groups.group})
    at = found.pop(("key", "group")).astype(np.int64)
    return {name: _placed(values, at, groups.size) for name, values in found.items()}


def sums_of_pairs(
    groups: Groups, aggregates: Iterable[Aggregate], other: Ints
) -> tuple[Ints, Ints, dict[Aggregate, Floats]]:
    """The aggregates of every group split by a second number per kept row: group, number and aggregates of the
    pairs that occur."""
    found = _aggregated(groups, aggregates, {"group": groups.group, "other": other})
    first, second = (found.pop(("key", key)).astype(np.int64) for key in ("group", "other"))
    return first, second, found


def _aggregated(
    groups: Groups, aggregates: Iterable[Aggregate], keys: Mapping[str, Ints]
) -> dict[Aggregate, Floats]:
    """One pass over the kept rows; the keys come back under ("key", name)."""
    wanted = list(dict.fromkeys(aggregates))
    whole = len(groups.rows) == groups.table.size
    columns = groups.table.columns(dict.fromkeys(column for _, column in wanted if column))
    kept = {name: values if whole else values.take(groups.rows) for name, values in columns.items()}
    grouped = nw.from_native(pd.DataFrame({**keys, **kept}, copy=False), eager_only=True).group_by(*keys)
    found: dict[Aggregate, Floats] = {}
    for at in range(0, len(wanted), WIDTH):
        table = grouped.agg(*_expressions(wanted[at : at + WIDTH]))
        for name in keys:
            found["key", name] = table[name].to_numpy()
        for function, column in wanted[at : at + WIDTH]:
            found[function, column] = table[f"{column} {function}"].to_numpy().astype(np.float64)
    return found


def _expressions(wanted: Sequence[Aggregate]) -> list[nw.Expr]:
    """One expression a function, over all its columns at once."""
    columns: dict[str, list[str]] = {}
    for function, column in wanted:
        columns.setdefault(function, []).append(column)
    return [
        nw.len().alias(" len")
        if function == "len"
        else getattr(nw.col(*names), function)().name.suffix(f" {function}")
        for function, names in columns.items()
    ]


def _placed(values: Floats, at: Ints, size: int) -> Floats:
    found = np.full(size, np.nan)
    found[at] = values
    return found
