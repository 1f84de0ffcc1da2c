"""The page "What works"."""

from __future__ import annotations

import time

import streamlit as st

from cmdash.catalog.verdicts import verdict_rules
from cmdash.model import Query, Tracking
from cmdash.model.evidence_views import WorksView
from cmdash.model.memory import remembered
from cmdash.story.works import works
from cmdash.ui import figures, filters, lessons, markup, proofs, state
from cmdash.wording import message

_PATIENCE = 0.5  # seconds before a progress is shown


def show() -> None:
    """Draw the page: the answer, each question with what stands out, the heat map, the rankings, lessons and experiments."""
    language = state.language()
    tracking = figures.ready("works", language)
    if tracking is None:
        return
    if not len(tracking.posts):
        markup.show(markup.answer(message(language, "works.account")))
        return
    above = st.container()
    opened = _opened(language)
    with above:
        view = _view(tracking, filters.query(), language, opened)
        markup.show(markup.answer(view.sentence), *(proofs.asking(one) for one in view.askings))
    markup.show(
        proofs.heat(view.heat, language) if view.heat else "",
        markup.section(message(language, "works.ranking_title")) if view.rankings else "",
        *(proofs.ranking(one) for one in view.rankings),
    )
    lessons.show(tracking, filters.query(), language, opened)
    markup.show(
        markup.section(message(language, "works.missing_title")) if view.missing else "",
        markup.quiet(view.missing),
        markup.quiet(view.notes),
    )


def _opened(language: str) -> tuple[str, ...]:
    """The questions the reader asks beside the usual ones."""
    asked = st.pills(
        message(language, "works.opened"),
        verdict_rules().opened,
        key=state.worded("works_opened"),
        selection_mode="multi",
        format_func=lambda name: message(language, f"works.factor.{name}"),
        help=message(language, "works.opened_help"),
    )
    return tuple(name for name in verdict_rules().opened if name in (asked or ()))


def _view(tracking: Tracking, query: Query, language: str, opened: tuple[str, ...]) -> WorksView:
    """The page's view, made once a question; while it is worked out a bar says so."""
    place, start = st.empty(), time.monotonic()

    def advance(share: float) -> None:
        if time.monotonic() - start > _PATIENCE:
            place.progress(min(share, 1.0), text=message(language, "works.working"))

    key = ("works", query.networks, query.accounts, query.counting, language, opened)
    view: WorksView = remembered(tracking, key, lambda: works(tracking, query, language, opened, advance))
    place.empty()
    return view
