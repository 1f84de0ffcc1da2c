"""The Community page."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.model.forecast_views import Outlook
from cmdash.model.page_views import CommunityView
from cmdash.model.views import Column
from cmdash.story.community import community
from cmdash.ui import figures, filters, markup, plots, proofs, seasons, state
from cmdash.wording import message

_NARROWEST = 240  # pixels of one of the small charts


def show() -> None:
    """Draw the page: the answer, the figures, the charts, one audience a row with its check."""
    language = state.language()
    tracking = figures.ready("community", language)
    if tracking is None:
        return
    view = community(tracking, filters.query(), language, seasons.chosen())
    markup.show(
        markup.answer(view.sentence),
        markup.cards(view.figures, language),
        markup.quiet([line for line in (view.legend, *view.notes) if line]),
    )
    _charts(tracking, view, language)
    if view.rows:
        _table(view, language)
    if view.outlook:
        _outlook(tracking, view.outlook, language)
    if view.newcomers:
        markup.show(
            markup.section(message(language, "community.sign.heading")),
            *(proofs.opening("hint", sign.word, sign.sentence, sign.terms) for sign in view.newcomers.signs),
            markup.quiet(view.newcomers.notes),
        )
    if view.charts:
        seasons.show(language)


def _charts(tracking: Tracking, view: CommunityView, language: str) -> None:
    """The charts over all audiences one below the other; those of one audience side by side."""
    if not view.charts:
        return
    st.header(message(language, "community.charts"), anchor=False)
    for chart in view.charts:
        plots.show(tracking, chart, language)
    if view.multiples:
        markup.show(markup.quiet([message(language, "community.own_scale")]))
        with st.grid(3, min_column_width=_NARROWEST, gap="medium"):
            for chart in view.multiples:
                with st.container(gap="xsmall"):
                    plots.show(tracking, chart, language, small=True)


def _outlook(tracking: Tracking, view: Outlook, language: str) -> None:
    """What the next months may bring, drawn; then each audience by itself."""
    markup.show(markup.section(message(language, "community.outlook.heading")))
    if view.points:
        plots.outlook(tracking, view, language)
    else:
        markup.show(markup.quiet([view.note]))
    if view.by_network:
        caption = message(language, "community.outlook.by_network")
        markup.show(markup.quiet([caption]), markup.folding(view.by_network, caption))


def _table(view: CommunityView, language: str) -> None:
    st.header(message(language, "community.table"), anchor=False)
    checked = any(row.check for row in view.rows)
    columns = (*view.columns, *([Column("check", message(language, "community.check"))] if checked else []))
    rows = [markup.check_row(row) for row in view.rows]
    cut = [(name, label, cells[: len(columns)]) for name, label, cells in rows]
    st.html(
        markup.networks(
            columns, cut, message(language, "networks.network"), message(language, "community.table")
        )
    )
