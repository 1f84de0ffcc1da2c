"""The target as a person types it: one box for every KPI, read as the cells of a sheet are, said before it is added."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from cmdash.catalog import kpis
from cmdash.ingest.typing import numbers
from cmdash.ingest.typing.number_forms import NumberForm, read_shape
from cmdash.ingest.typing.shapes import shapes
from cmdash.model import Tracking
from cmdash.story.goals import in_percent
from cmdash.ui import markup, state
from cmdash.wording import NARROW, decimal, integer, message

MOST = 1e15
_COUNTED = ("count", "people")
_WHOLE = (*_COUNTED, "seconds", "minutes")


@dataclass(frozen=True)
class Typed:
    """A target as understood: `value` as written (2.5 for 2.5 %), None with the code of the `problem` where it is none."""

    value: float | None = None
    problem: str = ""


def read(text: str, kpi: str, currencies: tuple[str, ...] = ()) -> Typed:
    """What a typed target means for a KPI. `currencies`: those of the data, the only ones an amount can be in.

    `10k`, `45 000`, `45.000`, `45,000` and `2e5` are whole numbers, `8,5`, `8.5` and `2,25 %` decimals; three digits
    after the only mark are thousands, but decimals of a percentage and after a zero. Problems: `no_target`,
    `odd_target` (not a number of that unit), `below_zero`, `no_percent`, `not_whole`, `other_currency`.
    """
    text = text.strip()
    if not text:
        return Typed(problem="no_target")
    column = shapes(pa.array([text], pa.string()))
    form = read_shape(column.texts[0])
    if not isinstance(form, NumberForm):
        return Typed(problem="odd_target")
    entry, percent = kpis()[kpi], in_percent(kpi)
    problem = ""
    if form.power == -2 and not percent:
        problem = "no_percent"
    elif (form.sized and entry.unit not in (*_COUNTED, "money")) or (form.currency and entry.unit != "money"):
        problem = "odd_target"
    elif form.currency and currencies and form.currency not in currencies:
        problem = "other_currency"
    if problem:
        return Typed(problem=problem)
    value = float(numbers.convert(column, _style(form, percent)).values[0]) * (100 if form.power == -2 else 1)
    value = round(value, 6)
    if not -MOST < value < MOST:
        return Typed(problem="odd_target")
    if value < 0:
        return Typed(problem="below_zero")
    if (entry.unit in _WHOLE or (percent and entry.shown == "points")) and not value.is_integer():
        return Typed(problem="not_whole")
    return Typed(value)


def _style(form: NumberForm, percent: bool) -> numbers.NumberStyle:
    """A lone mark with three digits after it is a decimal one before K and M and in a percentage, else of thousands."""
    mark = form.open or "."
    if percent or form.sized:
        return numbers.NumberStyle(decimal=mark)
    return numbers.NumberStyle(decimal="," if mark == "." else ".", thousands=mark)


def show(kpi: str, tracking: Tracking, language: str) -> str:
    """Draw the box and under it what was understood, or why it is not; gives the box's key.

    The line is there from the start: a line that comes as one clicks the button would move it away.
    """
    percent = in_percent(kpi)
    key = "goal_target_percent" if percent else "goal_target"
    with st.container(gap="xsmall"):
        label = message(language, f"goals.form.{'target_percent' if percent else 'target'}")
        text = st.text_input(label, key=key, max_chars=30)
        markup.show(markup.quiet([_said(str(text or ""), kpi, tracking, language)]))
    return key


def held(key: str, kpi: str, tracking: Tracking) -> Typed:
    """What the box holds at this moment, for a callback."""
    return read(str(state.held(key) or ""), kpi, _currencies(tracking))


def _currencies(tracking: Tracking) -> tuple[str, ...]:
    """Those of the amounts of the data."""
    frames = (tracking.posts, tracking.account, tracking.campaigns)
    return tuple(sorted({str(code) for frame in frames for code in frame["currency"].dropna().unique()}))


def _said(text: str, kpi: str, tracking: Tracking, language: str) -> str:
    found = read(text, kpi, _currencies(tracking))
    if found.problem == "no_target":
        return message(language, f"goals.form.help{'_percent' if in_percent(kpi) else ''}")
    if found.value is None:
        return message(language, f"goals.form.{found.problem}")
    return message(language, "goals.form.understood", target=_written(found.value, kpi, language))


def _written(value: float, kpi: str, language: str) -> str:
    """The number with all its decimals: nothing is rounded away before it is added."""
    places = next((n for n in range(6) if round(value, n) == value), 6)
    number = decimal(value, language, places) if places else integer(value, language)
    percent = f"{NARROW}%" if language == "fr" else "%"
    return f"{number}{percent}" if in_percent(kpi) and kpis()[kpi].shown != "points" else number
