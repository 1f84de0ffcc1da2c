"""The Networks page."""

from __future__ import annotations

import streamlit as st

from cmdash.model import Tracking
from cmdash.model.page_views import NetworksView
from cmdash.model.views import Figure
from cmdash.story.networks import networks_page
from cmdash.ui import figures, filters, markup, plots, seasons, state
from cmdash.ui.plain import plain
from cmdash.wording import message

_NARROWEST = 240  # pixels of one of the small charts


def show() -> None:
    """Draw the page: the answer, one network a row, the same chart for each."""
    language = state.language()
    tracking = figures.ready("networks", language)
    if tracking is None:
        return
    view = networks_page(tracking, filters.query(), language, seasons.chosen())
    markup.show(markup.answer(view.sentence))
    if view.rows:
        _table(view, language)
    markup.show(markup.quiet(view.notes))
    _benchmarks(view, language)
    _accounts(view, language)
    _multiples(tracking, view, language)
    if view.multiples:
        seasons.show(language)


def _table(view: NetworksView, language: str) -> None:
    rows = [(row.id, row.label, [_cell(figure) for figure in row.figures]) for row in view.rows]
    st.html(
        markup.networks(
            view.columns, rows, message(language, "networks.network"), message(language, "networks.table")
        )
    )
    with st.container(horizontal=True, horizontal_alignment="left", vertical_alignment="center", gap="small"):
        markup.show(markup.quiet([message(language, "networks.stamps")]), width="content")
        for row in view.rows:
            with st.popover(plain(row.label), type="tertiary", key=f"stamps_{row.id}"):
                for column, figure in zip(view.columns, row.figures, strict=True):
                    if figure is not None:
                        st.html(markup.stamp(figure.stamp, language, column.label))


def _cell(figure: Figure | None) -> tuple[str, str]:
    return (figure.shown, figure.unit) if figure else ("", "")


def _benchmarks(view: NetworksView, language: str) -> None:
    """Each network's rate beside its own past and others'."""
    if view.benchmarks is None:
        return
    markup.show(
        markup.section(message(language, "benchmarks.title")),
        markup.references(view.benchmarks.lines),
        markup.quiet(view.benchmarks.notes),
    )
    if view.benchmarks.sources:
        with st.popover(message(language, "benchmarks.sources"), type="tertiary", key="benchmark_sources"):
            st.html(markup.quiet(view.benchmarks.sources))


def _accounts(view: NetworksView, language: str) -> None:
    """The networks of several accounts, a table each."""
    if view.accounts is None:
        return
    markup.show(
        markup.section(message(language, "accounts.title")),
        *(
            markup.titled(one.id, one.label)
            + markup.networks(
                one.columns,
                [(one.id, row.label, row.cells) for row in one.rows],
                message(language, "accounts.account"),
                message(language, "accounts.table", network=one.label),
            )
            + markup.quiet([one.sentence] if one.sentence else [])
            for one in view.accounts.networks
        ),
        markup.quiet(view.accounts.notes),
    )


def _multiples(tracking: Tracking, view: NetworksView, language: str) -> None:
    if not view.multiples:
        return
    st.header(message(language, "networks.charts"), anchor=False)
    measures = {multiple.kpi: multiple for multiple in view.multiples}
    chosen = st.segmented_control(
        message(language, "networks.measure"),
        list(measures),
        default=next(iter(measures)),
        required=True,
        format_func=lambda name: measures[name].label if name in measures else name,
        key=state.worded("networks_measure"),
    )
    shown = measures.get(chosen or "", view.multiples[0])
    markup.show(markup.quiet([shown.note] if shown.note else []))
    with st.grid(3, min_column_width=_NARROWEST, gap="medium"):
        for chart in shown.charts:
            with st.container(gap="xsmall"):
                plots.show(tracking, chart, language, small=True)
