"""Stocks: followers, reviews, a rating. Carried from day to day for a while, never added up over time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.flows import composite
from cmdash.kpi.numbering import Coded, numbered

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CARRIED = 45
CARRIED_YEARLY = 400


@dataclass(frozen=True, eq=False)
class Observed:
    """What a stock was last seen at, per question: its value and its day (NaN and `NONE` where not seen)."""

    value: Floats
    day: Ints

    @property
    def known(self) -> Bools:
        found: Bools = self.day != NONE
        return found


class Stock:
    """The observations of one stock, per owner (an account on a network) in order of days.

    A stock counts on the last day its row covers. Of two on one day the row of the shortest period is kept, then
    the last one.
    """

    def __init__(self, owner: Ints, first: Ints, last: Ints, values: Floats) -> None:
        length = last - first
        rows = np.flatnonzero(~np.isnan(values) & (last != NONE))
        rows = rows[np.lexsort((rows, -length[rows], composite(owner[rows], last[rows])))]
        key = composite(owner[rows], last[rows])
        kept = np.append(key[1:] != key[:-1], True) if len(rows) else np.zeros(0, bool)
        rows = rows[kept]
        self.owner = owner[rows]
        self.day = last[rows]
        self.value = values[rows]
        self.key = composite(self.owner, self.day)
        self.carry = np.where(length[rows] > 300, CARRIED_YEARLY, CARRIED)
        ends = np.append(np.where(self.owner[1:] == self.owner[:-1], np.diff(self.day), 10**6), 10**6)
        self._lasts = np.minimum(ends[: len(rows)], self.carry + 1)
        self._days = np.concatenate([[0], np.cumsum(self._lasts)])
        self._sum = np.concatenate([[0.0], np.cumsum(self._lasts * self.value)])

    def last(self, owner: Ints, day: Ints, carry: int | None = None) -> Observed:
        """The last observation on or before a day, not older than it may be carried (or than `carry` days)."""
        at = np.searchsorted(self.key, composite(owner, day), side="right") - 1
        return self._observed(
            at, owner, lambda i: day - self.day[i] <= (self.carry[i] if carry is None else carry)
        )

    def first(self, owner: Ints, day: Ints, until: Ints) -> Observed:
        """The first observation from a day on, up to another."""
        at = np.searchsorted(self.key, composite(owner, day), side="left")
        return self._observed(at, owner, lambda i: self.day[i] <= until)

    def start(self, owner: Ints, first: Ints, last: Ints) -> Observed:
        """Where a period starts from: the last stock before its first day, else the first one inside it."""
        before = self.last(owner, first - 1)
        fresh = before.known & (first - before.day <= self._carry_of(owner, before.day))
        inside = self.first(owner, first, last)
        return Observed(np.where(fresh, before.value, inside.value), np.where(fresh, before.day, inside.day))

    def mean(self, owner: Ints, first: Ints, last: Ints) -> Floats:
        """The mean of the stock carried over each day of a span; days with none do not count, none at all: NaN."""
        total, days = self._until(owner, last)
        total_before, days_before = self._until(owner, first - 1)
        counted = days - days_before
        return np.where(counted > 0, (total - total_before) / np.maximum(counted, 1), np.nan)

    def _until(self, owner: Ints, day: Ints) -> tuple[Floats, Ints]:
        """Stock x days and days with a stock, over all owners in order, up to a day of one owner."""
        if not len(self.key):
            return np.zeros(len(day)), np.zeros(len(day), np.int64)
        at = np.searchsorted(self.key, composite(owner, day), side="right") - 1
        there = (at >= 0) & (self.owner[at] == owner)
        spent = np.where(there, np.minimum(day - self.day[at] + 1, self._lasts[at]), 0)
        base = np.where(there, at, np.searchsorted(self.key, composite(owner, np.full_like(day, -(2**19)))))
        days: Ints = self._days[base] + spent
        return self._sum[base] + spent * np.where(there, self.value[at], 0.0), days

    def _observed(self, at: Ints, owner: Ints, fits: Callable[[Ints], Bools]) -> Observed:
        if not len(self.key):
            return Observed(np.full(len(at), np.nan), np.full(len(at), NONE, np.int64))
        inside = (at >= 0) & (at < len(self.key))
        safe = np.clip(at, 0, len(self.key) - 1)
        good = inside & (self.owner[safe] == owner) & fits(safe)
        return Observed(np.where(good, self.value[safe], np.nan), np.where(good, self.day[safe], NONE))

    def _carry_of(self, owner: Ints, day: Ints) -> Ints:
        if not len(self.key):
            return np.full(len(day), CARRIED, np.int64)
        at = np.clip(np.searchsorted(self.key, composite(owner, day)), 0, len(self.key) - 1)
        found: Ints = self.carry[at]
        return found


def owners(side: Coded, network: Coded, account: Coded) -> tuple[Ints, pd.DataFrame]:
    """The number of each row's owner, and the owners: one per side, network and account, unknown ones apart."""
    keys = {"side": side, "network": network, "account": account}
    found = numbered([codes for codes, _ in keys.values()])
    names = {
        key: np.array([*labels, None], object)[np.where(codes == NONE, len(labels), codes)[found.row]]
        for key, (codes, labels) in keys.items()
    }
    return found.place, pd.DataFrame(names, dtype="str")
