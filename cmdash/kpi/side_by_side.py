"""The accounts of a network beside each other: how much, how large, how well; own ones and those compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cmdash.kpi.answers import compute
from cmdash.kpi.counting import acts_measure
from cmdash.kpi.days import Ints
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.references import audience
from cmdash.kpi.tables import Table
from cmdash.model import Query, Tracking


@dataclass(frozen=True)
class AccountFigures:
    """One named account of a network over a period, what is not known None.

    `posts`: its posts, or what its own record says of them (`counted` then). `acts` interactions of the `known` posts
    that have any figure of them, so `per_post` is their mean. `followers`: the stock at the period's end, else the
    median of those of its posts. `rates`: KPI -> value and the posts it rests on.
    """

    network: str
    account: str
    side: str
    posts: int
    known: int
    acts: float | None
    followers: float | None
    rates: dict[str, tuple[float, int]] = field(default_factory=dict)
    counted: bool = False

    @property
    def per_post(self) -> float | None:
        return None if self.acts is None or not self.known else self.acts / self.known


def side_by_side(
    data: Tracking | Prepared, query: Query, rates: Sequence[str]
) -> dict[str, tuple[AccountFigures, ...]]:
    """The named accounts of every network that has at least two, own ones first; networks of one account are absent.

    The filter on accounts does not narrow it: an account is compared with all others. Young posts stay out.
    """
    prepared = prepare(data)
    found: dict[str, list[AccountFigures]] = {}
    for side in ("own", "peer"):
        asked = replace(query, side=side, accounts=(), young=False)
        for one in _accounts(prepared, asked, rates, side):
            found.setdefault(one.network, []).append(one)
    return {network: tuple(accounts) for network, accounts in found.items() if len(accounts) > 1}


def _accounts(prepared: Prepared, query: Query, rates: Sequence[str], side: str) -> list[AccountFigures]:
    answers = _answers(prepared, query, rates)
    posts = _of_posts(prepared.table("posts", query.counting), query, prepared.today)
    record = _of_record(prepared.table("account", query.counting), query, prepared.today)
    found = []
    for network, account in dict.fromkeys([*posts, *record]):
        mine = posts.get((network, account)) or record[network, account]
        said = answers.get((network, account), {})
        size = said.get(audience(), (None, 0))[0] or mine[3]
        if not mine[0] and size is None:
            continue  # an account of ads alone
        found.append(
            AccountFigures(
                network, account, side, *mine[:3], size,
                {name: said[name] for name in rates if name in said},
                counted=(network, account) not in posts,
            )
        )  # fmt: skip
    return found


def _answers(
    prepared: Prepared, query: Query, rates: Sequence[str]
) -> dict[tuple[str, str], dict[str, tuple[float, int]]]:
    table = compute(prepared, ("network", "account"), [*rates, audience()], query)
    table = table[table["value"].notna() & table["network"].notna() & table["account"].notna()]
    table = table[(table["kind"] == "posts") | (table["kpi"] == audience())]
    found: dict[tuple[str, str], dict[str, tuple[float, int]]] = {}
    for row in table.to_dict("records"):
        key = str(row["network"]), str(row["account"])
        found.setdefault(key, {})[str(row["kpi"])] = float(row["value"]), int(row["n"])
    return found


Figures = tuple[int, int, float | None, float | None]  # posts, those with interactions, these, followers


def _of_posts(table: Table, query: Query, today: dt.date | None) -> dict[tuple[str, str], Figures]:
    acts, followers = table.measure(acts_measure(query.counting)), table.measure("followers_of_post")
    found: dict[tuple[str, str], Figures] = {}
    for key, rows in _owned(table, query, today).items():
        known = ~np.isnan(acts[rows])
        total = float(acts[rows][known].sum()) if known.any() else None
        had = followers[rows][~np.isnan(followers[rows])]
        size = float(np.median(had)) if len(had) else None
        found[key] = (len(rows), int(known.sum()), total, size)
    return found


def _of_record(table: Table, query: Query, today: dt.date | None) -> dict[tuple[str, str], Figures]:
    """From the figures an account's own record gives a period: its posts and interactions, where it has both."""
    acts, posts = table.measure(acts_measure(query.counting)), table.measure("posts")
    found: dict[tuple[str, str], Figures] = {}
    for key, rows in _owned(table, query, today).items():
        both = ~np.isnan(acts[rows]) & (np.nan_to_num(posts[rows]) > 0)
        count = int(posts[rows][both].sum())
        total = float(acts[rows][both].sum()) if both.any() else None
        found[key] = (int(np.nansum(posts[rows])), count, total, None)
    return found


def _owned(table: Table, query: Query, today: dt.date | None) -> dict[tuple[str, str], Ints]:
    """The rows a query keeps, by network and account; rows that name none of both stay out."""
    rows = np.flatnonzero(table.rows(query, today))
    if not len(rows) or not (table.has_key("network") and table.has_key("account")):
        return {}
    network, account = table.codes("network")[rows], table.codes("account")[rows]
    found: dict[tuple[str, str], Ints] = {}
    for pair in dict.fromkeys(zip(network.tolist(), account.tolist(), strict=True)):
        names = table.label("network", pair[0]), table.label("account", pair[1])
        if names[0] is not None and names[1] is not None:
            found[names[0], names[1]] = rows[(network == pair[0]) & (account == pair[1])]
    return found
