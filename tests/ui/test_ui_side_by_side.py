"""Accounts side by side on the Networks page, in both languages, with enough of them and with too few."""

from __future__ import annotations

import pytest

from cmdash import profile
from cmdash.catalog import size_rules
from cmdash.model import Answer, Profile
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
NAMES = {f"Office {letter}": 800 * 2**at for at, letter in enumerate("ABCDEFG")}
SHEET = "\r\n".join(
    ["Date;Réseau;Compte;Message;Portée;J'aime;Abonnés"]
    + [
        f"{day:02}/05/2026;Facebook;{name};Le <b>marché</b> {name} {day};{size};{round(size**0.5) * (9 if name == 'Office C' else 1) + day % 3};{size}"
        for name, size in NAMES.items()
        for day in range(1, 21, 2)
    ]
    + ["28/06/2026;Facebook;Office A;Fin;10;1;800"]
).encode("cp1252")
PEERS = profile.dump(Profile(tuple(Answer("side", "peer", account=name) for name in list(NAMES)[1:])))


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_an_account_above_what_its_size_lets_expect_is_named(open_app, lang):
    app = open_app("networks", lang, [("suivi.csv", SHEET), ("moi.cmdash", PEERS)], period="2026-05")
    assert not app.exception
    shown = html(app)
    assert message(lang, "accounts.title") in shown
    assert message(lang, "accounts.above", accounts="Office C") in shown
    assert message(lang, "accounts.peer", account="Office B") in shown
    first = shown[shown.index(message(lang, "accounts.table", network="Facebook")) :]
    assert first.index("Office A") < first.index("Office C")  # own ones first, however small
    assert message(lang, "accounts.place.above") in first


@BOTH
def test_too_few_accounts_say_what_is_needed(open_app, lang):
    app = open_app("networks", lang, demo="agency")
    assert not app.exception
    words = message(
        lang, "accounts.too_few", least=size_rules().accounts, posts=size_rules().posts, here="Instagram"
    )
    assert words.rstrip(".") in html(app)
    assert message(lang, "accounts.expected") not in html(app)


@BOTH
def test_one_account_a_network_has_no_such_part(open_app, lang):
    app = open_app("networks", lang, demo="tourism")
    assert message(lang, "accounts.title") not in html(app)
