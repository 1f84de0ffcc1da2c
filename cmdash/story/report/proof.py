"""The posts behind the report, one a row, so that every figure made of them can be computed again."""

from __future__ import annotations

import math

import pandas as pd

from cmdash.catalog import kpis
from cmdash.model.views import Column, Table
from cmdash.story.figures import RATES, best_rate
from cmdash.story.report.making import Making
from cmdash.story.report.tables import NONE
from cmdash.story.words import kpi_label, say, value_label, written
from cmdash.wording import message, network

MOST = 20_000  # rows: beyond, the canonical table is the proof
OWN_WORDS = ("followers_of_post", "own_index")
NAMES = ("network", "account", "format", "theme", "campaign", "text")
WORDS = (*NAMES, "url")
NUMBERS = (
    "impressions",
    "reach",
    "views",
    "clicks",
    "likes",
    "comments",
    "shares",
    "saves",
    "interactions",
    "followers_of_post",
)


def posts(making: Making) -> Table | None:
    """The posts of the question by their day; columns that nothing fills are left out. None without posts or with too
    many. The cells of `date` are ISO days, those of numbers numbers; None where a post does not say."""
    frame = making.asked.posts.sort_values("date", kind="stable", na_position="last")
    if not len(frame) or len(frame) > MOST:
        return None
    language, rate = making.language, best_rate(making.asked)
    names = ["date", *NAMES, *NUMBERS, *([rate] if rate in RATES else []), "own_index", "url"]
    if making.wish.anonymous:
        names.remove("url")
    names = [name for name in names if name in frame and frame[name].notna().any()]
    columns = tuple(Column(name, _label(name, language), _unit(name)) for name in names)
    cells = [_cells(frame[name], name, language) for name in names]
    rows = tuple(zip(*cells, strict=True))
    units = [column.unit for column in columns]
    shown = tuple(
        tuple(_shown(cell, unit, language) for cell, unit in zip(row, units, strict=True)) for row in rows
    )
    return Table(columns, rows, shown, say(language, "report.posts.all"))


def _label(name: str, language: str) -> str:
    if name in kpis():
        return kpi_label(name, language)
    if name in OWN_WORDS:
        return say(language, f"report.posts.{name}")
    return message(language, f"fields.field.{name}")


def _unit(name: str) -> str:
    if name in RATES:
        return "ratio"
    return "score" if name == "own_index" else "count" if name in NUMBERS else ""


def _cells(column: pd.Series, name: str, language: str) -> list[float | str | None]:
    if name == "date":
        return [None if pd.isna(day) else day.date().isoformat() for day in column]
    if name in WORDS:
        return [None if pd.isna(text) else _word(str(text), name, language) for text in column]
    return [float(value) if math.isfinite(value) else None for value in column.astype(float)]


def _word(text: str, name: str, language: str) -> str:
    if name == "network":
        return network(text, language)
    return value_label(name, text, language) if name == "format" else text


def _shown(cell: float | str | None, unit: str, language: str) -> str:
    if cell is None:
        return NONE
    return cell if isinstance(cell, str) else written(cell, unit, language)
