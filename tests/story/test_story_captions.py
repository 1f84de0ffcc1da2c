"""The words of a chart: no finding from a part of a step, the actions that the files have, the first of a month."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Period, Query, Tracking, Upload
from cmdash.story import calendar
from cmdash.story.overview import overview

JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))


def read(lines: list[str]) -> Tracking:
    return ingest.read([Upload("posts.csv", "\n".join(lines).encode())])


def daily(networks: tuple[str, ...], last_likes: int) -> list[str]:
    """A post a day in June 2026, the last two of which earn as much as is said."""
    return ["Date,Network,Text,Reach,Likes,Comments"] + [
        f"2026-06-{day:02d},{networks[day % len(networks)]},post {day},1000,{last_likes if day > 28 else 60 + day},3"
        for day in range(1, 31)
    ]


def test_a_week_of_two_days_is_no_peak() -> None:
    view = overview(read(daily(("X",), 9000)), Query(period=JUNE), "fr")
    chart = next(chart for chart in view.charts if chart.id == "interactions")
    assert chart.steps[-1].start == dt.date(2026, 6, 29)
    assert "29 juin" not in chart.title
    assert "22 juin" in chart.title  # the highest of the whole weeks


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "j’aime et réactions, commentaires)"), ("en", "comments)")]
)
def test_the_subtitle_names_the_actions_of_the_files(language: str, said: str) -> None:
    view = overview(read(daily(("X",), 60)), Query(period=JUNE), language)
    chart = next(chart for chart in view.charts if chart.id == "interactions")
    assert chart.subtitle.endswith(said)
    assert "enregistrements" not in chart.subtitle


def test_one_of_many_networks_that_are_alike_carries_nothing() -> None:
    many = ("X", "Facebook", "Instagram", "LinkedIn", "TikTok")
    assert "porte" not in overview(read(daily(many, 60)), Query(period=JUNE), "fr").sentence.replace(
        "portée", ""
    )
    two = overview(read(daily(("X", "Facebook"), 60)), Query(period=JUNE), "fr").sentence
    assert "des interactions" in two


@pytest.mark.parametrize(("language", "first"), [("fr", "1er juin"), ("en", "1 June")])
def test_the_first_of_a_month_on_the_axis(language: str, first: str) -> None:
    steps = calendar.steps("day", Period(JUNE.start, dt.date(2026, 6, 2)), None, language)
    assert steps[0].short.startswith(first[:4])
    assert not steps[1].short.startswith("2er")
