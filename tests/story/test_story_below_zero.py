"""A count below zero is a fault of the sheet: nothing is learnt from it, and it breaks no page."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash import evidence, ingest
from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence.sampling import sample
from cmdash.model import Query, Tracking, Upload
from cmdash.story.asked import Asked
from cmdash.story.community import community
from cmdash.story.overview import overview
from cmdash.story.posts import posts
from cmdash.story.works import works

RULES = replace(verdict_rules(), permutations=100, draws=100)
FIGURES = ("Portée", "J'aime", "Commentaires", "Partages", "Abonnés")
POSTS, WEEKS = 40, 8


def sheets(wrong: tuple[str, int] | None = None, value: int = -3) -> Tracking:
    """Forty posts and eight weeks of followers, one figure of them `value`."""
    first = dt.date(2026, 1, 5)

    def cell(name: str, at: int, usual: int) -> str:
        return str(value if (name, at) == wrong else usual)

    written = ["Date;Réseau;Format;Message;Portée;J'aime;Commentaires;Partages"]
    for at in range(POSTS):
        figures = (1000 + at * 7 % 40, 30 + at * 13 % 29, at % 4, at % 3)
        shown = [cell(name, at, figure) for name, figure in zip(FIGURES, figures, strict=False)]
        form = ("Photo", "Vidéo")[at % 2]
        written.append(
            f"{first + dt.timedelta(days=2 * at):%d/%m/%Y};Facebook;{form};Post {at};{';'.join(shown)}"
        )
    followers = ["Date;Réseau;Abonnés"]
    for at in range(WEEKS):
        day = first + dt.timedelta(days=7 * at)
        followers.append(f"{day:%d/%m/%Y};Facebook;{cell('Abonnés', at, 900 + 5 * at)}")
    return ingest.read(
        [
            Upload("posts.csv", "\n".join(written).encode()),
            Upload("abonnes.csv", "\n".join(followers).encode()),
        ]
    )


@settings(max_examples=5, deadline=None)
@given(
    st.sampled_from(FIGURES).flatmap(
        lambda name: st.tuples(st.just(name), st.integers(0, (WEEKS if name == "Abonnés" else POSTS) - 1))
    ),
    st.sampled_from((-1, -3, -1000000)),
)
def test_one_negative_figure_anywhere_never_breaks_the_stories(wrong: tuple[str, int], value: int) -> None:
    tracking = sheets(wrong, value)
    found = evidence.verdicts(tracking, Query(), RULES)
    assert found
    for one in found:
        figures = (one.finding.effect, one.finding.low, one.finding.high, one.finding.p)
        assert all(figure is None or math.isfinite(figure) for figure in figures)
    standing = Asked(tracking, Query(), "fr").posts
    compared = standing["own_index"].notna()
    assert compared.sum() >= 30
    assert (standing["shrunk"].notna() == compared).all()
    for story in (overview, posts_of, community):
        assert story(tracking, Query(), "fr")


def posts_of(tracking: Tracking, query: Query, language: str) -> object:
    return posts(Asked(tracking, query, language))


@pytest.mark.parametrize("figure", ["Portée", "J'aime", "Commentaires"])
def test_a_post_with_a_figure_below_zero_is_left_out_and_said(figure: str) -> None:
    clean, wrong = sheets(), sheets((figure, 3))
    whole, found = (sample(one, Query(), RULES.factors) for one in (clean, wrong))
    assert whole.below_zero == 0
    assert found.below_zero == 1
    assert len(found.outcome) == len(whole.outcome) - 1
    assert np.isfinite(found.outcome).all()
    at = int(wrong.posts.index[wrong.posts["text"] == "Post 3"][0])
    standing = Asked(wrong, Query(), "en").posts
    assert standing.loc[at, ["own_index", "shrunk", "index_low"]].isna().all()


def test_the_page_says_how_many_are_left_out() -> None:
    told = {language: works(sheets(("J'aime", 3)), Query(), language).notes for language in ("fr", "en")}
    assert "Left out: 1 post with a figure below zero." in told["en"]
    assert any(note.startswith("Laissée de côté") for note in told["fr"])
    assert not any(note.startswith("Left out") for note in works(sheets(), Query(), "en").notes)
