"""The followers a post had: its own figure, else its account's stock near its day. Never another network's."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.numbering import coded
from cmdash.kpi.stocks import CARRIED, Stock, owners

UNMATCHED = -1


def matching_owners(posts: pd.DataFrame, candidates: pd.DataFrame) -> Ints:
    """For each row of `posts`, the row of `candidates` that is its account; `UNMATCHED` where none is.

    Both have `side`, `network` and `account`. The same side, network and account; where one side names no account
    and the network has a single one, they match. An unknown network matches nothing.
    """
    place, mine = owners(coded(posts["side"]), coded(posts["network"]), coded(posts["account"]))
    known = candidates.dropna(subset=["network"])
    numbers = dict(
        zip(zip(known["side"], known["network"], _named(known), strict=True), known.index, strict=True)
    )
    named: dict[tuple[str, str], set[str]] = {}
    for side, network, account in [*numbers, *zip(mine["side"], mine["network"], _named(mine), strict=True)]:
        named.setdefault((side, network), set()).update({account} - {""})
    found = []
    for side, network, account in zip(mine["side"], mine["network"], _named(mine), strict=True):
        if pd.isna(network):
            found.append(UNMATCHED)
            continue
        exact = numbers.get((side, network, account))
        names = named[side, network]
        other = "" if account else next(iter(names), "")
        alone = numbers.get((side, network, other)) if len(names) == 1 else None
        found.append(exact if exact is not None else alone if alone is not None else UNMATCHED)
    return np.array(found, np.int64)[place]


def followers_of_posts(
    own: npt.NDArray[np.float64], owner: Ints, day: Ints, stock: Stock
) -> npt.NDArray[np.float64]:
    """The followers of each post on its day: `own` where known, else the owner's stock, last on or before the day
    and at most 45 days old, else the first within 45 days after, else missing."""
    asked = np.flatnonzero(np.isnan(own) & (owner != UNMATCHED) & (day != NONE))
    found = own.copy()
    if len(asked):
        before = stock.last(owner[asked], day[asked], CARRIED)
        after = stock.first(owner[asked], day[asked], day[asked] + CARRIED)
        found[asked] = np.where(before.known, before.value, after.value)
    return found


def _named(frame: pd.DataFrame) -> pd.Series:
    return frame["account"].fillna("")
