"""The questions that need a person, each with its answers one click away, and the answers given so far."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

import streamlit as st

from cmdash.catalog import settings
from cmdash.model import Answer, FileReport, Finding, Profile, TableReport, Tracking
from cmdash.ui import scopes, sentences, state, zone
from cmdash.ui.plain import plain
from cmdash.wording import day, message

_ALL_PROPOSED = ("date_order",)  # no other answer would fit the cells
_WIDTH = 320  # pixels
_NAMED = 6  # places written out under a question


def show(tracking: Tracking, language: str) -> None:
    """Draw the open questions."""
    asked = grouped(sentences.questions(tracking))
    if asked:
        st.header(message(language, "data.question.title"), anchor=False)
        for number, group in enumerate(asked):
            with st.container(border=True):
                _ask(number, group, tracking, language)
    zone.show(tracking, language)


def grouped(found: list[Finding]) -> list[list[Finding]]:
    """The same question about several tables is asked once."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in found:
        groups[finding.code, finding.setting, tuple(o.value for o in finding.options)].append(finding)
    return list(groups.values())


def _ask(number: int, group: list[Finding], tracking: Tracking, language: str) -> None:
    first = group[0]
    setting = first.setting or ""
    st.markdown(f"**{sentences.finding_title(first, language)}**")
    st.text(sentences.finding_text(first, language))
    places = [sentences.place(finding, language) for finding in group]
    st.text(
        message(language, "data.question.concerns")
        + " · ".join(places[:_NAMED])
        + ("…" if places[_NAMED:] else "")
    )
    if setting == "date_order":
        _examples(first, tracking, language)
    with st.container(horizontal=True):
        for position, option in enumerate(first.options):
            st.button(
                plain(sentences.option(setting, option.value, language), 40),
                key=f"answer_{number}_{position}",
                on_click=_give,
                args=(answers(group, option.value, tracking),),
            )
    _other(number, group, tracking, language)


def _examples(finding: Finding, tracking: Tracking, language: str) -> None:
    """A few cells of the column and the day each answer would make of them; nothing where no cell tells them apart."""
    found = _table(finding, tracking)
    match = next((m for m in found[1].columns if m.source == finding.column), None) if found else None
    if found is None or match is None:
        return
    table = found[1]
    cells = [row[match.index] for row in table.sample if match.index < len(row) and row[match.index]]
    lines = {message(language, "data.question.cells"): cells}
    for order in (option.value for option in finding.options):
        told = [day(when, language) if when else "–" for when in days(cells, order)]
        lines[sentences.option("date_order", order, language)] = told
    if cells:
        with st.container(gap="xxsmall"):
            for label, values in lines.items():
                st.text(label + message(language, "data.place.colon") + " · ".join(values))


def days(cells: list[str], order: str) -> list[dt.date | None]:
    """The days of cells read in this order (`DMY`, `MDY`); None where a cell is no date in it."""
    import pyarrow as pa

    from cmdash.ingest.typing import dates

    array = pa.array(cells, pa.string())
    style = replace(dates.decide(array, prior=order), order=order)
    return [None if value is None else value.date() for value in dates.convert(array, style).values.tolist()]


def _other(number: int, group: list[Finding], tracking: Tracking, language: str) -> None:
    """The answers beyond those proposed: the closed list of the setting, or a word of the person's own."""
    setting = settings()[group[0].setting or ""]
    proposed = {option.value for option in group[0].options}
    key = f"other_{number}"
    label = message(language, "data.question.custom")
    rest = [value for value in setting.values if value not in proposed and setting.id not in _ALL_PROPOSED]
    if rest:
        st.selectbox(
            label,
            rest,
            index=None,
            key=key,
            format_func=lambda value: sentences.option(setting.id, value, language),
            placeholder=message(language, "data.question.custom_none"),
            width=_WIDTH,
            on_change=_give_other,
            args=(key, group, tracking),
        )
    elif not setting.values:
        typed = st.text_input(
            label, key=key, width=_WIDTH, on_change=_give_other, args=(key, group, tracking)
        )
        if typed and setting.accept(typed) is None:
            st.text(message(language, "data.question.refused", value=typed))


def answers(group: list[Finding], value: str, tracking: Tracking) -> tuple[Answer, ...]:
    """The answers that settle a group of questions: for a layout where only one file has it, else file by file.

    A layout is what comes again next month under another name; where two files of one layout are open, only the
    file tells them apart.
    """
    return tuple(dict.fromkeys(_answer(finding, value, tracking) for finding in group))


def _answer(finding: Finding, value: str, tracking: Tracking) -> Answer:
    found = _table(finding, tracking)
    if found is None:
        return Answer(finding.setting or "", value, file=finding.file or None)
    return scopes.about(finding.setting or "", value, *found, tracking)


def _table(finding: Finding, tracking: Tracking) -> tuple[FileReport, TableReport] | None:
    """The table a finding is about, with its file."""
    tables = ((f, t) for f in tracking.ledger.files if f.name == finding.file for t in f.tables)
    return next(((f, t) for f, t in tables if t.sheet == finding.sheet and finding in t.findings), None)


def _give(given: tuple[Answer, ...]) -> None:
    state.answer(*given)


def _give_other(key: str, group: list[Finding], tracking: Tracking) -> None:
    setting = settings()[group[0].setting or ""]
    value = setting.accept(str(state.held(key) or ""))
    if value:
        state.answer(*answers(group, value, tracking))


def show_given(language: str) -> None:
    """What was answered and corrected so far, as a table, and the way to forget it."""
    profile = state.visit().profile
    if not profile.answers and not profile.mappings:
        return
    with st.expander(message(language, "data.answers.title")):
        if profile.answers:
            st.dataframe(
                {
                    message(language, "data.answers.about"): [
                        sentences.setting_name(a.key, language) for a in profile.answers
                    ],
                    message(language, "data.answers.value"): [
                        sentences.option(a.key, a.value, language) for a in profile.answers
                    ],
                    message(language, "data.answers.where"): [_where(a, language) for a in profile.answers],
                },
                hide_index=True,
                alt=message(language, "data.answers.title"),
            )
        corrected = sum(len(columns) for columns in profile.mappings.values())
        if corrected:
            st.markdown(message(language, "data.answers.columns", count=corrected))
        st.button(message(language, "data.answers.forget"), key="forget_answers", on_click=_forget)


def _where(given: Answer, language: str) -> str:
    """What an answer is about, in words: the names in it are the file's own."""
    place = " · ".join(part for part in (given.file, given.sheet, given.cell, given.account) if part)
    if given.layout:
        told = message(language, "data.answers.layout")
        return f"{told} · {place}" if place else told
    return place or message(language, "data.answers.file" if given.content else "data.answers.everywhere")


def _forget() -> None:
    state.change_profile(replace(state.visit().profile, answers=(), mappings=Profile().mappings))
