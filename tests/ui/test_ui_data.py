"""Your data: questions answered and undone, columns corrected, rows set aside, the cmdash file and what it keeps."""

import datetime as dt

import pytest

from cmdash import ingest, profile
from cmdash.model import Answer, Finding, Profile, Upload
from cmdash.ui import aside, questions, remarks, sentences
from cmdash.wording import message


def table(app, column):
    """The table of the page that has this column."""
    return next(d.value for d in app.dataframe if column in d.value.columns)


@pytest.fixture
def dropped(files):
    """The tracking of some of the files, read without any answer."""

    def read(*names, given=None):
        return ingest.read([Upload(*files[name]) for name in names], given)

    return read


def listed(app, lang: str, caption: str) -> str:
    """The markup of the table of words with this caption."""
    told = f"<caption>{message(lang, caption)}</caption>"
    return next(e.body for e in app.get("html") if told in e.body)


def test_all_clear_says_so(open_app, files, words):
    shown = words(open_app("data", "fr", [files["good"]]))
    assert message("fr", "data.clear") in shown
    assert message("fr", "data.question.title") not in shown


def test_a_question_is_answered_by_one_click_and_taken_back(open_app, files, words):
    app = open_app("data", "fr", [files["asking"]])
    assert message("fr", "data.question.title") in words(app)
    assert message("fr", "data.clear") not in words(app)
    app.button(key="answer_0_1").click().run()
    assert message("fr", "data.clear") in words(app)
    assert "Instagram (selon votre réponse)" in [t.value for t in app.text]
    app.button(key="undo").click().run()
    assert message("fr", "data.question.title") in words(app)


def test_an_answer_beyond_the_proposed_ones(open_app, files):
    app = open_app("data", "fr", [files["asking"]])
    app.selectbox(key="other_0").select("tiktok").run()
    assert "TikTok (selon votre réponse)" in [t.value for t in app.text]


def test_a_typed_answer_that_fits_nothing_is_refused(open_app, files, words):
    spending = (
        files["good"][1]
        .replace(b"Humeur", "Dépense".encode("cp1252"))
        .replace(b";gaie", b";12")
        .replace(b";grise", b";15")
    )
    app = open_app("data", "fr", [("suivi.csv", spending)])
    typed = next(t for t in app.text_input if (t.key or "").startswith("other_"))
    typed.set_value("des sous").run()
    assert message("fr", "data.question.refused", value="des sous") in words(app)
    typed = next(t for t in app.text_input if (t.key or "").startswith("other_"))
    typed.set_value("chf").run()
    assert message("fr", "data.clear") in words(app)


def test_an_answer_is_kept_for_the_layout_where_one_file_has_it(dropped, files):
    tracking = dropped("asking")
    asked = [f for f in tracking.ledger.all_findings() if f.severity == "question"]
    given = questions.answers(asked, "facebook", tracking)
    layout = tracking.ledger.files[0].tables[0].fingerprint
    assert given == (Answer("network", "facebook", layout=layout),)
    again = ingest.read([Upload("reach (2).csv", files["asking"][1])], Profile(given))
    assert set(again.account["network"]) == {"facebook"}


