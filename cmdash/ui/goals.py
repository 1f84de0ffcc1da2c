"""The Goals page: what became of each goal, and a short form for the next."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from cmdash.model import Goal
from cmdash.model.goal_views import GoalCard
from cmdash.story.goals import choices, goals_page
from cmdash.ui import clock, counting, goal_form, markup, reading, state
from cmdash.wording import message

_NARROWEST = 330  # pixels of one card


def show() -> None:
    """Draw the page: the goals in one sentence, a card each, the form."""
    language = state.language()
    markup.style()
    st.title(message(language, "goals.question"), anchor=False)
    tracking = reading.required()
    if tracking is None:
        markup.show(markup.quiet([message(language, "goals.none"), message(language, "goals.none_file")]))
        return
    today = clock.today()
    view = goals_page(tracking, state.visit().profile.goals, today, language, counting.chosen())
    markup.show(
        markup.answer(view.sentence),
        "" if view.cards else markup.quiet([message(language, "goals.none_sheet")]),
    )
    if view.cards:
        _cards(view.cards, language)
        markup.show(markup.quiet(view.notes))
    past = state.visit().past
    if past and past[-1].goals != state.visit().profile.goals:
        st.button(message(language, "goals.form.undo"), key="goal_undo", type="tertiary", on_click=state.undo)
    offered = choices(tracking)
    if offered:
        goal_form.show(tracking, offered, today, language)
    else:
        markup.show(markup.quiet([message(language, "goals.no_figures")]))


def _cards(cards: tuple[GoalCard, ...], language: str) -> None:
    with st.grid(2, min_column_width=_NARROWEST, gap="medium"):
        for place, card in enumerate(cards):
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.html(_card(card, place, language))
                if card.typed is not None:
                    goal = state.visit().profile.goals[card.typed]
                    st.button(
                        message(language, "goals.form.remove"),
                        key=f"goal_remove_{card.typed}",
                        type="tertiary",
                        on_click=remove,
                        args=(goal,),
                    )


def remove(goal: Goal) -> None:
    """Take a typed goal away. A callback; undone like every change."""
    now = state.visit().profile
    state.change_profile(replace(now, goals=tuple(one for one in now.goals if one != goal)))


def _card(card: GoalCard, place: int, language: str) -> str:
    """A goal: its name (which opens its stamp), state, figure against target, bar, sentences, where it comes from."""
    figure = ""
    if card.actual:
        figure = f'<p class="cm-value">{escape(card.actual)} <small>{escape(card.of)}</small></p>'
    elif card.of:
        figure = f'<p class="when">{escape(card.of)}</p>'
    said = "".join(f'<p class="said">{escape(sentence)}</p>' for sentence in card.sentences)
    end = " · ".join(part for part in (card.note, card.origin) if part)
    return (
        f'<article class="cm-goal"><div class="head"><div>{_name(card, place, language)}</div>'
        f'<p class="state {card.state}">{escape(card.label)}</p></div>'
        f'<p class="when">{escape(card.period)}</p>{figure}{_bar(card)}{said}<p class="from">{escape(end)}</p></article>'
    )


def _name(card: GoalCard, place: int, language: str) -> str:
    mark = f"{markup.dot(card.network)} " if card.network else ""
    if card.stamp is None:
        return f"{mark}<h3>{escape(card.title)}</h3>"
    name = f"stamp-goal-{place}"
    return (
        f'{mark}<h3><button type="button" popovertarget="{name}">{escape(card.title)}</button></h3>'
        f'<div popover id="{name}">{markup.stamp(card.stamp, language)}</div>'
    )


def _bar(card: GoalCard) -> str:
    """How much of the goal is reached, with a mark at the time elapsed."""
    if card.share is None:
        return ""
    full = min(max(card.share, 0.0), 1.0)
    empty = "" if full else ' class="none"'
    mark = (
        f'<b style="left: {card.elapsed:.1%}"></b>' if card.elapsed is not None and card.elapsed < 1 else ""
    )
    return (
        f'<div class="bar" role="img" aria-label="{escape(card.bar)}" title="{escape(card.bar)}">'
        f'<i{empty} style="width: {full:.1%}"></i>{mark}</div>'
    )
