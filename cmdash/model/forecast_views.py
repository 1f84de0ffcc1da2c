"""A forecast as it is shown; every text is plain text in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.views import Table


@dataclass(frozen=True)
class OutlookPoint:
    """One month: what was seen, or what is foreseen with its interval and what the naive forecast says."""

    key: str
    short: str
    group: str
    long: str
    seen: float | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    naive: float | None = None
    shown: str = ""


@dataclass(frozen=True)
class Outlook:
    """The next months of a figure. `title` is the finding; without `points` (too short a history) only `note` is said."""

    title: str
    subtitle: str
    note: str
    alt: str
    points: tuple[OutlookPoint, ...] = ()
    table: Table | None = None
    by_network: Table | None = None


@dataclass(frozen=True)
class Sign:
    """Newcomers that look like no others, in a sentence that opens to its signals and to innocent explanations."""

    network: str
    word: str
    sentence: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Newcomers:
    """The signs found, and in words which audiences were looked at and which could not be."""

    signs: tuple[Sign, ...]
    notes: tuple[str, ...]
