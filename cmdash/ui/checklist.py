"""The Checklist page."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from types import MappingProxyType

import streamlit as st

from cmdash.model.checklist_views import Mistake, TaskGroup
from cmdash.story.checklist import checklist
from cmdash.ui import clock, filters, markup, reading, state
from cmdash.wording import message

_NARROWEST = 240  # pixels of one column of tasks


def show() -> None:
    """Draw the page: the tasks to tick, then the mistakes with their rows."""
    language = state.language()
    markup.style()
    st.title(message(language, "checklist.question"), anchor=False)
    tracking = reading.tracking()
    ticks = state.visit().profile.checklist
    view = checklist(tracking, filters.query(), ticks, clock.today(), language)
    markup.show(markup.answer(view.sentence))
    with st.grid(3, min_column_width=_NARROWEST, gap="medium"):
        for group in view.groups:
            with st.container(border=True, height="stretch", gap="xsmall"):
                _group(group)
    markup.show(
        markup.quiet([message(language, "checklist.kept")]),
        markup.section(message(language, "checklist.mistakes")),
        markup.quiet([view.checked or message(language, "checklist.no_file")]),
        *(_mistake(one, language) for one in view.mistakes),
    )


def _group(group: TaskGroup) -> None:
    st.html(f'<h2 class="cm-tasks">{escape(group.title)} <small>{escape(group.sentence)}</small></h2>')
    for task in group.tasks:
        key = f"task_{task.id}"
        state.hold(key, task.done is not None)
        st.checkbox(task.label, key=key, on_change=tick, args=(task.id,))


def tick(task: str) -> None:
    """Tick a task for today, or take its tick back. A callback; undone like every change."""
    now = state.visit().profile
    kept = {name: day for name, day in now.checklist.items() if name != task}
    if state.held(f"task_{task}"):
        kept[task] = clock.today()
    state.change_profile(replace(now, checklist=MappingProxyType(kept)))


def _mistake(one: Mistake, language: str) -> str:
    table = ""
    if one.table is not None:
        table = markup.folding(one.table, one.title)
        if one.count > len(one.table.shown):
            words = {"count": len(one.table.shown), "of": one.count}
            table += markup.quiet([message(language, "checklist.first", **words)])
    return (
        f'<section class="cm-mistake {one.state}"><h3>{escape(one.title)} <small>{escape(one.label)}</small></h3><p>{escape(one.sentence)}</p>'
        f"{table}</section>"
    )
