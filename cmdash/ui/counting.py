"""What counts as engagement: which acts, over what, with which weights. The link holds it, the cmdash file keeps it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cmdash.catalog.counting import MOST, OVER, acts, declared_acts, declared_weights
from cmdash.model import Answer, Counting, Profile
from cmdash.model.counting import KEYS, counting, of_pairs
from cmdash.ui import state
from cmdash.ui.plain import plain
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_BEST = ""


def chosen() -> Counting:
    """The choice of the link; what it says that is no choice is as declared."""
    return _linked()[0]


def _linked() -> tuple[Counting, tuple[str, ...]]:
    return counting({key: state.link(key) for key in KEYS})


def packed(profile: Profile, made: Counting) -> Profile:
    """A profile with the choice among its answers, for the cmdash file."""
    kept = tuple(answer for answer in profile.answers if answer.key not in KEYS)
    return replace(profile, answers=(*kept, *(Answer(key, text) for key, text in made.written().items())))


def unpacked(profile: Profile) -> Profile:
    """The profile of a cmdash file without the choice, which goes into the link. Only in a callback."""
    given = [(answer.key, answer.value) for answer in profile.answers if answer.key in KEYS]
    if not given:
        return profile
    _take(of_pairs(given))
    return replace(profile, answers=tuple(a for a in profile.answers if a.key not in KEYS))


def show() -> None:
    """Draw the choices behind a line to open, and below it what was chosen; nothing where no file is open."""
    from cmdash.ui import reading

    if reading.tracking() is None:
        return
    from cmdash.story.counting import choice

    language = state.language()
    now, refused = _linked()
    said = choice(now, language)
    title = message(language, "counting.title")  # always the same: a box whose label changes closes itself
    box = st.expander(title, type="compact", key=state.worded("counting"), on_change="rerun")
    if said:
        quiet(plain(said, 300))
    if refused:
        quiet(message(language, "counting.refused"))
    if not box.open:
        return
    with box:
        quiet(message(language, "counting.help"))
        _actions(now, language)
        _over(now, language)
        _weights(now, language)
        if said or refused:
            st.button(
                message(language, "counting.reset"), key="counting_reset", type="tertiary", on_click=reset
            )


def _actions(now: Counting, language: str) -> None:
    key = state.worded("counting_actions")
    state.hold(key, list(now.acts))
    st.pills(
        message(language, "counting.actions"),
        acts(),
        key=key,
        selection_mode="multi",
        format_func=lambda act: message(language, f"counting.what.{act}"),
        on_change=_choose_actions,
        args=(key,),
    )


def _choose_actions(key: str) -> None:
    picked = tuple(act for act in acts() if act in (state.held(key) or ()))
    # Nothing at all is no sum: it means the original setting.
    _take(replace(chosen(), actions=() if picked == declared_acts() else picked))


def _over(now: Counting, language: str) -> None:
    key = state.worded("counting_over")
    state.hold(key, now.over)
    st.selectbox(
        message(language, "counting.over"),
        (_BEST, *OVER),
        key=key,
        format_func=lambda over: message(language, f"counting.what.{over}" if over else "counting.over_best"),
        on_change=_choose_over,
        args=(key,),
    )


def _choose_over(key: str) -> None:
    _take(replace(chosen(), over=str(state.held(key) or _BEST)))


def _weights(now: Counting, language: str) -> None:
    st.markdown(f":small[{message(language, 'counting.weights')}]")
    with st.grid(2, min_column_width=110, gap="small"):
        for act, weight in now.weighing.items():
            key = f"counting_weight_{act}"
            state.hold(key, weight)
            st.number_input(
                message(language, f"counting.what.{act}"),
                min_value=0.0,
                max_value=MOST,
                step=0.5,
                format="%g",
                key=key,
                on_change=_choose_weights,
            )
    quiet(message(language, "counting.weights_help"))


def _choose_weights() -> None:
    now = chosen()
    given = {act: state.held(f"counting_weight_{act}") for act in acts()}
    weights = {act: now.weighing[act] if value is None else float(value) for act, value in given.items()}
    if any(weights.values()):
        pairs = tuple((act, weight) for act, weight in weights.items() if weight != declared_weights()[act])
        _take(replace(now, weights=pairs))


def reset() -> None:
    """Count as declared again. A callback."""
    _take(Counting())


def _take(made: Counting) -> None:
    written = made.written()
    for key in KEYS:
        state.set_link(key, written.get(key, ""))
