"""The answer to "these KPIs, by these keys": one row per group, kind and KPI, as the contract writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cmdash.catalog import Kpi, check
from cmdash.catalog import kpis as declared_kpis
from cmdash.catalog.measures import FIGURE_TABLES
from cmdash.kpi import days
from cmdash.kpi.computing import computed
from cmdash.kpi.groups import Groups, grouped
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.reasons import missing
from cmdash.kpi.tables import KEYS
from cmdash.kpi.totals import Computed
from cmdash.model import Query, Tracking

COLUMNS = ("kind", "kpi", "value", "unit", "n", "of", "why")


def compute(
    data: Tracking | Prepared,
    by: Sequence[str] = (),
    kpis: Sequence[str] | None = None,
    query: Query | None = None,
    today: dt.date | None = None,
    declared: Mapping[str, Kpi] | None = None,
) -> pd.DataFrame:
    """The KPIs of every group: a column per key of `by`, then kind, kpi, value, unit, n, of, why.

    `by`: network, account, format, theme, campaign, paid, weekday (1 is Monday), slot (6-9, 9-12, 12-14, 14-18,
    18-21, 21-6), day, week, month, quarter, year. Keys are text, missing where unknown. A table that has no such
    key gives no rows, and no group is empty. Rows are in the order of the keys, then kind, then the catalog's.

    `value` is NaN where not computable, `n` then 0 and `why` says it (`missing:reach`, `zero:reach`, `too_short`,
    `mixed_currency`, `excluded:youtube`, `not_by:weekday`). Without `kpis` such rows come for the whole only, where
    each KPI is answered at least once. `n` of `of`: rows that entered, of the rows of that kind in the group; for
    stocks accounts, of the accounts known by then. `unit` of an amount is its currency code, empty where unknown.

    `today` stands for the data's last day. Raises `CatalogError` for an unknown key or KPI, with the nearest one.
    """
    query = query or Query()
    catalog = declared_kpis() if declared is None else declared
    check("by", by, KEYS)
    check("kpi", kpis or (), catalog)
    chosen = list(catalog.values()) if kpis is None else [catalog[name] for name in dict.fromkeys(kpis)]
    prepared = prepare(data)
    keys = tuple(dict.fromkeys(by))
    parts = []
    for kind in FIGURE_TABLES:
        groups = _groups(prepared, kind, keys, query, today)
        wanted = [kpi for kpi in chosen if kind in kpi.tables]
        if groups is not None and wanted:
            results = computed(prepared, groups, wanted, query)
            parts.append(_rows(groups, wanted, results, given=kpis is not None or not keys))
    if not keys:
        parts.append(_unanswered(chosen, parts))
    return _joined(parts, keys, catalog)


def _groups(
    prepared: Prepared, kind: str, keys: tuple[str, ...], query: Query, today: dt.date | None
) -> Groups | None:
    """The groups of a table that has rows at all and all the keys; else None."""
    table = prepared.table(kind, query.actions)
    if not table.size or not all(table.has_key(key) for key in keys):
        return None
    if query.period is None:
        window = prepared.window(kind)
    else:
        window = days.number(query.period.start), days.number(query.period.end)
    return grouped(table, keys, table.rows(query, today or prepared.today), window)


def _rows(groups: Groups, wanted: Sequence[Kpi], results: Sequence[Computed], given: bool) -> pd.DataFrame:
    """The rows of one table, group by group; those that are not computable only where `given`."""
    count = len(wanted)
    frame = pd.DataFrame(
        {
            "kpi": np.tile(np.array([kpi.id for kpi in wanted], object), groups.size),
            "value": np.stack([r.value for r in results], axis=1).ravel(),
            "unit": np.stack([r.unit for r in results], axis=1).ravel(),
            "n": np.stack([r.n for r in results], axis=1).ravel(),
            "of": np.stack([r.of for r in results], axis=1).ravel(),
            "why": np.full(groups.size * count, None, object),
        }
    )
    frame.insert(0, "kind", groups.table.kind)
    for place, key in enumerate(groups.by):
        frame.insert(place, key, np.repeat(np.array(groups.labels(key), object), count))
    lacking = frame["value"].isna().to_numpy()
    if not given:
        return frame[~lacking]
    for at in range(count):
        empty = np.flatnonzero(lacking[at::count])
        if len(empty):
            frame.loc[empty * count + at, "why"] = missing(groups, wanted[at], results[at], empty)
    return frame


def _unanswered(chosen: Sequence[Kpi], parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """A row for each KPI whose tables have no rows at all: what column would bring it."""
    answered = {name for part in parts for name in part["kpi"]}
    rows = [
        (kpi.tables[0], kpi.id, np.nan, "" if kpi.unit == "money" else kpi.unit, 0, 0,
         f"missing:{(*kpi.needs, kpi.tables[0])[0]}")
        for kpi in chosen
        if kpi.id not in answered
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _joined(parts: Sequence[pd.DataFrame], keys: tuple[str, ...], catalog: Mapping[str, Kpi]) -> pd.DataFrame:
    columns = [*keys, *COLUMNS]
    filled = [part for part in parts if len(part)]
    found = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)
    texts = (*keys, "kind", "kpi", "unit", "why")
    found = found.astype({**dict.fromkeys(texts, "str"), "value": "float64", "n": "int64", "of": "int64"})
    if len(filled) > 1:
        found = _in_order(found, keys, catalog)
    return found[columns]


def _in_order(found: pd.DataFrame, keys: tuple[str, ...], catalog: Mapping[str, Kpi]) -> pd.DataFrame:
    """By the keys (unknown last), then kind, then KPI, the last two in the order of the catalog."""
    ranks = {
        "kind": {kind: at for at, kind in enumerate(FIGURE_TABLES)},
        "kpi": {k: at for at, k in enumerate(catalog)},
    }
    ordered = found.assign(**{f"_{name}": found[name].map(rank) for name, rank in ranks.items()})
    by = [*keys, "_kind", "_kpi"]
    return ordered.sort_values(by, kind="stable", na_position="last", ignore_index=True)
