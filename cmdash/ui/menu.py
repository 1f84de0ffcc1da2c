"""The pages of the app, and links to them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cmdash.ui import state
from cmdash.wording import message

ROOT = Path(__file__).parents[2]
PAGES = ("home", "data", "overview", "networks", "posts", "community", "glossary", "privacy")
FIGURES = ("overview", "networks", "posts", "community")


def page(name: str) -> st.Page:
    """A page by the name of its file, titled in the reader's language. The first one is where the app opens."""
    title = message(state.language(), f"interface.page.{name}")
    return st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == PAGES[0])


def link(name: str, label: str, primary: bool = False) -> None:
    """A link to a page with the reader's words on it; `primary` makes it the one thing to do next."""
    with st.container(key=f"{'go' if primary else 'to'}_{name}", width="content"):
        st.page_link(page(name), label=label)
