"""One of a thing is said as one, in both languages."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cmdash import ingest
from cmdash.catalog import LANGUAGES, section
from cmdash.model import Period, Query, Tracking, Upload
from cmdash.story.asked import Asked
from cmdash.story.community import community
from cmdash.story.outlook import outlook
from cmdash.story.posts import posts
from cmdash.wording.findings import finding_text

MAY = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def read(*lines: str) -> Tracking:
    return ingest.read([Upload("suivi.csv", "\n".join(lines).encode())], today=dt.date(2026, 7, 3))


def followers(*sizes: int) -> Tracking:
    months = [f"01/{4 + at:02d}/2026;Facebook;{size}" for at, size in enumerate(sizes)]
    return read("Date;Réseau;Abonnés", *months)


@pytest.mark.parametrize(
    ("sizes", "language", "said"),
    [
        ((7, 8), "fr", "gagne 1 abonné ("),
        ((7, 9), "fr", "gagne 2 abonnés ("),
        ((8, 7), "fr", "perd 1 abonné ("),
        ((7, 8), "en", "gains 1 follower ("),
        ((8, 7), "en", "loses 1 follower ("),
        ((9, 7), "en", "loses 2 followers ("),
        ((0, 1), "en", "gains 1 follower and counts 1."),
    ],
)
def test_the_community_gains_and_loses_one(sizes: tuple[int, int], language: str, said: str) -> None:
    assert said in community(followers(*sizes), Query(period=MAY), language).sentence


@pytest.mark.parametrize(
    ("rows", "language", "said"),
    [
        (1, "fr", "vient cette ligne."),
        (1, "en", "this row comes"),
        (2, "fr", "ces 2 lignes."),
        (2, "en", "these 2 rows"),
    ],
)
def test_a_table_of_one_row_without_a_network_is_one_row(rows: int, language: str, said: str) -> None:
    tracking = read(
        "Date;Message;Portée;J'aime", *(f"0{at}/05/2026;bon {at};100;5" for at in range(1, rows + 1))
    )
    (found,) = [one for one in tracking.ledger.all_findings() if one.code == "network-unknown"]
    assert said in finding_text(found, language)


@pytest.mark.parametrize(
    ("likes", "said"), [(1, "Usual: 1 interaction, over 11"), (3, "Usual: 3 interactions, over 11")]
)
def test_a_habit_of_one_interaction(likes: int, said: str) -> None:
    days = [f"{at:02d}/05/2026;Facebook;Photo;Post {at};{likes}" for at in range(1, 12)]
    tracking = read(
        "Date;Réseau;Format;Message;J'aime",
        *days,
        "12/05/2026;Facebook;Photo;Best;9",
        "30/06/2026;Facebook;Photo;Last;2",
    )
    cards = posts(Asked(tracking, Query(period=MAY), "en")).best
    assert any(card.habit.startswith(said) for card in cards), [card.habit for card in cards]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", r"entre 0 et 1 abonné,"), ("en", r"between 0 and 1 follower,")]
)
def test_an_outlook_of_one_follower(language: str, said: str) -> None:
    words = section(language, "community")
    assert said in words["outlook.title.one"].format(when="x", low=0, high=1)
    months = [f"01/{at % 12 + 1:02d}/{2024 + at // 12};Facebook;{1 + (at == 9)}" for at in range(29)]
    found = outlook(Asked(read("Date;Réseau;Abonnés", *months), Query(), language))
    assert found is not None
    high = re.search(r"(\d+) (?:abonné|follower)(s?),", found.title)
    assert high is not None, found.title
    assert (int(high[1]) > 1) == bool(high[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_one_names_one_thing(language: str) -> None:
    """What an entry counts stands right before what is counted: in the form of one, no plural follows it."""
    nouns = "abonnés|publications|lignes|interactions|comptes|followers|posts|rows|accounts"
    counted = re.compile(rf"\{{(?:count|amount|size|came)\}} (?:{nouns})\b")
    for file in ("community", "posts", "overview", "story", "works", "findings", "data", "shifts"):
        words = section(language, file)
        assert [key for key, text in words.items() if key.endswith(".one") and counted.search(text)] == []
