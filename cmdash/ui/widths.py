"""How wide the columns of a table of words are: each as wide as its longest text, which Streamlit cuts otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

_LETTER = 7.5  # pixels of a letter, rather more than less
_EDGES = 24  # pixels beside a text
_NARROW = 132
_WIDEST = 720  # pixels; what is longer still is read by a click on the cell


def widths(
    columns: Mapping[str, Sequence[object]], pinned: str = "", narrow: Collection[str] = ()
) -> dict[str, ColumnConfig]:
    """The configuration of the columns by their name; the one named `pinned` stays in sight.

    The columns `narrow` are examples: their beginning is enough.
    """
    return {
        name: st.column_config.Column(
            width=min(_width(name, cells), _NARROW if name in narrow else _WIDEST), pinned=name == pinned
        )
        for name, cells in columns.items()
    }


def _width(name: str, cells: Sequence[object]) -> int:
    longest = max((len(str(cell)) for cell in (name, *cells) if cell is not None), default=0)
    return min(int(longest * _LETTER) + _EDGES, _WIDEST)