def test_two_files_of_one_layout_are_answered_apart(files):
    content = files["asking"][1]
    tracking = ingest.read([Upload("a.csv", content), Upload("b.csv", content.replace(b"100", b"101"))])
    asked = [f for f in tracking.ledger.all_findings() if f.severity == "question"]
    assert questions.answers(asked, "x", tracking) == (
        Answer("network", "x", file="a.csv"),
        Answer("network", "x", file="b.csv"),
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_rows_set_aside_have_place_reason_and_advice(open_app, files, lang):
    app = open_app("data", lang, [files["good"], files["newer"]])
    shown = listed(app, lang, "data.aside.alt")
    for name in ("file", "row", "cells", "why", "advice"):
        assert message(lang, f"data.aside.{name}") in shown
    assert ">suivi.csv</td>" in shown
    assert ">2</td>" in shown
    assert message(lang, "findings.superseded.advice") in shown


def test_long_reasons_and_hostile_cells_stand_as_text(files):
    odd = (
        b"Mois;R\xe9seau;Abonn\xe9s\r\n<b>x</b>;Instagram;5\r\n01/2026;Instagram;6\r\n02/2026;Instagram;7\r\n"
    )
    tracking = ingest.read([Upload("a.csv", odd)])
    row = aside.rows(tracking, "fr")[0]
    assert row[3] == "Date\u202f: «\u202f<b>x</b>\u202f»\nInstagram | 5"
    assert row[4] == message("fr", "findings.row-without-date.text")


def test_cells_set_aside_are_escaped(open_app):
    odd = (
        b"Mois;R\xe9seau;Abonn\xe9s\r\n<b>x</b>;Instagram;5\r\n01/2026;Instagram;6\r\n02/2026;Instagram;7\r\n"
    )
    app = open_app("data", "fr", [("<i>.csv", odd)])
    shown = listed(app, "fr", "data.aside.alt")
    assert "&lt;b&gt;x&lt;/b&gt;" in shown
    assert "<b>" not in shown
    assert "<i>" not in shown


def test_the_cmdash_file_dropped_with_next_month_answers_again(open_app, files, words):
    kept = profile.dump(Profile((Answer("network", "linkedin"),)))
    app = open_app("data", "fr", [files["asking"], ("suivi.cmdash", kept)])
    assert message("fr", "data.clear") in words(app)
    assert "LinkedIn (selon votre réponse)" in [t.value for t in app.text]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_damaged_cmdash_file_is_said_and_the_sheet_is_read(open_app, files, words, lang):
    app = open_app("home", lang, [files["good"], ("suivi.cmdash", b"{")])
    assert not app.exception
    assert message(lang, "findings.profile-unreadable.title") in words(app)
    assert any(t.value.startswith("suivi.cmdash") for t in app.text)
    assert ("4 publications" if lang == "fr" else "4 posts") in words(app)


def test_words_of_a_file_are_never_markup(open_app, files):
    name = "**gras** :smile: [x](http://a.example).csv"
    app = open_app("data", "fr", [(name, files["good"][1]), ("<b>b</b>.csv", files["asking"][1])])
    assert not app.exception
    marked = [e.value for kind in (app.markdown, app.subheader, app.header, app.caption) for e in kind]
    assert not [value for value in marked if "a.example" in value or "<b>" in value]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_table_that_was_not_imported_comes_last(open_app, files, lang):
    app = open_app("data", lang, [("notes.csv", b"Name,Town\nA,B\nC,D\n"), files["good"]])
    assert not app.exception
    shown = listed(app, lang, "data.file.title")
    posts, other = (message(lang, f"fields.kind.{kind}") for kind in ("posts", "other"))
    assert 0 < shown.index(f">{posts}</td>") < shown.index(f">{other}</td>")
    assert "suivi.csv" in app.selectbox(key="table_choice").options[0]
    assert app.selectbox(key="table_choice").value == 0


def test_the_same_remark_is_said_once_with_its_rows():
    same = [Finding("total-row", "info", "a.xlsx", "Mai", row) for row in (17, 33)]
    other = Finding("total-row", "info", "a.xlsx", "Juin", 12)
    assert remarks.same([*same, other], "fr") == [[*same, other]]
    told = sentences.places([*same, other], "fr")
    assert told == "a.xlsx, onglet Mai, lignes 17, 33 · a.xlsx, onglet Juin, ligne 12"


def test_the_order_of_dates_is_asked_with_examples(open_app):
    content = b"Date;Network;Text;Likes\n03/04/2026;Facebook;Un;1\n05/06/2026;Facebook;Deux;2\n"
    app = open_app("data", "en", [("dates.csv", content)])
    shown = [t.value for t in app.text]
    assert "In your file: 03/04/2026 · 05/06/2026" in shown
    assert "Day, month, year: 3 April 2026 · 5 June 2026" in shown
    assert "Month, day, year: 4 March 2026 · 6 May 2026" in shown
    assert not [box for box in app.selectbox if (box.key or "").startswith("other_")]


def test_a_cell_that_is_no_date_in_an_order_has_no_day():
    assert questions.days(["31/12/2025", "", "x"], "MDY") == [None, None, None]
    assert questions.days(["31/12/2025"], "DMY") == [dt.date(2025, 12, 31)]
