"""What `kpis` answers: rows for programs, and a table for people."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cmdash.catalog import fields
from cmdash.catalog import kpis as declared
from cmdash.command.console import plain
from cmdash.command.grid import aligned
from cmdash.command.options import GROUPS
from cmdash.export.canonical import Cell, rows_csv, rows_json
from cmdash.model import Period, Query
from cmdash.wording import figure, has_message, integer, message, network

if TYPE_CHECKING:
    import pandas as pd

    from cmdash.model import Tracking

Row = Mapping[Hashable, Any]
DATED = ("posts", "account", "campaigns")


def spanned(query: Query, tracking: Tracking, start: dt.date | None, end: dt.date | None) -> Query:
    """The query with the period of `--from` and `--to`; an open end is the first or last day of the data."""
    if start is None and end is None:
        return query
    first, last = _data_span(tracking)
    opened, closed = start or first or end, end or last or start
    if opened is None or closed is None:
        return query
    if (
        opened > closed
    ):  # the data lie wholly on the other side of the one day given: it is asked alone, and empty
        opened = closed = start or end or opened
    return query.during(Period(opened, closed))


def undated(tracking: Tracking, query: Query) -> int:
    """How many rows of posts, account and campaigns have no date, and so stand outside every period."""
    count = 0
    for kind in DATED:
        frame = tracking.frame(kind)
        days = frame["date"].isna()
        if kind == "campaigns":
            days &= frame["start"].isna() & frame["end"].isna()
        if query.networks:
            days &= frame["network"].isin(query.networks)
        if query.accounts:
            days &= frame["account"].isin(query.accounts)
        count += int(days.sum())
    return count


def for_programs(table: pd.DataFrame, *, as_json: bool) -> bytes:
    """The KPI rows as CSV or JSON; the same columns, values as plain numbers, nothing localised."""
    names = [str(name) for name in table.columns]
    rows = zip(*([plain_cell(cell) for cell in table[name].tolist()] for name in table.columns), strict=True)
    return rows_json(names, rows) if as_json else rows_csv(names, rows)


def for_people(table: pd.DataFrame, keys: Sequence[str], language: str, *, whole: bool) -> bytes:
    """The KPI rows as text in the reader's words and numbers, a block for each kind of table.

    With `whole` (no KPI was named) what cannot be computed is gathered by reason below the figures, and a kind of
    table that has no rows is left out.
    """
    blocks = []
    for kind in dict.fromkeys(table["kind"]):
        rows = table[table["kind"] == kind].to_dict("records")
        given = [row for row in rows if not whole or row["n"]]
        lines = _lines(given, keys, language)
        lines += _lacking([row for row in rows if whole and not row["n"] and row["of"]], language)
        if lines:
            blocks.append(
                [message(language, f"fields.kind.{kind}"), *(f"  {line}".rstrip() for line in lines)]
            )
    if not blocks:
        blocks = [[message(language, "cli.kpis.none")]]
    return "\n".join("\n".join(block) + "\n" for block in blocks).encode("utf-8", "replace")


def _lines(rows: Sequence[Row], keys: Sequence[str], language: str) -> list[str]:
    """The figures in columns; a group's keys stand once, on its first line."""
    if not rows:
        return []
    head = [message(language, f"cli.by.{key}") for key in keys]
    head += [message(language, f"cli.kpis.{name}") for name in ("kpi", "value", "rows", "note")]
    cells, before = [], None
    for row in rows:
        group = [key_words(row[key], key, language) for key in keys]
        cells.append([*(group if group != before else [""] * len(keys)), *_shown(row, language)])
        before = group
    return aligned([head, *cells], right=(len(keys) + 1, len(keys) + 2))


def _lacking(rows: Sequence[Row], language: str) -> list[str]:
    """What cannot be computed, by reason: `il manque : Vues (Taux d'engagement sur les vues · …)`."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        name = message(language, f"kpis.{row['kpi']}.label")
        reasons.setdefault(_reason(plain_cell(row["why"]), language), []).append(name)
    lines = [
        message(language, "cli.kpis.lacking", why=why, names=" · ".join(names))
        for why, names in reasons.items()
    ]
    return ["", message(language, "cli.kpis.not"), *(f"  {line}" for line in lines)] if lines else []


def plain_cell(value: object) -> Cell:
    """A cell as JSON has it: whole numbers as int, missing as None, everything else as text."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None if value is None else str(value)
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return None
        return int(value) if float(value).is_integer() else float(value)
    return str(value)


def _shown(row: Row, language: str) -> list[str]:
    value, unit = plain_cell(row["value"]), str(row["unit"])
    known = value if isinstance(value, int | float) else None
    counted = f"{integer(_whole(row['n']), language)} / {integer(_whole(row['of']), language)}"
    name = message(language, f"kpis.{row['kpi']}.label")
    shown = declared()[str(row["kpi"])].shown
    return [name, figure(known, unit, language, shown), counted, _reason(plain_cell(row["why"]), language)]


def _whole(value: object) -> int:
    number = plain_cell(value)
    return int(number) if isinstance(number, int | float) else 0


def _reason(why: Cell, language: str) -> str:
    """Why a figure is missing, in words; `missing:reach` names the column by its label."""
    if not isinstance(why, str) or not why:
        return ""
    code, _, about = why.partition(":")
    named = [_about(part, language) for part in about.split(",") if part]
    key = f"cli.why.{code}"
    # A reason without words of its own is still better told by its code than not at all.
    return message(language, key, about=", ".join(named)) if has_message(language, key) else why


def _about(name: str, language: str) -> str:
    if name in GROUPS:
        return message(language, f"cli.by.{name}")
    if name in fields():
        return message(language, f"fields.field.{name}")
    if has_message(language, f"kpis.{name}.label"):
        return message(language, f"kpis.{name}.label")
    return network(name, language)


def key_words(value: object, key: str, language: str) -> str:
    """A group key in words: the name of a network, a weekday, a format; a month and a week as their ISO key."""
    cell = plain_cell(value)
    if cell is None or cell == "":
        return message(language, "cli.by.unknown")
    if key == "network":
        return plain(network(str(cell), language))
    if key == "weekday":
        return message(language, f"cli.weekday.{cell}")
    text = str(cell).removeprefix("other:")
    if key in ("format", "paid") and has_message(language, f"fields.{key}.{text}"):
        return message(language, f"fields.{key}.{text}")
    return plain(text)


def _data_span(tracking: Tracking) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of any row that has one."""
    dates = [tracking.frame(kind)["date"].dropna() for kind in DATED]
    dates += [tracking.campaigns[name].dropna() for name in ("start", "end")]
    found = [values for values in dates if len(values)]
    if not found:
        return None, None
    return min(v.min() for v in found).date(), max(v.max() for v in found).date()
