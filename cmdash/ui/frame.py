"""The frame around every page: menu, language, filters, and the guard that lets a cold link in."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cmdash.ui import counting, filters, keeping, menu, reading, state
from cmdash.wording import message

ICON = Path(__file__).parent / "icon.png"
_HEAVY = ("pandas", "altair", "babel.numbers", "cmdash.ingest", "cmdash.kpi", "cmdash.story")

_inside: ContextVar[bool] = ContextVar("inside", default=False)

_SCRIPT = "<script>document.documentElement.lang = '{language}';\n{menu}</script>"


def guard(_file: str) -> bool:
    """Whether a page runs inside the frame. If not (a first link to it after a start), run the frame around it.

    Streamlit runs a file of `pages/` by itself on the first link after a server start, because the folder is there
    and `st.navigation` has not been called yet. The frame then runs the same page again, inside.
    """
    if _inside.get():
        return True
    run()
    return False


def run() -> None:
    """Draw the frame and, inside it, the page of the link."""
    with _main_script():
        state.declare_link()
    language = state.language()
    st.html(Path(__file__).parent / "frame.css")
    st.html(_SCRIPT.format(language=language, menu=_menu_script()), unsafe_allow_javascript=True)
    current = st.navigation(menu.pages(), expanded=True)
    st.set_page_config(page_title=f"{current.title} · cmdash", page_icon=ICON, layout="wide")
    with st.sidebar:
        above = st.container()
        _switch(language)
    # Reading may take a while: the menu and the language are there already, the progress stands on the page.
    reading.tracking(st.empty())
    with above:
        if current.url_path in menu.FIGURES:
            timeless, opening = current.url_path in menu.TIMELESS, _opening(current.url_path)
            filters.show(timeless=timeless, opening=opening)
        if current.url_path in menu.COUNTED:
            counting.show()
        keeping.show()
    token = _inside.set(True)
    try:
        current.run()
    finally:
        _inside.reset(token)
    _settle(tuple(name in sys.modules for name in _HEAVY))
    _prepare()


def _opening(page: str) -> filters.Opening | None:
    """The period a page opens with; None for that of most pages."""
    if page != "report":
        return None
    from cmdash.ui.report import opening

    return opening


@cache
def _menu_script() -> str:
    return (Path(__file__).parent / "frame.js").read_text(encoding="utf-8")


@contextmanager
def _main_script() -> Iterator[None]:
    """Widgets declared inside belong to `app.py`, whichever file Streamlit started with.

    `st.navigation` sees to it for what follows, but it needs the language and so the link's widgets, before it. On a
    cold link they would belong to the page and lose what they hold at the next run.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    with context.run_with_active_hash(context.pages_manager.main_script_hash):
        yield


def _switch(language: str) -> None:
    """The choice of the language, at the bottom of the sidebar."""
    state.hold("language", language)
    st.segmented_control(
        message(language, "interface.language.label"),
        ("fr", "en"),
        key="language",
        required=True,
        format_func=lambda code: message(code, "interface.language.own"),
        on_change=_speak,
    )


def _speak() -> None:
    state.set_link("lang", str(state.held("language")))


@cache
def _settle(_loaded: tuple[bool, ...]) -> None:
    """When another heavy module has come: what lives for good is no garbage to look through after every run."""
    gc.collect()
    gc.freeze()


@cache
def _prepare() -> None:
    """Once a process, after the first page was drawn: import the rest while the visitor looks for a file."""
    threading.Thread(target=reading.load, daemon=True).start()
