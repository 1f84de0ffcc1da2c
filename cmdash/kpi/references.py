"""What a rate of a network may be set beside: one's own months, accounts of the same size, published tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median
from typing import Literal

import pandas as pd

from cmdash.catalog import Published, SeriesBreak, breaks_between, kpis, published, reference_rules
from cmdash.kpi import days
from cmdash.kpi.answers import compute
from cmdash.kpi.counting import touched
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.model import Period, Query, Tracking

Kind = Literal["history", "size", "published", "scale"]


@dataclass(frozen=True)
class Reference:
    """One thing a rate is set beside. `low` and `high` are the same for a single figure; for a scale they are its
    first aim and what is very good. `n`: months of the history, accounts of the same size. `table`: the published one."""

    kind: Kind
    low: float
    high: float
    n: int = 0
    table: Published | None = None


@dataclass(frozen=True)
class Compared:
    """A rate of a network over the period, young posts left out, and what it is set beside, in order.

    `broken`: the network began to count otherwise within the months before, so these are no history of it.
    """

    network: str
    kpi: str
    value: float
    n: int
    references: tuple[Reference, ...]
    broken: tuple[SeriesBreak, ...] = ()


def compared(data: Tracking | Prepared, query: Query, rates: Sequence[str]) -> tuple[Compared, ...]:
    """The rates of every network of a question that rest on enough posts, each beside what it may be compared with.

    Only the same KPI is ever compared, so never another denominator; a rate of acts that a person chose stands
    beside one's own months and accounts of the same size (counted alike) and beside no published table.
    """
    prepared = prepare(data)
    asked = replace(query, young=False)
    wanted = tuple(dict.fromkeys([*rates, *(table.kpi for table in published())]))
    now = _rows(prepared, ("network",), wanted, asked)
    sizes = _rows(prepared, ("network",), (audience(),), asked)
    before = _history(prepared, asked, wanted)
    peers = _peers(prepared, asked, wanted)
    found = []
    for (network, name), (value, n) in now.items():
        if n < reference_rules().posts:
            continue
        followers, accounts = sizes.get((network, audience()), (None, 0))
        size = followers if accounts == 1 else None  # several accounts together have no size
        broken = _broken(query, network, name)
        lines = [] if broken or name not in rates else _own_months(before, network, name)
        lines += _same_size(peers, network, name, size) if name in rates else []
        lines += [] if touched(kpis()[name], query.counting) else _tables(network, name, size)
        found.append(Compared(network, name, value, n, tuple(lines), broken if name in rates else ()))
    return tuple(found)


@cache
def audience() -> str:
    """The KPI of how many follow an account at the end of a period."""
    return next(kpi.id for kpi in kpis().values() if kpi.stat == "end" and kpi.numerators == ("followers",))


def _rows(
    prepared: Prepared, by: tuple[str, ...], names: Sequence[str], query: Query
) -> dict[tuple[str, ...], tuple[float, int]]:
    """Keys and KPI -> value and n, where it can be computed; of posts, stocks of accounts."""
    table = compute(prepared, by, names, query)
    kind = table["kpi"].map(lambda name: "posts" if "posts" in kpis()[name].tables else "account")
    table = table[(table["kind"] == kind) & table["value"].notna()]
    return {
        tuple("" if pd.isna(row[key]) else str(row[key]) for key in (*by, "kpi")): (
            row["value"],
            int(row["n"]),
        )
        for row in table.to_dict("records")
    }


def _span(query: Query) -> Period | None:
    """The months before the period; None where no period is asked."""
    if query.period is None:
        return None
    first = query.period.start
    start, last = days.months_before(first, reference_rules().months), days.moved(first, -1)
    return Period(start, last) if start <= last < first else None


def _history(
    prepared: Prepared, query: Query, names: Sequence[str]
) -> dict[tuple[str, ...], tuple[float, int]]:
    span = _span(query)
    return {} if span is None else _rows(prepared, ("network", "month"), names, query.during(span))


def _own_months(before: dict[tuple[str, ...], tuple[float, int]], network: str, name: str) -> list[Reference]:
    rules = reference_rules()
    months = [
        value
        for (where, _, kpi_id), (value, n) in before.items()
        if where == network and kpi_id == name and n >= rules.posts
    ]
    if len(months) < rules.least:
        return []
    middle = median(months)
    return [Reference("history", middle, middle, len(months))]


def _broken(query: Query, network: str, name: str) -> tuple[SeriesBreak, ...]:
    """The days within the months before and the period on which what the rate is made of changed its meaning."""
    span = _span(query)
    if span is None or query.period is None:
        return ()
    return breaks_between(span.start, query.period.end, [network], kpis()[name].needs)


def _peers(
    prepared: Prepared, query: Query, names: Sequence[str]
) -> dict[tuple[str, ...], tuple[float, int]]:
    """The rates and sizes of the accounts compared with; nothing where there are none."""
    theirs = replace(query, side="peer", accounts=())
    if not prepared.table("posts").rows(theirs).any():
        return {}
    return _rows(prepared, ("network", "account"), [*names, audience()], theirs)


def _same_size(
    peers: dict[tuple[str, ...], tuple[float, int]], network: str, name: str, size: float | None
) -> list[Reference]:
    rules = reference_rules()
    found = [
        value
        for (where, account, kpi_id), (value, n) in peers.items()
        if where == network
        and kpi_id == name
        and n >= rules.posts
        and size
        and size / rules.size <= peers.get((where, account, audience()), (0.0, 0))[0] <= size * rules.size
    ]
    if len(found) < rules.accounts:
        return []
    middle = median(found)
    return [Reference("size", middle, middle, len(found))]


def _tables(network: str, name: str, size: float | None) -> list[Reference]:
    found = []
    for table in published():
        value = table.value(network, size) if table.kpi == name else None
        if value is not None:
            kind: Kind = "scale" if table.statistic == "scale" else "published"
            found.append(Reference(kind, *value, table=table))
    return found
