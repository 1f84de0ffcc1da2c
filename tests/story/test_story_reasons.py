"""The reason of a post: a verdict on what it has that points its way, in the verdict's words, or that nothing tells."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Query, Tracking, Upload
from cmdash.model.report_views import PostCards
from cmdash.story.asked import Asked
from cmdash.story.posts import one, posts, reasoned
from cmdash.story.report import report

CLOCK = dt.date(2026, 8, 1)


@pytest.fixture(scope="module")
def tracking() -> Tracking:
    """Two hundred photos, one a day: every fourth is of the theme that earns three times as much. One post of the other
    theme is far above them all, one of the strong theme below."""
    lines = ["Date,Network,Format,Theme,Text,Reach,Likes"]
    for at in range(200):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=at)
        strong = at % 4 == 0
        likes = (90 if strong else 30) + (at * 7) % 11
        likes = 700 if at == 101 else 4 if at == 100 else likes
        lines.append(f"{day},Instagram,Photo,{'Backstage' if strong else 'Shop'},post {at},1000,{likes}")
    return ingest.read([Upload("posts.csv", "\n".join(lines).encode())])


def told(tracking: Tracking, text: str, language: str) -> str:
    asked = Asked(tracking, Query(), language)
    identifier = int(tracking.posts.index[tracking.posts["text"] == text][0])
    found = one(asked, identifier)
    assert found is not None
    return found.card.habit


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Va dans le même sens"), ("en", "Points the same way")]
)
def test_a_post_of_the_strong_theme_has_the_verdict_in_its_own_words(
    tracking: Tracking, language: str, said: str
) -> None:
    habit = told(tracking, "post 8", language)
    assert said in habit
    assert "Backstage" in habit
    assert {"fr": "Confirmé", "en": "Confirmed"}[language] in habit


def test_a_verdict_that_points_the_other_way_is_no_reason(tracking: Tracking) -> None:
    """The best post is of the weak theme, the weakest of the strong one."""
    for text in ("post 101", "post 100"):
        habit = told(tracking, text, "fr")
        assert "Va dans le même sens" not in habit
        assert habit.endswith("(jour et thème) n’explique pas cet écart.")


def test_a_report_gives_each_post_its_reason(tracking: Tracking) -> None:
    made = report(tracking, Query(), "en", CLOCK)
    part = next(part for part in made.parts if part.id == "posts")
    cards = [card for block in part.blocks if isinstance(block, PostCards) for card in block.cards]
    assert len(cards) > 3
    assert all("Points the same way" in card.habit or "does not explain" in card.habit for card in cards)


def test_the_list_itself_costs_no_verdicts(tracking: Tracking) -> None:
    asked = Asked(tracking, Query(), "en")
    view = posts(asked)
    assert not any("same way" in card.habit for card in view.best)
    assert reasoned(asked, view.best) != view.best
