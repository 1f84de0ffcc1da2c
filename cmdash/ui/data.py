"""Your data: what was understood of each file, what needs a person, what was set aside, what was noticed."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.ui import (
    aside,
    joined,
    lists,
    menu,
    peers,
    questions,
    reading,
    remarks,
    sentences,
    state,
    understood,
)
from cmdash.ui.summary import summary
from cmdash.wording import message


def show() -> None:
    """Draw the page."""
    language = state.language()
    st.title(message(language, "data.title"))
    tracking = reading.required()
    if tracking is None:
        return
    lists.style()
    _head(tracking, language)
    questions.show(tracking, language)
    joined.show(tracking, language)
    understood.show(tracking, language)
    peers.show(tracking, language)
    aside.show(tracking, language)
    remarks.show(tracking, language)
    questions.show_given(language)  # last: what comes with the first answer moves nothing above it


def _head(tracking: Tracking, language: str) -> None:
    """The drop in one sentence, whether a person is needed, and the way on."""
    told = summary(tracking, language)
    faults = [file.error for file in tracking.ledger.files if file.error]
    if told or not faults:
        st.markdown(told or message(language, "home.open.nothing"))
    for fault in faults:
        with st.container(border=True):
            sentences.show(fault, language)
    clear = not sentences.questions(tracking) and told
    if clear:
        st.markdown(message(language, "data.clear"))
    with st.container(horizontal=True, vertical_alignment="center"):
        if told:
            menu.link("overview", message(language, "data.go"), primary=bool(clear))
        if state.visit().past:
            st.button(message(language, "data.undo"), key="undo", on_click=state.undo)
