"""A tracking made ready for questions: done once, then every filter and grouping is a matter of sums."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from cmdash.catalog.measures import FIGURE_TABLES
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.followers import followers_of_posts, matching_owners
from cmdash.kpi.heard import counted
from cmdash.kpi.periods import today
from cmdash.kpi.plans import TOLD, outcomes
from cmdash.kpi.stocks import Stock
from cmdash.kpi.tables import Table
from cmdash.model import DECLARED, Counting, Tracking

CHOICES = 4  # ways to count that are kept ready


class Prepared:
    """The tables of a tracking ready for `compute`; made by `prepare`, never from outside.

    `tables`: posts, account, campaigns, calendar and mentions. `post_owner`: for each post, its account's number in the account table
    (-1: none). `today`: the data's last day, None where nothing has a date.
    """

    def __init__(self, tracking: Tracking) -> None:
        self.tables: Mapping[str, Table] = {kind: Table(kind, tracking.frame(kind)) for kind in FIGURE_TABLES}
        self.today: dt.date | None = today(tracking)
        for name, values in counted(tracking.mentions).items():
            self.tables["mentions"].add(name, values)
        self.tables["calendar"].add_later(TOLD, lambda: outcomes(self.tracking, self.today))
        self._tracking = weakref.ref(tracking)  # held by whoever asks: else neither would ever be let go
        self._stocks: dict[str, Stock] = {}
        self._chosen: dict[Counting, Mapping[str, Table]] = {DECLARED: self.tables}
        posts = self.tables["posts"]
        own = tracking.posts["followers"].to_numpy(np.float64)
        posts.add(
            "followers_of_post",
            followers_of_posts(own, self.post_owner, posts.first, self.stock("followers")),
        )

    @property
    def tracking(self) -> Tracking:
        """The tracking it was made of. Raises ReferenceError where nobody holds it any longer."""
        found = self._tracking()
        if found is None:
            raise ReferenceError("the tracking of these tables is gone")
        return found

    @cached_property
    def post_owner(self) -> Ints:
        posts, account = self.tables["posts"], self.tables["account"]
        return matching_owners(posts.owners, account.owners)[posts.owner] if posts.size else posts.owner

    def stock(self, field: str) -> Stock:
        """The observations of a stock of the account table."""
        if field not in self._stocks:
            self._stocks[field] = self.tables["account"].stock(field)
        return self._stocks[field]

    def table(self, kind: str, counting: Counting = DECLARED) -> Table:
        """A kind of table, engagement counted as chosen."""
        sums = counting.sums
        if sums not in self._chosen:
            if len(self._chosen) > CHOICES:  # the choices of before; what is declared stays
                self._chosen = {DECLARED: self.tables}
            self._chosen[sums] = {k: t.choosing(sums) for k, t in self.tables.items()}
        return self._chosen[sums][kind]

    def window(self, kind: str) -> tuple[int, int] | None:
        """The first and last day a table's rows cover; None where none has a date."""
        table = self.tables[kind]
        dated = table.first != NONE
        if not dated.any():
            return None
        return int(table.first[dated].min()), int(table.last[dated].max())


_ready: weakref.WeakKeyDictionary[Tracking, Prepared] = weakref.WeakKeyDictionary()


def prepare(data: Tracking | Prepared) -> Prepared:
    """What `compute` works on. Kept as long as the tracking itself, so a second call costs nothing."""
    if isinstance(data, Prepared):
        return data
    found = _ready.get(data)
    if found is None:
        found = _ready[data] = Prepared(data)
    return found
