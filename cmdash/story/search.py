"""Searching the captions: words compared without case and accents."""

from __future__ import annotations

import unicodedata

import pandas as pd


def folded(text: str) -> str:
    """A text as it is searched: lower case, accents off."""
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def searchable(frame: pd.DataFrame) -> pd.Series:
    """The words of each post (caption, theme, campaign) as they are searched."""
    joined = (
        frame["text"].fillna("").str.cat([frame[name].fillna("") for name in ("theme", "campaign")], sep=" ")
    )
    return pd.Series([folded(text) for text in joined], frame.index, dtype="str")
