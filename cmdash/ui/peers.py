"""Which accounts are the visitor's own, and which are there to be compared with."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Answer, Tracking
from cmdash.ui import state
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_SIDED = ("posts", "account", "campaigns")


def show(tracking: Tracking, language: str) -> None:
    """Draw the choice where there are several accounts."""
    accounts = names(tracking)
    if len(accounts) < 2:
        return
    st.header(message(language, "data.peers.title"), anchor=False)
    quiet(message(language, "data.peers.help"))
    state.hold("peers", peers(tracking))
    st.multiselect(
        message(language, "data.peers.label"),
        accounts,
        key="peers",
        placeholder=message(language, "data.peers.none"),
        on_change=_choose,
        args=(tracking,),
    )


def names(tracking: Tracking) -> list[str]:
    """Every account that is named, in the order of the alphabet."""
    found: set[str] = set()
    for kind in _SIDED:
        found |= set(tracking.frame(kind)["account"].dropna().unique())
    return sorted(found, key=str.casefold)


def peers(tracking: Tracking) -> list[str]:
    """The accounts that are compared with: those all of whose rows are a peer's."""
    own: set[str] = set()
    for kind in _SIDED:
        frame = tracking.frame(kind)
        own |= set(frame.loc[frame["side"] == "own", "account"].dropna().unique())
    return [name for name in names(tracking) if name not in own]


def _choose(tracking: Tracking) -> None:
    chosen, before = set(state.held("peers") or ()), set(peers(tracking))
    given = [Answer("side", "peer", account=name) for name in sorted(chosen - before)]
    given += [Answer("side", "own", account=name) for name in sorted(before - chosen)]
    if given:
        state.answer(*given)
