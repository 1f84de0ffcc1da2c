"""What the page "What works" shows, as frozen values; every text is plain text in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.views import Table


@dataclass(frozen=True)
class Told:
    """One answer: its sentence, its verdict and the word for it, and the figures it opens to (terms with their text).

    `factor`, `level` and `network` are the question it answers.
    """

    factor: str
    level: str
    network: str
    verdict: str
    word: str
    sentence: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asking:
    """One factor: what stands out, in order of certainty, a sentence where nothing does, and all answers as a table."""

    factor: str
    title: str
    told: tuple[Told, ...]
    sentence: str
    rest: str
    table: Table | None


@dataclass(frozen=True)
class HeatCell:
    """Posts of a weekday at an hour: how many, and how they do beside the others where that can be said.

    `tint` from -1 (far below) over 0 (as usual) to 1 (far above); None stays grey: too few posts. `told` says it all in a sentence.
    """

    n: str
    shown: str
    tint: float | None
    told: str


@dataclass(frozen=True)
class HeatMap:
    """Weekdays by hours; None where nothing was published."""

    title: str
    subtitle: str
    note: str
    days: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[HeatCell | None, ...]], ...]


@dataclass(frozen=True)
class RankingView:
    """Levels of a factor in the order of what is believed of them, and the names of those too few to be ranked."""

    title: str
    note: str
    table: Table
    unranked: str


@dataclass(frozen=True)
class WorksView:
    """The whole page. `missing`: what is not asked for want of a column, one sentence each."""

    sentence: str
    askings: tuple[Asking, ...]
    heat: HeatMap | None
    rankings: tuple[RankingView, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
