"""Trackings by hand: rows as dicts of fields, everything not given is missing."""

import datetime as dt

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from cmdash.catalog import fields_of
from cmdash.model import Ledger, Tracking


def frame(kind, rows):
    columns = {}
    for field in fields_of(kind):
        values = [row.get(field.id) for row in rows]
        if field.numeric:
            columns[field.id] = np.array([np.nan if v is None else v for v in values], np.float64)
        elif field.type == "date":
            columns[field.id] = pd.Series(pd.to_datetime(values)).astype("datetime64[us]")
        else:
            columns[field.id] = pd.Series(values, dtype="str")
    for name, default in (("file", "a.csv"), ("sheet", None), ("total_stands_for", None), ("side", "own")):
        columns[name] = pd.Series([row.get(name, default) for row in rows], dtype="str")
    columns["row"] = np.arange(len(rows)) + 2
    return pd.DataFrame(columns)


def tracking(posts=(), account=(), campaigns=(), goals=(), calendar=(), mentions=()):
    return Tracking(
        frame("posts", list(posts)),
        frame("account", list(account)),
        frame("campaigns", list(campaigns)),
        frame("calendar", list(calendar)),
        frame("goals", list(goals)),
        Ledger(),
        mentions=frame("mentions", list(mentions)),
    )


def day(text):
    return dt.date.fromisoformat(text)


def answer(table, kpi, kind=None, **keys):
    """The one row of a KPI in a group."""
    found = table[table["kpi"] == kpi]
    if kind:
        found = found[found["kind"] == kind]
    for key, value in keys.items():
        found = found[found[key].isna()] if value is None else found[found[key] == value]
    assert len(found) == 1, found
    return found.iloc[0]


figure = st.one_of(st.none(), st.integers(0, 500).map(float))
moment = st.one_of(
    st.none(),
    st.datetimes(dt.datetime(2023, 12, 20), dt.datetime(2024, 3, 10)).map(lambda m: m.replace(microsecond=0)),
)
post = st.fixed_dictionaries(
    {
        "date": moment,
        "network": st.sampled_from(["facebook", "instagram", "youtube", None]),
        "account": st.sampled_from(["Office", None]),
        "format": st.sampled_from(["photo", "story", None]),
        "theme": st.sampled_from(["food", None]),
        "paid": st.sampled_from(["organic", "paid", None]),
        **dict.fromkeys(
            (
                "reach", "impressions", "views", "likes", "comments", "shares", "saves", "clicks", "link_clicks",
                "followers", "interactions", "spend", "revenue", "conversions",
            ),
            figure,
        ),
        "currency": st.sampled_from(["EUR", "EUR", "USD", None]),
        "total_stands_for": st.sampled_from([None, None, "interactions", "engagement_total"]),
        "side": st.sampled_from(["own", "own", "peer"]),
    }
)  # fmt: skip
posts = st.lists(post, min_size=1, max_size=25)
