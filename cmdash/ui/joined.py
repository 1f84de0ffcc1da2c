"""What each file brought to the others: how many rows were new, changed or replaced, and which figures changed."""

from __future__ import annotations

import datetime as dt
import math

import streamlit as st

from cmdash.model import RowChange, Tracking
from cmdash.ui import lists, sentences, state
from cmdash.wording import day, decimal, integer, message, network

_SHOWN = 20  # figures that changed, written out
COLUMNS = ("file", "row", "what", "figure", "before", "after")


def show(tracking: Tracking, language: str) -> None:
    """Draw a sentence for each file, then the figures that changed; nothing where no file joined another."""
    told = [f for file in tracking.ledger.files for f in file.findings if f.code == "joined"]
    if not told:
        return
    st.header(message(language, "data.joined.title"), anchor=False)
    with st.container(gap="xxsmall"):
        for finding in told:
            sentences.tell(finding, language)
    changed = changes(tracking, language)
    if changed:
        header = [message(language, f"data.joined.{name}") for name in COLUMNS]
        alt = message(language, "data.joined.alt")
        with st.expander(alt, type="compact", key=state.worded("joined")):
            lists.show(header, changed[:_SHOWN], alt)
            if changed[_SHOWN:]:
                st.markdown(message(language, "data.joined.more", count=len(changed) - _SHOWN))


def changes(tracking: Tracking, language: str) -> list[list[str]]:
    """Every figure that is another than in the older copy: where, of what, before and after."""
    return [
        [
            file.name,
            " · ".join(part for part in (change.sheet, str(change.row)) if part),
            _what(change, language),
            message(language, f"fields.field.{cell.field}"),
            _figure(cell.before, language),
            _figure(cell.after, language),
        ]
        for file in tracking.ledger.files
        for join in file.joins
        for change in join.changes
        for cell in change.cells
    ]


def _what(change: RowChange, language: str) -> str:
    when = day(dt.date.fromisoformat(change.date[:10]), language) if change.date else ""
    told = network(change.network, language) if change.network else ""
    return " · ".join(part for part in (told, when, change.name) if part)


def _figure(value: float, language: str) -> str:
    if math.isnan(value):
        return ""
    return integer(value, language) if float(value).is_integer() else decimal(value, language)
