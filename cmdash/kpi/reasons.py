"""Why a KPI cannot be computed in a group: the column that is missing, or what else stands against it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cmdash.catalog import Kpi, measures
from cmdash.kpi.computing import Computed, measure_columns
from cmdash.kpi.expressions import measure_column
from cmdash.kpi.groups import Groups
from cmdash.kpi.tables import Bools, Table


def missing(groups: Groups, kpi: Kpi, result: Computed, empty: Sequence[int]) -> list[str]:
    """The reason of each of the `empty` groups (positions), as a code."""
    return [result.why.get(int(at)) or _reason(groups, kpi, int(at)) for at in empty]


def _reason(groups: Groups, kpi: Kpi, at: int) -> str:
    rows = groups.rows[groups.group == at]
    table = groups.table
    needed = list(kpi.measures)
    known = {name: ~np.isnan(_values(table, name)[rows]) for name in needed}
    left_out = np.isin(np.asarray(table.columns(["network"], {})["network"])[rows], kpi.exclude)
    enters = np.logical_and.reduce([known[name] for name in needed], initial=True)
    for name in kpi.denominators:
        enters &= np.nan_to_num(_values(table, name)[rows]) > 0
    if kpi.exclude and (enters & left_out).any():
        networks = np.asarray(table.columns(["network"], {})["network"])[rows]
        return f"excluded:{networks[enters & left_out][0]}"
    for name in needed:
        if not (known[name] & ~left_out).any():
            return f"missing:{_lacking(table, name, rows)}"
    for name in kpi.denominators:
        if not (np.nan_to_num(_values(table, name)[rows]) > 0).any():
            return f"zero:{measures()[name].missing}"
    return f"missing:{_lacking(table, needed[-1], rows)}" if needed else "missing:date"


def _lacking(table: Table, name: str, rows: Bools) -> str:
    """The column to name for a measure that no row has: of a sum of all its terms, the first that is missing."""
    measure = measures()[name]
    if measure.kind == "all":
        for term in measure.terms:
            if table.kind not in measures()[term].tables or np.isnan(_values(table, term)[rows]).all():
                return _lacking(table, term, rows)
    return measure.missing


def _values(table: Table, name: str) -> np.ndarray:
    table.columns([], measure_columns(table, [name]))
    return np.asarray(table.columns([measure_column(name)], {})[measure_column(name)], np.float64)
