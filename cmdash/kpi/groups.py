"""The groups of a table: their keys, how many rows each has, which days it spans; and sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi import days
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.expressions import measure_column
from cmdash.kpi.numbering import numbered
from cmdash.kpi.tables import TIME_KEYS, Bools, Table

Floats = npt.NDArray[np.float64]

Aggregate = tuple[str, str]  # function (sum, count, median, min, max, n_unique, len) and column
PIECE = 1 << 15  # rows: what is worked on then fits the cache
GROUP = "group"
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
        found = numbered(per_row)
        group, of = found.place, found.of
        codes = {key: column[found.row] for key, column in zip(by, per_row, strict=True)}
    first, last = _spans(by, codes, len(of), window)
    return Groups(table, tuple(by), codes, of, rows, group, first, last)


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
    wanted = list(dict.fromkeys(aggregates))
    columns = groups.table.columns(dict.fromkeys(column for _, column in wanted if column))
    whole = len(groups.rows) == groups.table.size
    kept = {name: values if whole else values.take(groups.rows) for name, values in columns.items()}
    frame = nw.from_native(pd.DataFrame({GROUP: groups.group, **kept}, copy=False), eager_only=True)
    grouped = frame.group_by(GROUP)
    found: dict[Aggregate, Floats] = {}
    for start in range(0, len(wanted), WIDTH):
        table = grouped.agg(*_expressions(wanted[start : start + WIDTH]))
        at = table[GROUP].to_numpy()
        for function, column in wanted[start : start + WIDTH]:
            found[function, column] = np.full(groups.size, np.nan)
            found[function, column][at] = table[f"{column} {function}"].to_numpy()
    return found


def sums_on(groups: Groups, parts: Mapping[str, tuple[str, str]]) -> dict[Aggregate, Floats]:
    """The sum of each part in every group, and the rows it has there: `("sum", name)` and `("count", name)`.

    `parts`: name -> a measure and the mask on whose rows it counts; both are columns of the table, and the measure is
    known on every such row. Worked out piece by piece, two at a time: a column of a measure on the rows of a mask is
    never held, and a piece stays in the processor's cache.
    """
    measures: dict[str, list[str]] = {}
    for measure, mask in dict.fromkeys(parts.values()):
        measures.setdefault(mask, []).append(measure)
    names = [*measures, *((measure, mask) for mask, those in measures.items() for measure in those)]
    total = np.zeros((len(names), groups.size))
    starts = range(0, len(groups.rows), PIECE)
    with ThreadPoolExecutor(2) as pool:
        run = pool.map if len(starts) > 1 else map
        for at, sums in run(lambda start: _sums_of_piece(groups, measures, start), starts):
            total[:, at] += sums
    by_name = dict(zip(names, total, strict=True))
    found: dict[Aggregate, Floats] = {}
    for name, part in parts.items():
        found["sum", name], found["count", name] = by_name[part], by_name[part[1]]
    return found


def _sums_of_piece(groups: Groups, measures: Mapping[str, Sequence[str]], start: int) -> tuple[Ints, Floats]:
    """The groups of a piece of the rows, and over each of them the count of every mask, then the sums of its
    measures, mask after mask."""
    narrow = np.uint16 if groups.size <= 1 << 16 else np.int64  # 16 bits are sorted without comparing
    group = groups.group[start : start + PIECE]
    order = np.argsort(group.astype(narrow), kind="stable")
    group, rows = group[order], groups.rows[start : start + PIECE][order]
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    asked = dict.fromkeys(measure for those in measures.values() for measure in those)
    figures = {}
    for name, column in zip(asked, groups.table.columns(map(measure_column, asked)).values(), strict=True):
        figure = figures[name] = column.take(rows).astype(np.float64, copy=False)
        figure[np.isnan(figure)] = 0  # 0 times missing would be missing
    counts, sums = [], []
    entered = np.empty(len(rows))
    for mask, column in groups.table.columns(measures).items():
        enters = column.take(rows).astype(np.float64)
        counts.append(np.add.reduceat(enters, begin))
        for measure in measures[mask]:
            np.multiply(figures[measure], enters, out=entered)
            sums.append(np.add.reduceat(entered, begin))
    return group[begin], np.array([*counts, *sums])


def sums_of_pairs(groups: Groups, name: str, other: Ints) -> tuple[Ints, Ints, Floats, Floats]:
    """The sum of a measure in every group split by a second number per kept row (below 0: the row stays out).

    Of the pairs that occur: group, number, sum, and the rows that have the measure.
    """
    entered = np.flatnonzero(other >= 0)
    values = groups.table.measure(name)[groups.rows[entered]]
    group, other = groups.group[entered], other[entered]
    pairs = numbered([group, other])
    known = ~np.isnan(values)
    total = np.bincount(pairs.place, np.where(known, values, 0), pairs.size).astype(np.float64)
    count = np.bincount(pairs.place, known, pairs.size).astype(np.float64)
    return group[pairs.row], other[pairs.row], total, count


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
