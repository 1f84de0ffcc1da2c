"""A person's own sheet, completed: the interactions, the rate and the multiple of the habit of each of its posts."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

import pandas as pd

from cmdash.model import Query, Tracking
from cmdash.model.additions import Addition
from cmdash.model.tracking import TableReport
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.words import kpi_label, say

HUNDRED = (
    "er_reach",
    "er_impressions",
    "er_views",
    "er_followers",
)  # written in percent: a new cell has no format


def additions(tracking: Tracking, file: str, query: Query, language: str) -> tuple[Addition, ...]:
    """The new columns for the sheets of a file that hold posts, in the order of the file; none without posts, nor where
    two files have the name: whose row is whose cannot be told.

    A column that no post of the sheet fills and one that the sheet has itself are left out. A row of several posts
    (two networks side by side) stays empty. The period and the filters of the question do not matter: every row is
    completed; what counts as an interaction does.
    """
    asked = Asked(tracking, Query(side="all", counting=query.counting), language)
    rate = best_rate(asked)
    names = [name for name in ("interactions", rate, "own_index") if name]
    posts = asked.posts[asked.posts["file"] == file]
    named = [one.tables for one in tracking.ledger.files if one.name == file]
    tables = named[0] if len(named) == 1 else ()
    found = []
    for sheet in dict.fromkeys(table.sheet for table in tables if table.kind == "posts" and table.sheet):
        mine = [table for table in tables if table.sheet == sheet and table.kind == "posts"]
        if len(mine) == 1 and mine[0].header_rows:
            made = _addition(posts[posts["sheet"] == sheet], mine[0], names, language)
            if made is not None:
                found.append(made)
    return tuple(found)


def _addition(posts: pd.DataFrame, table: TableReport, names: list[str], language: str) -> Addition | None:
    theirs = {column.field for column in table.columns}
    kept = [name for name in names if name not in theirs and posts[name].notna().any()]
    if not kept:
        return None
    often = Counter(posts["row"].tolist())
    cells = {
        int(row): tuple(_cell(value, name) for value, name in zip(values, kept, strict=True))
        for row, *values in zip(posts["row"].tolist(), *(posts[name].tolist() for name in kept), strict=True)
        if often[row] == 1
    }
    headers = tuple(
        say(language, "report.completed.percent", name=_label(name, language))
        if name in HUNDRED
        else _label(name, language)
        for name in kept
    )
    return Addition(table.sheet or "", table.header_rows[-1], headers, MappingProxyType(cells))


def _label(name: str, language: str) -> str:
    return say(language, "report.posts.own_index") if name == "own_index" else kpi_label(name, language)


def _cell(value: float, name: str) -> float | None:
    if pd.isna(value):
        return None
    return round(value * 100, 4) if name in HUNDRED else round(value, 4)
