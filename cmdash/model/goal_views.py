"""The Goals page as frozen values; every text is in the reader's language and is plain text, never markup."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.views import StampText


@dataclass(frozen=True)
class GoalCard:
    """One goal as it is shown. `state` is that of `kpi.Progress`, `label` its word.

    `actual` and `of` stand side by side ("12 300", "sur 20 000"); empty where nothing can be computed. `share` and
    `elapsed` are fractions for the bar, None where there is none; `bar` says the bar in words. `sentences` say how
    far it has come and what is still needed. `stamp` is None where nothing was computed. `typed` is the place of
    the goal among those of the profile, None for a row of a sheet.
    """

    network: str
    title: str
    period: str
    state: str
    label: str
    actual: str
    of: str
    share: float | None
    elapsed: float | None
    bar: str
    sentences: tuple[str, ...]
    note: str
    origin: str
    stamp: StampText | None
    typed: int | None


@dataclass(frozen=True)
class GoalsView:
    """The goals, those that want attention first; `sentence` counts them by state, or says what a goal is."""

    sentence: str
    cards: tuple[GoalCard, ...]
    notes: tuple[str, ...] = ()
