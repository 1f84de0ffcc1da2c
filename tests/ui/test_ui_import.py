"""The way in beside a dropped file: pasted cells, mended rows, next month's file, the hour of the browser."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from cmdash import ingest, profile
from cmdash.__main__ import run
from cmdash.export import aside
from cmdash.model import Answer, Finding, Profile, Upload
from cmdash.ui import joined, remarks, state, zone
from cmdash.wording import message
from cmdash.wording.findings import finding_text

TAB = "Date\tRéseau\tMessage\tPortée\n03/05/2026\tInstagram\t**Les** fraises\t1 234\n14/05/2026\tFacebook\tLe four\t900\n"
X_EXPORT = (
    b'"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets","replies",'
    b'"likes","user profile clicks","url clicks","hashtag clicks","detail expands","permalink clicks","app opens",'
    b'"app installs","follows","email tweet","dial phone","media views","media engagements"\r\n'
    b'"1001","https://x.com/a/status/1001","Un","2026-06-03 22:30 +0000","100","5","0.05","1","1","3","0","0","0","0","0",'
    b'"0","0","0","0","0","0","0"\r\n'
    b'"1002","https://x.com/a/status/1002","Deux","2026-06-04 08:30 +0000","200","9","0.045","2","2","5","0","0","0","0",'
    b'"0","0","0","0","0","0","0","0"\r\n'
)


def paste(app, text: str):
    """Opens the box on Home, puts a text into it and has it read."""
    drops = app.session_state["visit"].drops if "visit" in app.session_state else 0
    app.session_state[f"open_paste_{drops}"] = True
    app.run()
    app.text_area(key=f"paste_{drops}").set_value(text)
    return app.button(key="paste").click().run()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pasted_cells_are_read_as_a_file(open_app, words, lang):
    app = paste(open_app("home", lang), TAB)
    assert not app.exception
    assert ("2 publications" if lang == "fr" else "2 posts") in words(app)
    name = f"{message(lang, 'home.paste.name')}.tsv"
    assert name in [text.value for text in app.text]
    visit = app.session_state["visit"]
    assert visit.reading.tracking.posts["reach"].tolist() == [1234.0, 900.0]
    assert visit.reading.tracking.posts["text"].tolist() == ["**Les** fraises", "Le four"]


def test_pasted_twice_and_pasted_anew(open_app):
    app = paste(open_app("home", "fr"), TAB)
    app = paste(app, TAB)
    app = paste(app, TAB.replace("900", "901").replace("\t", ";"))
    app = paste(app, TAB.replace("900", "902"))
    app = paste(app, "   \n ")
    names = [upload.name for upload in app.session_state["visit"].uploads]
    assert names == ["Cellules collées.tsv", "Cellules collées.csv", "Cellules collées 2.tsv"]


def test_mended_rows_dropped_beside_their_file(open_app, drop, words):
    content = "Mois;Réseau;Abonnés\r\n01/2026;X;10\r\nfévrier ?;X;12\r\n03/2026;X;13\r\n".encode("cp1252")
    app = open_app("home", "fr", [("abonnes.csv", content)])
    assert message("fr", "home.open.aside", count=1) in words(app)
    uploads = app.session_state["visit"].uploads
    tracking = app.session_state["visit"].reading.tracking
    book = openpyxl.load_workbook(
        io.BytesIO(aside.write(ingest.rows_aside(uploads, tracking, Profile()), "fr"))
    )
    book.active["D2"].value = "02/2026"
    mended = io.BytesIO()
    book.save(mended)
    drop(app, ("lignes-mises-de-cote.xlsx", mended.getvalue()))
    assert not app.exception
    assert "3 relevés de compte" in words(app)
    assert message("fr", "home.open.aside", count=1) not in words(app)
    app.switch_page("pages/data.py").run()
    assert not app.exception
    said = "\n".join(text.value for text in app.text)
    assert message("fr", "findings.rows-returned.text", count=1, into="abonnes.csv") in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_mapping_is_followed_this_visit_the_next_and_on_the_command_line(
    open_app, drop, files, lang, tmp_path, capsys
):
    name, june = files["good"]
    app = open_app("data", lang, [(name, june)])
    app.session_state["correct_None_0"] = True
    app.run()
    source, field = (message(lang, f"data.column.{part}") for part in ("source", "field"))
    next(box for box in app.selectbox if box.label == source).select(8).run()
    next(box for box in app.selectbox if box.label == field).select("theme").run()
    july = (
        june.replace(b"/05/2026", b"/07/2026").replace(b"/06/2026", b"/08/2026").replace(b"grise", b"verte")
    )

    app.switch_page("pages/home.py").run()
    drop(app, ("juillet.csv", july))
    assert "verte" in set(app.session_state["visit"].reading.tracking.posts["theme"])
    kept = profile.dump(app.session_state["visit"].profile)

    again = open_app("data", lang, [("juillet.csv", july), ("suivi.cmdash", kept)])
    assert set(again.session_state["visit"].reading.tracking.posts["theme"]) == {"gaie", "verte"}
    followed = message(lang, "data.table.followed", choices=message(lang, "data.table.columns", count=1))
    assert followed in [text.value for text in again.text]

    (tmp_path / "juillet.csv").write_bytes(july)
    (tmp_path / "suivi.cmdash").write_bytes(kept)
    order = ["inspect", str(tmp_path / "juillet.csv"), "--json", "--profile", str(tmp_path / "suivi.cmdash")]
    assert run(order, {}) == 0
    columns = json.loads(capsys.readouterr().out)["files"][0]["tables"][0]["columns"]
    assert {c["source"]: c["field"] for c in columns}["Humeur"] == "theme"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_next_month_says_what_was_new_and_what_changed(open_app, files, lang):
    app = open_app("data", lang, [files["good"], files["newer"]])
    assert message(lang, "data.joined.title") in [header.value for header in app.header]
    changed = joined.changes(app.session_state["visit"].reading.tracking, lang)
    reach = next(line for line in changed if line[3] == message(lang, "fields.field.reach"))
    assert reach[0] == "suivi-juillet.csv"
    assert (reach[4], reach[5]) == (("1\u202f234", "1\u202f300") if lang == "fr" else ("1,234", "1,300"))
    assert "Les fraises" in reach[2]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_browsers_hour_is_offered_once(open_app, monkeypatch, lang):
    monkeypatch.setattr(state, "browser_zone", lambda: "Europe/Paris")
    app = open_app("data", lang, [("tweet_activity.csv", X_EXPORT)])
    assert not app.exception
    app.button(key="zone_move").click().run()
    posts = app.session_state["visit"].reading.tracking.posts
    assert [f"{moment:%d %H:%M}" for moment in posts["date"]] == ["04 00:30", "04 10:30"]
    assert not [button for button in app.button if (button.key or "").startswith("zone_")]
    app.button(key="undo").click().run()
    app.button(key="zone_keep").click().run()
    posts = app.session_state["visit"].reading.tracking.posts
    assert [f"{moment:%d %H:%M}" for moment in posts["date"]] == ["03 22:30", "04 08:30"]
    assert not [button for button in app.button if (button.key or "").startswith("zone_")]


@pytest.mark.parametrize("here", ["", "UTC", "not a zone"])
def test_no_hour_is_offered_where_there_is_nothing_to_move(open_app, monkeypatch, here):
    monkeypatch.setattr(state, "browser_zone", lambda: here)
    app = open_app("data", "fr", [("tweet_activity.csv", X_EXPORT)])
    assert not app.exception
    assert not [button for button in app.button if (button.key or "").startswith("zone_")]


def test_a_sheet_without_a_known_zone_is_left_alone(files):
    assert zone.elsewhere(ingest.read([Upload(*files["good"])])) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_unreadable_cells_are_told_together(lang):
    found = [
        Finding("cell-not-a-date", "warning", "a.csv", None, row, "Date", {"value": value})
        for row, value in ((3, "31/06/2026"), (9, "bientôt"), (12, "31/06/2026"))
    ]
    other = Finding("cell-not-a-date", "warning", "b.csv", None, 2, "Date", {"value": "?"})
    groups = remarks.same([*found, other], lang)
    assert groups == [found, [other]]
    told = remarks.said(groups[0], lang)
    assert told.count("31/06/2026") == 1
    assert "bientôt" in told
    assert remarks.said(groups[1], lang) == message(lang, "findings.cell-not-a-date.text", value="?")


def test_an_answer_about_an_account_is_not_about_its_table():
    from cmdash.ingest.meaning.answers import answer

    given = Profile((Answer("side", "peer", account="Eux"),))
    assert answer(given, "side", "a.csv", "abc") is None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_home_names_the_file_that_gave_nothing_beside_the_one_that_did(open_app, words, lang):
    people = ("clients.csv", b"Nom;Adresse\r\nMarie;1 rue X\r\nJean;2 rue Y\r\n")
    posts = ("suivi.csv", "Date;Réseau;Message;J'aime\r\n13/06/2026;Facebook;Le four;5\r\n".encode())
    finding = next(f for f in found_in(people, posts) if f.code == "not-for-kpis")
    assert finding_text(finding, lang) in words(open_app("home", lang, [people, posts]))
    assert finding_text(finding, lang) not in words(open_app("home", lang, [posts]))


def found_in(*files: tuple[str, bytes]) -> tuple[Finding, ...]:
    return ingest.read([Upload(*file) for file in files]).ledger.all_findings()
