"""Lessons and experiments on the page "What works": what is kept, and a plan for what the data cannot separate."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from cmdash.evidence import Verdict
from cmdash.model import Lesson, Query, Tracking
from cmdash.model.lesson_views import Experiment
from cmdash.story.experiments import calendar_of, experiment
from cmdash.story.lessons import MONTHS, claims, lesson_of, lessons
from cmdash.story.verdicts import sentence_of
from cmdash.story.works import answers
from cmdash.ui import clock, downloads, markup, proofs, state
from cmdash.wording import message

_OWN = -1  # the choice of a lesson typed by oneself
_MARKS = {"holds": "confirmed", "gone": "hint", "early": "", "typed": ""}
_MONTH = 30


def show(tracking: Tracking, query: Query, language: str, opened: tuple[str, ...]) -> None:
    """Draw both parts. The verdicts are those the page has worked out."""
    found = claims(answers(tracking, query, opened))
    _lessons(tracking, found, language)
    _plan(tracking, query, found, language)


def _lessons(tracking: Tracking, found: tuple[Verdict, ...], language: str) -> None:
    kept = state.visit().profile.lessons
    markup.show(
        markup.section(message(language, "works.lesson.title")),
        "" if kept else markup.quiet([message(language, "works.lesson.none")]),
    )
    for place, one in enumerate(lessons(tracking, kept, clock.today(), language)):
        st.html(proofs.opening(_MARKS[one.state], one.word, one.sentence, one.terms))
        st.button(
            message(language, "works.lesson.remove"),
            key=f"lesson_remove_{place}",
            type="tertiary",
            on_click=remove,
            args=(one.lesson,),
        )
    with st.expander(message(language, "works.lesson.form"), key=state.worded("lesson_form")):
        _form(found, language)


def _form(found: tuple[Verdict, ...], language: str) -> None:
    """The form of a new lesson: from a verdict, or typed."""

    def words(key: str) -> str:
        return message(language, f"works.lesson.{key}")

    chosen = st.selectbox(
        words("claim"),
        (*range(len(found)), _OWN),
        format_func=lambda at: words("own") if at == _OWN else sentence_of(found[at], language),
        key=state.worded("lesson_claim"),
    )
    if chosen == _OWN:
        st.text_input(words("typed"), key="lesson_typed", max_chars=300)
    st.text_input(words("decision"), key="lesson_decision", max_chars=300)
    later = clock.today() + dt.timedelta(days=MONTHS * _MONTH)
    st.date_input(words("review"), later, key="lesson_review", format="DD/MM/YYYY")
    verdict = found[chosen] if chosen is not None and 0 <= chosen < len(found) else None
    st.button(words("add"), key="lesson_add", on_click=add, args=(verdict, language))


def add(verdict: Verdict | None, language: str) -> None:
    """Take what the form holds as a lesson. A callback; nothing where a typed lesson has no words."""
    decision = str(state.held("lesson_decision") or "").strip()
    review = state.held("lesson_review")
    day = review if isinstance(review, dt.date) else None
    typed = str(state.held("lesson_typed") or "").strip()
    if verdict is not None:
        made = lesson_of(verdict, clock.today(), language, decision, day)
    elif typed:
        made = Lesson(typed, clock.today(), decision=decision, review=day)
    else:
        return
    now = state.visit().profile
    kept = tuple(one for one in now.lessons if one.subject != made.subject)
    state.change_profile(replace(now, lessons=(*kept, made)))
    state.hold("lesson_decision", "")
    state.hold("lesson_typed", "")


def remove(lesson: Lesson) -> None:
    """Take a lesson away. A callback; undone like every change."""
    now = state.visit().profile
    state.change_profile(replace(now, lessons=tuple(one for one in now.lessons if one != lesson)))


def _plan(tracking: Tracking, query: Query, found: tuple[Verdict, ...], language: str) -> None:
    """The plan of the question chosen; nothing where no verdict says anything."""
    today = clock.today()
    plans = [(one, plan) for one in found if (plan := experiment(tracking, query, one, today, language))]
    if not plans:
        return
    markup.show(
        markup.section(message(language, "works.plan.title")),
        markup.quiet([message(language, "works.plan.intro")]),
    )
    at = st.selectbox(
        message(language, "works.plan.choose"),
        range(len(plans)),
        format_func=lambda at: sentence_of(plans[at][0], language),
        key=state.worded("plan_choice"),
    )
    plan = plans[at if at is not None and at < len(plans) else 0][1]
    title = message(language, "works.plan.title")
    markup.show(markup.quiet([plan.sentence, plan.note]), markup.folding(plan.table, title))
    file = f"{message(language, 'works.plan.file')}.xlsx"
    downloads.offer(
        message(language, "works.plan.download"), lambda: _file(plan, language), file, "plan_file"
    )


def _file(plan: Experiment, language: str) -> bytes:
    from cmdash import export

    return export.workbook(calendar_of(plan), language)
