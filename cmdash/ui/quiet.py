"""Words that stand back: small and grey, yet dark enough to be read by everyone."""

from __future__ import annotations

import streamlit as st


def quiet(text: str, width: str = "stretch") -> None:
    """Our own words beside the main ones. (`st.caption` fades the text below the contrast that readers need.)"""
    st.markdown(f":small[:gray[{text}]]", width="content" if width == "content" else "stretch")
