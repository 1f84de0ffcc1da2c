"""What the pages about the whole, the networks and the community show."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.forecast_views import Newcomers, Outlook
from cmdash.model.views import Chart, Column, Figure, Remark


@dataclass(frozen=True)
class OverviewView:
    """The period at a glance. `sentence` answers the page's question; empty tuples where the data cannot fill.

    `legend` says what the grey changes are, where there are any.
    """

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
class Benchmarks:
    """What each network's rate is set beside, in words: network, its name and a line a rate; the notes below; where
    published figures come from."""

    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccountRow:
    """One account: its name, and per column a value with what stands small below it."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AccountsOfNetwork:
    """The accounts of one network, own ones first. `fit`: those with followers and posts enough to be set against
    others; `expected`: they are enough to say what a size lets expect."""

    id: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[AccountRow, ...]
    sentence: str
    fit: int
    expected: bool


@dataclass(frozen=True)
class SideBySide:
    """The networks that have several accounts, a table each, and how they are compared."""

    networks: tuple[AccountsOfNetwork, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class NetworksView:
    """Networks side by side, and for each measure the same chart per network."""

    sentence: str
    period: str
    columns: tuple[Column, ...]
    rows: tuple[NetworkRow, ...]
    multiples: tuple[Multiples, ...]
    notes: tuple[str, ...] = ()
    benchmarks: Benchmarks | None = None
    accounts: SideBySide | None = None


@dataclass(frozen=True)
class CommunityRow:
    """One audience over the period, with the check that end minus start equals gained minus lost.

    `values` are those of the cells, None where nothing says.
    """

    network: str
    label: str
    cells: tuple[str, ...]
    check: str = ""
    fits: bool | None = None
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class CommunityView:
    """The size of the audiences over time; they are audiences, not people. `multiples`: each on its own scale.

    `outlook`: what the next months may bring; `newcomers`: whether they look like the others.
    """

    sentence: str
    period: str
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    multiples: tuple[Chart, ...]
    columns: tuple[Column, ...]
    rows: tuple[CommunityRow, ...]
    notes: tuple[str, ...] = ()
    legend: str = ""
    outlook: Outlook | None = None
    newcomers: Newcomers | None = None
