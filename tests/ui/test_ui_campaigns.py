"""The Campaigns page in both languages: no file, a file without campaigns, a good one, a period without any."""

from __future__ import annotations

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
ADS = (
    "Campagne;Régie;Date;Impressions;Impressions visibles;Clics;Conversions;Dépenses (EUR);Marge\r\n"
    "Billets <b>d'été</b>;Google Ads;01/05/2026;98000;66500;1210;14;540,00;480\r\n"
    "Billets <b>d'été</b>;Google Ads;01/06/2026;104000;71000;1330;12;588,20;410\r\n"
    "Bannières;Display;01/06/2026;255000;131000;655;4;335,00;120\r\n"
).encode("cp1252")


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, lang):
    app = open_app("campaigns", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "campaigns.question")
    assert message(lang, "interface.empty.title") in words(app)


@BOTH
def test_a_file_without_campaigns_says_what_brings_them(open_app, files, lang):
    app = open_app("campaigns", lang, [files["good"]])
    assert not app.exception
    assert message(lang, "campaigns.none") in html(app)
    assert "Google Ads" in html(app)


@BOTH
def test_a_report_fills_the_page(open_app, lang):
    app = open_app("campaigns", lang, [("ads.csv", ADS)])
    assert not app.exception
    shown = html(app)
    assert ("Il faut" if lang == "fr" else "It takes") in shown
    assert shown.count("popovertarget") == shown.count('class="cm-value"') > 10
    assert "<b>d'" not in shown
    assert len(app.get("vega_lite_chart")) == 1
    before = shown.count("cm-stamp")
    app.selectbox(key=f"campaign_details_{lang}").select_index(0).run()
    assert not app.exception
    assert html(app).count("cm-stamp") > before


def test_the_other_pages_lead_a_report_alone_here(open_app):
    app = open_app("overview", "fr", [("ads.csv", ADS)])
    assert not app.exception
    assert message("fr", "overview.only_campaigns") in html(app)


def test_a_period_without_a_line_offers_all_of_them(open_app):
    app = open_app("campaigns", "fr", demo="agency", period="2026-01")
    assert 'class="cm-value"' not in html(app)
    app.button(key="every_campaign").click().run()
    assert not app.exception
    assert "6 campagnes" in html(app)


@BOTH
def test_a_planned_budget_stands_beside_the_spend(open_app, lang):
    ads = (
        "Campagne;Régie;Du;Au;Budget prévu;Dépenses (EUR);Clics\r\n"
        "Billets;Google Ads;01/06/2026;30/06/2026;600;540,00;1210\r\n"
        "<b>Été</b>;Meta Ads;15/06/2026;20/07/2026;400;90,00;310\r\n"
    ).encode("cp1252")
    app = open_app("campaigns", lang, [("ads.csv", ads)], period="all")
    assert not app.exception
    shown = html(app)
    assert message(lang, "campaigns.budget.title") in shown
    assert ("90\u202f%" if lang == "fr" else "90%") in shown
    assert "<b>Été" not in shown
