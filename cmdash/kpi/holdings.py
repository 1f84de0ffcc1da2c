"""KPIs of stocks: the size of a community, its growth, its mean; account by account, then over the accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash.catalog import Kpi
from cmdash.kpi import days
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.flows import composite
from cmdash.kpi.groups import Floats, Groups, sums_of_pairs
from cmdash.kpi.periods import months
from cmdash.kpi.prepared import Prepared
from cmdash.kpi.stocks import Observed, Stock
from cmdash.kpi.tables import Bools, Table
from cmdash.kpi.totals import Computed
from cmdash.model import Period, Query

SHORTEST = 0.9  # months: a growth over less is not given as a monthly one


@dataclass(frozen=True, eq=False)
class Holdings:
    """Every account in every group it belongs to: positions of the group and numbers of the owner, with the days
    of the group's span, up to the last day that the table covers: a year that is not over has no last day yet, be it
    a period or a unit of the calendar. Only groups with a span have any."""

    groups: Groups
    group: Ints
    owner: Ints
    first: Ints
    last: Ints

    def total(self, values: Floats, where: Bools) -> Floats:
        """The sum over the accounts of each group where `where`; NaN where no account is."""
        found = np.bincount(self.group[where], values[where], minlength=self.groups.size)
        return np.where(self.count(where) > 0, found, np.nan)

    def count(self, where: Bools) -> Ints:
        """The accounts of each group where `where`."""
        return np.bincount(self.group[where], minlength=self.groups.size).astype(np.int64)


def holdings(groups: Groups, query: Query) -> Holdings:
    """The accounts of each group: those of the query with a row on or before the last day of the group's span."""
    table = groups.table
    everyone = table.rows(Query(networks=query.networks, accounts=query.accounts, side=query.side))
    owners, sample = np.unique(table.owner[everyone], return_index=True)
    rows = np.flatnonzero(everyone)[sample]
    begun = np.full(len(table.owners), np.iinfo(np.int64).max)
    dated = table.first != NONE
    np.minimum.at(begun, table.owner[dated], table.first[dated])
    keys = [key for key in groups.by if key in ("network", "account")]
    left = pd.DataFrame({"group": np.arange(groups.size), **{key: groups.codes[key] for key in keys}})
    right = pd.DataFrame({"owner": owners, **{key: table.codes(key)[rows] for key in keys}})
    pairs = left[groups.first != NONE].merge(right, on=keys or None, how="inner" if keys else "cross")
    group, owner = pairs["group"].to_numpy(np.int64), pairs["owner"].to_numpy(np.int64)
    there = begun[owner] <= groups.last[group]
    group, owner = group[there], owner[there]
    first, last = groups.first[group], groups.last[group]
    until = int(table.last[dated].max(initial=NONE))
    return Holdings(groups, group, owner, first, np.where(first <= until, np.minimum(last, until), last))


def stocks(prepared: Prepared, groups: Groups, kpi: Kpi, held: Holdings) -> Computed:
    """A KPI of kind `stock` in every group of the account table. `n` accounts enter, of those known by then."""
    stock = prepared.stock(kpi.numerators[0])
    value, n, why = _STATS[kpi.stat](prepared, kpi, held, stock)
    nowhere = _without_span(groups)
    value[list(nowhere)] = np.nan
    known = ~np.isnan(value)
    unit = np.full(groups.size, kpi.unit, object)
    reasons = dict(enumerate(why)) | nowhere
    everyone = held.count(np.ones(len(held.group), bool))
    return Computed(value, unit, np.where(known, n, 0), everyone, reasons)


Stat = tuple[Floats, Ints, list[str]]


