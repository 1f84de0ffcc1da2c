"""The Editorial calendar page in both languages: no file, no calendar, a good one, another month, hostile words."""

from __future__ import annotations

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
CALENDAR = (
    "Date prévue;Réseau;Rubrique;Sujet;Qui;Statut\r\n"
    "02/05/2026;Instagram;Saison;Les fraises;Léa;publié\r\n"
    "02/06/2026;Facebook;Saison;<b>Le pain</b>;Léa;\r\n"
    "20/06/2026;Facebook;Coulisses;Le levain;Léa;\r\n"
    "04/07/2026;Instagram;Coulisses;La pâte;Léa;planifié\r\n"
).encode("cp1252")


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, lang):
    app = open_app("planning", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "planning.question")
    assert message(lang, "interface.empty.title") in words(app)


@BOTH
def test_a_file_without_a_calendar_says_what_brings_it(open_app, files, lang):
    app = open_app("planning", lang, [files["good"]])
    assert not app.exception
    assert message(lang, "planning.none") in html(app)
    assert 'class="cm-month"' not in html(app)


@BOTH
def test_a_calendar_is_joined_and_drawn(open_app, files, lang):
    app = open_app("planning", lang, [files["good"], ("planning.csv", CALENDAR)], period="all")
    assert not app.exception
    shown = html(app)
    assert message(lang, "planning.count.late", count=1) in shown  # the strawberries, a day after
    assert message(lang, "planning.count.to_come", count=1) in shown
    assert shown.count('<table class="cm-month">') == 1
    assert "<b>Le pain" not in shown
    assert "&lt;b&gt;Le pain" in shown


def test_the_month_is_turned_and_follows_another_period(open_app, files):
    app = open_app("planning", "fr", [files["good"], ("planning.csv", CALENDAR)], period="2026-06")
    assert "Calendrier de Juin 2026" in html(app)
    app.button(key="month_after").click().run()
    assert not app.exception
    assert "Calendrier de Juillet 2026" in html(app)
    assert app.button(key="month_after").disabled
    app.button(key="month_before").click().run()
    app.button(key="month_before").click().run()
    assert "Calendrier de Mai 2026" in html(app)


def test_a_period_without_a_line_offers_the_whole_calendar(open_app):
    app = open_app("planning", "fr", demo="tourism", period="2025-06")
    app.button(key="whole_calendar").click().run()
    assert not app.exception
    assert "219 publications prévues" in html(app)
