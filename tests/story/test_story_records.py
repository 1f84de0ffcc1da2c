"""From when to when a table holds, where the announced period is longer."""

from __future__ import annotations

import datetime as dt

import pytest
from story_builders import frame

from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.model.report_views import Wish
from cmdash.story.campaigns import campaigns
from cmdash.story.overview import overview
from cmdash.story.planning import planning
from cmdash.story.records import held
from cmdash.story.report import report
from cmdash.story.reputation import reputation

YEAR = Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30))
SPRING = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
CLOCK = dt.date(2026, 7, 1)


def every_other_day(first: str, last: str, **row: object) -> list[dict[str, object]]:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [
        {"date": (start + dt.timedelta(days=at)).isoformat(), "network": "facebook", **row}
        for at in range(0, (end - start).days + 1, 2)
    ]


@pytest.fixture(scope="module")
def tracking() -> Tracking:
    """Posts from mid-2025 on, mentions and a calendar of 2026 alone, campaigns by month from January to March."""
    months = [
        {
            "date": f"2026-{month:02d}-01",
            "network": "google_ads",
            "campaign": "A",
            "spend": 9.0,
            "currency": "EUR",
        }
        for month in (1, 2, 3)
    ]
    kinds = {
        "posts": every_other_day("2025-07-02", "2026-06-30", reach=100.0, likes=5.0),
        "mentions": every_other_day("2026-01-01", "2026-06-29", quote="Merci"),
        "calendar": every_other_day("2026-01-01", "2026-12-31", text="Prévu"),
        "campaigns": months,
        "account": [],
        "goals": [],
    }
    return Tracking(**{kind: frame(kind, rows) for kind, rows in kinds.items()}, ledger=Ledger())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "les fichiers n’en ont que du 1er janvier 2026 au 30 juin 2026."),
        ("en", "the files have them from 1 January 2026 to 30 June 2026 only."),
    ],
)
def test_mentions_and_calendar_say_from_when_they_hold(tracking: Tracking, language: str, said: str) -> None:
    query = Query(period=YEAR)
    assert reputation(tracking, query, language).sentence.endswith(said)
    assert planning(tracking, query, language, CLOCK).sentence.endswith(said)
    made = report(tracking, query, language, CLOCK, Wish(audience="board"))
    assert next(part.lead for part in made.parts if part.id == "reputation").endswith(said)
    spring = query.during(SPRING)
    assert not held(tracking, spring, "mentions", language)
    assert not held(tracking, spring, "calendar", language)


def test_campaigns_by_month_hold_up_to_the_end_of_their_last_month(tracking: Tracking) -> None:
    told = campaigns(tracking, Query(period=YEAR), "en").sentence
    assert told.endswith("the files have them from 1 January 2026 to 31 March 2026 only.")
    first = Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert not held(tracking, Query(period=first), "campaigns", "en")
    assert not held(
        tracking, Query(period=SPRING), "campaigns", "en"
    )  # nothing of it: the page says so itself


def test_posts_that_begin_inside_the_period_are_told(tracking: Tracking) -> None:
    longer = Query(period=Period(dt.date(2025, 1, 1), dt.date(2026, 6, 30)))
    said = "Posts: the files have them from 2 July 2025 to 30 June 2026 only."
    assert said in overview(tracking, longer, "en").notes
    assert said not in overview(tracking, Query(period=YEAR), "en").notes
