"""Sponsored posts paid for in several currencies: each amount in its own, never added."""

from __future__ import annotations

import pytest

from cmdash import ingest
from cmdash.catalog import LANGUAGES
from cmdash.model import Profile, Query, Tracking, Upload
from cmdash.story.campaigns import campaigns

HEAD = "Date;Réseau;Texte;Portée;J'aime;Commentaires;Partages;Dépense;Devise\n"


def sheet(*codes: str) -> Tracking:
    lines = [
        f"2026-05-{1 + at:02};Facebook;Mot {at};500;20;1;1;{10 + at},50;{code}\n"
        for at, code in enumerate(codes)
    ]
    return ingest.read([Upload("posts.csv", (HEAD + "".join(lines)).encode())], Profile(), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_currency_has_its_amount_and_its_cost(language: str) -> None:
    view = campaigns(sheet("EUR", "USD", "EUR", "USD"), Query(), language)
    spent = {card.label: card.value for card in view.boosted if card.kpi == "spend"}
    assert [label.rpartition(" ")[2] for label in spent] == ["(EUR)", "(USD)"]
    assert list(spent.values()) == [10.5 + 12.5, 11.5 + 13.5]
    cost = {card.label: card.value for card in view.boosted if card.kpi == "cpe"}
    assert list(cost.values()) == pytest.approx([23 / 44, 25 / 44])
    assert all(card.stamp.n == 2 for card in view.boosted if card.kpi in ("spend", "cpe"))
    (posts,) = [card for card in view.boosted if card.kpi == "posts"]
    assert posts.value == 4
    assert len(view.notes) == 1


def test_one_currency_is_told_as_before() -> None:
    view = campaigns(sheet("EUR", "EUR", "EUR"), Query(), "fr")
    (spent,) = [card for card in view.boosted if card.kpi == "spend"]
    assert (spent.label, spent.value) == ("Dépenses", 34.5)
    assert view.notes == ()


def test_an_amount_without_a_currency_is_told_apart_from_two() -> None:
    view = campaigns(sheet("EUR", "USD", "EUR", ""), Query(), "fr")
    labels = [card.label for card in view.boosted if card.kpi == "spend"]
    assert labels == ["Dépenses (EUR)", "Dépenses (USD)", "Dépenses (devise non précisée)"]
