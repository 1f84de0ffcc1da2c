"""A period beside another: the same KPIs, what changed, and flows per day so that February is not punished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cmdash.catalog import kpis as declared_kpis
from cmdash.kpi.answers import compute
from cmdash.kpi.periods import previous
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.tables import YOUNG
from cmdash.model import Period, Query, Tracking

COUNTS = ("count", "per_week", "regularity")


def compare(
    data: Tracking | Prepared,
    by: Sequence[str] = (),
    kpis: Sequence[str] | None = None,
    query: Query | None = None,
    against: Period | None = None,
    today: dt.date | None = None,
) -> pd.DataFrame:
    """The KPIs of `query.period` beside those of another period (the one before where `against` is None).

    The columns of `compute`, then `before`, `before_n`, `before_of`, `change` and `young`. `change` is relative,
    of flows per day (0.1 is ten percent more a day), NaN where either is missing or the former value is not above
    0. Posts whose figures still grow stay out of the change of what they earned (their days too), not of how many
    there are: `young` says how many posts were left out. Keys of time make no sense here; a group that only the
    former period has is not listed. Raises ValueError without a period.
    """
    if query is None or query.period is None:
        raise ValueError("a comparison needs a period")
    former = against or previous(query.period)
    prepared = prepare(data)
    keys = [*dict.fromkeys(by), "kind", "kpi"]
    found = compute(prepared, by, kpis, query, today)
    then = compute(prepared, by, kpis, query.during(former), today)
    renamed = {"value": "before", "n": "before_n", "of": "before_of"}
    found = found.merge(then[[*keys, *renamed]].rename(columns=renamed), on=keys, how="left")
    counts = ["before_n", "before_of"]
    found[counts] = found[counts].fillna(0).astype("int64")
    change = _change(found["kpi"], found["value"], found["before"], query.period.days, former.days)
    found["young"] = np.int64(0)
    ripe = _ripe(query.period, today or prepared.today)
    if query.young and ripe < query.period.days:
        grown = compute(prepared, by, kpis, replace(query, young=False), today)
        values = found[keys].merge(grown[[*keys, "value", "of"]], on=keys, how="left")
        earned = (found["kind"] == "posts") & ~found["kpi"].map(lambda name: declared_kpis()[name].kind).isin(
            COUNTS
        )
        fair = _change(found["kpi"], values["value"], found["before"], ripe, former.days)
        change = change.where(~earned, fair)
        found["young"] = (found["of"] - values["of"].fillna(0)).where(earned, 0).astype("int64")
    return found.assign(change=change)[[*found.columns.drop("young"), "change", "young"]]


def _change(names: pd.Series, value: pd.Series, before: pd.Series, length: int, former: int) -> pd.Series:
    flows = names.map(lambda name: declared_kpis()[name].flow).astype(bool)
    per_day = np.where(flows, former / max(length, 1), 1.0)
    return value * per_day / before.where(before > 0) - 1


def _ripe(period: Period, today: dt.date | None) -> int:
    """The days of a period whose posts are at least seven days old."""
    if today is None:
        return period.days
    return max(0, (min(period.end, today - dt.timedelta(days=YOUNG)) - period.start).days + 1)
