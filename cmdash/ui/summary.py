"""What a drop holds, in one sentence."""

from __future__ import annotations

import datetime as dt

from cmdash.model import DATA_KINDS, Tracking
from cmdash.wording import day, message


def summary(tracking: Tracking, language: str) -> str:
    """How many rows of each kind, on how many networks, from when to when; empty where nothing was kept.

    Holds no word of the files, so it may stand anywhere.
    """
    counts = [(kind, len(tracking.frame(kind))) for kind in DATA_KINDS]
    parts = [message(language, f"home.sum.{kind}", count=count) for kind, count in counts if count]
    if not parts:
        return ""
    told = _joined(parts, language)
    networks = {
        name
        for kind in ("posts", "account", "campaigns")
        for name in tracking.frame(kind)["network"].dropna()
    }
    tail = [message(language, "home.sum.networks", count=len(networks))] if networks else []
    span = _span(tracking)
    if span:
        key = "day" if span[0] == span[1] else "span"
        tail.append(
            message(language, f"home.sum.{key}", start=day(span[0], language), end=day(span[1], language))
        )
    return ", ".join([told, *tail]) + "."


def _joined(parts: list[str], language: str) -> str:
    return message(language, "home.sum.and").join([", ".join(parts[:-1]), parts[-1]] if parts[:-1] else parts)


def _span(tracking: Tracking) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the tables; ISO days compare as text."""
    tables = [
        t
        for file in tracking.ledger.files
        for t in file.tables
        if t.kind in ("posts", "account", "campaigns")
    ]
    starts = [t.start for t in tables if t.start]
    ends = [t.end for t in tables if t.end]
    if not starts or not ends:
        return None
    return dt.date.fromisoformat(min(starts)), dt.date.fromisoformat(max(ends))
