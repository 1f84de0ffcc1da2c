"""What one visit holds, as one frozen value, and the link that carries its choices.

The only module that touches Streamlit's session state. Two things live there: the `Visit` (files, profile, what was
read), changed through `change`, and the link's carriers: hidden text inputs bound to the query parameters. They hold
ids (`2026-06`, `facebook,instagram`), never labels, so that a link means the same in both languages; a Streamlit
selection bound by itself would write the words of the reader into the link.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from cmdash.catalog import LANGUAGES
from cmdash.model import Answer, Finding, OpenedFile, Profile, Tracking, Upload

LINK = ("lang", "demo", "period", "networks", "paid", "actions", "over", "weights")
_VISIT = "visit"
_UNDO_DEPTH = 50


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read last, under the key of exactly what it was read from."""

    key: str
    tracking: Tracking


@dataclass(frozen=True, eq=False)
class Visit:
    """One visit: the files dropped, the choices made about them, and what came of it.

    `past` holds the profiles before each change, latest last. `drops` counts what was taken from the drop zone, so
    that it starts empty each time. `notices` are findings about the last drop itself. `touched` says that there is
    work to take away. `accounts` is the filter on accounts, which never stands in the link. `opened` is the file whose
    cells were looked at last. `unfinished_goal` is what the form of a goal still lacks, empty for nothing. `month` is the
    month turned to in the calendar, and the period it was turned to in. `odd_logo` says that what was dropped last as a
    logo is no picture.
    """

    uploads: tuple[Upload, ...] = ()
    profile: Profile = field(default_factory=Profile)
    past: tuple[Profile, ...] = ()
    drops: int = 0
    notices: tuple[Finding, ...] = ()
    reading: Reading | None = None
    touched: bool = False
    accounts: tuple[str, ...] = ()
    opened: OpenedFile | None = None
    unfinished_goal: str = ""
    month: tuple[str, str] = ("", "")
    odd_logo: bool = False


def visit() -> Visit:
    """The current visit; a new one where there is none yet."""
    found = st.session_state.get(_VISIT)
    return found if isinstance(found, Visit) else Visit()


def change(**changes: Any) -> None:
    """Put a changed visit in the place of the current one. The only way to change it."""
    st.session_state[_VISIT] = replace(visit(), **changes)


def forget() -> None:
    """Begin the visit anew: nothing of it is kept but how many drops were taken."""
    st.session_state[_VISIT] = Visit(drops=visit().drops)


def change_profile(profile: Profile) -> None:
    """Take another profile, so that the one before can come back with `undo`."""
    now = visit()
    change(profile=profile, past=(*now.past, now.profile)[-_UNDO_DEPTH:], touched=True)


def answer(*given: Answer, instead_of: Collection[Answer] = ()) -> None:
    """Write answers into the profile, as one change; each replaces an earlier one about the same thing.

    The answers `instead_of` which they are given are taken out.
    """
    now = visit().profile
    about = {a.subject for a in given}
    kept = tuple(a for a in now.answers if a.subject not in about and a not in instead_of)
    if (*kept, *given) != now.answers:
        change_profile(replace(now, answers=(*kept, *given)))


def undo() -> None:
    """Take back the last change of the profile; nothing happens where there is none."""
    past = visit().past
    if past:
        change(profile=past[-1], past=past[:-1])


def declare_link() -> None:
    """Declare the carriers of the link. Once a run, in the frame, before anything asks for them."""
    with st.container(key="link"):
        for name in LINK:
            st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")


def link(name: str) -> str:
    """The value of a query parameter of the link; empty where there is none."""
    return str(st.session_state.get(name) or "")


def set_link(name: str, value: str) -> None:
    """Write a value into the link. Only in a callback: Streamlit refuses it once the carriers are declared."""
    if link(name) != value:
        st.session_state[name] = value


def hold(key: str, value: object) -> None:
    """Make a widget show `value` when it is declared next (the link is the truth, the widget follows)."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def worded(key: str) -> str:
    """The key of a widget whose options are words: another one in each language.

    The browser holds the words of an option, not what it stands for: under one key, the words of the language before
    would come back as a value that no option has.
    """
    return f"{key}_{language()}"


def held(key: str) -> Any:
    """What a widget of this key holds; None where it was never declared."""
    return st.session_state.get(key)


def language() -> str:
    """The reader's language: the link's, else the browser's, else French."""
    asked = link("lang")
    if asked in LANGUAGES:
        return asked
    browser = (st.context.locale or "fr").lower()
    return "fr" if browser.startswith("fr") else "en"


def browser_zone() -> str:
    """The time zone of the visitor's browser (`Europe/Paris`); empty where it does not say."""
    return st.context.timezone or ""
