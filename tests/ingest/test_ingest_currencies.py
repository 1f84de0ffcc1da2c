"""The column of currencies: ISO codes from signs, words and codes; an unknown word is told and adds to no other."""

from __future__ import annotations

import datetime as dt

import pytest

import cmdash
from cmdash import ingest
from cmdash.ingest.typing.number_words import currency_code
from cmdash.model import Tracking, Upload


def read(cells: list[str], header: str = "Dépense", amounts: list[str] | None = None) -> Tracking:
    given = amounts or ["100"] * len(cells)
    rows = [
        f"C{i};0{i + 1}/06/2026;Facebook;10;{a};{c}"
        for i, (a, c) in enumerate(zip(given, cells, strict=True))
    ]
    text = "\n".join([f"Campagne;Date;Réseau;Clics;{header};Devise", *rows])
    return ingest.read([Upload("c.csv", text.encode())], today=dt.date(2026, 6, 30))


def told(tracking: Tracking) -> dict[str, int]:
    found = [f for f in tracking.ledger.all_findings() if f.code.startswith("currency-")]
    return {f.code: int(f.params.get("count", 0)) for f in found}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("€", "EUR"), ("euros", "EUR"), ("Euro", "EUR"), ("eur", "EUR"), ("EUR", "EUR"), ("Euro (€)", "EUR"), ("€ TTC", "EUR"),
        ("$", "USD"), ("US$", "USD"), ("usd", "USD"), ("dollars", "USD"), ("£", "GBP"), ("livres sterling", "GBP"), ("CHF", "CHF"),
        ("francs suisses", "CHF"), ("dollars canadiens", "CAD"), ("mga", "MGA"), ("k€", None), ("points", None), ("EUR / USD", None),
    ],
)  # fmt: skip
def test_what_a_cell_names(cell: str, code: str | None) -> None:
    assert currency_code(cell) == code


def test_one_currency_however_it_is_written_is_one_sum() -> None:
    tracking = read(["€", "EUR", "euros", "eur"])
    assert set(tracking.campaigns["currency"]) == {"EUR"}
    answers = cmdash.kpis(tracking)
    spend = answers[answers["kpi"] == "spend"].iloc[0]
    assert (spend["value"], spend["unit"]) == (400, "EUR")
    assert not told(tracking)


def test_an_unknown_word_adds_to_no_other_currency() -> None:
    tracking = read(["€", "points", "EUR"])
    assert tracking.campaigns["spend"].isna().tolist() == [False, True, False]
    assert tracking.campaigns["currency"].isna().tolist() == [False, True, False]
    assert told(tracking) == {"currency-left-out": 1}


def test_unknown_words_alone_are_told_and_asked_about() -> None:
    tracking = read(["roupettes", "roupettes"])
    assert tracking.campaigns["spend"].sum() == 200
    assert told(tracking) == {"currency-strange": 2, "currency-unknown": 0}


def test_the_header_says_what_an_unknown_word_does_not() -> None:
    tracking = read(["?", "points", "EUR"], header="Dépense (€)")
    assert tracking.campaigns["spend"].sum() == 300
    assert set(tracking.campaigns["currency"]) == {"EUR"}


def test_a_sign_beside_the_amount_fills_an_empty_cell() -> None:
    tracking = read(["EUR", "", "€"], amounts=["100", "50 $", "20 €"])
    assert tracking.campaigns["currency"].tolist() == ["EUR", "USD", "EUR"]
