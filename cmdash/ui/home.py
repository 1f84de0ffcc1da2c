"""Home: drop a sheet or open a demo; after that, one sentence and the way on."""

from __future__ import annotations

import streamlit as st

from cmdash.ingest.opening.limits import limits
from cmdash.model import Finding, Tracking
from cmdash.ui import downloads, menu, questions, reading, sentences, state
from cmdash.ui.quiet import quiet
from cmdash.ui.summary import summary
from cmdash.wording import message

_REASONS = 3  # tables that were not imported, told one by one


def show() -> None:
    """Draw the page."""
    language = state.language()
    tracking = reading.tracking()
    st.title(message(language, "home.title"))
    st.markdown(message(language, "home.lead"))
    for notice in state.visit().notices:
        sentences.show(notice, language)
    if tracking is not None:
        _opened(tracking, language)
    _drop(language)
    _demos(language)
    _template(language)


def _opened(tracking: Tracking, language: str) -> None:
    """What is open: one sentence, the way on, the files."""
    with st.container(border=True):
        demo = reading.demo_name()
        if demo:
            quiet(message(language, "home.open.demo", title=message(language, f"demo.{demo}.title")))
        told = summary(tracking, language)
        if told:
            st.header(told, anchor=False)
            _faults(tracking, language)
        else:
            reasons(tracking, language)
        _state(tracking, language, bool(told))
        if not demo:
            _files(language)


def reasons(tracking: Tracking, language: str) -> None:
    """Why nothing was kept: the reason first, where there is but one."""
    found = [file.error for file in tracking.ledger.files if file.error]
    only_faults = len(found) == len(tracking.ledger.files)
    found += [f for f in tracking.ledger.all_findings() if f.code == "not-for-kpis"][:_REASONS]
    if len(found) == 1:
        st.header(sentences.finding_title(found[0], language), anchor=False)
        sentences.tell(found[0], language)
        return
    nothing = message(language, "home.open.nothing")
    st.header(
        message(language, "home.open.errors", count=len(found)) if found and only_faults else nothing,
        anchor=False,
    )
    for finding in found:
        sentences.show(finding, language)


def _faults(tracking: Tracking, language: str) -> None:
    """The files that could not be read beside those that were."""
    faults = [file.error for file in tracking.ledger.files if file.error]
    if faults:
        st.markdown(message(language, "home.open.errors", count=len(faults)))
        for fault in faults:
            sentences.show(fault, language)
    for left in _without_use(tracking)[:_REASONS]:
        sentences.show(left, language)


def _without_use(tracking: Tracking) -> list[Finding]:
    """Of each file of which nothing is followed, why: beside files that go in, nobody would notice."""
    found = []
    for file in tracking.ledger.files:
        if file.error is None and not any(table.rows.kept for table in file.tables):
            reasons = [f for table in file.tables for f in table.findings if f.code == "not-for-kpis"]
            found += reasons[:1]
    return found


def _state(tracking: Tracking, language: str, some: bool) -> None:
    """What waits for the visitor, then where to go."""
    asked = len(questions.grouped(sentences.questions(tracking)))
    aside = sum(table.rows.set_aside for file in tracking.ledger.files for table in file.tables)
    for key, count in (("questions", asked), ("aside", aside)):
        if count:
            st.markdown(message(language, f"home.open.{key}", count=count))
    with st.container(horizontal=True, vertical_alignment="center"):
        if some and not asked:
            menu.link("overview", message(language, "home.open.figures"), primary=True)
        if any(file.tables for file in tracking.ledger.files):
            menu.link(
                "data",
                message(language, "home.open.answer" if asked else "home.open.data"),
                primary=bool(asked) or not some,
            )
        if some and asked:
            menu.link("overview", message(language, "home.open.figures"))


def _files(language: str) -> None:
    """The visitor's files, each with the button that takes it out."""
    uploads = state.visit().uploads
    quiet(message(language, "home.open.title"))
    with st.container(gap=None):
        for number, upload in enumerate(uploads):
            with st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                st.text(upload.name)
                st.button(
                    message(language, "home.open.remove"),
                    key=f"remove_{number}_{upload.sha256[:8]}",
                    type="tertiary",
                    on_click=reading.remove,
                    args=(upload.sha256, upload.name),
                )
    if len(uploads) > 1:
        st.button(message(language, "home.open.forget"), key="forget", on_click=reading.forget)


def _drop(language: str) -> None:
    key = f"drop_{state.visit().drops}"
    more = bool(state.visit().uploads)
    st.file_uploader(
        message(language, "home.drop_more" if more else "home.drop"),
        accept_multiple_files=True,
        key=key,
        max_upload_size=limits().file_megabytes,
        on_change=reading.take,
        args=(key,),
    )
    _paste(language)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(message(language, "home.privacy"), width="content")
        menu.link("privacy", message(language, "home.privacy_link"))
    quiet(_limits(language))


def _paste(language: str) -> None:
    """A box for cells copied from a sheet, shut until it is asked for."""
    key = f"paste_{state.visit().drops}"
    label = message(language, "home.paste.title")
    with st.expander(label, key=f"open_{key}", type="compact", on_change="rerun") as opened:
        if opened.open:
            with st.form(
                f"form_{key}", border=False, enter_to_submit=False
            ):  # the cells and the click go together
                st.text_area(
                    message(language, "home.paste.label"),
                    key=key,
                    height=160,
                    placeholder=message(language, "home.paste.example"),
                )
                name = message(language, "home.paste.name")
                label = message(language, "home.paste.read")
                st.form_submit_button(label, key="paste", on_click=reading.paste, args=(key, name))


def _limits(language: str) -> str:
    """The limits in force, in one sentence."""
    bounds = limits()
    return message(
        language,
        "interface.limits.line",
        file=_size(bounds.file_megabytes, language),
        unpacked=_size(bounds.unpacked_megabytes, language),
        memory=_size(bounds.memory_megabytes, language),
        cells=_size(bounds.cells, language, "cells"),
        seconds=bounds.seconds,
    )


def _size(amount: int, language: str, unit: str = "bytes") -> str:
    """A whole number of the largest unit that keeps it whole."""
    steps = {"bytes": (1024, "gigabytes", "megabytes"), "cells": (1_000_000, "millions", "cells")}
    step, large, small = steps[unit]
    whole, rest = divmod(amount, step)
    count, name = (whole, large) if whole and not rest else (amount, small)
    return message(language, f"interface.limits.{name}", count=count)


def _demos(language: str) -> None:
    from cmdash import demo

    st.header(message(language, "home.demo.title"), anchor=False)
    quiet(message(language, "home.demo.note"))
    current = reading.demo_name()
    with st.grid(3, min_column_width=220):
        for name in demo.names():
            with st.container(border=True, height="stretch", vertical_alignment="distribute"):
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{message(language, f'demo.{name}.title')}**")
                    st.markdown(message(language, f"demo.{name}.text"))
                st.button(
                    message(language, "home.demo.opened" if name == current else "home.demo.open"),
                    key=f"demo_{name}",
                    disabled=name == current,
                    on_click=reading.open_demo,
                    args=(name,),
                )


def _template(language: str) -> None:
    st.header(message(language, "home.template.title"), anchor=False)
    st.markdown(message(language, "home.template.text"))
    file = message(language, "home.template.name")
    downloads.offer(message(language, "home.template.button"), lambda: _blank(language), file, "template")


def _blank(language: str) -> bytes:
    from cmdash import export

    return export.template(language)
