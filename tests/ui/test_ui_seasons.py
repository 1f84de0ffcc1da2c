"""Holidays and events on the charts: chosen behind a line to open, seen at once, taken back, kept in the cmdash file."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import profile
from cmdash.model import Event, Seasons
from cmdash.ui import clock
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
SHEET = "\r\n".join(
    ["Date;Réseau;Message;Portée;J'aime", *(f"{d:02}/{m:02}/2025;Instagram;<i>Post</i> {m} {d};500;20" for m in range(3, 11) for d in (4, 18, 25))]
).encode("cp1252")  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_fourteenth_of_july(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2025, 7, 14))


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def opened(app, lang):
    app.session_state[f"seasons_{lang}"] = True
    return app.run()


@BOTH
@pytest.mark.parametrize("page", ["overview", "networks", "community"])
def test_what_the_profile_holds_is_on_the_charts(open_app, lang, page):
    file = b"R\xc3\xa9seau;Mois;Abonn\xc3\xa9s\n" + b"".join(
        b"Instagram;%02d/2025;%d\n" % (m, 900 + 9 * m) for m in range(3, 11)
    )
    kept = profile.dump(profile.Profile(seasons=Seasons("A", False, (Event(dt.date(2025, 9, 6), dt.date(2025, 9, 7), "<b>Foire</b>"),))))  # fmt: skip
    app = open_app(page, lang, [("suivi.csv", SHEET), ("abonnes.csv", file), ("moi.cmdash", kept)])
    assert not app.exception
    assert "&lt;b&gt;Foire&lt;/b&gt;" in html(app) or page == "networks"
    assert "<b>Foire" not in html(app)


@BOTH
def test_chosen_typed_taken_back(open_app, lang):
    app = opened(open_app("overview", lang, [("suivi.csv", SHEET)]), lang)
    app.selectbox(key="season_zone").set_value("B").run()
    zone = message(lang, "story.seasons.note.school_month", zone="B")
    assert zone in html(app)
    app.text_input(key="event_name").set_value("  Fête  _du_ pain ").run()
    app.button(key="event_add").click().run()
    assert not app.exception
    assert "Fête _du_ pain (" in html(app)
    assert zone in html(app)
    kept = profile.load(
        app.session_state["visit"].profile and profile.dump(app.session_state["visit"].profile)
    )
    day = dt.date(2025, 7, 14)
    assert kept.seasons == Seasons("B", False, (Event(day, day, "Fête _du_ pain"),))
    app.button(key="event_undo").click().run()
    assert "Fête" not in html(app)
    app.selectbox(key="season_zone").set_value("").run()
    assert zone not in html(app)
    assert not app.exception


def test_an_event_without_a_name_is_none(open_app):
    app = opened(open_app("overview", "fr", [("suivi.csv", SHEET)]), "fr")
    app.button(key="event_add").click().run()
    assert not app.exception
    assert app.session_state["visit"].profile.seasons.events == ()
