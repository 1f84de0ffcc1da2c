"""Privacy: what is kept, for how long, what leaves; and the host's own words."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from cmdash.ui import state
from cmdash.wording import message

LEGAL_FILE = "CMDASH_LEGAL_FILE"
_SECTIONS = ("kept", "time", "leaves", "link", "yours")


def show() -> None:
    """Draw the page."""
    language = state.language()
    with st.container(key="reading"):
        st.title(message(language, "privacy.title"))
        for section in _SECTIONS:
            st.header(message(language, f"privacy.{section}.title"), anchor=False)
            st.markdown(message(language, f"privacy.{section}.text", count=_seconds()))
        st.header(message(language, "privacy.host.title"), anchor=False)
        st.markdown(_legal(language))


def _seconds() -> int:
    """How long a closed visit stays in memory, as the server is configured."""
    return int(st.get_option("server.disconnectedSessionTTL"))


def _legal(language: str) -> str:
    """The host's text: the file that `CMDASH_LEGAL_FILE` names, in Markdown; `{lang}` in its name is the language."""
    named = os.environ.get(LEGAL_FILE)
    if not named:
        return message(language, "privacy.host.none")
    try:
        return Path(named.replace("{lang}", language)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return message(language, "privacy.host.unreadable")
