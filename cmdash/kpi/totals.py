"""The KPIs that rows decide: every column they need made once, every group added up in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cmdash.catalog import Kpi
from cmdash.kpi.days import Ints
from cmdash.kpi.groups import Aggregate, Floats, Groups, sums, sums_on
from cmdash.kpi.recipes import Recipe, Result, Sums, layers, recipe
from cmdash.kpi.tables import Table


@dataclass(frozen=True, eq=False)
class Computed:
    """A KPI in every group of a table. `why` holds the reasons known so far, by position of the group."""

    value: Floats
    unit: npt.NDArray[np.object_]
    n: Ints
    of: Ints
    why: Mapping[int, str]


def from_rows(groups: Groups, kpis: Sequence[Kpi]) -> list[Computed]:
    """Those a row decides. What no row of the table can give is not even added up."""
    table = groups.table
    table.make_measures([name for kpi in kpis for name in kpi.measures])
    recipes = {kpi.id: recipe(kpi) for kpi in kpis if all(table.knows(name) for name in kpi.measures)}
    table.make(layers(recipes.values()))
    parts = {name: part for entry in recipes.values() for name, part in entry.parts.items()}
    others = [
        aggregate for entry in recipes.values() for aggregate in entry.sums if aggregate[1] not in parts
    ]
    others += _currencies(table, [(kpi, recipes[kpi.id]) for kpi in kpis if kpi.id in recipes])
    found = (sums_on(groups, parts) if parts else {}) | (sums(groups, others) if others else {})
    given = Sums(found, groups.first, groups.last)
    return [
        _finished(groups, kpi, recipes[kpi.id].finish(given), given)
        if kpi.id in recipes
        else _none(groups, kpi)
        for kpi in kpis
    ]


def _currencies(table: Table, entries: Sequence[tuple[Kpi, Recipe]]) -> list[Aggregate]:
    """Where a table has amounts in several currencies: the least and the greatest that enter each KPI over money."""
    found: list[Aggregate] = []
    for kpi, entry in entries if len(table.currencies) > 1 else ():
        if kpi.money:
            table.make([{_currency(kpi): nw.when(nw.col(entry.rows[0].name)).then(nw.col("currency"))}])
            found += [("min", _currency(kpi)), ("max", _currency(kpi))]
    return found


def _currency(kpi: Kpi) -> str:
    return f"currency of {kpi.id}"


def _none(groups: Groups, kpi: Kpi) -> Computed:
    """Not computable in any group."""
    unit = np.full(groups.size, "" if kpi.unit == "money" else kpi.unit, object)
    return Computed(np.full(groups.size, np.nan), unit, np.zeros(groups.size, np.int64), groups.of, {})


def _finished(groups: Groups, kpi: Kpi, result: Result, given: Sums) -> Computed:
    value, n, why = result.value, result.n, dict(result.why)
    unit = np.full(groups.size, kpi.unit, object)
    names = groups.table.currencies
    if kpi.unit == "money":
        unit[:] = names[0] if len(names) == 1 else ""
    if kpi.money and len(names) > 1:
        least, most = given.of("min", _currency(kpi)), given.of("max", _currency(kpi))
        mixed = least < most
        why |= dict.fromkeys(np.flatnonzero(mixed).tolist(), "mixed_currency")
        value = np.where(mixed, np.nan, value)
        if kpi.unit == "money":
            single = np.flatnonzero(least == most)
            unit[single] = [names[int(code)] for code in least[single]]
    return Computed(value, unit, np.where(np.isnan(value), 0, n), groups.of, why)
