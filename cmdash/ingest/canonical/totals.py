"""What a sheet's own combined total ("Interactions", "Engagements") may stand in for."""

from __future__ import annotations

import pandas as pd

from cmdash.catalog import Format, normalise
from cmdash.model import TableMapping

_PARTS = ("likes", "comments", "shares")
_NAMES_OF_PARTS = (
    ("reactions", "comments", "shares"),
    ("reactions", "commentaires", "partages"),
    ("likes", "comments", "shares"),
    ("likes", "commentaires", "partages"),
    ("j'aime", "commentaires", "partages"),
)


def stands_for(mapping: TableMapping, export: Format | None, frame: pd.DataFrame) -> str | float:
    """`interactions`, `engagement_total` or NaN for a whole table.

    A total stands in for the sum of interactions only where the table has none of likes, comments and shares, and its
    export or its header says what it adds up; a total that counts clicks stands for the total engagement only.
    """
    total = next((m for m in mapping.columns if m.field == "interactions"), None)
    if total is None:
        return float("nan")
    meaning = export.reading.total_stands_for if export else _by_header(normalise(total.source))
    meaning = meaning or _by_values(frame)
    if meaning == "engagement_total":
        return meaning
    has_parts = any(m.field in _PARTS for m in mapping.columns)
    if meaning == "interactions" and not has_parts:
        return meaning
    return float("nan")


def _by_header(header: str) -> str | None:
    if any(all(part in header for part in parts) for parts in _NAMES_OF_PARTS):
        return "engagement_total" if "clic" in header or "click" in header else "interactions"
    return None


def _by_values(frame: pd.DataFrame) -> str | None:
    """A total equal to the parts plus the clicks, on nearly every row that has them, counts the clicks."""
    parts = frame[[p for p in (*_PARTS, "saves") if p in frame]]
    clicks = frame["clicks"].fillna(frame["link_clicks"]) if "clicks" in frame else None
    if clicks is None or parts.empty:
        return None
    known = parts.notna().any(axis=1) & clicks.notna() & (clicks > 0) & frame["interactions"].notna()
    if known.sum() < 3:
        return None
    equal = (parts.sum(axis=1) + clicks)[known] == frame.loc[known, "interactions"]
    return "engagement_total" if equal.mean() > 0.9 else None
