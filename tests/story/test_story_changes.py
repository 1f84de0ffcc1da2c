"""Changes: what is compared how, and when a change gets a colour."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.catalog import kpis
from cmdash.evidence.variation import Variation
from cmdash.model import Period, Query, Upload
from cmdash.story.asked import Row
from cmdash.story.changes import difference, judged
from cmdash.story.overview import overview

USUAL = Variation(-0.1, 0.2, 8)


def row(value: float | None) -> Row:
    return Row(value, "count", 1, 1)


@pytest.mark.parametrize(
    ("kpi", "now", "then", "days", "wanted"),
    [
        ("interactions", 300.0, 310.0, (30, 31), 0.0),  # ten a day both
        ("interactions", 150.0, 100.0, (30, 30), 0.5),
        ("posts", 12.0, 12.0, (31, 30), 0.0),  # posts are counted, not per day
        ("posts", 12.0, 14.0, (31, 30), -2.0),
        ("community_size", 110.0, 100.0, (30, 31), 0.1),  # a stock knows no days
        ("er_reach", 0.05, 0.04, (30, 31), 0.01),  # a rate: points
        ("net_growth", -5.0, 40.0, (30, 31), -45.0),  # a balance: a difference
        ("interactions", 5.0, 0.0, (30, 31), None),  # from nothing there is no fraction
        ("interactions", None, 4.0, (30, 31), None),
        ("interactions", 4.0, None, (30, 31), None),
    ],
)
def test_difference(
    kpi: str, now: float | None, then: float | None, days: tuple[int, int], wanted: float | None
) -> None:
    found = difference(kpis()[kpi], row(now), row(then), *days)
    assert found == (None if wanted is None else pytest.approx(wanted))


@pytest.mark.parametrize(
    ("kpi", "amount", "variation", "mood", "word"),
    [
        ("reach", 0.5, None, "plain", ""),
        ("reach", 0.1, USUAL, "usual", "usual"),
        ("reach", 0.3, USUAL, "good", "above"),
        ("reach", -0.3, USUAL, "bad", "below"),
        ("lost_followers", 0.3, USUAL, "bad", "above"),
        ("lost_followers", -0.3, USUAL, "good", "below"),
        ("posts", 0.3, USUAL, "plain", "above"),  # more posts are neither good nor bad
        ("reach", 0.05, Variation(0.1, 0.2, 8), "plain", "below"),  # a rise, though a small one, is no fall
        ("reach", 0.0, Variation(0.1, 0.2, 8), "plain", "below"),
        ("reach", -0.05, Variation(-0.3, -0.1, 8), "plain", "above"),
    ],
)
def test_judged(kpi: str, amount: float, variation: Variation | None, mood: str, word: str) -> None:
    assert judged(kpis()[kpi], amount, variation) == (mood, word)


def daily(first: str, days: int) -> list[str]:
    start = dt.date.fromisoformat(first)
    return [f"{start + dt.timedelta(days=at)},X,post {at},1000,{20 + at % 5}" for at in range(days)]


def compared(lines: list[str], period: Period, extra: list[str] | None = None) -> list[tuple[str, str]]:
    """Every figure of the Overview that is compared, with what it is compared with."""
    files = [Upload("posts.csv", "\n".join(["Date,Network,Text,Reach,Likes", *lines]).encode())]
    if extra:
        files.append(Upload("size.csv", "\n".join(["Month,Network,Followers", *extra]).encode()))
    view = overview(ingest.read(files), Query(period=period), "en")
    return [(figure.kpi, change.text) for figure in view.figures for change in figure.changes]


def test_nothing_is_compared_with_days_before_the_record() -> None:
    three = Period(dt.date(2026, 4, 1), dt.date(2026, 4, 3))
    assert not compared(daily("2026-04-01", 60), three)
    assert ("posts", "as many as from 29 March 2026 to 31 March 2026") in compared(
        daily("2026-03-01", 90), three
    )


def test_a_week_of_which_the_record_holds_a_part_is_not_compared() -> None:
    week = Period(dt.date(2026, 4, 13), dt.date(2026, 4, 19))
    assert not compared(daily("2026-04-09", 60), week)
    assert compared(daily("2026-04-06", 60), week)


def test_posts_are_not_compared_with_months_that_only_the_followers_have() -> None:
    sizes = [f"{year}-{month:02d},X,{1000 + month}" for year in (2024, 2025, 2026) for month in range(1, 7)]
    june = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    found = compared(daily("2026-05-01", 60), june, sizes)
    assert {name for name, _ in found} == {"community_size", "net_growth"}
