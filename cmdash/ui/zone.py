"""The hours of exports whose time zone is known: offered once in the zone of the visitor's browser."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cmdash.catalog import formats, settings
from cmdash.model import Answer, FileReport, TableReport, Tracking
from cmdash.ui import scopes, state
from cmdash.ui.plain import plain
from cmdash.wording import message

_KEY = "timezone"


def show(tracking: Tracking, language: str) -> None:
    """Draw the offer; nothing where every zone is the browser's, unknown or answered."""
    here = settings()[_KEY].accept(state.browser_zone())
    found = [(zone, file, table) for zone, file, table in elsewhere(tracking) if zone != here]
    if not here or not found:
        return
    zones = list(dict.fromkeys(zone for zone, _, _ in found))
    names = list(dict.fromkeys(file.name for _, file, _ in found))
    with st.container(border=True):
        st.markdown(f"**{message(language, 'data.zone.title')}**")
        st.text(message(language, "data.zone.text", files=", ".join(names), zone=", ".join(zones), here=here))
        keep = tuple(scopes.about(_KEY, zone, file, table, tracking) for zone, file, table in found)
        with st.container(horizontal=True):
            for name, given in (("move", (Answer(_KEY, here),)), ("keep", keep)):
                label = message(language, f"data.zone.{name}", zone=here if name == "move" else zones[0])
                st.button(plain(label), key=f"zone_{name}", on_click=state.answer, args=given)


def elsewhere(tracking: Tracking) -> list[tuple[str, FileReport, TableReport]]:
    """The tables with hours in a zone that their export tells and no answer has settled, with that zone."""
    profile = state.visit().profile
    found = []
    for file in tracking.ledger.files:
        for table in file.tables:
            known = formats().get(table.platform or "")
            zone = known.reading.timezone if known else None
            if zone and not scopes.given(profile, _KEY, file, table) and _has_hours(tracking, file, table):
                found.append((zone, file, table))
    return found


def _has_hours(tracking: Tracking, file: FileReport, table: TableReport) -> bool:
    frame = tracking.frame(table.kind) if table.kind != "other" else None
    if frame is None or "date" not in frame or table.kind == "account":
        return False
    mine = (frame["file"] == file.name) & (frame["sheet"].isna() | (frame["sheet"] == table.sheet))
    moments = pd.DatetimeIndex(frame.loc[mine, "date"].dropna())
    return bool((moments != moments.normalize()).any())
