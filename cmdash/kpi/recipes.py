"""How each kind of KPI is computed from sums over rows: columns to make, columns to add up, and the last step.

The columns are made first and then aggregated plainly: a condition inside an aggregation is ignored in silence by
some engines. An empty sum is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cmdash.catalog import Kpi
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.expressions import measure_column, valid

Floats = npt.NDArray[np.float64]
WEEK = 7


@dataclass(frozen=True, eq=False)
class Sums:
    """The aggregates of every group, by name, with the days its rows may lie in (`NONE`: no such span)."""

    values: Mapping[str, Floats]
    first: Ints
    last: Ints

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]


@dataclass(frozen=True, eq=False)
class Result:
    """A KPI in every group: value (NaN: not computable), rows that entered, and why not where the kind knows."""

    value: Floats
    n: Ints
    why: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Recipe:
    """`made`: columns to add, in order; `sums`: aggregate name -> (function, column); `finish` makes the result."""

    made: Mapping[str, nw.Expr]
    sums: Mapping[str, tuple[str, str]]
    finish: Callable[[Sums], Result]


def recipe(kpi: Kpi) -> Recipe:
    """The recipe of a KPI of a kind that rows alone decide."""
    return _KINDS[kpi.kind](kpi)


def _key(kpi: Kpi) -> str:
    """Names the rows that enter, so that KPIs over the same rows share their columns."""
    return "|".join(("+".join(sorted(kpi.measures)), "+".join(kpi.denominators), "+".join(kpi.exclude)))


def _where(kpi: Kpi) -> nw.Expr:
    return valid(kpi.measures, kpi.denominators, kpi.exclude)


def _masked(kpi: Kpi, names: tuple[str, ...]) -> dict[str, nw.Expr]:
    """A column per measure that keeps its value only on the rows that enter."""
    key, where = _key(kpi), _where(kpi)
    return {f"{name} on {key}": nw.when(where).then(nw.col(measure_column(name))) for name in names}


def _filled(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts > 0, sums, np.nan)


def _count(kpi: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        rows = sums["rows"]
        return Result(rows, rows.astype(np.int64))

    return Recipe({}, {"rows": ("len", "")}, finish)


def _sum(kpi: Kpi) -> Recipe:
    made = _masked(kpi, kpi.numerators)
    (column,) = made
    total, known = f"sum {column}", f"count {column}"

    def finish(sums: Sums) -> Result:
        return Result(_filled(sums[total], sums[known]), sums[known].astype(np.int64))

    return Recipe(made, {total: ("sum", column), known: ("count", column)}, finish)


def _ratio(kpi: Kpi) -> Recipe:
    over, under = _masked(kpi, kpi.numerators), _masked(kpi, kpi.denominators)
    made = over | under
    aggregates = {f"sum {column}": ("sum", column) for column in made}
    known = f"count {next(iter(over))}"
    aggregates[known] = ("count", next(iter(over)))

    def finish(sums: Sums) -> Result:
        top = np.prod([sums[f"sum {column}"] for column in over], axis=0)
        bottom = np.prod([sums[f"sum {column}"] for column in under], axis=0)
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
        return Result(_filled(value, sums[known]), sums[known].astype(np.int64))

    return Recipe(made, aggregates, finish)


def _share(kpi: Kpi) -> Recipe:
    """As a ratio, but a row without the part has none of it: it stays in the whole."""
    (part,), (whole,) = kpi.numerators, kpi.denominators
    names = tuple(dict.fromkeys([*kpi.rows, whole]))
    key = f"{'+'.join(sorted(names))}|{whole}|{'+'.join(kpi.exclude)}"
    where = valid(names, kpi.denominators, kpi.exclude)
    over, under = f"{part} in {key}", f"{whole} on {key}"
    made = {name: nw.when(where).then(nw.col(measure_column(m))) for name, m in ((over, part), (under, whole))}
    aggregates = {f"sum {name}": ("sum", name) for name in made}
    aggregates |= {f"count {name}": ("count", name) for name in made}

    def finish(sums: Sums) -> Result:
        known = (sums[f"count {over}"] > 0) & (sums[f"sum {under}"] > 0)
        top, bottom = sums[f"sum {over}"], sums[f"sum {under}"]
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=known)
        return Result(value, np.where(known, sums[f"count {under}"], 0).astype(np.int64))

    return Recipe(made, aggregates, finish)


def _median(kpi: Kpi) -> Recipe:
    """The median over rows, stories apart (they live a day)."""
    column = f"median of {'/'.join(kpi.measures)} on {_key(kpi)}"
    value = nw.col(measure_column(kpi.numerators[0]))
    for name in kpi.denominators:
        value = value / nw.col(measure_column(name))
    lasting = nw.col("story") == 0
    middle, known = f"median {column}", f"count {column}"

    def finish(sums: Sums) -> Result:
        return Result(_filled(sums[middle], sums[known]), sums[known].astype(np.int64))

    made = {column: nw.when(_where(kpi) & lasting).then(value)}
    return Recipe(made, {middle: ("median", column), known: ("count", column)}, finish)


def _weeks(sums: Sums) -> Floats:
    """The weeks of each group's span; NaN where it has none, or is shorter than a week."""
    length = (sums.last - sums.first + 1).astype(np.float64)
    return np.where((sums.first != NONE) & (length >= WEEK), length / WEEK, np.nan)


def _short(sums: Sums, value: Floats) -> dict[int, str]:
    short = np.isnan(value) & (sums.first != NONE)
    return dict.fromkeys(np.flatnonzero(short).tolist(), "too_short")


def _per_week(kpi: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        dated = sums["dated"]
        value = dated / _weeks(sums)
        return Result(value, np.where(np.isnan(value), 0, dated).astype(np.int64), _short(sums, value))

    return Recipe({}, {"dated": ("count", "week")}, finish)


def _regularity(kpi: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        monday = [(days + 3) // WEEK for days in (sums.first, sums.last)]
        weeks = np.where(np.isnan(_weeks(sums)), np.nan, monday[1] - monday[0] + 1)
        undated = sums["rows"] > sums["dated"]  # an unknown week counts as one more value
        value = (sums["weeks with a row"] - undated) / weeks
        return Result(value, np.where(np.isnan(value), 0, sums["dated"]).astype(np.int64), _short(sums, value))

    aggregates = {"rows": ("len", ""), "dated": ("count", "week"), "weeks with a row": ("n_unique", "week")}
    return Recipe({}, aggregates, finish)


_KINDS: Mapping[str, Callable[[Kpi], Recipe]] = {
    "count": _count,
    "sum": _sum,
    "ratio": _ratio,
    "product": _ratio,
    "share": _share,
    "median": _median,
    "per_week": _per_week,
    "regularity": _regularity,
}
ROW_KINDS = frozenset(_KINDS)
