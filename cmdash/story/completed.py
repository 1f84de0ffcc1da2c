"""A person's own sheet, completed: the interactions, the rate and the multiple of the habit of each of its posts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import MappingProxyType

import pandas as pd

from cmdash.model import Query, Tracking
from cmdash.model.additions import Addition
from cmdash.model.tracking import TableReport
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.words import kpi_label, say, value_label
from cmdash.wording import message, network

Value = str | float | dt.date

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
    posts, names = _posts(tracking, file, query, language)
    tables = _tables(tracking, file)
    found = []
    for sheet in dict.fromkeys(table.sheet for table in tables if table.kind == "posts" and table.sheet):
        mine = [table for table in tables if table.sheet == sheet and table.kind == "posts"]
        if len(mine) == 1 and mine[0].header_rows:
            made = _addition(posts[posts["sheet"] == sheet], mine[0], names, language)
            if made is not None:
                found.append(made)
    return tuple(found)


def afresh(
    tracking: Tracking, file: str, query: Query, language: str
) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...], tuple[str, ...]] | None:
    """A new workbook in place of a file that takes no columns: the header, the rows and the names of the new columns.

    The posts of the file in their order, under its own headers, dates and numbers as such, the columns the catalog does
    not know as they are written; then the new columns, as `additions` gives them. The network stands first where no
    column of the file names it. None without posts or anything to add, or where two files have the name.
    """
    posts, names = _posts(tracking, file, query, language)
    tables = [table for table in _tables(tracking, file) if table.kind == "posts"]
    if not tables or not len(posts):
        return None
    scaled = {one.column for table in tables for one in table.findings if one.code == "unit-in-header"}
    extras = tracking.extras.get("posts", pd.DataFrame(index=tracking.posts.index)).loc[posts.index]
    columns: dict[str, tuple[str, pd.Series]] = {}
    for match in (match for table in tables for match in sorted(table.columns, key=lambda one: one.index)):
        key = match.field or f"\0{match.source}"
        if match.field and match.field in posts and key not in columns:
            label = message(language, f"fields.field.{match.field}")
            header = label if match.source in scaled or len(tables) > 1 else match.source
            columns[key] = (header, _said(posts[match.field], match.field, language))
        elif not match.field and match.source in extras and key not in columns:
            columns[key] = (match.source, extras[match.source])
    if "network" not in columns and posts["network"].notna().any():
        first = (message(language, "fields.field.network"), _said(posts["network"], "network", language))
        columns = {"network": first, **columns}
    new = [name for name in names if name not in columns and posts[name].notna().any()]
    if not new:
        return None
    cells = [column.tolist() for _, column in columns.values()]
    cells += [[_cell(value, name) for value in posts[name]] for name in new]
    rows = tuple(tuple(_value(cell) for cell in row) for row in zip(*cells, strict=True))
    added = tuple(_header(name, language) for name in new)
    return (*(header for header, _ in columns.values()), *added), rows, added


def _said(column: pd.Series, field: str, language: str) -> pd.Series:
    """A column of the catalog's own words in the reader's."""
    if field == "network":
        return column.map(lambda name: network(name, language) if isinstance(name, str) and name else None)
    if field in ("format", "paid"):
        return column.map(lambda name: value_label(field, name, language) if isinstance(name, str) else None)
    return column


def _value(cell: object) -> Value:
    """A cell for a workbook: a missing one empty, a day without a time as a day."""
    if isinstance(cell, pd.Timestamp):
        when: dt.datetime = cell.to_pydatetime()
        return when.date() if when.time() == dt.time() else when
    if cell is None or cell is pd.NaT or cell != cell:
        return ""
    return cell if isinstance(cell, str | float | int) else str(cell)


def _posts(tracking: Tracking, file: str, query: Query, language: str) -> tuple[pd.DataFrame, list[str]]:
    """The posts of a file, in its order, and what is added to each."""
    asked = Asked(tracking, Query(side="all", counting=query.counting), language)
    rate = best_rate(asked)
    names = [name for name in ("interactions", rate, "own_index") if name]
    return asked.posts[asked.posts["file"] == file], names


def _tables(tracking: Tracking, file: str) -> tuple[TableReport, ...]:
    named = [one.tables for one in tracking.ledger.files if one.name == file]
    return named[0] if len(named) == 1 else ()


def _header(name: str, language: str) -> str:
    label = _label(name, language)
    return say(language, "report.completed.percent", name=label) if name in HUNDRED else label


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
    headers = tuple(_header(name, language) for name in kept)
    return Addition(table.sheet or "", table.header_rows[-1], headers, MappingProxyType(cells))


def _label(name: str, language: str) -> str:
    return say(language, "report.posts.own_index") if name == "own_index" else kpi_label(name, language)


def _cell(value: float, name: str) -> float | None:
    if pd.isna(value):
        return None
    return round(value * 100, 4) if name in HUNDRED else round(value, 4)
