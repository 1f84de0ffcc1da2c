"""The Report page: for whom, in whose name, and the files to take away. A file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from cmdash import kpi
from cmdash.model import Period, Query, Tracking
from cmdash.model.report_views import AUDIENCES, Audience, Report, Wish
from cmdash.story.report import report
from cmdash.story.report.audience import default_period, parts
from cmdash.ui import branding, clock, completing, downloads, figures, filters, markup, periods, state
from cmdash.ui.plain import plain
from cmdash.wording import message

FORMATS = (".pdf", ".pptx", ".xlsx", ".html", ".txt")  # the most wanted first
KINDS = ("posts", "account", "campaigns", "calendar", "goals", "mentions")  # each alone makes a report
LONGEST = 600  # characters of a headline or a comment


def show() -> None:
    """Draw the page: the reader chosen, what the report says, its files, and what can be changed."""
    language = state.language()
    tracking = figures.ready("report", language, KINDS)
    if tracking is None:
        return
    audience = _audience(language)
    above = st.container()
    wish = _wish(audience, language)
    completing.show(tracking, language)
    with above, st.spinner(message(language, "report.page.making"), show_time=False):
        made = _made(tracking, wish, language)
    with above:
        _told(made, language)
        if made.parts:
            _files(made, language)


def opening(tracking: Tracking) -> Period | None:
    """The period of the report where the link asks for none: that of the reader chosen."""
    chosen = state.held(state.worded("report_audience"))
    return default_period(tracking, Wish(audience=chosen if chosen in AUDIENCES else "manager"))


def _audience(language: str) -> Audience:
    """For whom the report is."""
    chosen = st.pills(
        message(language, "report.page.audience"),
        AUDIENCES,
        default="manager",
        key=state.worded("report_audience"),
        format_func=lambda name: message(language, f"report.page.for.{name}"),
        persist_state="session",
    )
    return chosen or "manager"


def _made(tracking: Tracking, wish: Wish, language: str) -> Report:
    return report(tracking, _query(tracking), language, clock.today(), wish, state.visit().profile)


def _query(tracking: Tracking) -> Query:
    """The filters of the sidebar; without a period in the link, the one that suits the reader of the report."""
    asked = filters.query()
    chosen = state.link("period")
    if not chosen:
        return asked.during(None)
    return asked.during(kpi.span(tracking)) if chosen == periods.ALL else asked


def _told(made: Report, language: str) -> None:
    """What the report says, in short; a second look where it is about several accounts."""
    if not made.parts:
        markup.show(markup.answer(made.why or message(language, "report.page.nothing")))
        return
    titles = " · ".join(part.title for part in made.parts)
    markup.show(
        markup.section(f"{made.title} · {made.period}"),
        markup.answer(made.headline),
        markup.quiet(
            [*([made.why] if made.why else []), message(language, "report.page.holds", parts=titles)]
        ),
    )
    if len(made.accounts) > 1:
        names = ", ".join(made.accounts)
        text = message(language, "report.page.accounts", count=len(made.accounts), names=names)
        st.warning(plain(text, length=600))


def _files(made: Report, language: str) -> None:
    name = _name(made)
    with st.container(horizontal=True, gap="small", key="report_files"):
        for suffix in FORMATS:
            label, key = message(language, f"report.page.file{suffix}"), f"report{suffix.replace('.', '_')}"
            downloads.offer(label, _writer(made, suffix), f"{name}{suffix}", key)
    notes = [message(language, "report.page.files")]
    if letters := _unwritten(made):
        notes.append(message(language, "report.page.unwritten", letters=letters))
    markup.show(markup.quiet(notes))


def _writer(made: Report, suffix: str) -> Callable[[], bytes]:
    """Makes the file when it is asked for, off the page."""

    def write() -> bytes:
        from cmdash.report import render

        return render(made, suffix)

    return write


def _unwritten(made: Report) -> str:
    """The letters that the PDF alone cannot write."""
    from cmdash.report import unwritten

    return unwritten(made)


def _name(made: Report) -> str:
    """A file name of letters, digits and dashes, from the brand and the period."""
    words = "-".join(
        part for part in (message(made.language, "report.file.name"), made.brand.name, made.period) if part
    )
    kept = "".join(letter if letter.isalnum() else "-" for letter in words)
    return "-".join(part for part in kept.split("-") if part)[:80]


def _wish(audience: Audience, language: str) -> Wish:
    """What the person changes: the words, the parts, the brand, the names."""

    def words(key: str) -> str:
        return message(language, f"report.page.{key}")

    anonymous = st.toggle(
        words("anonymous"), key="report_anonymous", help=words("anonymous_help"), persist_state="session"
    )
    wish = Wish(audience=audience, anonymous=anonymous, brand=branding.show(language))
    with st.expander(words("change"), key="report_change"):
        title = st.text_input(words("title"), key="report_title", max_chars=120, persist_state="session")
        headline = st.text_area(
            words("headline"), key="report_headline", max_chars=LONGEST, height=90, persist_state="session"
        )
        offered = parts(wish)
        kept = st.pills(
            words("parts"),
            offered,
            default=offered,
            selection_mode="multi",
            key=state.worded(f"report_parts_{audience}"),
            format_func=lambda name: message(language, f"report.part.{name}"),
            persist_state="session",
        )
        st.caption(words("comments"))
        comments = {
            name: text
            for name in kept
            if (
                text := st.text_area(
                    message(language, f"report.part.{name}"),
                    key=f"report_comment_{name}",
                    max_chars=LONGEST,
                    height=70,
                    persist_state="session",
                )
            )
        }
    left_out = frozenset(offered) - frozenset(kept)
    if anonymous and (title.strip() or headline.strip() or comments):
        markup.show(markup.quiet([words("own_words")]))
    return replace(
        wish,
        title=title.strip(),
        headline=headline.strip(),
        left_out=left_out,
        comments=MappingProxyType(comments),
    )
