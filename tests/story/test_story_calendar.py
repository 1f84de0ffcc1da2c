"""Periods in words, and the steps of the time axis."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.model import Period
from cmdash.story import calendar

KNOWN = Period(dt.date(2024, 7, 1), dt.date(2026, 7, 5))


def period(start: str, end: str) -> Period:
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        ("2026-06-01", "2026-06-30", "En juin 2026", "In June 2026"),
        ("2026-04-01", "2026-06-30", "Au 2e trimestre 2026", "In the second quarter of 2026"),
        ("2025-01-01", "2025-12-31", "En 2025", "In 2025"),
        ("2026-06-01", "2026-07-09", "Du 1er juin 2026 au 9 juillet 2026", "From 1 June 2026 to 9 July 2026"),
        ("2026-06-12", "2026-06-12", "Le 12 juin 2026", "On 12 June 2026"),
    ],
)
def test_a_period_at_the_head_of_a_sentence(start: str, end: str, french: str, english: str) -> None:
    assert calendar.during(period(start, end), "fr") == french
    assert calendar.during(period(start, end), "en") == english
    for language in ("fr", "en"):
        for write in (calendar.inside, calendar.name, calendar.against):
            assert write(period(start, end), language)


def test_a_month_is_shown_after_the_twelve_before_it() -> None:
    step, span = calendar.window(period("2026-06-01", "2026-06-30"), KNOWN)
    steps = calendar.steps(step, span, period("2026-06-01", "2026-06-30"), "fr")
    assert (step, len(steps)) == ("month", 13)
    assert (steps[0].key, steps[-1].key) == ("2025-06", "2026-06")
    assert [s.inside for s in steps] == [False] * 12 + [True]
    assert (steps[7].short, steps[7].group, steps[7].long) == ("janv.", "2026", "janvier 2026")


@pytest.mark.parametrize(
    ("start", "end", "step", "count"),
    [
        ("2024-07-01", "2026-07-05", "month", 25),  # everything
        ("2026-06-03", "2026-06-09", "month", 13),
        ("2024-07-01", "2024-07-31", "week", 5),  # nothing before: a finer step
        ("2025-07-01", "2026-06-30", "month", 24),  # a year behind the one before
        ("2025-01-01", "2025-12-31", "month", 12),  # the one before is not whole
    ],
)
def test_the_step_fits_the_span(start: str, end: str, step: str, count: int) -> None:
    name, span = calendar.window(period(start, end), KNOWN)
    assert (name, len(calendar.steps(name, span, None, "en"))) == (step, count)


def test_a_few_days_are_shown_by_day() -> None:
    known = period("2026-06-01", "2026-06-10")
    name, span = calendar.window(None, known)
    assert name == "day"
    assert len(calendar.steps(name, span, None, "en")) == 10


@given(
    st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)),
    st.integers(0, 4000),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_steps_follow_one_another_without_a_hole(
    start: dt.date, known_days: int, after: int, length: int
) -> None:
    known = Period(start, start + dt.timedelta(days=known_days))
    first = start + dt.timedelta(days=after)
    asked = Period(first, first + dt.timedelta(days=length))
    name, span = calendar.window(asked, known)
    steps = calendar.steps(name, span, asked, "en")
    for one, two in pairwise(steps):
        assert two.start - one.end == dt.timedelta(days=1)
    assert len({step.key for step in steps}) == len(steps)
    assert steps[0].start <= span.start
    assert steps[-1].end >= span.end
    if asked.start <= known.end:
        assert any(step.inside for step in steps)


@pytest.mark.parametrize(
    ("start", "end", "unit"),
    [
        ("2026-06-01", "2026-06-30", "month"),
        ("2026-06-01", "2026-06-29", "span"),
        ("2026-01-01", "2026-03-31", "quarter"),
        ("2026-02-01", "2026-04-30", "span"),
        ("2026-01-01", "2026-12-31", "year"),
    ],
)
def test_the_unit_of_a_period(start: str, end: str, unit: str) -> None:
    assert calendar.unit(period(start, end)) == unit
