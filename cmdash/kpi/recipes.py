"""How each kind of KPI is computed from sums over rows: columns to make, columns to add up, and the last step.

The columns are made first and then aggregated plainly: a condition inside an aggregation is ignored in silence by
some engines. An empty sum is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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

    values: Mapping[tuple[str, str], Floats]
    first: Ints
    last: Ints

    def of(self, function: str, column: str = "") -> Floats:
        """An aggregate in every group; a count, a length or a sum of nothing is 0."""
        values = self.values[function, column]
        return values if function in ("median", "min", "max") else np.nan_to_num(values)


@dataclass(frozen=True, eq=False)
class Result:
    """A KPI in every group: value (NaN: not computable), rows that entered, and why not where the kind knows."""

    value: Floats
    n: Ints
    why: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Recipe:
    """How a KPI comes out of a table's rows.

    `masks`: columns that say which rows enter; `made`: columns made of measures and masks; neither depends on a
    filter. `sums`: functions and columns; `finish` makes the result.
    """

    finish: Callable[[Sums], Result]
    sums: Sequence[tuple[str, str]]
    made: Mapping[str, nw.Expr] = field(default_factory=dict)
    masks: Mapping[str, nw.Expr] = field(default_factory=dict)


@lru_cache(maxsize=512)
def recipe(kpi: Kpi) -> Recipe:
    """The recipe of a KPI of a kind that rows alone decide."""
    return _KINDS[kpi.kind](kpi)


def _mask(names: tuple[str, ...], positive: tuple[str, ...], exclude: tuple[str, ...]) -> dict[str, nw.Expr]:
    """The column of the rows that have all of `names`; KPIs over the same rows share it."""
    name = "|".join(("+".join(sorted(names)), "+".join(sorted(positive)), "+".join(exclude)))
    return {f"rows {name}": valid(names, positive, exclude)}


def _masked(mask: str, names: tuple[str, ...]) -> dict[str, nw.Expr]:
    """A column per measure that keeps its value only on the rows that enter."""
    return {f"{name} on {mask}": nw.when(nw.col(mask)).then(nw.col(measure_column(name))) for name in names}


def _filled(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts > 0, sums, np.nan)


def _count(_: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        rows = sums.of("len")
        return Result(rows, rows.astype(np.int64))

    return Recipe(finish, [("len", "")])


def _sum(kpi: Kpi) -> Recipe:
    column = measure_column(kpi.numerators[0])
    masks: dict[str, nw.Expr] = {}
    made: dict[str, nw.Expr] = {}
    if kpi.exclude:
        masks = _mask(kpi.measures, (), kpi.exclude)
        made = _masked(next(iter(masks)), kpi.numerators)
        (column,) = made

    def finish(sums: Sums) -> Result:
        known = sums.of("count", column)
        return Result(_filled(sums.of("sum", column), known), known.astype(np.int64))

    return Recipe(finish, [("sum", column), ("count", column)], made, masks)


def _ratio(kpi: Kpi) -> Recipe:
    return _over(kpi, kpi.denominators)


def _product(kpi: Kpi) -> Recipe:
    """A ratio of products of sums: a row without a conversion has its cost in it all the same."""
    return _over(kpi, ())


def _over(kpi: Kpi, positive: tuple[str, ...]) -> Recipe:
    """Sums over sums, on rows that know all of it and have `positive` above 0."""
    masks = _mask(kpi.measures, positive, kpi.exclude)
    over, under = _masked(next(iter(masks)), kpi.numerators), _masked(next(iter(masks)), kpi.denominators)
    first = next(iter(under))
    aggregates = [("count", first), *(("sum", column) for column in over | under)]

    def finish(sums: Sums) -> Result:
        known = sums.of("count", first)
        top = np.prod([sums.of("sum", column) for column in over], axis=0)
        bottom = np.prod([sums.of("sum", column) for column in under], axis=0)
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=(known > 0) & (bottom > 0))
        return Result(value, known.astype(np.int64))

    return Recipe(finish, aggregates, over | under, masks)


def _share(kpi: Kpi) -> Recipe:
    """As a ratio, but a row without the part has none of it: it stays in the whole."""
    masks = _mask(tuple(dict.fromkeys([*kpi.rows, *kpi.denominators])), kpi.denominators, kpi.exclude)
    made = _masked(next(iter(masks)), (*kpi.numerators, *kpi.denominators))
    part, whole = made
    aggregates = [(function, name) for function in ("sum", "count") for name in made]

    def finish(sums: Sums) -> Result:
        known = sums.of("count", part) > 0
        top, bottom = sums.of("sum", part), sums.of("sum", whole)
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=known)
        return Result(value, np.where(known, sums.of("count", whole), 0).astype(np.int64))

    return Recipe(finish, aggregates, made, masks)


def _median(kpi: Kpi) -> Recipe:
    """The median over rows, stories apart (they live a day)."""
    masks = _mask(kpi.measures, kpi.denominators, kpi.exclude)
    value = nw.col(measure_column(kpi.numerators[0]))
    for name in kpi.denominators:
        value = value / nw.col(measure_column(name))
    column = f"typical {kpi.id}"
    lasting = nw.col("story") == 0
    made = {column: nw.when(nw.col(next(iter(masks))) & lasting).then(value)}

    def finish(sums: Sums) -> Result:
        known = sums.of("count", column)
        return Result(_filled(sums.of("median", column), known), known.astype(np.int64))

    return Recipe(finish, [("median", column), ("count", column)], made, masks)


def _weeks(sums: Sums) -> Floats:
    """The weeks of each group's span; NaN where it has none, or is shorter than a week."""
    length = (sums.last - sums.first + 1).astype(np.float64)
    return np.where((sums.first != NONE) & (length >= WEEK), length / WEEK, np.nan)


def _short(sums: Sums, value: Floats) -> dict[int, str]:
    short = np.isnan(value) & (sums.first != NONE)
    return dict.fromkeys(np.flatnonzero(short).tolist(), "too_short")


def _per_week(_: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        dated = sums.of("count", "week")
        value = dated / _weeks(sums)
        return Result(value, np.where(np.isnan(value), 0, dated).astype(np.int64), _short(sums, value))

    return Recipe(finish, [("count", "week")])


def _regularity(_: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        monday = [(days + 3) // WEEK for days in (sums.first, sums.last)]
        weeks = np.where(np.isnan(_weeks(sums)), np.nan, monday[1] - monday[0] + 1)
        dated = sums.of("count", "week")
        undated = sums.of("len") > dated  # an unknown week counts as one more value
        value = (sums.of("n_unique", "week") - undated) / weeks
        return Result(value, np.where(np.isnan(value), 0, dated).astype(np.int64), _short(sums, value))

    return Recipe(finish, [("len", ""), ("count", "week"), ("n_unique", "week")])


_KINDS: Mapping[str, Callable[[Kpi], Recipe]] = {
    "count": _count,
    "sum": _sum,
    "ratio": _ratio,
    "product": _product,
    "share": _share,
    "median": _median,
    "per_week": _per_week,
    "regularity": _regularity,
}
ROW_KINDS = frozenset(_KINDS)
