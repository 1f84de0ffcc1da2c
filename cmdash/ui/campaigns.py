"""The Campaigns page."""

from __future__ import annotations

from html import escape

import streamlit as st

from cmdash.model.campaign_views import BudgetView, CampaignRow, CampaignsView
from cmdash.story.budget import budget
from cmdash.story.campaigns import campaigns
from cmdash.ui import clock, figures, filters, markup, menu, periods, plots, state
from cmdash.ui.plain import plain
from cmdash.wording import message


def show() -> None:
    """Draw the page: the answer, the figures by what they say, the chart, a campaign a row, the sponsored posts."""
    language = state.language()
    tracking = figures.head("campaigns", language)
    if tracking is None:
        return
    view = campaigns(tracking, filters.query(), language)
    groups = [
        part
        for group in view.groups
        for part in (markup.section(group.title), markup.cards(group.figures, language))
    ]
    markup.show(
        markup.answer(view.sentence),
        *groups,
        markup.quiet(view.notes),
        markup.section(message(language, "campaigns.ways")) if view.ways else "",
        markup.terms(view.ways),
    )
    if view.ways:
        menu.link("data", message(language, "overview.to_data"))
    if view.outside:
        label = message(language, "campaigns.everything")
        st.button(label, key="every_campaign", on_click=state.set_link, args=("period", periods.ALL))
    _budget(budget(tracking, filters.query(), language, clock.today()), bool(view.rows), language)
    if view.chart:
        markup.show(markup.section(message(language, "campaigns.chart")))
        plots.show(tracking, view.chart, language, picks=True)
    if view.rows:
        _table(view, language)
    if view.boosted:
        markup.show(
            markup.section(message(language, "campaigns.boosted")),
            markup.cards(view.boosted, language),
            markup.quiet([message(language, "campaigns.boosted_apart")]),
        )


def _budget(view: BudgetView | None, paid: bool, language: str) -> None:
    """Planned against spent; where something is paid for without a budget, the column that would bring it."""
    title = message(language, "campaigns.budget.title")
    if view is not None:
        markup.show(
            markup.section(title),
            *(f"<p>{escape(sentence)}</p>" for sentence in view.sentences),
            markup.folding(view.table, title),
            markup.quiet([view.note]),
        )
        with st.popover(message(language, "networks.stamps"), type="tertiary", key="budget_stamp"):
            st.html(markup.stamp(view.stamp, language, message(language, "kpis.budget_used.label")))
    elif paid:
        markup.show(markup.quiet([message(language, "campaigns.budget.none")]))


def _table(view: CampaignsView, language: str) -> None:
    caption = message(language, "campaigns.table")
    markup.show(
        markup.section(caption),
        markup.campaigns(view.columns, view.rows, message(language, "campaigns.campaign"), caption),
    )
    names = {f"{row.network}/{row.label}/{row.facts}": row for row in view.rows}
    chosen = st.selectbox(
        message(language, "campaigns.details"),
        list(names),
        index=None,
        placeholder=message(language, "campaigns.choose"),
        format_func=lambda name: (
            plain(f"{names[name].label} ({names[name].facts})") if name in names else name
        ),
        key=state.worded("campaign_details"),
    )
    if chosen in names:
        _stamps(view, names[chosen], language)


def _stamps(view: CampaignsView, row: CampaignRow, language: str) -> None:
    """How each figure of one campaign is computed, side by side."""
    made = [
        markup.stamp(
            figure.stamp,
            language,
            message(language, "campaigns.figure", name=column.help, value=figure.shown),
        )
        for column, figure in zip(view.columns, row.figures, strict=True)
        if figure is not None
    ]
    markup.show(markup.stamps(made))
