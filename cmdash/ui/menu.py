"""The pages of the app, and links to them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cmdash.ui import state
from cmdash.wording import message

ROOT = Path(__file__).parents[2]
PAGES = (
    "home",
    "data",
    "overview",
    "networks",
    "posts",
    "works",
    "shifts",
    "community",
    "planning",
    "campaigns",
    "reputation",
    "goals",
    "checklist",
    "report",
    "glossary",
    "privacy",
)
COUNTED = (
    "overview",
    "networks",
    "posts",
    "works",
    "shifts",
    "planning",
    "campaigns",
    "goals",
    "report",
)  # where engagement is counted
FIGURES = (
    "overview", "networks", "posts", "works", "shifts", "community", "planning", "campaigns", "reputation", "checklist",
    "report",
)  # fmt: skip
TIMELESS = (
    "works",
    "shifts",
)  # they rest on the whole record: a period would leave too little to say anything


def page(name: str) -> st.Page:
    """A page by the name of its file, titled in the reader's language. The first one is where the app opens."""
    first = name == PAGES[0]
    return st.Page(
        ROOT / "pages" / f"{name}.py", title=_title(name), url_path="" if first else name, default=first
    )


def pages() -> list[st.Page]:
    """Every page of the menu, and the first one under its own name too: it lives at the root of the site, and a link
    that spells it out would meet "page not found"."""
    first = PAGES[0]
    alias = st.Page(_show_first, title=_title(first), url_path=first, visibility="hidden")
    return [*(page(name) for name in PAGES), alias]


def _show_first() -> None:
    from cmdash.ui.home import show

    show()


def _title(name: str) -> str:
    return message(state.language(), f"interface.page.{name}")


def link(name: str, label: str, primary: bool = False) -> None:
    """A link to a page with the reader's words on it; `primary` makes it the one thing to do next."""
    with st.container(key=f"{'go' if primary else 'to'}_{name}", width="content"):
        st.page_link(page(name), label=label)
