"""The list of posts: narrowed, ordered, page by page, and as rows of a file."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cmdash.catalog import kpis
from cmdash.model.post_views import PostList, Wanted
from cmdash.model.views import Column, Table
from cmdash.story import counting
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.habit import figure_of, safe_url
from cmdash.story.search import folded
from cmdash.story.words import excerpt, kpi_label, say, times, value_label, written
from cmdash.wording import message, network

PAGE = 50  # rows a page
VISIBLE = ("reach", "impressions", "views")
TEXTS = ("network", "account", "text", "format", "theme", "url")
FILE_TEXTS = ("date", "network", "account", "url", "text", "format", "theme", "campaign", "paid")
FILE_FIGURES = (
    "impressions", "reach", "views", "clicks", "link_clicks", "likes", "comments", "shares", "saves",
)  # fmt: skip
LISTED = ("format", "paid")  # columns of a file whose values are words of ours
PLACES = {"rate": 4, "own_index": 2}  # decimals of a file
Cell = str | float


def sorts(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What the list can be ordered by, the latest first by default: ids with their words."""
    columns = figure_columns(asked)
    return (("date", say(asked.language, "posts.sort.date")), *((name, label) for name, label, _ in columns))


def figure_columns(asked: Asked) -> list[tuple[str, str, str]]:
    """The figures of the list that some post has: id, label, unit."""
    frame, language = asked.posts, asked.language
    found = []
    if frame["own_index"].notna().any():
        found.append(("own_index", say(language, "posts.index"), "score"))
    if frame["interactions"].notna().any():
        label = counting.label(kpis()["interactions"], asked.query.counting, language)
        found.append(("interactions", label, "count"))
    seen = max(VISIBLE, key=lambda name: (int(frame[name].notna().sum()), -VISIBLE.index(name)))
    if frame[seen].notna().any():
        found.append((seen, message(language, f"fields.field.{seen}"), "count"))
    rate = best_rate(asked)
    if rate:
        found.append(("rate", say(language, "posts.rate"), "ratio"))
    return found


def listing(asked: Asked, wanted: Wanted) -> PostList:
    """One page of the posts that the wish keeps, in its order."""
    kept = narrowed(asked, wanted)
    pages = max(1, -(-len(kept) // PAGE))
    at = (min(max(wanted.page, 1), pages) - 1) * PAGE
    part = kept.iloc[at : at + PAGE]
    return PostList(_table(asked, part), tuple(int(i) for i in part.index), len(kept), pages)


def narrowed(asked: Asked, wanted: Wanted) -> pd.DataFrame:
    """The posts of the selection that the wish keeps, ordered; those without the figure ordered by come last."""
    frame = with_rate(asked)
    kept = pd.Series(True, frame.index)
    if wanted.formats:
        kept &= frame["format"].isin(wanted.formats)
    if wanted.themes:
        kept &= frame["theme"].isin(wanted.themes)
    for word in folded(wanted.search).split():
        kept &= asked.words.str.contains(word, regex=False)
    by = wanted.sort if wanted.sort in frame else "date"
    return frame[kept].sort_values(by, ascending=False, na_position="last", kind="stable")


def with_rate(asked: Asked) -> pd.DataFrame:
    """The posts with their engagement rate, over what most of them have."""
    rate = best_rate(asked)
    return asked.posts.assign(rate=asked.posts[rate]) if rate else asked.posts


def _table(asked: Asked, part: pd.DataFrame) -> Table:
    language = asked.language
    figures = figure_columns(asked)
    texts = [name for name in TEXTS if asked.posts[name].notna().any()]
    if "account" in texts and asked.posts.groupby("network", dropna=False)["account"].nunique().max() < 2:
        texts.remove("account")  # where each network has one, the network says it
    columns = (
        Column("date", say(language, "posts.column.date")),
        *(Column(name, say(language, f"posts.column.{name}")) for name in texts),
        *(Column(name, label, unit, _help(asked, name)) for name, label, unit in figures),
    )
    rows, shown = [], []
    for record in part.to_dict("records"):
        values = [_date(record), *(_cell(record, name, language) for name in texts)]
        numbers = [figure_of(record, name) for name, _, _ in figures]
        rows.append((*values, *numbers))
        written_numbers = [
            _written(value, unit, language) for value, (_, _, unit) in zip(numbers, figures, strict=True)
        ]
        shown.append((*(value or "" for value in values), *written_numbers))
    return Table(columns, tuple(rows), tuple(shown), say(language, "posts.list"))


def _help(asked: Asked, name: str) -> str:
    """What a short heading stands for."""
    rate = best_rate(asked) if name == "rate" else None
    if rate:
        said = kpi_label(rate, asked.language)
        return counting.column_label(said, kpis()[rate], asked.query.counting, asked.language)
    return say(asked.language, "posts.habit") if name == "own_index" else ""


def _caption(asked: Asked, name: str, label: str) -> str:
    """The heading of a figure where there is room for all of it: in a file."""
    if name == "own_index":
        return say(asked.language, "posts.place.class")
    rate = best_rate(asked) if name == "rate" else None
    entry = kpis().get(rate or name)
    said = kpi_label(rate, asked.language) if rate else label
    if entry is None:
        return said
    return counting.column_label(said, entry, asked.query.counting, asked.language)


def _written(value: float | None, unit: str, language: str) -> str:
    if value is None:
        return "\u2013"
    return times(value, language) if unit == "score" else written(value, unit, language)


def _date(record: dict[Any, Any]) -> str | None:
    when = record["date"]
    return None if pd.isna(when) else f"{when:%Y-%m-%d}"


def _cell(record: dict[Any, Any], name: str, language: str) -> str | None:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        return None
    if name == "network":
        return network(value, language)
    if name == "format":
        return value_label("format", value, language)
    if name == "url":
        return safe_url(value) or None
    return excerpt(value) if name == "text" else value


def rows_of_file(asked: Asked, wanted: Wanted, text: bool = False) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows of the whole list for a file: full captions, missing cells empty.

    Numbers stay numbers for a workbook; with `text` they are written as the reader's spreadsheet reads them.
    """
    kept = narrowed(asked, wanted)
    names = [name for name in (*FILE_TEXTS, *FILE_FIGURES) if kept[name].notna().any()]
    figures = [(name, _caption(asked, name, label)) for name, label, _ in figure_columns(asked)]
    figures = [(name, label) for name, label in figures if name not in names]
    header = [message(asked.language, f"fields.field.{name}") for name in names] + [
        label for _, label in figures
    ]
    columns = [*names, *(name for name, _ in figures)]
    mark = "," if text and asked.language == "fr" else "."
    rows = [
        [_plain_cell(record, name, mark if text else "", asked.language) for name in columns]
        for record in kept.to_dict("records")
    ]
    return header, rows


def _plain_cell(record: dict[Any, Any], name: str, mark: str, language: str) -> Cell:
    """A cell of a file, closed lists in the reader's words; with a decimal `mark` a number is text."""
    if name == "date":
        return _date(record) or ""
    value = record.get(name)
    if isinstance(value, str):
        if name == "network":
            return network(value, language)
        return value_label(name, value, language) if name in LISTED else value
    number = figure_of(record, name)
    if number is None:
        return ""
    number = round(number, PLACES.get(name, 12))
    return f"{number:.12g}".replace(".", mark) if mark else number
