"""The rows set aside: where, what they hold, why and what to do; to read, and to take away, mend and drop again."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Profile, SetAside, TableReport, Tracking, Upload
from cmdash.ui import downloads, lists, reading, sentences, state
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_SHOWN = 40  # rows written on the page; all of them are in the workbook
_CELLS = 240  # characters of a row's cells written on the page
Row = tuple[str, str, str, str, str, str]
COLUMNS = ("file", "sheet", "row", "cells", "why", "advice")


def show(tracking: Tracking, language: str) -> None:
    """Draw the rows and their workbook; nothing where no row was set aside."""
    found = rows(tracking, language)
    if not found:
        return
    st.header(message(language, "data.aside.title"), anchor=False)
    header = [message(language, f"data.aside.{name}") for name in COLUMNS]
    lists.show(header, found[:_SHOWN], message(language, "data.aside.alt"))
    if found[_SHOWN:]:
        st.markdown(message(language, "data.aside.more", count=len(found) - _SHOWN))
    uploads, profile = reading.sources(), state.visit().profile
    downloads.offer(
        message(language, "data.aside.xlsx"),
        lambda: _workbook(uploads, tracking, profile, language),
        f"{message(language, 'data.aside.name')}.xlsx",
        "aside_xlsx",
    )
    quiet(message(language, "data.aside.back"))


def rows(tracking: Tracking, language: str) -> list[Row]:
    """Every row set aside: file, sheet, row as Excel counts, what it holds, the reason and what to do in words."""
    return [
        (
            file.name,
            table.sheet or "",
            str(aside.row),
            _held(table, aside, language),
            sentences.code_text(aside.code, aside.params, language),
            sentences.advice(aside.code, language),
        )
        for file in tracking.ledger.files
        for table in file.tables
        for aside in table.set_aside
    ]


def _held(table: TableReport, aside: SetAside, language: str) -> str:
    """The cell that is at fault where the reason is about one, then the others."""
    dates = [c.index for c in table.columns if c.field == "date"] if aside.code == "row-without-date" else []
    cells = " | ".join(cell for i, cell in enumerate(aside.cells) if cell and i not in dates)
    held = cells[:_CELLS] + ("…" if cells[_CELLS:] else "")
    if not dates or dates[0] >= len(aside.cells):
        return held
    fault = aside.cells[dates[0]].strip()
    told = (
        message(language, "data.aside.fault", value=fault) if fault else message(language, "data.aside.blank")
    )
    return f"{told}\n{held}" if held else told


def _workbook(uploads: tuple[Upload, ...], tracking: Tracking, profile: Profile, language: str) -> bytes:
    from cmdash import ingest
    from cmdash.export import aside

    return aside.write(ingest.rows_aside(uploads, tracking, profile), language)
