"""Newcomers that look like no others: the sentence, its signals, what else may explain them."""

from __future__ import annotations

import pytest

from cmdash.catalog import LANGUAGES, section
from cmdash.model import Query, Tracking
from cmdash.story.asked import Asked
from cmdash.story.newcomers import newcomers


@pytest.fixture(scope="module")
def bought(tracking: Tracking) -> Tracking:
    """Instagram grows by half in December 2025, and nothing else changes."""
    account = tracking.account.copy()
    after = (account["network"] == "instagram") & (account["date"] >= "2025-12-01")
    account.loc[after, "followers"] += 1300
    return Tracking(
        tracking.posts, account, tracking.campaigns, tracking.calendar, tracking.goals, tracking.ledger
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planted_purchase_is_told_as_a_sign_with_innocent_explanations(
    bought: Tracking, language: str
) -> None:
    found = newcomers(Asked(bought, Query(), language))
    assert found is not None
    (sign,) = found.signs
    assert sign.network == "instagram"
    assert ("décembre 2025" if language == "fr" else "December 2025") in sign.sentence
    words = section(language, "community")
    labels = [label for label, _ in sign.terms]
    assert labels.count(words["sign.term.signal"]) >= 2
    assert (words["sign.term.innocent"], words["sign.innocent"]) in sign.terms
    assert "preuve" in sign.sentence or "proof" in sign.sentence


def test_boosted_posts_of_the_month_explain_it(bought: Tracking) -> None:
    posts = bought.posts.copy()
    posts.loc[
        (posts["network"] == "instagram") & (posts["date"].dt.strftime("%Y-%m") == "2025-12"), "paid"
    ] = "paid"
    paid = Tracking(posts, bought.account, bought.campaigns, bought.calendar, bought.goals, bought.ledger)
    found = newcomers(Asked(paid, Query(), "fr"))
    assert found is not None
    assert found.signs == ()


def test_without_a_jump_it_says_what_was_looked_at(tracking: Tracking, empty: Tracking) -> None:
    found = newcomers(Asked(tracking, Query(), "fr"))
    assert found is not None
    assert found.signs == ()
    assert "Facebook" in found.notes[0]
    assert newcomers(Asked(empty, Query(), "fr")) is None


def test_without_anything_seen_it_says_what_is_missing(bought: Tracking) -> None:
    bare = bought.posts.copy()
    bare.loc[bare["network"] == "instagram", ["reach", "impressions", "views"]] = float("nan")
    blind = Tracking(bare, bought.account, bought.campaigns, bought.calendar, bought.goals, bought.ledger)
    found = newcomers(Asked(blind, Query(), "fr"))
    assert found is not None
    assert "Instagram" in found.notes[-1]
