"""Files to take away: made when they are asked for, off the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

KINDS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".cmdash": "application/json",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def offer(
    label: str,
    make: Callable[[], bytes],
    file: str,
    key: str,
    *,
    stretch: bool = False,
    help: str | None = None,
) -> None:
    """A button that makes a file and hands it over under its name, whose suffix says what it is. The page does not run
    again."""
    st.download_button(
        label,
        make,
        file_name=file,
        mime=KINDS[PurePath(file).suffix.lower()],
        on_click="ignore",
        key=key,
        help=help,
        width="stretch" if stretch else "content",
    )


def named(*parts: str) -> str:
    """A file name without its suffix, of the parts that say something."""
    return "-".join(part.replace("..", "-") for part in parts if part)
