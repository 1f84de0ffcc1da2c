"""What every figure page begins with."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.ui import markup, menu, reading
from cmdash.wording import message


def head(page: str, language: str) -> Tracking | None:
    """The title of a figure page and what was read; the empty state in its place where no file is open."""
    markup.style()
    st.title(message(language, f"{page}.question"), anchor=False)
    return reading.required()


def ready(page: str, language: str, kinds: tuple[str, ...] = ("posts", "account")) -> Tracking | None:
    """The head of a page about these kinds of table; the way to go instead, where there is nothing to show."""
    tracking = head(page, language)
    if tracking is None or any(len(tracking.frame(kind)) for kind in kinds):
        return tracking
    if len(tracking.campaigns):
        markup.show(markup.answer(message(language, "overview.only_campaigns")))
        menu.link("campaigns", message(language, "overview.to_campaigns"), primary=True)
    else:
        markup.show(markup.answer(message(language, "overview.no_figures")))
        menu.link("data", message(language, "overview.to_data"), primary=True)
    return None
