"""The Posts page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from cmdash.model.memory import remembered
from cmdash.model.post_views import PostCard, PostList, PostsView, Wanted
from cmdash.model.views import Column, Table
from cmdash.story.asked import Asked
from cmdash.story.listing import listing, rows_of_file
from cmdash.story.posts import one, posts
from cmdash.ui import downloads, figures, filters, markup, periods, plots, reading, state
from cmdash.wording import message

_NARROW = ("date", "network", "own_index", "interactions")  # columns of the table on a phone


def show() -> None:
    """Draw the page: the answer, the best and the weakest, the list, one post up close."""
    language = state.language()
    tracking = figures.ready("posts", language)
    if tracking is None:
        return
    asked = Asked(tracking, filters.query(), language)
    if asked.kind != "posts":
        markup.show(markup.answer(message(language, "posts.no_posts")))
        return
    view: PostsView = remembered(tracking, ("posts", asked.query, language), lambda: posts(asked))
    markup.show(markup.answer(view.sentence), markup.quiet(view.notes))
    if not view.count:
        return
    _extremes(view, language)
    st.header(message(language, "posts.list"), anchor=False)
    wanted = _wanted(view, language)
    found = listing(asked, wanted)
    chosen = _list(found, language)
    _downloads(asked, wanted, language)
    if chosen is not None:
        _one(asked, chosen)


def _extremes(view: PostsView, language: str) -> None:
    for name, cards in (("best", view.best), ("weakest", view.weakest)):
        if cards:
            st.header(message(language, f"posts.{name}"), anchor=False)
            with st.grid(3, min_column_width=220, gap="small"):
                for card in cards:
                    _card(card, language)
    if view.outliers:
        found = view.outliers
        markup.show(
            markup.section(message(language, "posts.outliers.title")),
            markup.quiet([found.sentence]),
            markup.folding(found.table, message(language, "posts.outliers.title")),
            markup.quiet([found.note]),
        )


def _card(card: PostCard, language: str) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.html(markup.post(card, language))
        if card.url:
            st.link_button(message(language, "posts.open"), card.url, type="tertiary")


def _wanted(view: PostsView, language: str) -> Wanted:
    """The search, the choices and the order, in one quiet row."""
    words = dict(view.formats) | dict(view.themes) | dict(view.sorts)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            message(language, "posts.search"),
            placeholder=message(language, "posts.search_hint"),
            key="posts_search",
        )
        formats = _choice("format", view.formats, language)
        themes = _choice("theme", view.themes, language)
        sort = st.selectbox(
            message(language, "posts.sort_by"),
            [name for name, _ in view.sorts],
            format_func=lambda name: words.get(name, name),
            key=state.worded("posts_sort"),
        )
    page = state.held("posts_page") or 1
    return Wanted(search or "", tuple(formats), tuple(themes), sort or "date", page)


def _choice(field: str, choices: Sequence[tuple[str, str]], language: str) -> list[str]:
    if not choices:
        return []
    words = dict(choices)
    return st.multiselect(
        message(language, f"posts.{field}"),
        list(words),
        format_func=lambda name: words.get(name, name),
        key=state.worded(f"posts_{field}"),
        placeholder="",
    )


def _list(found: PostList, language: str) -> int | None:
    """The page of the list, wide and narrow; the post of the ticked row."""
    markup.show(
        markup.quiet([message(language, "posts.count", count=found.count), message(language, "posts.choose")])
    )
    if not found.count:
        return None
    with st.container(key="wide_posts"):
        wide = _table(found.table, _wide(found.table), "posts_wide", language)
    with st.container(key="narrow_posts"):
        narrow = _table(found.table, _NARROW, "posts_narrow", language, narrow=True)
    if found.pages > 1:
        st.pagination(found.pages, key="posts_page")
    row = next((rows[0] for rows in (wide, narrow) if rows), None)
    return found.ids[row] if row is not None and row < len(found.ids) else None


def _wide(table: Table) -> tuple[str, ...]:
    """All columns, the link last."""
    names = [column.id for column in table.columns]
    return tuple(sorted(names, key=lambda name: name == "url"))


def _table(table: Table, order: Sequence[str], key: str, language: str, narrow: bool = False) -> list[int]:
    """The list as a table that sorts; the numbers are numbers, written the reader's way. Gives the ticked rows."""
    frame = pd.DataFrame(list(table.rows), columns=[column.id for column in table.columns])
    frame["date"] = pd.to_datetime(frame["date"]).dt.date
    shown = {
        column.id: dict(enumerate(row[place] for row in table.shown))
        for place, column in enumerate(table.columns)
        if column.number
    }
    texts = [column.id for column in table.columns if not column.number and column.id != "date"]
    frame[texts] = frame[texts].fillna("")
    styled = frame.style
    for name, words in shown.items():
        pairs = dict(zip(frame[name], words.values(), strict=True))
        styled = styled.format(
            lambda value, pairs=pairs: pairs.get(value, "\u2013"), subset=[name], na_rep="\u2013"
        )
    event = st.dataframe(
        styled,
        hide_index=True,
        column_order=[name for name in order if name in frame],
        column_config={column.id: _config(column, language, narrow) for column in table.columns},
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=420,
        alt=table.caption,
        placeholder="\u2013",
    )
    return list(event.selection.rows)


def _config(column: Column, language: str, narrow: bool) -> Any:
    label = column.label
    if column.id == "date":
        return st.column_config.DateColumn(
            label, format="DD/MM/YY" if narrow else "DD/MM/YYYY", width=68 if narrow else 88
        )
    if column.id == "url":
        return st.column_config.LinkColumn(
            label, display_text=message(language, "posts.column.link"), width=64
        )
    if column.number:
        return st.column_config.NumberColumn(label, width=76 if narrow else 84, help=column.help or None)
    return st.column_config.TextColumn(label, width=200 if column.id == "text" else 84)


def _downloads(asked: Asked, wanted: Wanted, language: str) -> None:
    """The whole list as the search and the order leave it, as a file; made when asked for."""
    name = message(language, "posts.file")
    file = downloads.named(name, reading.demo_name(), periods.identify(asked.period) if asked.period else "")
    with st.container(horizontal=True, gap="small"):
        downloads.offer(
            message(language, "posts.csv"), lambda: _csv(asked, wanted), f"{file}.csv", "posts_csv"
        )
        downloads.offer(
            message(language, "posts.xlsx"), lambda: _xlsx(asked, wanted, name), f"{file}.xlsx", "posts_xlsx"
        )


def _csv(asked: Asked, wanted: Wanted) -> bytes:
    from cmdash.export import sheet

    header, rows = rows_of_file(asked, wanted, text=True)
    return sheet.as_csv(header, rows, asked.language)


def _xlsx(asked: Asked, wanted: Wanted, name: str) -> bytes:
    from cmdash.export import sheet

    header, rows = rows_of_file(asked, wanted)
    return sheet.as_workbook(header, rows, name)


def _one(asked: Asked, identifier: int) -> None:
    """One post: its words, its figures, its ladder and its place."""
    view = one(asked, identifier)
    if view is None:
        return
    language = asked.language
    with st.container(border=True, key="one_post"):
        st.html(markup.one(view, language))
        if view.card.url:
            st.link_button(message(language, "posts.open"), view.card.url)
        with st.grid(2, min_column_width=300, gap="large"):
            if view.ladder:
                with st.container():
                    plots.ladder(asked.tracking, view.ladder, language)
            if view.place:
                with st.container():
                    plots.place(asked.tracking, view.place, language)
