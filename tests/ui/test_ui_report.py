"""The Report page: for whom, in whose name, what is in it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from cmdash.model import memory
from cmdash.ui import periods, reading
from cmdash.wording import message

SHEET = (
    "Date;Réseau;Compte;Texte;Portée;J’aime\r\n"
    "03/05/2026;Facebook;Client *A*;Les fraises;820;64\r\n"
    "14/05/2026;Facebook;Client B;Le marché;1 900;130\r\n"
).encode()


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def inside(app, lang: str = "fr") -> str:
    """The line that names the parts."""
    start = message(lang, "report.page.holds", parts="\0").split("\0")[0]
    return html(app).partition(start)[2].partition("<")[0]


def brand(app):
    return app.session_state["visit"].profile.brand


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report_of_a_demo_says_what_is_in_it(open_app, lang):
    app = open_app("report", lang, demo="bakery")
    assert not app.exception
    assert message(lang, "report.title") in html(app)
    for part in ("summary", "networks", "posts", "method"):
        assert message(lang, f"report.part.{part}") in inside(app, lang)
    app.button_group(key=f"report_audience_{lang}").set_value("owner").run()
    assert not app.exception
    assert message(lang, "report.part.posts") in inside(app, lang)
    assert message(lang, "report.part.networks") not in inside(app, lang)
    app.button_group(key=f"report_audience_{lang}").set_value("board").run()
    assert "2025" in html(app)
    assert message(lang, "report.part.works") not in inside(app, lang)


def test_the_persons_own_words_and_parts(open_app):
    app = open_app("report", "fr", demo="bakery")
    app.text_input(key="report_title").set_value("Bilan de <b>juin</b>").run()
    app.text_area(key="report_headline").set_value("Une belle année.").run()
    assert "Bilan de &lt;b&gt;juin&lt;/b&gt;" in html(app)
    assert "Une belle année." in html(app)
    app.button_group(key="report_parts_manager_fr").set_value(["summary", "posts"]).run()
    assert not app.exception
    assert message("fr", "report.part.posts") in inside(app)
    assert message("fr", "report.part.networks") not in inside(app)


def test_the_brand_is_kept_in_the_profile_and_undone(open_app):
    app = open_app("report", "fr", demo="bakery")
    app.text_input(key="brand_name").set_value("Atelier Nord").run()
    app.color_picker(key="brand_colour").set_value("#aa3311").run()
    assert (brand(app).name, brand(app).colour, brand(app).second) == ("Atelier Nord", "#AA3311", "")
    app.toggle(key="brand_cover").set_value(False).run()
    assert brand(app).cover is False
    assert len(app.session_state["visit"].past) == 3


def test_a_second_colour_that_was_only_shown_is_no_choice(open_app):
    app = open_app("report", "fr", demo="bakery")
    app.color_picker(key="brand_colour").set_value("#aa3311").run()
    app.color_picker(key="brand_colour").set_value("#113388").run()
    assert (brand(app).colour, brand(app).second) == ("#113388", "")
    app.color_picker(key="brand_second").set_value("#00aa66").run()
    assert (brand(app).colour, brand(app).second) == ("#113388", "#00AA66")


def picture(width: int = 30, form: str = "PNG", mode: str = "RGB") -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, 20)).save(made, form)
    return made.getvalue()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_no_picture_is_said_and_no_logo(open_app, lang):
    app = open_app("report", lang, demo="bakery")
    app.file_uploader(key="brand_logo_0").set_value([("logo.png", picture()[:50], "image/png")]).run()
    assert not app.exception
    assert brand(app).logo == b""
    assert message(lang, "report.brand.odd_logo") in [warning.value for warning in app.warning]
    app.file_uploader(key="brand_logo_0").set_value([("logo.png", picture(900), "image/png")]).run()
    assert not app.exception
    assert brand(app).logo == picture(900)
    assert not app.warning
    app.button(key="brand_no_logo").click().run()
    assert brand(app).logo == b""


def test_a_brand_reads_no_file_again(open_app, monkeypatch):
    app = open_app("report", "fr", [("clients.csv", SHEET)])
    monkeypatch.setattr("cmdash.ingest.read", lambda *_, **__: pytest.fail("read again"))
    app.text_input(key="brand_name").set_value("Atelier Nord").run()
    assert not app.exception
    assert brand(app).name == "Atelier Nord"


def test_a_demo_in_ones_own_name_is_ones_own(open_app, monkeypatch):
    """Nothing a visitor writes is kept with the demo that all visitors share."""
    app = open_app("report", "fr", demo="bakery")
    monkeypatch.setattr("cmdash.ingest.read", lambda *_, **__: pytest.fail("read again"))
    app.text_input(key="brand_name").set_value("Atelier Nord").run()
    assert not app.exception
    shared = reading._DEMOS["bakery"]
    own = app.session_state["visit"].reading.tracking
    assert own is not shared
    assert own.posts is shared.posts
    assert "Atelier Nord" not in repr(memory._kept[shared])


def test_two_clients_in_one_report_are_said(open_app):
    app = open_app("report", "fr", [("clients.csv", SHEET)])
    assert not app.exception
    (warning,) = app.warning
    assert "Client" in warning.value
    assert "*A*" not in warning.value, "a name is no markup"
    app.toggle(key="report_anonymous").set_value(True).run()
    assert message("fr", "report.anonymous.account", number=1) in app.warning[0].value
    warned = message("fr", "report.page.own_words")
    assert warned not in html(app)
    app.text_input(key="report_title").set_value("Bilan de Client A").run()
    assert warned in html(app)


def test_without_a_file_the_page_leads_home(open_app):
    app = open_app("report", "fr")
    assert not app.exception
    assert not app.get("download_button")


def test_the_workbook_of_the_demo_is_given_back_completed(open_app):
    app = open_app("report", "fr", demo="bakery")
    before = len(app.get("download_button"))
    app.session_state["report_completed_fr"] = True
    app.run()
    assert not app.exception
    assert len(app.get("download_button")) == before + 1
    assert "Interactions" in html(app)


@pytest.mark.parametrize(("language", "said"), [("fr", "nouveau classeur"), ("en", "new workbook")])
def test_a_csv_is_given_back_as_a_new_workbook(open_app, files, language, said):
    app = open_app("report", language, [files["good"]])
    before = len(app.get("download_button"))
    app.session_state[f"report_completed_{language}"] = True
    app.run()
    assert not app.exception
    (button,) = [one for one in app.get("download_button") if one.key.startswith("completed_")]
    assert len(app.get("download_button")) == before + 1
    assert said in button.label
    assert button.label.startswith("suivi")
    assert "CSV" in html(app)
    assert "Interactions" in html(app)


@pytest.mark.parametrize(("language", "said"), [("fr", "2 mois entiers"), ("en", "2 whole months")])
def test_the_page_says_why_a_board_reads_less_than_a_year(open_app, files, language, said):
    app = open_app("report", language, [files["good"], files["newer"]])
    assert said not in html(app)
    app.session_state[f"report_audience_{language}"] = "board"
    app.run()
    assert not app.exception
    assert said in html(app)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sidebar_shows_the_period_that_the_report_covers(open_app, files, lang):
    app = open_app("report", lang, demo="tourism")
    choice = f"period_choice_{lang}"
    assert app.selectbox(key=choice).value == "2026-06"
    app.button_group(key=f"report_audience_{lang}").set_value("board").run()
    assert not app.exception
    assert app.selectbox(key=choice).value == "12m"
    app.selectbox(key=choice).set_value("2026-05").run()
    assert periods.label("2026-05", lang) in html(app), "the month that was shown before can be chosen"
    app = open_app("report", lang, [files["good"], files["newer"]])
    app.button_group(key=f"report_audience_{lang}").set_value("board").run()
    assert app.selectbox(key=choice).value == "custom"
    assert app.date_input(key="period_days").value == (dt.date(2026, 5, 1), dt.date(2026, 6, 30))
    app.switch_page("pages/overview.py").run()
    assert app.selectbox(key=choice).value == "2026-06"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("pub.csv", "Campagne;Mois;Régie;Clics;Dépense\nÉté;2026-05-01;Google Ads;778;385,99 €\n"),
        ("plan.csv", "Date prévue;Réseau;Sujet;Statut\n03/05/2026;Facebook;Le four;Prêt\n"),
    ],
)
def test_campaigns_or_a_calendar_alone_make_a_report(open_app, lang, name, sheet):
    app = open_app("report", lang, [(name, sheet.encode())])
    for audience in ("manager", "board", "owner"):
        app.button_group(key=f"report_audience_{lang}").set_value(audience).run()
        assert not app.exception
        assert message(lang, "report.part.summary") in inside(app, lang)
        assert [one.key for one in app.get("download_button") if one.key.startswith("report_")]


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "du 3 mai 2026 au 28 juin 2026"), ("en", "from 3 May 2026 to 28 June 2026")]
)
def test_days_beyond_the_data_are_an_empty_state(open_app, files, lang, said):
    app = open_app("report", lang, [files["good"]], period="2027-04")
    assert not app.exception
    assert said in html(app)
    assert not [one for one in app.get("download_button") if one.key.startswith("report_")]
