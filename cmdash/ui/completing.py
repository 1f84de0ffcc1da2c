"""The workbooks that were dropped, given back with new columns."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

import streamlit as st

from cmdash.model import Finding, Refusal, Tracking, Upload
from cmdash.model.additions import Addition
from cmdash.model.memory import remembered
from cmdash.story.completed import additions, afresh
from cmdash.ui import downloads, filters, markup, reading, state
from cmdash.ui.plain import plain
from cmdash.wording import message
from cmdash.wording.findings import finding_text

BOOKS = (".xlsx", ".xlsm")


def show(tracking: Tracking, language: str) -> None:
    """Offer each workbook with posts, completed, once the part is opened; for a file that takes no columns (a CSV, an
    older workbook, a file of an archive) a new workbook, and why. Nothing is drawn where no file holds posts."""
    books = {
        upload.name: upload for upload in reading.sources() if PurePath(upload.name).suffix.lower() in BOOKS
    }
    names = [one.name for one in tracking.ledger.files if any(t.kind == "posts" for t in one.tables)]
    if not books and not names:
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
        for place, upload in enumerate(books.values()):
            added = additions(tracking, upload.name, filters.query(), language)
            if added:
                _one(tracking, upload, added, place, language)
            else:
                _afresh(tracking, upload.name, place, language)
        others = [name for name in names if name not in books]
        if others:
            markup.show(markup.quiet([message(language, "report.completed.other")]))
        for place, name in enumerate(others, len(books)):
            _afresh(tracking, name, place, language)


def _afresh(tracking: Tracking, name: str, place: int, language: str) -> None:
    """A new workbook with the posts of a file and the new columns, made when it is asked for."""
    query = filters.query()
    key = ("afresh", name, language, query.counting)
    made = remembered(tracking, key, lambda: afresh(tracking, name, query, language))
    if made is None:
        return
    header, rows, added = made

    def write() -> bytes:
        from cmdash.export import sheet

        return sheet.as_workbook(header, rows, message(language, "fields.kind.posts"))

    label = message(language, "report.completed.afresh", name=plain(name))
    file = f"{PurePath(name).stem} ({message(language, 'report.completed.suffix')}).xlsx"
    downloads.offer(label, write, file, f"completed_{place}")
    markup.show(markup.quiet([message(language, "report.completed.afresh_note", columns=", ".join(added))]))


def _one(tracking: Tracking, upload: Upload, added: tuple[Addition, ...], place: int, language: str) -> None:
    key = ("completed", upload.sha256, language, filters.query().counting)
    made = remembered(tracking, key, lambda: _made(upload, added))
    if isinstance(made, Refusal):
        _refused(made.finding, language)
        _afresh(tracking, upload.name, place, language)
        return
    columns = ", ".join(dict.fromkeys(header for one in added for header in one.headers))
    path = PurePath(upload.name)
    label = message(language, "report.completed.get", name=plain(upload.name))
    file = f"{path.stem} ({message(language, 'report.completed.suffix')}){path.suffix}"
    downloads.offer(label, lambda: made, file, f"completed_{place}")
    markup.show(markup.quiet([message(language, "report.completed.note", columns=columns)]))


def _refused(finding: Finding, language: str) -> None:
    markup.show(markup.quiet([finding_text(finding, language)]))


def _made(upload: Upload, added: tuple[Addition, ...]) -> bytes | Refusal:
    """The workbook; the refusal where it cannot be changed safely."""
    from cmdash.export.completed import complete

    try:
        return complete(upload.name, upload.content, added)
    except Refusal as refusal:
        return refusal