def _end(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    end = stock.last(held.owner, held.last)
    return held.total(end.value, end.known), held.count(end.known), _missing(held, kpi.numerators[0])


def _ends(held: Holdings, stock: Stock) -> tuple[Observed, Observed, Bools]:
    """Start, end, and which accounts have both: two observations, not one seen twice."""
    start, end = stock.start(held.owner, held.first, held.last), stock.last(held.owner, held.last)
    return start, end, start.known & end.known & (start.day < end.day)


def _short(held: Holdings, stock: Stock, field: str) -> list[str]:
    """Too short where an account has one end, else the stock is missing."""
    seen = held.count(stock.last(held.owner, held.last).known) > 0
    return ["too_short" if one else f"missing:{field}" for one in seen]


def _change(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    start, end, both = _ends(held, stock)
    change = held.total(end.value - start.value, both)
    return change, held.count(both), _short(held, stock, kpi.numerators[0])


def _growth(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    start, end, both = _ends(held, stock)
    value = _over(held.total(end.value - start.value, both), held.total(start.value, both))
    return value, held.count(both), _short(held, stock, kpi.numerators[0])


def _growth_monthly(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    start, end, both = _ends(held, stock)
    ratio = _over(held.total(end.value, both), held.total(start.value, both))
    spans = np.full(held.groups.size, np.nan)
    for at in np.flatnonzero(held.count(both)):
        mine = both & (held.group == at)
        first, last = int(start.day[mine].min()) + 1, int(end.day[mine].max())
        spans[at] = months(Period(days.date(first), days.date(last)))
    spans[spans < SHORTEST] = np.nan
    return ratio ** (1 / spans) - 1, held.count(both), _short(held, stock, kpi.numerators[0])


def _churn(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    start = stock.start(held.owner, held.first, held.last)
    lost = _flow(held, kpi.lost)
    both = start.known & ~np.isnan(lost)
    value = _over(held.total(lost, both), held.total(start.value, both))
    missing = [kpi.lost if none else kpi.numerators[0] for none in held.count(~np.isnan(lost)) == 0]
    return value, held.count(both), [f"missing:{field}" for field in missing]


def _gap(_: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    """What the stock says less what the flows between its two observations say."""
    start, end, both = _ends(held, stock)
    gained, lost = (_between(held, field, start, end, both) for field in (kpi.gained, kpi.lost))
    whole = both & ~np.isnan(gained) & ~np.isnan(lost)
    value = held.total(end.value - start.value - (gained - lost), whole)
    why = _short(held, stock, kpi.numerators[0])
    for field, flow in ((kpi.lost, lost), (kpi.gained, gained)):
        seen = _between(held, field, start, end, both, whole=False)
        absent, holes = (held.count(both & ~np.isnan(one)) == 0 for one in (seen, flow))
        why = [
            text if not has else f"missing:{field}" if none else f"holes:{field}" if some else text
            for none, some, has, text in zip(absent, holes, held.count(both) > 0, why, strict=True)
        ]
    return value, held.count(whole), why


def _weighted_end(prepared: Prepared, kpi: Kpi, held: Holdings, stock: Stock) -> Stat:
    """The last values weighted by another stock; a single account needs no weight."""
    end = stock.last(held.owner, held.last)
    weight = prepared.stock(kpi.weight).last(held.owner, held.last)
    alone = held.count(end.known)[held.group] == 1
    weights = np.where(alone, 1.0, np.nan_to_num(weight.value))
    enters = end.known & (weights > 0)
    value = _over(held.total(np.nan_to_num(end.value) * weights, enters), held.total(weights, enters))
    missing = [kpi.weight if some else kpi.numerators[0] for some in held.count(end.known) > 0]
    return value, held.count(enters), [f"missing:{field}" for field in missing]


_STATS: Mapping[str, Callable[[Prepared, Kpi, Holdings, Stock], Stat]] = {
    "end": _end,
    "change": _change,
    "growth": _growth,
    "growth_monthly": _growth_monthly,
    "churn": _churn,
    "gap": _gap,
    "weighted_end": _weighted_end,
}


def means(prepared: Prepared, groups: Groups, kpi: Kpi) -> Computed:
    """A KPI of kind `per_mean`: the sum over rows of the accounts whose stock is known, over its mean in the span.

    `daily` divides by the days of the span too, those without a row included. Rows without a date stay out.
    """
    table, measure = groups.table, kpi.numerators[0]
    stock = prepared.stock("followers")
    owners = prepared.post_owner if table.kind == "posts" else table.owner
    owner = np.where(table.first != NONE, owners, -1)[groups.rows]
    at, who, total, known = sums_of_pairs(groups, measure, owner)
    asked = (known > 0) & (groups.first[at] != NONE)
    at, who, total, known = at[asked], who[asked], total[asked], known[asked]
    mean = stock.mean(who, groups.first[at], groups.last[at])
    both = mean > 0

    def over(values: Floats) -> Floats:
        return np.bincount(at[both], values[both], minlength=groups.size).astype(np.float64)

    length = np.where(groups.first != NONE, groups.last - groups.first + 1, 1) if kpi.daily else 1
    value, n = _over(over(total), over(mean) * length), over(known).astype(np.int64)
    nowhere = _without_span(groups)
    value[list(nowhere)] = np.nan
    why = dict.fromkeys(range(groups.size), "missing:followers") if table.knows(measure) else {}
    unit = np.full(groups.size, kpi.unit, object)
    return Computed(value, unit, np.where(np.isnan(value), 0, n), groups.of, why | nowhere)


def _flow(held: Holdings, field: str) -> Floats:
    """The sum of a flow over each account's rows in each group; NaN where none is known."""
    groups = held.groups
    at, who, total, known = sums_of_pairs(groups, field, groups.table.owner[groups.rows])
    width = len(groups.table.owners)
    pairs = at * width + who
    order = np.argsort(pairs)
    place = np.searchsorted(pairs[order], held.group * width + held.owner)
    place = order[np.minimum(place, len(order) - 1)] if len(order) else np.zeros(0, np.int64)
    if not len(place):
        return np.full(len(held.group), np.nan)
    there = (pairs[place] == held.group * width + held.owner) & (known[place] > 0)
    return np.where(there, total[place], np.nan)


def _between(
    held: Holdings, field: str, start: Observed, end: Observed, where: Bools, whole: bool = True
) -> Floats:
    """The sum of a flow over an account's rows that end after one observation and by another; NaN where none is, and,
    where the `whole` is asked, where the rows are not of just the days between."""
    table: Table = held.groups.table
    values = table.measure(field)
    rows = np.flatnonzero(~np.isnan(values) & (table.last != NONE))
    key = composite(table.owner[rows], table.last[rows])
    rows, key = rows[np.argsort(key, kind="stable")], np.sort(key)
    running = np.concatenate([[0.0], np.cumsum(values[rows])])
    after, until = (
        np.searchsorted(key, composite(held.owner, np.where(where, seen.day, 0)), side="right")
        for seen in (start, end)
    )
    some = where & (until > after)
    if whole and len(rows):
        length = np.concatenate([[0], np.cumsum(table.last[rows] - table.first[rows] + 1)])
        begun = table.first[rows][np.minimum(after, len(rows) - 1)] > start.day
        some &= begun & (length[until] - length[after] == end.day - start.day)
    return np.where(some, running[until] - running[after], np.nan)


def _without_span(groups: Groups) -> dict[int, str]:
    """The groups that a stock has no answer for: by weekday or slot, or of rows without a date."""
    for key in ("weekday", "slot"):
        if key in groups.by:
            return dict.fromkeys(range(groups.size), f"not_by:{key}")
    return dict.fromkeys(np.flatnonzero(groups.first == NONE).tolist(), "missing:date")


def _missing(held: Holdings, field: str) -> list[str]:
    return [f"missing:{field}"] * held.groups.size


def _over(top: Floats, bottom: Floats) -> Floats:
    found: Floats = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
    return found
