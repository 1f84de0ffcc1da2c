"""The Editorial calendar page."""

from __future__ import annotations

import streamlit as st

from cmdash.model.planning_views import Month, PlanningView
from cmdash.story.planning import planning
from cmdash.ui import clock, downloads, figures, filters, grid, lists, markup, menu, periods, reading, state
from cmdash.wording import message


def show() -> None:
    """Draw the page: the answer, the figures, the month, the themes, the regularity, the lines."""
    language = state.language()
    tracking = figures.head("planning", language)
    if tracking is None:
        return
    period, month = state.visit().month
    chosen = month if period == state.link("period") else ""
    view = planning(tracking, filters.query(), language, clock.today(), chosen)
    markup.show(
        markup.answer(view.sentence),
        markup.quiet([view.ways]) if view.ways else "",
        markup.cards(view.figures, language),
        markup.quiet((*view.silence, *view.notes)),
    )
    if view.ways:
        menu.link("home", message(language, "interface.page.home"))
    if view.outside:
        label = message(language, "planning.everything")
        st.button(label, key="whole_calendar", on_click=state.set_link, args=("period", periods.ALL))
    if view.month:
        _month(view.month, language)
    for name, table in (("themes", view.themes), ("rhythm", view.rhythm)):
        if table:
            title = message(language, f"planning.{name}.title")
            note = markup.quiet([view.themes_note]) if name == "themes" else ""
            markup.show(markup.section(title), markup.folding(table, title), note)
    if view.rows:
        _lines(view, language)


def _month(view: Month, language: str) -> None:
    markup.show(markup.section(view.title))
    with st.container(horizontal=True, gap="small"):
        for side, key in (("before", view.before), ("after", view.after)):
            label = message(language, f"planning.month.{side}")
            st.button(label, key=f"month_{side}", disabled=not key, on_click=_turn, args=(key,))
    markup.show(grid.month(view, message(language, "planning.month.caption", month=view.title)))


def _turn(key: str) -> None:
    """Show another month. A callback; another period takes the calendar back to its own month."""
    state.change(month=(state.link("period"), key))


def _lines(view: PlanningView, language: str) -> None:
    title = message(language, "planning.table.title")
    markup.show(markup.section(title))
    lists.style()
    lists.show(view.columns, view.shown, title)
    if len(view.rows) > len(view.shown):
        markup.show(
            markup.quiet([message(language, "planning.table.most", count=len(view.shown), of=len(view.rows))])
        )
    file = downloads.named(message(language, "planning.table.file"), reading.demo_name())
    with st.container(horizontal=True, gap="small"):
        csv, book = (message(language, f"planning.table.{name}") for name in ("csv", "xlsx"))
        downloads.offer(csv, lambda: _csv(view, language), f"{file}.csv", "planning_csv")
        downloads.offer(book, lambda: _xlsx(view, language), f"{file}.xlsx", "planning_xlsx")


def _csv(view: PlanningView, language: str) -> bytes:
    from cmdash.export import sheet

    return sheet.as_csv(view.header, view.rows, language)


def _xlsx(view: PlanningView, language: str) -> bytes:
    from cmdash.export import sheet

    return sheet.as_workbook(view.header, view.rows, message(language, "planning.table.sheet"))
