"""Tables of words that wrap: nothing in them is cut, everything in them is text. A phone shows a row as a block."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

_WORD = 18  # letters that are not broken over two lines
_CSS = Path(__file__).parent / "lists.css"


def style() -> None:
    """The style of these tables; once a page."""
    st.html(_CSS)


def show(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
    """Draw a table whose columns without a single word are left out; `caption` says what it lists, for a screen reader."""
    shown = [place for place in range(len(header)) if any(row[place] for row in rows)]
    head = "".join(f'<th scope="col">{escape(header[place])}</th>' for place in shown)
    body = "".join(
        "<tr>" + "".join(_cell(header[place], row[place]) for place in shown) + "</tr>" for row in rows
    )
    st.html(
        f'<table class="cm-list"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(label: str, text: str) -> str:
    short = ' class="short"' if len(text) <= _WORD else ""
    return f'<td{short} data-label="{escape(label, quote=True)}">{escape(text)}</td>'
