"""What the page about changes shows, as frozen values; every text is plain text in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeItem:
    """One thing out of line: its days, its kind (`peak`, `trough`, `up`, `down`) with the word for it, a sentence that
    opens to its figures, its posts and what stood beside it."""

    start: dt.date
    network: str
    kind: str
    word: str
    sentence: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChangesView:
    """The page: the latest changes, those that stand behind a line (`more`), what was looked at and how (`notes`)."""

    sentence: str
    items: tuple[ChangeItem, ...]
    more: tuple[ChangeItem, ...]
    notes: tuple[str, ...]
