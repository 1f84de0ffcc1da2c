"""What the Campaigns page shows."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.views import Chart, Column, Figure, StampText, Table


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
    """Planned and spent: a sentence for each currency, a campaign or month a row, on how many rows it rests; the
    stamp of the share of the budget."""

    sentences: tuple[str, ...]
    table: Table
    note: str
    stamp: StampText
