"""A campaign a row: its network, its days, and the figures of the cards, the dearest campaign first."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.catalog import kpis
from cmdash.model.campaign_views import CampaignRow
from cmdash.model.views import Column, Figure
from cmdash.story import calendar
from cmdash.story.asked import Answers, Asked
from cmdash.story.campaign_lines import BY, Key, Lines
from cmdash.story.figures import figure
from cmdash.story.words import kpi_label, say
from cmdash.wording import network

MOST = 50  # rows shown; an export by ad can hold hundreds


def campaign_table(
    asked: Asked, found: Lines, names: Sequence[str]
) -> tuple[tuple[Column, ...], tuple[CampaignRow, ...]]:
    """The columns that some campaign fills, and the campaigns that spent most."""
    answers = asked.answers(BY, names, asked.period)
    there = {key[-1] for key in answers}
    columns = tuple(_column(name, asked.language) for name in names if name in there)
    accounts = {account for _, account, _ in found.spans} - {""}
    order = sorted(found.spans, key=lambda key: _rank(key, answers))[:MOST]
    return columns, tuple(_row(asked, key, columns, answers, found, len(accounts) > 1) for key in order)


def _column(name: str, language: str) -> Column:
    """A short head, the whole name where one points at it."""
    return Column(
        name, say(language, f"campaigns.column.{name}"), kpis()[name].unit, kpi_label(name, language)
    )


def _rank(key: Key, answers: Answers) -> tuple[str, float, float, Key]:
    """By spend, within a currency; what has no spend last, by impressions."""
    spend, seen = answers.get((*key, "spend")), answers.get((*key, "impressions"))
    return (
        spend.unit if spend else "~",
        -(spend.value or 0.0) if spend else 0.0,
        -(seen.value or 0.0) if seen else 0.0,
        key,
    )


def _row(
    asked: Asked, key: Key, columns: Sequence[Column], answers: Answers, found: Lines, named: bool
) -> CampaignRow:
    language = asked.language
    name, account, campaign = key
    span = found.spans[key]
    facts = [network(name, language), account if named else "", calendar.name(span, language) if span else ""]
    return CampaignRow(
        network=name,
        label=campaign or say(language, "campaigns.unnamed"),
        facts=" · ".join(fact for fact in facts if fact),
        figures=tuple(_figure(asked, key, column.id, answers) for column in columns),
    )


def _figure(asked: Asked, key: Key, name: str, answers: Answers) -> Figure | None:
    row = answers.get((*key, name))
    return figure(asked, name, {name: row}, None) if row else None
