"""The Overview page."""

from __future__ import annotations

import streamlit as st

from cmdash.story.overview import overview
from cmdash.ui import figures, filters, markup, plots, state
from cmdash.wording import message


def show() -> None:
    """Draw the page: the answer, the figures, the findings, the charts."""
    language = state.language()
    tracking = figures.ready("overview", language)
    if tracking is None:
        return
    view = overview(tracking, filters.query(), language)
    markup.answer(view.sentence)
    figures.cards(view.figures, language)
    markup.quiet([line for line in (view.legend, *view.notes) if line])
    if view.remarks:
        st.header(message(language, "overview.remarks"), anchor=False)
        st.html(markup.remarks(view.remarks))
    if view.charts:
        st.header(message(language, "overview.charts"), anchor=False)
        for chart in view.charts:
            plots.show(tracking, chart, language, picks=True)
        markup.quiet([message(language, "overview.pick")])
