"""What the visitor takes home: the cmdash file and the data so far. Nothing stays here."""

from __future__ import annotations

import streamlit as st

from cmdash.model import DATA_KINDS, Counting, Goal, Tracking
from cmdash.ui import counting, downloads, reading, state
from cmdash.wording import message


def show() -> None:
    """Offer the two files, once there is work to take away; ticked tasks alone make the cmdash file. They are made when
    asked for."""
    tracking = reading.tracking()
    now = state.visit()
    counted = counting.chosen()  # asked here: a file is made off the page
    ticked = bool(now.profile.checklist)  # tasks need no file
    chosen = ticked or bool(
        counted.written()
        or now.profile.answers
        or now.profile.mappings
        or now.profile.goals
        or now.profile.lessons
    )
    if not (ticked or (tracking is not None and (chosen or (now.touched and _kept(tracking))))):
        return
    language = state.language()

    def words(key: str) -> str:
        return message(language, f"interface.keeping.{key}")

    st.markdown(f":small[{words('title')}  \n:gray[{words('note')}]]")
    downloads.offer(
        words("profile"),
        lambda: _profile_file(now, counted),
        words("profile_name"),
        "keep_profile",
        help=words("profile_help"),
        stretch=True,
    )
    if tracking is None:
        return
    downloads.offer(
        words("data"),
        lambda: _workbook(tracking, now.profile.goals, counted, language),
        words("data_name"),
        "keep_data",
        help=words("data_help"),
        stretch=True,
    )


def _kept(tracking: Tracking) -> bool:
    return any(len(tracking.frame(kind)) for kind in DATA_KINDS)


def _profile_file(now: state.Visit, chosen: Counting) -> bytes:
    from cmdash import profile

    return profile.dump(counting.packed(now.profile, chosen))


def _workbook(tracking: Tracking, typed: tuple[Goal, ...], chosen: Counting, language: str) -> bytes:
    from cmdash import export, kpi
    from cmdash.story.counting import choice

    said = choice(chosen, language)
    remarks = [message(language, "counting.say.workbook", choice=said)] if said else []
    return export.workbook(kpi.with_goals(tracking, typed), language, remarks)
