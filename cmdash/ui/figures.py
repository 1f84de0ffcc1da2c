"""What every figure page begins with."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.ui import markup, menu, reading
from cmdash.wording import message


def ready(page: str, language: str) -> Tracking | None:
    """The head of a figure page and what was read; the way to go instead, where there is nothing to show."""
    markup.style()
    st.title(message(language, f"{page}.question"), anchor=False)
    tracking = reading.required()
    if tracking is None or len(tracking.posts) or len(tracking.account):
        return tracking
    markup.show(markup.answer(message(language, "overview.no_figures")))
    menu.link("data", message(language, "overview.to_data"), primary=True)
    return None
