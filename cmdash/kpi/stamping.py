"""What stands behind one figure: rows counted, acts counted, networks and stories left out, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from cmdash.catalog import Kpi, check, measures
from cmdash.catalog import kpis as declared_kpis
from cmdash.catalog.counting import SUM, declared_acts
from cmdash.kpi import days
from cmdash.kpi.answers import compute
from cmdash.kpi.counting import COUNTED, EVERY_ACT, counted, measured
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.groups import grouped
from cmdash.kpi.holdings import Holdings, holdings
from cmdash.kpi.posts import stands_in
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.tables import Table
from cmdash.model import DECLARED, Query, Stamp, Tracking


def stamp(
    data: Tracking | Prepared,
    kpi_id: str,
    query: Query | None = None,
    kind: str | None = None,
    today: dt.date | None = None,
) -> Stamp:
    """What stands behind a KPI over everything a query keeps.

    `kind`: the kind of table (default, and where it has no rows: the first it is computed in that has). Raises `CatalogError` for an
    unknown KPI or a kind it is not computed in.
    """
    query = query or Query()
    check("kpi", [kpi_id], declared_kpis())
    kpi = counted(declared_kpis()[kpi_id], query.counting)
    check(f"{kpi_id} kind", [kind] if kind else [], kpi.tables)
    prepared = prepare(data)
    answer = compute(prepared, (), [kpi_id], query, today)
    asked = answer[answer["kind"] == kind] if kind else answer
    row = (asked if len(asked) else answer).iloc[0]
    table = prepared.table(str(row["kind"]), query.counting)
    rows = np.flatnonzero(table.rows(query, today or prepared.today))
    last = today or prepared.today
    return Stamp(
        kpi=kpi_id,
        kind=table.kind,
        period=query.period,
        value=float(row["value"]),
        unit=str(row["unit"]),
        n=int(row["n"]),
        of=int(row["of"]),
        why=None if pd.isna(row["why"]) else str(row["why"]),
        numerators=kpi.numerators,
        denominators=kpi.denominators,
        parts=_parts(table, kpi, rows),
        total_rows=_totals(table, kpi, rows),
        excluded=_excluded(table, kpi, rows),
        mixed_rows=_paid(table, rows, "mixed"),
        unstated_rows=_paid(table, rows, None),
        undated_rows=_undated(table, query),
        stories=_stories(table, rows) if kpi.kind == "median" else 0,
        young_rows=int(table.young(last)[rows].sum()) if last and table.kind == "posts" else 0,
        since=_since(prepared, table, kpi, query) if kpi.kind == "stock" else None,
    )


def _over_acts(kpi: Kpi) -> bool:
    """Whether interactions are somewhere in it, alone or within a larger sum."""
    found = [*kpi.numerators, *kpi.denominators]
    for name in found:
        found.extend(term for term in measures()[name].terms if term not in found)
    return bool({SUM, COUNTED} & {*found})


def _chosen(table: Table, kpi: Kpi) -> bool:
    """Whether the acts that a person chose stand in it."""
    return table.counting.own_acts and bool({COUNTED, EVERY_ACT} & {*kpi.numerators})


def _totals(table: Table, kpi: Kpi, rows: Ints) -> int:
    """The rows where the sheet's own total stands for the sum of the acts."""
    if not _over_acts(kpi):
        return 0
    standing = stands_in(table if _chosen(table, kpi) else table.choosing(DECLARED))
    return int(standing[rows].sum())


def _parts(table: Table, kpi: Kpi, rows: Ints) -> Mapping[str, int]:
    if not _over_acts(kpi):
        return MappingProxyType({})
    acts = table.counting.acts if _chosen(table, kpi) else declared_acts()
    there = [act for act in acts if table.kind in measures()[measured(act)].tables]
    known = {act: int((~np.isnan(table.measure(measured(act))[rows])).sum()) for act in there}
    return MappingProxyType({act: count for act, count in known.items() if count})


def _excluded(table: Table, kpi: Kpi, rows: Ints) -> Mapping[str, int]:
    networks = table.columns(["network"])["network"][rows]
    counted = {network: int((networks == network).sum()) for network in kpi.exclude}
    return MappingProxyType({network: count for network, count in counted.items() if count})


def _paid(table: Table, rows: Ints, value: str | None) -> int:
    if not table.has_key("paid"):
        return 0
    code = NONE if value is None else (*table.names("paid"), value).index(value)
    return int((table.codes("paid")[rows] == code).sum())


def _undated(table: Table, query: Query) -> int:
    return int((table.first[table.rows(query.during(None))] == NONE).sum())


def _stories(table: Table, rows: Ints) -> int:
    return int(np.asarray(table.columns(["story"])["story"], np.float64)[rows].sum())


def _since(prepared: Prepared, table: Table, kpi: Kpi, query: Query) -> dt.date | None:
    """The first day of a growth that starts inside the period, as no stock of before is recent enough."""
    if kpi.stat in ("end", "weighted_end") or not table.size:
        return None
    held = _held(prepared, table, query)
    start = prepared.stock(kpi.numerators[0]).start(held.owner, held.first, held.last)
    inside = start.known & (start.day >= held.first)
    return days.date(int(start.day[inside].min())) if inside.any() else None


def start_days(tracking: Tracking, kpi: Kpi, kind: str, query: Query) -> tuple[dt.date, ...]:
    """The days on which the stocks were seen that a growth starts from, an account each; of those that have an end too."""
    prepared = prepare(tracking)
    held = _held(prepared, prepared.table(kind, query.counting), query)
    stock = prepared.stock(kpi.numerators[0])
    start, end = stock.start(held.owner, held.first, held.last), stock.last(held.owner, held.last)
    both = start.known & end.known & (start.day < end.day)
    return tuple(days.date(int(day)) for day in start.day[both])


def _held(prepared: Prepared, table: Table, query: Query) -> Holdings:
    """The accounts of a query, over its period."""
    window = prepared.window(table.kind)
    if query.period:
        window = days.number(query.period.start), days.number(query.period.end)
    return holdings(grouped(table, (), table.rows(query), window), query)
