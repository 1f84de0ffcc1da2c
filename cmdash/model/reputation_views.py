"""The E-reputation page as frozen values; every text is in the reader's language and is plain text, never markup."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.campaign_views import FigureGroup
from cmdash.model.views import Table


@dataclass(frozen=True)
class ReputationView:
    """What is said of a name and what it does about it.

    `groups` are figures of the rows of mentions and of the monthly sheets, never added to each other. `tables` are the
    mentions by network and by month. `open_rows` are what still waits for an answer (`header` names the columns,
    `waiting` counts all of them). `missing` says, a line a part, which columns bring what the files do not hold.
    """

    sentence: str
    groups: tuple[FigureGroup, ...] = ()
    tables: tuple[Table, ...] = ()
    header: tuple[str, ...] = ()
    open_rows: tuple[tuple[str, ...], ...] = ()
    waiting: int = 0
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
