"""Every KPI of a table in every group: those that rows decide, then those of stocks."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.catalog import Kpi
from cmdash.kpi.groups import Groups
from cmdash.kpi.holdings import holdings, means, stocks
from cmdash.kpi.prepared import Prepared
from cmdash.kpi.recipes import ROW_KINDS
from cmdash.kpi.totals import Computed, from_rows
from cmdash.model import Query


def computed(prepared: Prepared, groups: Groups, kpis: Sequence[Kpi], query: Query) -> list[Computed]:
    """The KPIs, in the order asked."""
    by_rows = [kpi for kpi in kpis if kpi.kind in ROW_KINDS]
    found = dict(zip([kpi.id for kpi in by_rows], from_rows(groups, by_rows), strict=True))
    held = holdings(groups, query) if any(kpi.kind == "stock" for kpi in kpis) else None
    for kpi in kpis:
        if held is not None and kpi.kind == "stock":
            found[kpi.id] = stocks(prepared, groups, kpi, held)
        elif kpi.kind == "per_mean":
            found[kpi.id] = means(prepared, groups, kpi)
    return [found[kpi.id] for kpi in kpis]
