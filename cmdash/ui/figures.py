"""Figures on cards, each with its stamp behind its name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cmdash.model import Tracking
from cmdash.model.views import Figure
from cmdash.ui import markup, menu, reading
from cmdash.wording import message


def ready(page: str, language: str) -> Tracking | None:
    """The head of a figure page and what was read; the way to go instead, where there is nothing to show."""
    markup.style()
    st.title(message(language, f"{page}.question"), anchor=False)
    tracking = reading.required()
    if tracking is None or len(tracking.posts) or len(tracking.account):
        return tracking
    markup.answer(message(language, "overview.no_figures"))
    menu.link("data", message(language, "overview.to_data"), primary=True)
    return None


def cards(figures: Sequence[Figure], language: str) -> None:
    """The figures as cards in a grid; the name of each opens its stamp. Nothing where there are none.

    One piece of markup for all of them: a page of Streamlit containers and popovers takes the browser several times
    as long to draw again, at every change of a filter.
    """
    if figures:
        st.html(markup.cards(figures, across(len(figures)), language))


def across(count: int) -> int:
    """How many cards stand side by side so that the last row is not left almost empty."""
    if count <= 4:
        return count
    return next((n for n in (4, 3) if count % n == 0 or count % n == n - 1), min(count, 4))
