"""How each kind of KPI is computed from sums over rows: columns to make, columns to add up, and the last step.

The columns are made first and then aggregated plainly: a condition inside an aggregation is ignored in silence by
some engines. An empty sum is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cmdash.catalog import Kpi
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.expressions import conditions, measure_column, valid

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

    `rows`: masks that say which rows enter. `parts`: for each column of a measure on the rows of a mask, which
    measure and which mask; the measure is known on every such row. `made`: other columns made of measures and
    masks. None depends on a filter. `sums`: functions and columns; `finish` makes the result.
    """

    finish: Callable[[Sums], Result]
    sums: Sequence[tuple[str, str]]
    rows: Sequence[_Rows] = ()
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    made: Mapping[str, nw.Expr] = field(default_factory=dict)

    @property
    def layers(self) -> tuple[dict[str, nw.Expr], dict[str, nw.Expr], dict[str, nw.Expr]]:
        """The columns to make once the measures are there: conditions, then masks, then what is made of them."""
        asked = {name: made for rows in self.rows for name, made in rows.conditions.items()}
        return asked, {rows.name: rows.mask for rows in self.rows}, dict(self.made)

    @property
    def parts_made(self) -> dict[str, nw.Expr]:
        """The parts as columns, with a value on their rows alone."""
        return {
            name: nw.when(nw.col(mask)).then(nw.col(measure_column(measure)))
            for name, (measure, mask) in self.parts.items()
        }


def layers(recipes: Iterable[Recipe]) -> list[dict[str, nw.Expr]]:
    """The columns several recipes need made, each once, layer after layer."""
    found: list[dict[str, nw.Expr]] = [{}, {}, {}]
    for entry in recipes:
        for layer, made in zip(found, entry.layers, strict=True):
            layer |= made
    return found


@lru_cache(maxsize=512)
def recipe(kpi: Kpi) -> Recipe:
    """The recipe of a KPI of a kind that rows alone decide."""
    return _KINDS[kpi.kind](kpi)


@dataclass(frozen=True, eq=False)
class _Rows:
    """The rows that enter: the mask of that name, with the conditions it is made of."""

    name: str
    conditions: Mapping[str, nw.Expr]
    mask: nw.Expr

    def on(self, names: tuple[str, ...]) -> dict[str, tuple[str, str]]:
        """A column per measure on these rows."""
        return {f"{name} on {self.name}": (name, self.name) for name in names}


def _rows(known: tuple[str, ...], positive: tuple[str, ...], exclude: tuple[str, ...]) -> _Rows:
    """The rows that know all of `known`, have `positive` above 0; KPIs over the same rows share them."""
    name = "|".join(("+".join(sorted(known)), "+".join(sorted(positive)), "+".join(exclude)))
    asked = conditions(known, positive, exclude)
    return _Rows(f"rows {name}", asked, valid(asked))


def _filled(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts > 0, sums, np.nan)


def _count(_: Kpi) -> Recipe:
    def finish(sums: Sums) -> Result:
        rows = sums.of("len")
        return Result(rows, rows.astype(np.int64))

    return Recipe(finish, [("len", "")])


def _sum(kpi: Kpi) -> Recipe:
    rows = _rows(kpi.measures, (), kpi.exclude)
    parts = rows.on(kpi.numerators)
    (column,) = parts

    def finish(sums: Sums) -> Result:
        known = sums.of("count", column)
        return Result(_filled(sums.of("sum", column), known), known.astype(np.int64))

    return Recipe(finish, [("sum", column), ("count", column)], [rows], parts)


def _ratio(kpi: Kpi) -> Recipe:
    return _over(kpi, kpi.denominators)


def _product(kpi: Kpi) -> Recipe:
    """A ratio of products of sums: a row without a conversion has its cost in it all the same."""
    return _over(kpi, ())


def _over(kpi: Kpi, positive: tuple[str, ...]) -> Recipe:
    """Sums over sums, on rows that know all of it and have `positive` above 0."""
    rows = _rows(kpi.measures, positive, kpi.exclude)
    over, under = rows.on(kpi.numerators), rows.on(kpi.denominators)
    first = next(iter(under))
    aggregates = [("count", first), *(("sum", column) for column in over | under)]

    def finish(sums: Sums) -> Result:
        known = sums.of("count", first)
        top = np.prod([sums.of("sum", column) for column in over], axis=0)
        bottom = np.prod([sums.of("sum", column) for column in under], axis=0)
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=(known > 0) & (bottom > 0))
        return Result(value, known.astype(np.int64))

    return Recipe(finish, aggregates, [rows], over | under)


def _share(kpi: Kpi) -> Recipe:
    """As a ratio, but a row without the part has none of it: it stays in the whole."""
    needed = tuple(dict.fromkeys([*kpi.rows, *kpi.denominators]))
    every = _rows(needed, kpi.denominators, kpi.exclude)
    some = _rows(tuple(dict.fromkeys([*needed, *kpi.numerators])), kpi.denominators, kpi.exclude)
    parts = some.on(kpi.numerators) | every.on(kpi.denominators)
    part, whole = parts
    aggregates = [(function, name) for function in ("sum", "count") for name in parts]

    def finish(sums: Sums) -> Result:
        known = sums.of("count", part) > 0
        top, bottom = sums.of("sum", part), sums.of("sum", whole)
        value = np.divide(top, bottom, out=np.full(len(top), np.nan), where=known)
        return Result(value, np.where(known, sums.of("count", whole), 0).astype(np.int64))

    return Recipe(finish, aggregates, [every, some], parts)


def _median(kpi: Kpi) -> Recipe:
    """The median over rows, stories apart (they live a day)."""
    rows = _rows(kpi.measures, kpi.denominators, kpi.exclude)
    value = nw.col(measure_column(kpi.numerators[0]))
    for name in kpi.denominators:
        value = value / nw.col(measure_column(name))
    column = f"typical {kpi.id}"
    lasting = nw.col("story") == 0
    made = {column: nw.when(nw.col(rows.name) & lasting).then(value)}

    def finish(sums: Sums) -> Result:
        known = sums.of("count", column)
        return Result(_filled(sums.of("median", column), known), known.astype(np.int64))

    return Recipe(finish, [("median", column), ("count", column)], [rows], made=made)


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
