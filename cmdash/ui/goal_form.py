"""The form of a new goal: KPI, network, period, target. Four choices and a button."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

import streamlit as st

from cmdash.model import Goal, Period, Tracking
from cmdash.story.goals import in_percent, period_name
from cmdash.story.tables import present
from cmdash.story.words import kpi_label
from cmdash.ui import goal_target, markup, state
from cmdash.wording import message, network

_ALL = ""
_CUSTOM = "custom"
_SPANS = ("month", "next_month", "quarter", "year", "next_year")


def spans(today: dt.date) -> dict[str, Period]:
    """The periods offered, by their id: this month and the next, this quarter, this year and the next."""
    quarter = (today.month - 1) // 3 * 3 + 1
    following = dt.date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return {
        "month": _months(today.year, today.month, 1),
        "next_month": _months(following.year, following.month, 1),
        "quarter": _months(today.year, quarter, 3),
        "year": _months(today.year, 1, 12),
        "next_year": _months(today.year + 1, 1, 12),
    }


def _months(year: int, month: int, count: int) -> Period:
    last = month + count - 1
    return Period(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def show(tracking: Tracking, offered: tuple[str, ...], today: dt.date, language: str) -> None:
    """Draw the form. What is typed becomes a goal of the profile."""

    def words(key: str) -> str:
        return message(language, f"goals.{key}")

    markup.show(markup.section(words("form.title")))
    offers = spans(today)
    with st.container(key="goal_form", border=True):
        with st.grid(2, min_column_width=240, gap="medium"):
            kpi = st.selectbox(
                words("form.kpi"),
                offered,
                key=state.worded("goal_kpi"),
                format_func=lambda name: kpi_label(name, language),
            )
            kpi = kpi if kpi in offered else offered[0]
            where = _choice(tracking, "network", language)
            who = _choice(tracking, "account", language)
            period = st.selectbox(
                words("form.period"),
                (*_SPANS, _CUSTOM),
                index=_SPANS.index("year"),
                key=state.worded("goal_period"),
                format_func=lambda name: _span_name(name, offers, language),
            )
            if period == _CUSTOM:
                year = offers["year"]
                st.date_input(
                    words("form.days"), (year.start, year.end), key="goal_days", format="DD/MM/YYYY"
                )
            target = goal_target.show(kpi, tracking, language)
            st.text_input(words("form.note"), key="goal_note", max_chars=200)
        chosen = offers.get(period or "")
        st.button(
            words("form.add"),
            key="goal_add",
            type="primary",
            on_click=_add,
            args=(tracking, kpi, where, who, chosen, target),
        )
        problem = state.visit().unfinished_goal
        if problem:
            st.error(words(f"form.{problem}"))
    markup.show(markup.quiet([words("form.replaces"), words("form.kept")]))


def _choice(tracking: Tracking, field: str, language: str) -> str:
    """The network or the account of the goal, asked where there are several; empty for all."""
    names = present(tracking, field)
    if len(names) < 2:
        return _ALL
    every = message(language, "goals.form.every")
    chosen = state.visit().accounts if field == "account" else ()
    first = names.index(chosen[0]) + 1 if len(chosen) == 1 and chosen[0] in names else 0
    found = st.selectbox(
        message(language, f"goals.form.{field}"),
        (_ALL, *names),
        index=first,  # the one account that the other pages are about
        key=state.worded(f"goal_{field}"),
        format_func=lambda name: (network(name, language) if field == "network" else name) if name else every,
    )
    return found if found in names else _ALL


def _span_name(name: str, offers: dict[str, Period], language: str) -> str:
    if name not in offers:
        return message(language, "goals.span.custom")
    return message(language, f"goals.span.{name}", name=period_name(offers[name], language))


def _add(tracking: Tracking, kpi: str, where: str, who: str, period: Period | None, target: str) -> None:
    """Take what the form holds as a goal. A callback; says what is missing instead where something is."""
    typed, days = goal_target.held(target, kpi, tracking), state.held("goal_days")
    value = typed.value
    if period is None and isinstance(days, tuple) and len(days) == 2:
        period = Period(*days)
    problem = typed.problem or ("no_days" if period is None else "")
    state.change(unfinished_goal=problem)
    if problem or period is None or value is None:
        return
    made = Goal(
        kpi=kpi,
        target=round(value / 100, 8) if in_percent(kpi) else value,
        network=where,
        account=who,
        start=period.start,
        end=period.end,
        note=str(state.held("goal_note") or "").strip(),
    )
    now = state.visit().profile
    kept = tuple(goal for goal in now.goals if goal.subject != made.subject)
    state.change_profile(replace(now, goals=(*kept, made)))
    state.hold(target, "")
    state.hold("goal_note", "")
