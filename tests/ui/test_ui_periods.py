"""Periods as ids in the link: what is on offer, what an id means, how it reads."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.model import Period
from cmdash.ui import periods

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("identifier", "start", "end"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("12m", "2025-07-01", "2026-06-30"),
        ("2026-06-03..2026-07-01", "2026-06-03", "2026-07-01"),
        ("2026-07-01..2026-06-03", "2026-06-03", "2026-07-01"),
    ],
)
def test_an_id_is_days(identifier, start, end):
    expected = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert periods.parse(identifier, dt.date(2026, 6, 17)) == expected


@pytest.mark.parametrize(
    "identifier", ["", "all", "custom", "2026-13", "2026-Q5", "2026-02-30..2026-03-01", "0000", "x" * 999]
)
def test_what_is_no_id_is_no_period(identifier):
    assert periods.parse(identifier, dt.date(2026, 6, 17)) is None


@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_12_months_are_twelve_whole_ones(month):
    found = periods.parse("12m", dt.date(2024, month, 28))
    assert found.start.day == 1
    assert (found.end + dt.timedelta(days=1)).day == 1
    assert {(d.year, d.month) for d in (found.start + dt.timedelta(days=n) for n in range(found.days))} == {
        ((2024 * 12 + month - 1 - n) // 12, (2024 * 12 + month - 1 - n) % 12 + 1) for n in range(12)
    }


@given(DAYS, DAYS)
def test_every_period_comes_back_from_its_id(one, other):
    period = Period(min(one, other), max(one, other))
    assert periods.parse(periods.identify(period), dt.date(2026, 6, 17)) == period


@given(DAYS, DAYS)
def test_every_month_of_the_data_is_on_offer(one, other):
    span = Period(min(one, other), max(one, other))
    listed = periods.choices(span)
    assert len(set(listed)) == len(listed)
    for day in (span.start, span.end):
        assert f"{day:%Y-%m}" in listed
        assert f"{day:%Y}" in listed
    for identifier in listed:
        found = periods.parse(identifier, span.end)
        assert found is None or (found.start <= span.end and found.end >= span.start)


def test_without_a_date_there_is_only_everything():
    assert periods.choices(None) == ("all",)


@pytest.mark.parametrize(
    ("identifier", "fr", "en"),
    [
        ("2026-06", "Juin 2026", "June 2026"),
        ("2026-Q2", "T2 2026", "Q2 2026"),
        ("2026", "2026", "2026"),
        ("all", "Toutes les données", "All data"),
        ("2026-06-01..2026-06-12", "Du 1er juin 2026 au 12 juin 2026", "1 June 2026 to 12 June 2026"),
    ],
)
def test_an_id_in_words(identifier, fr, en):
    assert periods.label(identifier, "fr") == fr
    assert periods.label(identifier, "en") == en
