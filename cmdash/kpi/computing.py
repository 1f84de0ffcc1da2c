"""Every KPI of a table in every group, in one pass over its rows (and one over its stocks)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog import Kpi
from cmdash.kpi.days import Ints
from cmdash.kpi.expressions import measure_column, measure_expressions, valid
from cmdash.kpi.groups import Floats, Groups, sums
from cmdash.kpi.prepared import Prepared
from cmdash.kpi.recipes import ROW_KINDS, Result, Sums, recipe
from cmdash.kpi.tables import Table
from cmdash.model import Query


@dataclass(frozen=True, eq=False)
class Computed:
    """A KPI in every group of a table. `why` holds the reasons known so far, by position of the group."""

    value: Floats
    unit: npt.NDArray[np.object_]
    n: Ints
    of: Ints
    why: Mapping[int, str]


def computed(prepared: Prepared, groups: Groups, kpis: Sequence[Kpi], query: Query) -> list[Computed]:
    """The KPIs, in the order asked."""
    by_rows = [kpi for kpi in kpis if kpi.kind in ROW_KINDS]
    found = dict(zip([kpi.id for kpi in by_rows], _from_rows(groups, by_rows), strict=True))
    return [found[kpi.id] for kpi in kpis]


def _from_rows(groups: Groups, kpis: Sequence[Kpi]) -> list[Computed]:
    recipes = [recipe(kpi) for kpi in kpis]
    made = measure_columns(groups.table, [name for kpi in kpis for name in kpi.measures])
    aggregates: dict[str, tuple[str, str]] = {}
    for kpi, entry in zip(kpis, recipes, strict=True):
        made |= entry.made
        aggregates |= entry.sums
        if kpi.money and _several(groups.table):
            made[_currency_of(kpi)] = nw.when(valid(kpi.measures)).then(nw.col("currency"))
            aggregates |= {f"{end} {kpi.id}": (end, _currency_of(kpi)) for end in ("min", "max")}
    totals = _counted(sums(groups, aggregates, made)) if aggregates else {}
    given = Sums(totals, groups.first, groups.last)
    return [
        _finished(groups, kpi, entry.finish(given), given) for kpi, entry in zip(kpis, recipes, strict=True)
    ]


def measure_columns(table: Table, names: Sequence[str]) -> dict[str, nw.Expr]:
    """The columns to make so that the table has the measures, in their order."""
    made: dict[str, nw.Expr] = {}
    for name in dict.fromkeys(names):
        if measure_column(name) not in made:
            made.update(measure_expressions(name, table.kind, table.actions))
    return made


def _counted(frame: pd.DataFrame) -> dict[str, Floats]:
    """The aggregates as arrays; in a group without rows a count is 0."""
    found = {}
    for name in frame.columns:
        values = frame[name].to_numpy(np.float64)
        counts = name.startswith(("count ", "sum ")) or name in ("rows", "dated", "weeks with a row")
        found[str(name)] = np.nan_to_num(values) if counts else values
    return found


def _several(table: Table) -> bool:
    return len(table.currencies) > 1


def _currency_of(kpi: Kpi) -> str:
    return f"currency of {kpi.id}"


def _finished(groups: Groups, kpi: Kpi, result: Result, given: Sums) -> Computed:
    value, n, why = result.value, result.n, dict(result.why)
    unit = np.full(groups.size, kpi.unit, object)
    names = groups.table.currencies
    if kpi.unit == "money":
        unit[:] = names[0] if len(names) == 1 else ""
    if kpi.money and _several(groups.table):
        least, most = given[f"min {kpi.id}"], given[f"max {kpi.id}"]
        mixed = least < most
        why |= dict.fromkeys(np.flatnonzero(mixed).tolist(), "mixed_currency")
        value = np.where(mixed, np.nan, value)
        if kpi.unit == "money":
            single = np.flatnonzero(least == most)
            unit[single] = [names[int(code)] for code in least[single]]
    return Computed(value, unit, np.where(np.isnan(value), 0, n), groups.of, why)
