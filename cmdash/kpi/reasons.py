"""Why a KPI cannot be computed in a group: the column that is missing, or what else stands against it."""

from __future__ import annotations

import numpy as np

from cmdash.catalog import Kpi, measures
from cmdash.kpi.days import Ints
from cmdash.kpi.groups import Groups
from cmdash.kpi.tables import Bools, Table
from cmdash.kpi.totals import Computed


def missing(groups: Groups, kpi: Kpi, result: Computed, empty: Ints) -> list[str]:
    """The reason of each of the `empty` groups (positions), as a code.

    In this order: what the computation already knows, rows that were left out as their network is excluded, the
    first measure that no row has, the first denominator that is 0 throughout, rows that never have both.
    """
    table = groups.table
    found: dict[int, str] = {int(at): "missing:date" if not kpi.measures else "" for at in empty}
    found |= {at: why for at, why in result.why.items() if at in found}
    lacking = [name for name in kpi.measures if not table.knows(name)]
    if lacking:
        column = _column(table, lacking[0])
        return [why or f"missing:{column}" for why in found.values()]
    known = {name: ~np.isnan(table.measure(name)[groups.rows]) for name in kpi.measures}
    positive = {name: np.nan_to_num(table.measure(name)[groups.rows]) > 0 for name in kpi.denominators}
    networks = table.columns(["network"])["network"][groups.rows]
    allowed = np.ones(len(groups.rows), bool)
    for network in kpi.exclude:
        out = networks == network
        enters = np.logical_and.reduce([out, *known.values(), *positive.values()])
        _say(found, f"excluded:{network}", ~_without(groups, enters))
        allowed &= ~out
    for name in kpi.measures:
        absent = _without(groups, known[name] & allowed)
        for at in [at for at, why in found.items() if not why and absent[at]]:
            found[at] = f"missing:{_column(table, name, groups.rows[groups.group == at])}"
    for name in kpi.denominators:
        _say(found, f"zero:{measures()[name].missing}", _without(groups, positive[name] & allowed))
    for name in kpi.measures[-1:]:
        _say(found, f"missing:{measures()[name].missing}", np.ones(groups.size, bool))
    return list(found.values())


def _say(found: dict[int, str], why: str, where: Bools) -> None:
    """Give the reason to the groups of `where` that have none yet."""
    for at in [at for at, given in found.items() if not given and where[at]]:
        found[at] = why


def _without(groups: Groups, rows: Bools) -> Bools:
    """The groups that have none of the rows."""
    absent: Bools = np.bincount(groups.group[rows], minlength=groups.size) == 0
    return absent


def _column(table: Table, name: str, rows: Ints | None = None) -> str:
    """The column to name for a measure that no row has: of a sum of all its terms, the first that is missing."""
    measure = measures()[name]
    if measure.kind == "chosen":
        return table.counting.acts[0]
    for term in measure.terms if measure.kind == "all" else ():
        values = table.measure(term) if table.kind in measures()[term].tables else np.full(table.size, np.nan)
        if np.isnan(values if rows is None else values[rows]).all():
            return _column(table, term, rows)
    return measure.missing
