"""What is shown, as frozen values: the story writes them, the charts, the pages and the reports render them.

Every text is already in the reader's language and may hold words of the user (captions, account names): it is plain
text, never markup, and whoever renders it escapes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Mood = Literal["plain", "usual", "good", "bad"]
Form = Literal["stack", "line", "flow"]


@dataclass(frozen=True)
class StampText:
    """What stands behind a figure, in words: how it is computed and on what (`model.Stamp` says it in ids).

    `n` of `of` rows entered; `rows` names them in words ("publications"). `counted` are the actions that entered
    the sum, `denominator` what a rate is over (empty where there is none), `sources` the files, `exclusions`
    sentences on what was left out.
    """

    formula: str
    counted: tuple[str, ...] = ()
    denominator: str = ""
    used: str = ""
    sources: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    n: int = 0
    of: int = 0


@dataclass(frozen=True)
class Change:
    """A figure against another period, in words.

    `amount` is a fraction for sums and stocks (0.12 is +12 %), a difference for rates and balances. `mood` is
    `plain` where too little is known to judge, `usual` within the usual variation, else good or bad. `shown` is the
    number at the head of `text`, where there is one. `few`: one of the two sides rests on too little to be judged.
    """

    against: Literal["previous", "year"]
    amount: float
    text: str
    mood: Mood = "plain"
    word: str = ""
    shown: str = ""
    few: bool = False


@dataclass(frozen=True)
class Figure:
    """One KPI of the period, ready to show: `shown` is the value in the reader's format, `unit` stands small beside it.

    `parts`: of a quotient that no other figure explains, what is above and what is below.
    """

    kpi: str
    label: str
    value: float
    shown: str
    unit: str
    stamp: StampText
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[float, float] | None = None


@dataclass(frozen=True)
class Point:
    """One value of a series: None is a gap. `shown` is the exact figure for a reader, `n` the rows behind it."""

    key: str
    value: float | None
    shown: str = ""
    n: int = 0


@dataclass(frozen=True)
class Step:
    """One place on the time axis: its key (`2026-06`), its words, its days, and whether it is in the period asked.

    `group` is what stands below the short word where it changes (the year below months), empty for none.
    """

    key: str
    short: str
    group: str
    long: str
    start: dt.date
    end: dt.date
    inside: bool = True


@dataclass(frozen=True)
class Series:
    """Values over the steps of a chart. `id` is a network id where the series is one (it gives the colour), else free."""

    id: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Mark:
    """Something that happened on a step of the time axis, in words.

    `kind`: `break` (a network counts otherwise from there on), `event` (the reader's own), `public` (public holidays),
    `school` (no school).
    """

    key: str
    kind: str
    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table: numbers are aligned right and written in the reader's format of `unit`."""

    id: str
    label: str
    unit: str = ""
    help: str = ""

    @property
    def number(self) -> bool:
        return bool(self.unit)


@dataclass(frozen=True)
class Table:
    """Rows as they are read: `rows` hold the values, `shown` the same cells as text.

    `kpis` names the KPI of each cell where that is not the id of its column; empty where it is.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[float | str | None, ...], ...]
    shown: tuple[tuple[str, ...], ...]
    caption: str = ""
    kpis: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart over time: its title is the finding, the subtitle says what and in which unit, the note n and source.

    `form`: `stack` (bars by series, from zero), `line` (stocks and rates), `flow` (gained above, lost below zero).
    `unit` is that of the values; `alt` one sentence for who does not see it; `table` the figures behind.
    `zero` tells whether the axis must start at zero. `what` names the drawing in words that no filter by network
    changes; empty where the subtitle is such words. `marks` stand on the time axis, at most one a step and kind; a
    line is not joined over a break of its network, whose step stands in `parted` (series id, key of the step).
    """

    id: str
    form: Form
    title: str
    subtitle: str
    note: str
    alt: str
    unit: str
    steps: tuple[Step, ...]
    series: tuple[Series, ...]
    table: Table
    zero: bool = True
    ceiling: float | None = None
    what: str = ""
    marks: tuple[Mark, ...] = ()
    parted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Bar:
    """One labelled quantity of a bar list."""

    id: str
    label: str
    value: float
    shown: str


@dataclass(frozen=True)
class Ladder:
    """Quantities side by side, longest act last: the acts on a post from the least to the most engaging."""

    title: str
    subtitle: str
    alt: str
    bars: tuple[Bar, ...]
    table: Table


@dataclass(frozen=True)
class Place:
    """Where one post stands among all: counts per class of own index, `mark` is the class it is in."""

    title: str
    subtitle: str
    alt: str
    bars: tuple[Bar, ...]
    mark: str
    table: Table


@dataclass(frozen=True)
class Remark:
    """A finding of the period in words. `network` gives it its colour, empty where it is about all."""

    code: str
    text: str
    network: str = ""
