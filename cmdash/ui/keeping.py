"""What the visitor takes home: the cmdash file and the data so far. Nothing stays here."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.ui import reading, state
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """Offer the two files, once there is work to take away. They are made when asked for."""
    tracking = reading.tracking()
    now = state.visit()
    if tracking is None or not (now.touched or now.profile.answers or now.profile.mappings):
        return
    language = state.language()

    def words(key: str) -> str:
        return message(language, f"interface.keeping.{key}")

    st.markdown(words("title"))
    st.download_button(
        words("profile"),
        lambda: _profile_file(now),
        file_name=words("profile_name"),
        mime="application/json",
        help=words("profile_help"),
        key="keep_profile",
        on_click="ignore",
        width="stretch",
    )
    quiet(words("profile_note"))
    st.download_button(
        words("data"),
        lambda: _workbook(tracking, language),
        file_name=words("data_name"),
        mime=_WORKBOOK,
        help=words("data_help"),
        key="keep_data",
        on_click="ignore",
        width="stretch",
    )
    quiet(words("data_note"))


def _profile_file(now: state.Visit) -> bytes:
    from cmdash import profile

    return profile.dump(now.profile)


def _workbook(tracking: Tracking, language: str) -> bytes:
    from cmdash import export

    return export.workbook(tracking, language)
