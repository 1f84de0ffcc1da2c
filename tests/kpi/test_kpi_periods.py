"""Today, the page's first period, and what it is compared with."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kpi_builders import day, tracking

from cmdash import kpi
from cmdash.kpi.days import bounds, label, number, unit_of
from cmdash.model import Period


def span(start, end):
    return Period(day(start), day(end))


def posts(*dates):
    return tracking(posts=[{"date": day(d), "network": "x", "likes": 1} for d in dates])


def months(*dates):
    return tracking(account=[{"date": day(d), "period": "month", "followers": 1} for d in dates])


def test_today_is_the_last_day_of_posts_and_account_rows():
    data = tracking(
        posts=[{"date": day("2026-06-03")}, {"date": None}],
        account=[{"date": day("2026-06-05"), "followers": 1}],
    )
    assert kpi.today(data) == day("2026-06-05")
    assert kpi.span(data) == span("2026-06-03", "2026-06-05")
    assert kpi.today(data, day("2030-01-01")) == day("2030-01-01")
    assert kpi.today(tracking()) is None
    assert kpi.span(tracking()) is None


@pytest.mark.parametrize(
    ("data", "today", "period"),
    [
        (posts("2026-04-10", "2026-06-12"), None, span("2026-05-01", "2026-05-31")),
        (posts("2026-04-10", "2026-06-30"), None, span("2026-06-01", "2026-06-30")),
        (posts("2026-04-10", "2026-06-12"), day("2026-07-04"), span("2026-06-01", "2026-06-30")),
        (posts("2026-05-10", "2026-06-12"), None, None),
        (posts("2026-06-01", "2026-06-30"), None, None),
        (months("2026-04-01", "2026-05-01", "2026-06-01"), None, span("2026-06-01", "2026-06-30")),
        (posts("2025-12-05", "2026-01-15", "2026-02-28"), None, span("2026-02-01", "2026-02-28")),
        (tracking(), None, None),
    ],
)
def test_a_page_opens_with_the_last_whole_month_of_two(data, today, period):
    assert kpi.default_period(data, today) == period


@pytest.mark.parametrize(
    ("period", "before", "year"),
    [
        (
            span("2026-03-01", "2026-03-31"),
            span("2026-02-01", "2026-02-28"),
            span("2025-03-01", "2025-03-31"),
        ),
        (
            span("2024-02-01", "2024-02-29"),
            span("2024-01-01", "2024-01-31"),
            span("2023-02-01", "2023-02-28"),
        ),
        (
            span("2025-02-01", "2025-02-28"),
            span("2025-01-01", "2025-01-31"),
            span("2024-02-01", "2024-02-29"),
        ),
        (
            span("2026-01-01", "2026-03-31"),
            span("2025-10-01", "2025-12-31"),
            span("2025-01-01", "2025-03-31"),
        ),
        (
            span("2024-01-01", "2024-12-31"),
            span("2023-01-01", "2023-12-31"),
            span("2023-01-01", "2023-12-31"),
        ),
        (
            span("2023-07-01", "2024-06-30"),  # any twelve whole months are a year
            span("2022-07-01", "2023-06-30"),
            span("2022-07-01", "2023-06-30"),
        ),
        (span("2026-02-01", "2026-04-30"), span("2025-11-04", "2026-01-31"), None),
        (span("2026-06-10", "2026-06-16"), span("2026-06-03", "2026-06-09"), None),
        (span("2026-06-30", "2026-06-30"), span("2026-06-29", "2026-06-29"), None),
    ],
)
def test_calendar_units_are_compared_as_such_and_other_spans_with_equal_days(period, before, year):
    assert kpi.previous(period) == before
    assert kpi.year_before(period) == year


dates = st.dates(dt.date(1999, 1, 1), dt.date(2045, 12, 31))


@given(dates, st.integers(0, 900))
def test_the_period_before_ends_the_day_before(start, length):
    period = Period(start, start + dt.timedelta(days=length))
    assert kpi.previous(period).end == period.start - dt.timedelta(days=1)


@given(dates)
def test_units_agree_with_the_calendar(date):
    year, week, _ = date.isocalendar()
    expected = {
        "day": date.isoformat(),
        "week": f"{year}-W{week:02d}",
        "month": f"{date:%Y-%m}",
        "quarter": f"{date.year}-Q{(date.month + 2) // 3}",
        "year": f"{date.year}",
    }
    for unit, key in expected.items():
        code = unit_of(unit, np.array([number(date)]))
        assert label(unit, int(code[0])) == key
        first, last = bounds(unit, code)
        assert first[0] <= number(date) <= last[0]
        assert unit_of(unit, last)[0] == code[0] == unit_of(unit, first)[0]
        assert unit_of(unit, last + 1)[0] > code[0]


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (span("2026-01-01", "2026-06-30"), 6),
        (span("2024-02-01", "2024-02-29"), 1),
        (span("2026-01-16", "2026-02-15"), 1),
        (span("2026-06-01", "2026-06-15"), 15 / 30.4375),
    ],
)
def test_length_in_months(period, count):
    assert kpi.months(period) == pytest.approx(count)


@pytest.mark.parametrize(
    ("period", "last", "other", "end"),
    [
        ("2026-06-01 2026-06-30", "2026-06-21", "2026-05-01 2026-05-31", "2026-05-21"),
        ("2026-06-01 2026-06-30", "2026-06-21", "2025-06-01 2025-06-30", "2025-06-21"),
        ("2026-03-01 2026-03-31", "2026-03-30", "2026-02-01 2026-02-28", "2026-02-28"),
        ("2024-01-01 2024-12-31", "2024-12-24", "2023-01-01 2023-12-31", "2023-12-24"),
        ("2024-01-01 2024-12-31", "2024-02-29", "2023-01-01 2023-12-31", "2023-02-28"),
        ("2026-04-01 2026-06-30", "2026-06-23", "2026-01-01 2026-03-31", "2026-03-23"),
        ("2026-06-08 2026-06-21", "2026-06-17", "2026-05-25 2026-06-07", "2026-06-03"),
    ],
)
def test_the_same_days_of_another_period(period, last, other, end):
    asked, before = (span(*days.split()) for days in (period, other))
    assert kpi.same_days(asked, day(last), before) == Period(before.start, day(end))
