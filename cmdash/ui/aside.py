"""The rows set aside: where, why, and what they hold; to read and to take away."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.ui import sentences
from cmdash.ui.widths import widths
from cmdash.wording import message

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = tuple[str, str, int, str, str]


def show(tracking: Tracking, language: str) -> None:
    """Draw the table and its two downloads; nothing where no row was set aside."""
    found = rows(tracking, language)
    if not found:
        return
    st.header(message(language, "data.aside.title"), anchor=False)
    header = [message(language, f"data.aside.{name}") for name in ("file", "sheet", "row", "why", "cells")]
    columns = {name: [row[i] for row in found] for i, name in enumerate(header)}
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    st.dataframe(
        shown,
        hide_index=True,
        alt=message(language, "data.aside.alt"),
        column_config=widths(shown),
    )
    name = message(language, "data.aside.name")
    with st.container(horizontal=True):
        st.download_button(
            message(language, "data.aside.csv"),
            lambda: _csv(header, found, language),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="aside_csv",
            on_click="ignore",
        )
        st.download_button(
            message(language, "data.aside.xlsx"),
            lambda: _workbook(header, found, language),
            file_name=f"{name}.xlsx",
            mime=_WORKBOOK,
            key="aside_xlsx",
            on_click="ignore",
        )


def rows(tracking: Tracking, language: str) -> list[Row]:
    """Every row set aside: file, sheet, row as Excel counts, the reason in words, its cells as written."""
    return [
        (
            file.name,
            table.sheet or "",
            aside.row,
            sentences.code_text(aside.code, aside.params, language),
            " | ".join(cell for cell in aside.cells if cell),
        )
        for file in tracking.ledger.files
        for table in file.tables
        for aside in table.set_aside
    ]


def _csv(header: list[str], found: list[Row], language: str) -> bytes:
    from cmdash.export import aside

    return aside.as_csv(header, found, language)


def _workbook(header: list[str], found: list[Row], language: str) -> bytes:
    from cmdash.export import aside

    return aside.as_workbook(header, found, message(language, "data.aside.title"))
