"""Home: drop a sheet or open a demo; after that, one sentence and the way on."""

from __future__ import annotations

import streamlit as st

from cmdash.ui import reading, state
from cmdash.wording import message


def show() -> None:
    """Draw the page."""
    language = state.language()
    st.title(message(language, "home.title"))
    st.markdown(message(language, "home.lead"))
    key = f"drop_{state.visit().drops}"
    st.file_uploader(
        message(language, "home.drop"),
        accept_multiple_files=True,
        key=key,
        on_change=reading.take,
        args=(key,),
    )
