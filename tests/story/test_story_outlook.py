"""What the next months may bring: words, figures, silence where the history is short."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash.catalog import LANGUAGES, section
from cmdash.evidence.forecast import foresee
from cmdash.model import Counting, Goal, Query, Tracking
from cmdash.story.asked import Asked
from cmdash.story.goals import goals_page
from cmdash.story.outlook import goal_outlook, outlook, record

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 9, 30))


def test_a_record_is_the_latest_months_without_a_gap(tracking: Tracking) -> None:
    asked = Asked(tracking, Query(), "fr")
    size = record(asked, "community_size")
    assert size is not None
    assert size.end == dt.date(2026, 6, 1)
    assert len(size.values) == 25
    assert size.values[-1] == 2000 + 40 * 24 + 5000 - 5 * 24
    # figures of posts still grow for a week: the data end less than that after June
    acts = record(asked, "interactions")
    assert acts is not None
    assert acts.end == dt.date(2026, 5, 1)
    posts = tracking.posts[tracking.posts["date"].dt.strftime("%Y-%m") == "2026-05"]
    assert acts.values[-1] == posts[["likes", "comments", "shares"]].sum().sum()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_months_stand_with_their_interval_beside_the_naive_forecast(
    tracking: Tracking, language: str
) -> None:
    asked = Asked(tracking, Query(), language)
    view = outlook(asked)
    assert view is not None
    size = record(asked, "community_size")
    coming = [point for point in view.points if point.seen is None]
    assert len(coming) == 6
    for ahead, point in enumerate(coming, 1):
        one = foresee(size.values, "stock", ahead)
        assert (point.value, point.low, point.high, point.naive) == (one.value, one.low, one.high, one.naive)
    assert view.table is not None
    assert len(view.table.rows) == 6
    assert view.by_network is not None
    assert len(view.by_network.rows) == 2


def test_a_short_history_says_what_it_takes(tracking: Tracking) -> None:
    short = tracking.account[tracking.account["date"] >= "2025-09-01"]
    part = Tracking(
        tracking.posts, short, tracking.campaigns, tracking.calendar, tracking.goals, tracking.ledger
    )
    view = outlook(Asked(part, Query(), "fr"))
    assert view is not None
    assert view.points == ()
    assert "10 mois" in view.note


def test_without_an_audience_nothing_is_foreseen(empty: Tracking) -> None:
    assert outlook(Asked(empty, Query(), "fr")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_is_foreseen_where_its_months_can_be(tracking: Tracking, language: str) -> None:
    easy, hard = (Goal("interactions", target, start=YEAR[0], end=YEAR[1]) for target in (100.0, 10.0**7))
    words = section(language, "goals")
    assert goal_outlook(tracking, easy, language).startswith(words["outlook.above"].split("{")[0])
    assert goal_outlook(tracking, hard, language).startswith(words["outlook.below"].split("{")[0])
    followers = Goal("community_size", 20000.0, start=YEAR[0], end=YEAR[1], network="instagram")
    assert goal_outlook(tracking, followers, language).startswith(words["outlook.below"].split("{")[0])
    far = Goal("interactions", 100.0, start=YEAR[0], end=dt.date(2028, 12, 31))
    assert goal_outlook(tracking, far, language) == ""
    rate = Goal("er_reach", 0.05, start=YEAR[0], end=YEAR[1])
    odd = Goal("interactions", 100.0, start=dt.date(2026, 1, 3), end=dt.date(2026, 9, 12))
    assert goal_outlook(tracking, rate, language) == ""
    assert goal_outlook(tracking, odd, language) == ""


def test_the_card_of_a_goal_holds_its_forecast(tracking: Tracking) -> None:
    goal = Goal("interactions", 10.0**7, start=YEAR[0], end=YEAR[1])
    (card,) = goals_page(tracking, (goal,), dt.date(2026, 7, 9), "fr").cards
    assert goal_outlook(tracking, goal, "fr") in card.sentences


def test_a_goal_is_foreseen_by_what_counts_as_engagement(tracking: Tracking) -> None:
    goal = Goal("interactions", 10.0**7, start=YEAR[0], end=YEAR[1])
    likes = Counting(actions=("likes",))
    plain, chosen = (goal_outlook(tracking, goal, "en", one) for one in (Counting(), likes))
    assert plain
    assert chosen not in ("", plain)
    (card,) = goals_page(tracking, (goal,), dt.date(2026, 7, 9), "en", likes).cards
    assert chosen in card.sentences
