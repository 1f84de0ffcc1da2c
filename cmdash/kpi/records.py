"""From when to when the files give a figure, and the level that a period starts from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from cmdash.catalog import Kpi, kpis
from cmdash.kpi import days
from cmdash.kpi.prepared import prepare
from cmdash.kpi.stamping import stamp, start_days
from cmdash.kpi.stocks import Bools
from cmdash.kpi.tables import Table
from cmdash.model import Query, Stamp, Tracking


@dataclass(frozen=True)
class Level:
    """A stock at the start of a period: its sum over accounts, and the earliest day it was seen on; `apart` where not all on it."""

    value: float
    day: dt.date
    apart: bool


def last_day(tracking: Tracking, kind: str, asked: Query) -> dt.date | None:
    """The last day of the files that hold the rows asked for: one silent network does not end a file of several."""
    table = prepare(tracking).table(kind)
    mine = _files(tracking, table, table.rows(asked)) & (table.first != days.NONE)
    return days.date(int(table.last[mine].max())) if mine.any() else None


def first_day(tracking: Tracking, kind: str, asked: Query) -> dt.date | None:
    """The first day of the rows asked for."""
    table = prepare(tracking).table(kind)
    mine = table.rows(asked) & (table.first != days.NONE)
    return days.date(int(table.first[mine].min())) if mine.any() else None


def record_start(
    tracking: Tracking, kpi: Kpi, kind: str, asked: Query
) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """The first day on which the files that hold the rows asked for give what a KPI is made from, and the first one
    that its first row speaks of; None for never.

    They differ for stocks: counted at the end of the first row that has it, of the accounts asked for.
    """
    prepared = prepare(tracking)
    table = prepared.table(kind, asked.counting)
    rows = table.rows(replace(asked, period=None))
    stock = kpi.kind == "stock"
    mine = (rows if stock else _files(tracking, table, rows)) & (table.first != days.NONE)
    for name in kpi.numerators:
        mine = mine & ~np.isnan(table.measure(name))
    if not mine.any():
        return None, None
    begun = days.date(int(table.first[mine].min()))
    return days.date(int(table.last[mine].min())) if stock else begun, begun


def _files(tracking: Tracking, table: Table, mine: Bools) -> Bools:
    """Every row of the files that some rows are from."""
    files = tracking.frame(table.kind)["file"]
    return files.isin(files[mine].unique()).to_numpy(bool) if mine.any() else mine


def start_level(tracking: Tracking, size: Stamp, query: Query, today: dt.date) -> Level | None:
    """The level a period starts from, where every account that has an end has a start too."""
    change = next(
        kpi
        for kpi in kpis().values()
        if kpi.stat == "change" and kpi.numerators == kpis()[size.kpi].numerators
    )
    grown = stamp(tracking, change.id, query, size.kind, today)
    if grown.n != size.n or np.isnan(grown.value):
        return None
    seen = start_days(tracking, change, size.kind, query)
    return Level(size.value - grown.value, min(seen), len(set(seen)) > 1) if seen else None
