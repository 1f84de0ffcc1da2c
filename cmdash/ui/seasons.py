"""What the time axis of the charts marks: school holidays, public holidays, the visitor's own events."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cmdash.catalog import ZONES
from cmdash.model import Event, Seasons
from cmdash.ui import clock, state
from cmdash.ui.quiet import quiet
from cmdash.wording import day, message

_NONE = ""
_LONGEST = 80  # characters of an event's name


def chosen() -> Seasons:
    """What the visitor wants to see on the time axis."""
    return state.visit().profile.seasons


def show(language: str) -> None:
    """Draw the choices behind a line to open; each shows at once in the charts of every page."""
    label = message(language, "seasons.title")
    box = st.expander(label, type="compact", key=state.worded("seasons"), on_change="rerun")
    if not box.open:
        return
    with box:
        quiet(message(language, "seasons.help"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _zone(language)
            _public(language)
        _events(language)
        _form(language)


def _zone(language: str) -> None:
    state.hold("season_zone", chosen().zone)
    st.selectbox(
        message(language, "seasons.zone"),
        (_NONE, *ZONES),
        format_func=lambda zone: message(language, f"seasons.zone_{zone or 'none'}"),
        key="season_zone",
        width=320,
        on_change=_change,
    )


def _public(language: str) -> None:
    state.hold("season_public", chosen().public)
    st.checkbox(message(language, "seasons.public"), key="season_public", on_change=_change)


def _change() -> None:
    zone, public = str(state.held("season_zone") or _NONE), bool(state.held("season_public"))
    _take(replace(chosen(), zone=zone, public=public))


def _take(seasons: Seasons) -> None:
    state.change_profile(replace(state.visit().profile, seasons=seasons))


def _events(language: str) -> None:
    """The events, each with the button that takes it out."""
    with st.container(gap=None):
        for place, event in enumerate(chosen().events):
            with st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                st.text(_told(event, language))
                st.button(
                    message(language, "seasons.remove"),
                    key=f"event_remove_{place}_{event.start}",
                    type="tertiary",
                    on_click=_remove,
                    args=(event,),
                )
    past = state.visit().past
    if past and past[-1].seasons.events != chosen().events:
        st.button(message(language, "seasons.undo"), key="event_undo", type="tertiary", on_click=state.undo)


def _told(event: Event, language: str) -> str:
    if event.start == event.end:
        return message(language, "seasons.one_day", day=day(event.start, language), name=event.name)
    start, end = day(event.start, language), day(event.end, language)
    return message(language, "seasons.days", start=start, end=end, name=event.name)


def _form(language: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(message(language, "seasons.name"), key="event_name", max_chars=_LONGEST, width=320)
        st.date_input(
            message(language, "seasons.when"),
            (clock.today(), clock.today()),
            key="event_days",
            format="DD/MM/YYYY",
            width=240,
        )
        st.button(message(language, "seasons.add"), key="event_add", on_click=_add)


def _add() -> None:
    """A callback: the event of the form, once it has a name and both of its days."""
    name = " ".join(str(state.held("event_name") or "").split())
    days = state.held("event_days") or ()
    days = tuple(days) if isinstance(days, (tuple, list)) else (days,)
    if not name or not days:
        return
    known = {event.subject: event for event in (*chosen().events, Event(days[0], days[-1], name))}
    _take(replace(chosen(), events=tuple(sorted(known.values()))))
    state.hold("event_name", "")


def _remove(event: Event) -> None:
    _take(replace(chosen(), events=tuple(e for e in chosen().events if e != event)))
