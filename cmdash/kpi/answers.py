"""The answer to "these KPIs, by these keys": one row per group, kind and KPI, as the contract writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog import Kpi, check
from cmdash.catalog import kpis as declared_kpis
from cmdash.catalog.measures import FIGURE_TABLES
from cmdash.kpi import days
from cmdash.kpi.computing import computed
from cmdash.kpi.counting import counted
from cmdash.kpi.groups import Groups, grouped
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.reasons import missing
from cmdash.kpi.tables import KEYS
from cmdash.kpi.totals import Computed
from cmdash.model import Query, Tracking

COLUMNS = ("kind", "kpi", "value", "unit", "n", "of", "why")
Key = tuple[str | None, ...]
Columns = dict[str, npt.NDArray[Any]]


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

    `today` stands for the data's last day, and for the day of the clock on which goals are judged. Raises `CatalogError` for an unknown key or KPI, with the nearest one.
    """
    found = _answered(data, by, kpis, query, today, declared)
    texts = {*by, "kind", "kpi", "unit", "why"}
    return pd.DataFrame(
        {name: pd.array(values, dtype="str") if name in texts else values for name, values in found.items()}
    )


def listed(
    data: Tracking | Prepared, by: Sequence[str], query: Query, declared: Mapping[str, Kpi]
) -> dict[str, list[Any]]:
    """The columns of `compute` as lists, a missing text None: for who reads row by row, as a column of text is slow."""
    found = _answered(data, by, None, query, None, declared)
    return {name: values.tolist() for name, values in found.items()}


def _answered(
    data: Tracking | Prepared,
    by: Sequence[str],
    kpis: Sequence[str] | None,
    query: Query | None,
    today: dt.date | None,
    declared: Mapping[str, Kpi] | None,
) -> Columns:
    query = query or Query()
    catalog = declared_kpis() if declared is None else declared
    check("by", by, KEYS)
    check("kpi", kpis or (), catalog)
    names = catalog if kpis is None else dict.fromkeys(kpis)
    chosen = [counted(catalog[name], query.counting) for name in names]
    prepared = prepare(data)
    keys = tuple(dict.fromkeys(by))
    parts = []
    for kind in FIGURE_TABLES:
        wanted = [kpi for kpi in chosen if kind in kpi.tables]
        groups = _groups(prepared, kind, keys, query, today) if wanted else None
        if groups is not None:
            results = computed(prepared, groups, wanted, query)
            parts.append(_part(groups, wanted, results, given=kpis is not None or not keys))
    goals = [kpi for kpi in chosen if kpi.kind == "goal"]
    parts += (
        _of_goals(prepared, keys, goals, query, today, given=kpis is not None or not keys) if goals else []
    )
    if not keys:
        parts.append(_unanswered(chosen, parts))
    return _joined(parts, keys, catalog)


def _groups(
    prepared: Prepared, kind: str, keys: tuple[str, ...], query: Query, today: dt.date | None
) -> Groups | None:
    """The groups of a table that has rows at all and all the keys; else None."""
    table = prepared.table(kind, query.counting)
    if not table.size or not all(table.has_key(key) for key in keys):
        return None
    if query.period is None:
        window = prepared.window(kind)
    else:
        window = days.number(query.period.start), days.number(query.period.end)
    return grouped(table, keys, table.rows(query, today or prepared.today), window)


def _of_goals(
    prepared: Prepared,
    keys: tuple[str, ...],
    wanted: Sequence[Kpi],
    query: Query,
    today: dt.date | None,
    given: bool,
) -> list[_Part]:
    """The rows of goals, each judged on a day of the clock."""
    from cmdash.kpi.targets import attained  # how far a goal has come is itself asked of `compute`

    found = attained(prepared.tracking, keys, wanted, query, today or dt.date.today())
    return [] if found is None else [_part(found[0], wanted, found[1], given)]


@dataclass(frozen=True, eq=False)
class _Part:
    """The rows of one kind: the keys of its groups, the group of each row, and the columns of the contract."""

    kind: str
    keys: Sequence[Key]
    group: npt.NDArray[np.int64]
    columns: Mapping[str, npt.NDArray[np.generic]]

    def __len__(self) -> int:
        return len(self.group)


