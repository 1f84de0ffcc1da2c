"""`--set`: the forms of the contract, and what is said when one is wrong."""

from __future__ import annotations

import pytest

from cmdash.catalog import LANGUAGES
from cmdash.command.phrases import sentence
from cmdash.model import Answer, Refusal
from cmdash.settings import parse


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("network=facebook", Answer("network", "facebook")),
        ("network=FB", Answer("network", "facebook")),
        ("network=other:VK", Answer("network", "other:VK")),
        ("reach.csv:network=facebook", Answer("network", "facebook", file="reach.csv")),
        ("C:reach.csv:network=facebook", Answer("network", "facebook", file="C:reach.csv")),
        ("a=b.csv:network=x", Answer("network", "x", file="a=b.csv")),
        ("date_order=dmy", Answer("date_order", "DMY")),
        ("timezone=Europe/Paris", Answer("timezone", "Europe/Paris")),
        ("currency=eur", Answer("currency", "EUR")),
        ("decimal=,", Answer("decimal", ",")),
        ("account X:side=peer", Answer("side", "peer", account="X")),
        ("account Maison : Durand:side=peer", Answer("side", "peer", account="Maison : Durand")),
        ("account.csv:side=peer", Answer("side", "peer", file="account.csv")),
        ("account juin.csv:network=x", Answer("network", "x", file="account juin.csv")),
    ],
)
def test_the_forms_of_the_contract(written: str, answer: Answer) -> None:
    assert parse(written) == answer


@pytest.mark.parametrize(
    ("written", "code", "word"),
    [
        ("network", "setting-shape", "network"),
        ("=x", "setting-shape", "=x"),
        ("netwrk=x", "setting-unknown-near", "network"),
        ("zzz=x", "setting-unknown", "date_order"),
        ("network=facebok", "setting-value-near", "facebook"),
        ("date_order=XYZ", "setting-value", "DMY"),
        ("side=enemy", "setting-value", "peer"),
        ("currency=euros", "setting-value-currency", "euros"),
        ("timezone=demain", "setting-value-timezone", "demain"),
        ("year=26", "setting-value-year", "26"),
        ("account=", "setting-value-account", "account"),
        ("network=", "setting-value", "facebook"),
    ],
)
def test_a_wrong_one_is_said_with_what_was_probably_meant(written: str, code: str, word: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(written)
    assert caught.value.finding.code == code
    for language in LANGUAGES:
        assert word in sentence(caught.value.finding, language)


def test_where_a_table_stands() -> None:
    assert parse("header=3-4") == Answer("header", "3-4")
    assert parse("suivi.xlsx:range=$a$3:k31") == Answer("range", "A3:K31", file="suivi.xlsx")
    for written in ("header=three", "range=A3", "cell=12"):
        with pytest.raises(Refusal):
            parse(written)
