"""The measures of every single post, as the list of posts and the verdicts need them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from cmdash.catalog import measures as declared_measures
from cmdash.kpi.counting import acts_measure, measured
from cmdash.kpi.habits import RATES, habit, rate
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.tables import Table
from cmdash.model import Query, Tracking


def measures(
    data: Tracking | Prepared, query: Query | None = None, today: dt.date | None = None
) -> pd.DataFrame:
    """What each post of a query is worth; the index is that of `tracking.posts`, limited to the rows kept.

    `interactions`, `engagement_total`, `followers_of_post`: counts, NaN where missing. `er_reach`,
    `er_impressions`, `er_views`, `er_followers`: fractions, NaN where a part is missing or the denominator 0.
    `own_index`: the post over `habit`, its account's usual value in the same format (1 is usual; NaN with fewer
    than five others, for stories, for posts less than seven days old and for those with an act below zero); `habit_posts`: how many others; `compared`: the post's own value of it;
    `denominator`: what it is over (`reach`, `impressions`, `views`, `followers_of_post`, empty: interactions alone).
    `parts`: the acts counted in `interactions`, with commas (`total`: the sheet's own sum stands in).
    `young`: less than seven days old on the data's last day, so its figures still grow.
    """
    query = query or Query()
    prepared = prepare(data)
    table = prepared.table("posts", query.counting)
    last = today or prepared.today
    own = habit(table, last, query.period.end if query.period else None)
    found = pd.DataFrame(
        {
            "interactions": table.measure(acts_measure(query.counting)),
            **{name: table.measure(name) for name in ("engagement_total", "followers_of_post")},
            **{name: rate(table, name) for name in RATES},
            "own_index": own.index,
            "habit": own.usual,
            "habit_posts": own.others,
            "compared": own.value,
            "denominator": pd.Series(own.denominator, dtype="str"),
            "parts": _parts(table),
            "young": table.young(last) if last else np.zeros(table.size, bool),
        }
    )
    found.index = table.index
    return found[table.rows(query, last)]


def _parts(table: Table) -> pd.Series:
    """The acts that made each row's interactions, with commas; empty where there are none."""
    acts = table.counting.acts
    known = np.column_stack([~np.isnan(table.measure(measured(act))) for act in acts])
    number = known @ (1 << np.arange(len(acts)))
    names = [",".join(act for at, act in enumerate(acts) if bits >> at & 1) for bits in range(1 << len(acts))]
    standing = stands_in(table)
    found = np.array([*names, "total"], object)[np.where(standing, len(names), number)]
    return pd.Series(found, dtype="str")


def stands_in(table: Table) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The rows where the sheet's own combined total stands for the interactions."""
    measure = declared_measures()[acts_measure(table.counting)]
    if measure.total is None or measure.total not in table.totals:
        return np.zeros(table.size, bool)
    unless = [field for field in measure.unless if table.kind in declared_measures()[field].tables]
    columns = table.columns(["total_stands_for", *unless, measure.total])
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        columns["total_stands_for"].astype(object) == measure.id
    )
    found &= ~np.isnan(columns[measure.total].astype(np.float64))
    for field in unless:
        found &= np.isnan(columns[field].astype(np.float64))
    if not measure.unless:  # a total with clicks stands only where a part of it is missing
        found &= np.any([np.isnan(table.measure(term)) for term in measure.terms], axis=0)
    return found
