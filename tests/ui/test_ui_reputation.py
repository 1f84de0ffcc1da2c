"""The E-reputation page in both languages: no file, nothing about it, a sheet of reviews, the demo."""

from __future__ import annotations

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
REVIEWS = (
    "Date;Plateforme;Auteur;Note;Avis;Date de réponse\r\n"
    "13/06/2026;Google;Camille;5;Accueil parfait;14/06/2026\r\n"
    "15/06/2026;Google;<i>Jean</i>;2;<b>Fermé</b>;\r\n"
).encode("cp1252")


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, lang):
    app = open_app("reputation", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "reputation.question")
    assert message(lang, "interface.empty.title") in words(app)


@BOTH
def test_a_file_without_it_says_which_columns_bring_it(open_app, files, lang):
    app = open_app("reputation", lang, [files["good"]])
    assert not app.exception
    assert message(lang, "reputation.none") in html(app)
    assert message(lang, "reputation.missing.rows") in html(app)


@BOTH
def test_a_sheet_of_reviews_alone_fills_the_page(open_app, lang):
    app = open_app("reputation", lang, [("avis.csv", REVIEWS)])
    assert not app.exception
    shown = html(app)
    assert message(lang, "reputation.of", count=1, of=2) in shown
    assert message(lang, "reputation.waiting.count", count=1) in shown
    assert "<i>Jean" not in shown
    assert "<b>Ferm" not in shown


def test_the_demo_has_them(open_app):
    app = open_app("reputation", "fr", demo="tourism", period="2026-06")
    assert not app.exception
    assert "33 mentions, avis et messages" in html(app)
