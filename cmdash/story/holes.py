"""Months that an account's record lacks: a sum over them is too small, and is compared with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from cmdash import kpi
from cmdash.catalog import checks, kpis
from cmdash.model import Period
from cmdash.model.memory import remembered
from cmdash.story.asked import Asked
from cmdash.story.tables import columns_of

BETWEEN_ENDS = (
    "change",
    "growth",
)  # stats of a first and a last day alone: a month without rows takes nothing away
READINGS = 3  # rows from which a record has a step
REACH = {"week": 6, "month": 27, "quarter": 89, "year": 364}  # days of a row after its first one, at least
Account = tuple[str, str]  # a network and a name, empty where nothing tells


def holes(asked: Asked, name: str, periods: Iterable[Period]) -> tuple[dt.date, ...]:
    """The first days of the months of these periods in which an account of the question has no row with what a KPI adds
    up over account rows; empty for other KPIs."""
    return tuple(sorted({day for _, day in _inside(asked, name, periods)}))


def lacking(asked: Asked, name: str, periods: Iterable[Period]) -> int:
    """How many accounts of the question lack such a month: an account is a network and a name, the nameless one of a
    network too."""
    return len({who for who, _ in _inside(asked, name, periods)})


def _inside(asked: Asked, name: str, periods: Iterable[Period]) -> list[tuple[Account, dt.date]]:
    entry, spans = kpis()[name], tuple(periods)
    if not entry.flow or entry.stat in BETWEEN_ENDS or asked.kind_of(name) != "account":
        return []
    query = asked.query
    flows = tuple(flow for flow in (entry.gained, entry.lost) if flow)
    parts = flows or kpi.counted(entry, query.counting).numerators
    columns = tuple(dict.fromkeys(one for part in parts for one in columns_of(part, query.counting)))
    found: tuple[tuple[Account, dt.date], ...] = remembered(
        asked.tracking, ("months missing", columns), lambda: tuple(_missing(asked.tracking.account, columns))
    )
    return [
        (who, day)
        for who, day in found
        if (not query.networks or who[0] in query.networks)
        and (not query.accounts or who[1] in query.accounts)
        and any(span.start <= day <= span.end for span in spans)
    ]


def _missing(frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[Account, dt.date]]:
    """The months without any of these columns between the first and the last of each own account that is kept month by
    month or closer."""
    has = [name for name in columns if name in frame]
    known = frame[frame["date"].notna() & (frame["side"] != "peer") & frame[has].notna().any(axis=1)]
    owners = [known["network"].fillna(""), known["account"].fillna("")]
    for who, rows in known.groupby(owners, sort=True):
        days = rows["date"].to_numpy("datetime64[D]")
        distinct = np.unique(days)
        steps = np.diff(distinct).astype(int)
        if len(distinct) < READINGS or float(np.median(steps)) > checks().month_step:
            continue
        ends = days + rows["period"].map(REACH).fillna(0).to_numpy(int)
        covered = [
            np.arange(start, end + 1)
            for start, end in zip(days.astype("datetime64[M]"), ends.astype("datetime64[M]"), strict=True)
        ]
        there = np.unique(np.concatenate(covered))
        for month in np.setdiff1d(np.arange(there[0], there[-1] + 1), there):
            yield (str(who[0]), str(who[1])), dt.date.fromisoformat(f"{month}-01")
