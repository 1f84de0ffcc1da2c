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
    """One KPI of the period, ready to show: `shown` is the value in the reader's format, `unit` stands small beside it."""

    kpi: str
    label: str
    value: float
    shown: str
    unit: str
    stamp: StampText
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


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
    """Rows as they are read: `rows` hold the values, `shown` the same cells as text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[float | str | None, ...], ...]
    shown: tuple[tuple[str, ...], ...]
    caption: str = ""


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


@dataclass(frozen=True)
class PostCard:
    """One post among the best or the weakest."""

    id: int
    when: str
    network: str
    network_label: str
    format: str
    text: str
    index: float
    index_shown: str
    facts: str
    url: str = ""


@dataclass(frozen=True)
class OverviewView:
    """The period at a glance. `sentence` answers the page's question; empty tuples where the data cannot fill.

    `legend` says what the grey changes are, where there are any.
    """

    question: str
    sentence: str
    period: str
    figures: tuple[Figure, ...]
    remarks: tuple[Remark, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...] = ()
    legend: str = ""


@dataclass(frozen=True)
class NetworkRow:
    """One network of the period: its figures in the order of the table's columns."""

    id: str
    label: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Multiples:
    """The same chart for each network: the KPI, its name, a note on the scales, a chart a network."""

    kpi: str
    label: str
    note: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class NetworksView:
    """Networks side by side, and for each measure the same chart per network."""

    question: str
    sentence: str
    period: str
    columns: tuple[Column, ...]
    rows: tuple[NetworkRow, ...]
    multiples: tuple[Multiples, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostsView:
    """The posts of the period against the account's own habit.

    `formats`, `themes` and `sorts` are what the list can be narrowed and ordered by: ids with their words.
    """

    question: str
    sentence: str
    period: str
    best: tuple[PostCard, ...]
    weakest: tuple[PostCard, ...]
    count: int
    formats: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """How the list of posts is narrowed and ordered, and which page of it is shown (from 1)."""

    search: str = ""
    formats: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sort: str = "date"
    page: int = 1


@dataclass(frozen=True)
class PostList:
    """One page of the list of posts. `ids` are the posts of its rows; `count` is of the whole list."""

    table: Table
    ids: tuple[int, ...]
    count: int
    pages: int


@dataclass(frozen=True)
class PostView:
    """One post: its figures, its ladder and its place among the posts of the selection."""

    card: PostCard
    text: str
    figures: tuple[Bar, ...]
    ladder: Ladder | None
    place: Place | None


@dataclass(frozen=True)
class CommunityRow:
    """One audience over the period, with the check that end minus start equals gained minus lost."""

    network: str
    label: str
    cells: tuple[str, ...]
    check: str = ""
    fits: bool | None = None


@dataclass(frozen=True)
class CommunityView:
    """The size of the audiences over time; they are audiences, not people. `multiples`: each on its own scale."""

    question: str
    sentence: str
    period: str
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    multiples: tuple[Chart, ...]
    columns: tuple[Column, ...]
    rows: tuple[CommunityRow, ...]
    notes: tuple[str, ...] = ()
    legend: str = ""


@dataclass(frozen=True)
class FigureGroup:
    """Figures that answer one part of a page's question, under a heading."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class CampaignRow:
    """One campaign: `facts` are its network, account and days; None where a figure cannot be computed."""

    network: str
    label: str
    facts: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class CampaignsView:
    """What was paid for and what it brought. `count` campaigns, of which `rows` are the dearest.

    `boosted` are the figures of the sponsored posts, never added to those of the campaigns. `outside`: there are
    campaigns, but none lies in the period. `ways`: where the files hold nothing paid for, what would bring it, as
    names and what to do.
    """

    question: str
    sentence: str
    period: str
    groups: tuple[FigureGroup, ...] = ()
    chart: Chart | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[CampaignRow, ...] = ()
    count: int = 0
    boosted: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    outside: bool = False
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BudgetView:
    """Planned and spent: a sentence for each currency, a campaign or month a row, on how many rows it rests."""

    sentences: tuple[str, ...]
    table: Table
    note: str
