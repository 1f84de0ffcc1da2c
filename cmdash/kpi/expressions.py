"""The measures as narwhals expressions: one wording for pandas, polars, DuckDB and Spark.

They read the columns of a prepared table: the numeric fields under their ids, `network` (never null),
`total_stands_for`, `followers_of_post` where the table has it. Missing is null (NaN in pandas), and stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

import narwhals as nw

from cmdash.catalog import Measure, measures

ALL_ACTIONS = ("likes", "comments", "shares", "saves")


def measure_column(name: str) -> str:
    """The name of a measure's column (a field and a measure may share an id)."""
    return f"measure:{name}"


def measure_layers(
    names: Iterable[str], table: str, actions: tuple[str, ...] = ALL_ACTIONS
) -> list[dict[str, nw.Expr]]:
    """The columns to add so that a table has the measures, layer by layer: a layer needs only those before it.

    `actions` limits which acts an interaction is made of; with a part of them a combined total stands for nothing.
    """
    layers: list[dict[str, nw.Expr]] = []
    for name in names:
        _add(name, table, actions, layers)
    return layers


def _add(name: str, table: str, actions: tuple[str, ...], layers: list[dict[str, nw.Expr]]) -> int:
    """Add a measure after its terms; the number of its layer."""
    measure = measures()[name]
    depth = max((_add(term, table, actions, layers) + 1 for term in _terms(measure, table)), default=0)
    if len(layers) <= depth:
        layers.append({})
    column = measure_column(name)
    if column not in layers[depth]:
        layers[depth][column] = _expression(measure, table, actions)
    return depth


def _terms(measure: Measure, table: str) -> tuple[str, ...]:
    """The terms that can exist in a table; none for a sum of all terms that lacks one."""
    there = tuple(term for term in measure.terms if table in measures()[term].tables)
    return there if measure.kind != "all" or len(there) == len(measure.terms) else ()


def _expression(measure: Measure, table: str, actions: tuple[str, ...]) -> nw.Expr:
    if measure.kind == "column":
        return nw.col(measure.id)
    if measure.kind == "followers":
        return nw.col("followers_of_post")
    if measure.kind == "one":
        return nw.lit(1.0)
    if measure.kind == "words":
        text = nw.col(measure.missing)
        return nw.when(~text.is_null()).then(text.is_in(list(measure.words)).cast(nw.Float64))
    chosen = [
        nw.col(measure_column(term))
        for term in _terms(measure, table)
        if measure.kind != "known" or term in actions
    ]
    made = _combined(measure, chosen)
    if measure.total is None or set(actions) != set(ALL_ACTIONS):
        return nw.lit(None, dtype=nw.Float64) if made is None else made
    parts = [f for f in measure.unless if table in measures()[f].tables]
    stands = _all([nw.col("total_stands_for") == measure.id, *(nw.col(f).is_null() for f in parts)])
    total = nw.when(stands).then(nw.col(measure.total))
    if made is None:
        return total
    return nw.coalesce(total, made) if measure.unless else nw.coalesce(made, total)


def _combined(measure: Measure, parts: list[nw.Expr]) -> nw.Expr | None:
    if not parts:
        return None
    if measure.kind == "first":
        return nw.coalesce(*parts) if len(parts) > 1 else parts[0]
    if measure.kind == "known":
        known = reduce(or_, (~part.is_null() for part in parts))
        return nw.when(known).then(nw.sum_horizontal(*parts))
    return reduce(
        lambda left, right: left + right,
        (part * weight for part, weight in zip(parts, measure.terms.values(), strict=True)),
    )


def valid(known: Iterable[str], positive: Iterable[str] = (), exclude: tuple[str, ...] = ()) -> nw.Expr:
    """Which rows enter: all of `known` measures known, all of `positive` above 0, network not excluded."""
    conditions = [~nw.col(measure_column(name)).is_null() for name in known]
    conditions += [nw.col(measure_column(name)) > 0 for name in positive]
    if exclude:
        conditions.append(~nw.col("network").is_in(list(exclude)))
    return _all(conditions)


def _all(conditions: list[nw.Expr]) -> nw.Expr:
    return reduce(and_, conditions)