def _part(groups: Groups, wanted: Sequence[Kpi], results: Sequence[Computed], given: bool) -> _Part:
    """The rows of one table, group by group; those that are not computable only where `given`."""
    value = np.stack([result.value for result in results], axis=1)
    why = np.full(value.shape, None, object)
    lacking = np.isnan(value)
    for at in np.flatnonzero(lacking.any(axis=0)).tolist() if given else ():
        empty = np.flatnonzero(lacking[:, at])
        why[empty, at] = missing(groups, wanted[at], results[at], empty)
    shown = np.ones(value.shape, bool) if given else ~lacking
    group, kpi = np.nonzero(shown)
    columns = {
        "kpi": np.array([kpi.id for kpi in wanted], object)[kpi],
        "value": value[shown],
        "unit": np.stack([result.unit for result in results], axis=1)[shown],
        "n": np.stack([result.n for result in results], axis=1)[shown],
        "of": np.stack([result.of for result in results], axis=1)[shown],
        "why": why[shown],
    }
    labels = [groups.labels(key) for key in groups.by]
    keys = list(zip(*labels, strict=True)) if labels else [()] * groups.size
    return _Part(groups.table.kind, keys, group, columns)


def _unanswered(chosen: Sequence[Kpi], parts: Sequence[_Part]) -> _Part:
    """A row for each KPI whose tables have no rows at all: what column would bring it."""
    answered = {name for part in parts for name in part.columns["kpi"]}
    left = [kpi for kpi in chosen if kpi.id not in answered]
    none = np.zeros(len(left), np.int64)
    texts = {
        "kind": [kpi.tables[0] for kpi in left],
        "kpi": [kpi.id for kpi in left],
        "unit": ["" if kpi.unit == "money" else kpi.unit for kpi in left],
        "why": [f"missing:{(*kpi.needs, kpi.tables[0])[0]}" for kpi in left],
    }
    columns = {name: np.array(values, object) for name, values in texts.items()}
    return _Part("", [()], none, {**columns, "value": np.full(len(left), np.nan), "n": none, "of": none})


def _joined(parts: Sequence[_Part], keys: tuple[str, ...], catalog: Mapping[str, Kpi]) -> Columns:
    """One table of all parts: by the keys (unknown last), then kind, then KPI in the order of the catalog."""
    filled = [part for part in parts if len(part)] or [replace(_unanswered([], []), keys=[])]
    kind = [part.columns.get("kind", np.full(len(part), part.kind, object)) for part in filled]
    columns = {
        name: np.concatenate([part.columns[name] for part in filled]) for name in COLUMNS if name != "kind"
    }
    columns["kind"] = np.concatenate(kind)
    labels = np.concatenate([_labels(part, len(keys)) for part in filled])
    found = {key: labels[:, at] for at, key in enumerate(keys)} | {name: columns[name] for name in COLUMNS}
    if len(filled) > 1:
        order = _order(filled, columns, catalog)
        found = {name: values[order] for name, values in found.items()}
    return found


def _labels(part: _Part, width: int) -> npt.NDArray[np.object_]:
    table = np.empty((len(part.keys), width), object)
    for at, key in enumerate(part.keys):
        table[at] = key
    found: npt.NDArray[np.object_] = table[part.group]
    return found


def _order(
    parts: Sequence[_Part], columns: Mapping[str, npt.NDArray[np.generic]], catalog: Mapping[str, Kpi]
) -> npt.NDArray[np.int64]:
    distinct = sorted(
        {key for part in parts for key in part.keys}, key=lambda key: [(k is None, k or "") for k in key]
    )
    rank = {key: at for at, key in enumerate(distinct)}
    group = np.concatenate(
        [np.array([rank[key] for key in part.keys], np.int64)[part.group] for part in parts]
    )
    kinds, names = [*FIGURE_TABLES, "goals"], {name: at for at, name in enumerate(catalog)}
    kind = np.array([kinds.index(str(kind)) for kind in columns["kind"]], np.int64)
    kpi = np.array([names[str(name)] for name in columns["kpi"]], np.int64)
    found: npt.NDArray[np.int64] = np.lexsort((kpi, kind, group)).astype(np.int64)
    return found
