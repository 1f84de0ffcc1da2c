"""The workbooks that were dropped, given back with new columns."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

import streamlit as st

from cmdash.model import Finding, Refusal, Tracking, Upload
from cmdash.model.additions import Addition
from cmdash.model.memory import remembered
from cmdash.story.completed import additions
from cmdash.ui import downloads, filters, markup, reading, state
from cmdash.ui.plain import plain
from cmdash.wording import message
from cmdash.wording.findings import finding_text

BOOKS = (".xlsx", ".xlsm")


def show(tracking: Tracking, language: str) -> None:
    """Offer each workbook with posts, completed, once the part is opened; a sentence where one cannot be. Nothing is
    drawn where no workbook was dropped."""
    books = [upload for upload in reading.sources() if PurePath(upload.name).suffix.lower() in BOOKS]
    if not books:
        return
    box = st.expander(
        message(language, "report.completed.title"), key=state.worded("report_completed"), on_change="rerun"
    )
    if not box.open:
        return
    often = Counter(upload.name for upload in reading.sources())
    with box:
        for name in [name for name, count in often.items() if count > 1]:
            _refused(Finding("completed-unsafe", "error", name, params={"reason": "twice"}), language)
        for place, upload in enumerate(books):
            added = additions(tracking, upload.name, filters.query(), language)
            if added:
                _one(tracking, upload, added, place, language)


def _one(tracking: Tracking, upload: Upload, added: tuple[Addition, ...], place: int, language: str) -> None:
    key = ("completed", upload.sha256, language, filters.query().counting)
    made = remembered(tracking, key, lambda: _made(upload, added))
    if isinstance(made, Refusal):
        _refused(made.finding, language)
        return
    columns = ", ".join(dict.fromkeys(header for one in added for header in one.headers))
    path = PurePath(upload.name)
    label = message(language, "report.completed.get", name=plain(upload.name))
    file = f"{path.stem} ({message(language, 'report.completed.suffix')}){path.suffix}"
    downloads.offer(label, lambda: made, file, f"completed_{place}")
    markup.show(markup.quiet([message(language, "report.completed.note", columns=columns)]))


def _refused(finding: Finding, language: str) -> None:
    markup.show(
        markup.quiet([finding_text(finding, language), message(language, "report.completed.instead")])
    )


def _made(upload: Upload, added: tuple[Addition, ...]) -> bytes | Refusal:
    """The workbook; the refusal where it cannot be changed safely."""
    from cmdash.export.completed import complete

    try:
        return complete(upload.name, upload.content, added)
    except Refusal as refusal:
        return refusal
