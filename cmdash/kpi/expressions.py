"""The measures as narwhals expressions: one wording for pandas, polars, DuckDB and Spark.

They read the columns of a prepared table: the numeric fields under their ids, `network` (never null),
`total_stands_for`, `followers_of_post` where the table has it. Missing is null (NaN in pandas), and stays so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_

import narwhals as nw

from cmdash.catalog import Measure, measures
from cmdash.catalog.counting import WEIGHTED
from cmdash.kpi.counting import CLICK, measured
from cmdash.model import DECLARED, Counting


def measure_column(name: str) -> str:
    """The name of a measure's column (a field and a measure may share an id)."""
    return f"measure:{name}"


def measure_layers(
    names: Iterable[str], table: str, counting: Counting = DECLARED, totals: Container[str] | None = None
) -> list[dict[str, nw.Expr]]:
    """The columns to add so that a table has the measures, layer by layer: a layer needs only those before it.

    `counting` says which acts `counted_acts` is made of and what each weighs in `weighted_acts`. `totals`: the combined
    columns that any row has, where that is known; another one cannot stand for anything.
    """
    layers: list[dict[str, nw.Expr]] = []
    for name in names:
        _add(name, table, counting, totals, layers)
    return layers


def _add(
    name: str,
    table: str,
    counting: Counting,
    totals: Container[str] | None,
    layers: list[dict[str, nw.Expr]],
) -> int:
    """Add a measure after its terms; the number of its layer."""
    measure = measures()[name]
    depth = max(
        (_add(term, table, counting, totals, layers) + 1 for term in _terms(measure, table, counting)),
        default=0,
    )
    if len(layers) <= depth:
        layers.append({})
    column = measure_column(name)
    if column not in layers[depth]:
        layers[depth][column] = _expression(measure, table, counting, totals)
    return depth


def terms_of(measure: Measure, counting: Counting) -> dict[str, float]:
    """The measures that make a measure, with their weights, once a person has chosen."""
    if measure.kind == "chosen":
        return dict.fromkeys((measured(act) for act in counting.acts), 1.0)
    if measure.id == WEIGHTED:
        return {measured(act): weight for act, weight in counting.weighing.items() if weight}
    return dict(measure.terms)


def _terms(measure: Measure, table: str, counting: Counting) -> tuple[str, ...]:
    """The terms that can exist in a table; none for a sum of all terms that lacks one."""
    terms = terms_of(measure, counting)
    there = tuple(term for term in terms if table in measures()[term].tables)
    return there if measure.kind != "all" or len(there) == len(terms) else ()


def _expression(measure: Measure, table: str, counting: Counting, totals: Container[str] | None) -> nw.Expr:
    if measure.kind in ("column", "told"):
        return nw.col(measure.id)
    if measure.kind == "followers":
        return nw.col("followers_of_post")
    if measure.kind == "one":
        return nw.lit(1.0)
    if measure.kind == "words":
        text = nw.col(measure.missing)
        known = ~text.is_null() & ~text.is_in(list(measure.apart)) if measure.apart else ~text.is_null()
        return nw.when(known).then(text.is_in(list(measure.words)).cast(nw.Float64))
    terms = terms_of(measure, counting)
    chosen = {term: nw.col(measure_column(term)) for term in _terms(measure, table, counting)}
    made = _chosen(chosen) if measure.kind == "chosen" else _combined(measure.kind, chosen, terms)
    if measure.total is None or (totals is not None and measure.total not in totals):
        return nw.lit(None, dtype=nw.Float64) if made is None else made
    parts = [f for f in measure.unless if table in measures()[f].tables]
    stands = _all([nw.col("total_stands_for") == measure.id, *(nw.col(f).is_null() for f in parts)])
    total = nw.when(stands).then(nw.col(measure.total))
    if made is None:
        return total
    return nw.coalesce(total, made) if measure.unless else nw.coalesce(made, total)


def _chosen(parts: dict[str, nw.Expr]) -> nw.Expr | None:
    """The acts that are known; with clicks among them, a row must have these: it is another sum without."""
    clicks = parts.pop(CLICK, None)
    acts = _combined("known", parts, {})
    return acts if clicks is None else clicks if acts is None else acts + clicks


def _combined(kind: str, parts: dict[str, nw.Expr], weights: Mapping[str, float]) -> nw.Expr | None:
    if not parts:
        return None
    columns = list(parts.values())
    if kind == "first":
        return nw.coalesce(*columns) if len(columns) > 1 else columns[0]
    if kind == "known":
        known = reduce(or_, (~part.is_null() for part in columns))
        return nw.when(known).then(nw.sum_horizontal(*columns))
    return reduce(
        lambda left, right: left + right, (_weighed(part, weights[term]) for term, part in parts.items())
    )


def _weighed(part: nw.Expr, weight: float) -> nw.Expr:
    return part if weight == 1 else part * weight


def conditions(
    known: Iterable[str], positive: Sequence[str] = (), exclude: tuple[str, ...] = ()
) -> dict[str, nw.Expr]:
    """What can be asked of a row, a column each, which the KPIs share: a measure known, or above 0; a network that is
    not excluded.

    A missing measure is not above 0 either: the second needs the first no more.
    """
    made = {
        f"known {name}": ~nw.col(measure_column(name)).is_null() for name in known if name not in positive
    }
    made |= {f"positive {name}": nw.col(measure_column(name)) > 0 for name in positive}
    return made | (
        {f"not {' or '.join(exclude)}": ~nw.col("network").is_in(list(exclude))} if exclude else {}
    )


def valid(conditions: Iterable[str]) -> nw.Expr:
    """Which rows enter: those of which all the conditions hold (columns of `conditions`)."""
    return _all([nw.col(name) for name in conditions])


def _all(conditions: list[nw.Expr]) -> nw.Expr:
    return reduce(and_, conditions)
