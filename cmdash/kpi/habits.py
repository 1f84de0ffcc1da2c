"""One post against its account's own habit: the median of its network and format over twelve months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog import kpis
from cmdash.kpi import days
from cmdash.kpi.counting import acts_measure, counted, measured
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.numbering import numbered
from cmdash.kpi.tables import Bools, Table

Floats = npt.NDArray[np.float64]

RATES = ("er_reach", "er_impressions", "er_views", "er_followers")
DENOMINATORS = ("reach", "impressions", "views", "followers_of_post")
ENOUGH = 0.8  # share of the posts that must have a denominator for it to be the account's
OTHERS = 5
WINDOW = 12  # months


@dataclass(frozen=True, eq=False)
class Habit:
    """Per post: what is compared (a rate, or interactions), its usual value, the one over the other, over what the rate
    is (`reach`, `impressions`, `views`, `followers_of_post`; empty for interactions alone), and how many other posts
    make the usual value."""

    value: Floats
    usual: Floats
    index: Floats
    denominator: npt.NDArray[np.object_]
    others: Floats


def rate(table: Table, kpi_id: str) -> Floats:
    """A declared ratio on each row: NaN where a part is missing, the denominator is 0 or the network excluded."""
    kpi = counted(kpis()[kpi_id], table.counting)
    top, bottom = table.measure(kpi.numerators[0]), table.measure(kpi.denominators[0])
    network = table.columns(["network"])["network"].astype(object)
    where = (np.nan_to_num(bottom) > 0) & ~np.isin(network, kpi.exclude)
    found: Floats = np.divide(top, bottom, out=np.full(table.size, np.nan), where=where)
    return found


def below_zero(table: Table) -> Bools:
    """Which posts count less than nothing of an act, or of all: a fault of the sheet, and no outcome to learn from."""
    names = (acts_measure(table.counting), *(measured(act) for act in table.counting.acts))
    found: Bools = np.any([table.measure(name) < 0 for name in names], axis=0)
    return found


def habit(table: Table, today: dt.date | None, end: dt.date | None) -> Habit:
    """Each post against the median of its account's posts of the same network and format.

    Organic and boosted posts apart. The twelve months end on `end` (a post of before is compared with the twelve
    months before those, and so on), or on `today`. Stories and young posts neither make a habit nor are
    compared, nor is a post with fewer than five others, without a date, with an act below zero or with a usual value
    of 0.
    """
    day = table.first
    last = end or today
    counts = (day != NONE) & ~table.holds("format", "story")
    if today is not None:
        counts &= ~table.young(today)
    choice = _choices(table, counts)
    value = np.select(
        [choice == at for at in range(len(RATES))],
        [rate(table, name) for name in RATES],
        table.measure(acts_measure(table.counting)),
    )
    enters = counts & ~np.isnan(value) & ~below_zero(table)
    bucket = _buckets(table, _block(day, last) if last is not None else np.zeros(table.size, np.int64))
    known = pd.Series(np.where(enters, value, np.nan)).groupby(bucket)
    usual = np.where(enters, known.transform("median").to_numpy(), np.nan)
    others = known.transform("count").to_numpy() - 1
    usual[others < OTHERS] = np.nan
    index = np.divide(value, usual, out=np.full(table.size, np.nan), where=np.nan_to_num(usual) > 0)
    names = np.array([*DENOMINATORS, ""], object)
    return Habit(value, usual, index, names[choice], others)


def _choices(table: Table, counts: Bools) -> Ints:
    """For each post its account's denominator: the first that at least 80 % of the posts have, else none."""
    found = np.full(table.size, len(DENOMINATORS), np.int64)
    posts = np.bincount(table.owner[counts], minlength=len(table.owners))
    network = table.columns(["network"])["network"].astype(object)
    for at in reversed(range(len(DENOMINATORS))):
        name = DENOMINATORS[at]
        allowed = ~np.isin(network, kpis()[RATES[at]].exclude)
        has = counts & allowed & (np.nan_to_num(table.measure(name)) > 0)
        share = np.bincount(table.owner[has], minlength=len(table.owners)) / np.maximum(posts, 1)
        found[(share >= ENOUGH)[table.owner]] = at
    return found


def _block(day: Ints, last: dt.date) -> Ints:
    """How many whole spans of twelve months a day lies before the last one (negative after it)."""
    end = days.number(last)
    safe = np.where(day == NONE, end, day)
    dates, limit = safe.astype("datetime64[D]"), np.datetime64(last, "D")
    month, last_month = dates.astype("datetime64[M]"), limit.astype("datetime64[M]")
    within = (dates - month.astype("datetime64[D]")) > (limit - last_month.astype("datetime64[D]"))
    back = (last_month - month).astype(np.int64) - within
    found: Ints = back // WINDOW
    return found


def _buckets(table: Table, block: Ints) -> Ints:
    """One number per account, format, organic or not, and block of twelve months."""
    paid = table.codes("paid")
    boosted = (paid != NONE) & ~table.holds("paid", "organic")
    parts = [table.owner, table.codes("format"), np.where(boosted, paid, NONE), block]
    return numbered(parts).place
