"""Your data: everything that was understood can be put right, the effect is seen at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cmdash import ingest, profile
from cmdash.model import Profile, Upload
from cmdash.wording import message

HEADED = (
    "Suivi;Juin;Équipe;Note\r\n"
    "Quand;Réseau;Légende;Likes\r\n"
    "03/06/2026;Instagram;Un;5\r\n"
    "04/06/2026;Instagram;Deux;beaucoup\r\n"
    "05/06/2026;Facebook;Trois;7\r\n"
    "06/06/2026;Facebook;Quatre;8\r\n"
).encode()
TITLED = HEADED.replace(b"Suivi;Juin;\xc3\x89quipe;Note", b"Juin")
PEERS = (
    "Date;Réseau;Compte;Message;Likes\r\n03/06/2026;X;Nous;Un;5\r\n04/06/2026;X;Eux;Deux;6\r\n05/06/2026;X;Eux;Trois;7\r\n"
).encode()
FALSE_HEADER = b"Avant;Note\r\n" + HEADED


@pytest.fixture
def panel(open_app) -> Callable[..., AppTest]:
    """Opens Your data with a panel of the table in detail open: `panel("correct", "fr", [file])`."""

    def opened(name: str, lang: str, given: list[tuple[str, bytes]], number: int = 0) -> AppTest:
        app = open_app("data", lang, given)
        app.session_state[f"{name}_None_{number}"] = True
        return app.run()

    return opened


def choice(app: AppTest, lang: str, key: str):
    label = message(lang, key)
    return next(box for box in (*app.selectbox, *app.text_input) if box.label == label)


def fields(app: AppTest, lang: str) -> dict[str, str]:
    source, field = (message(lang, f"data.column.{name}") for name in ("source", "field"))
    found = next(frame.value for frame in app.dataframe if field in frame.value)
    return dict(found[[source, field]].to_numpy())


def facts(app: AppTest) -> str:
    return "\n".join(text.value for text in app.text)


def kept(app: AppTest) -> Profile:
    """What the visitor would take home as their cmdash file."""
    return profile.load(profile.dump(app.session_state["visit"].profile))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_column_is_corrected_undone_and_kept(panel, files, lang):
    app = panel("correct", lang, [files["good"]])
    extra = message(lang, "data.column.extra")
    assert fields(app, lang)["Humeur"] == extra
    choice(app, lang, "data.column.source").select(8).run()
    choice(app, lang, "data.column.field").select("theme").run()
    assert fields(app, lang)["Humeur"] == message(lang, "fields.field.theme")
    assert choice(app, lang, "data.column.source").value == 8, "the choice stays on its column"
    assert message(lang, "data.table.columns", count=1) in facts(app)
    again = ingest.read([Upload("juillet.csv", files["good"][1])], kept(app))
    assert "gaie" in set(again.posts["theme"])
    app.button(key="undo").click().run()
    assert fields(app, lang)["Humeur"] == extra
    assert choice(app, lang, "data.column.field").value == ""


def test_the_kind_of_a_table_is_corrected(panel, files, words):
    app = panel("correct", "fr", [files["good"]])
    choice(app, "fr", "data.table.kind").select("calendar").run()
    assert "4 publications prévues" in words(app)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_network_order_of_dates_and_decimal_mark(panel, lang):
    sheet = b"Date;Text;Likes;Spend\n03/04/2026;Un;1;1,234\n05/06/2026;Deux;2;2,345\n"
    app = panel("correct", lang, [("posts.csv", sheet)])
    for key, value in (("network", "tiktok"), ("date_order", "MDY"), ("decimal", ",")):
        choice(app, lang, f"data.setting.{key}").select(value).run()
        assert not app.exception
        assert message(lang, f"data.setting.{key}") in facts(app)
    posts = app.session_state["visit"].reading.tracking.posts
    assert set(posts["network"]) == {"tiktok"}
    assert [f"{day:%m-%d}" for day in posts["date"]] == ["03-04", "05-06"]
    assert posts["spend"].tolist() == [1.234, 2.345]
    next_month = ingest.read([Upload("juillet.csv", sheet.replace(b"/2026", b"/2025"))], kept(app)).posts
    assert set(next_month["network"]) == {"tiktok"}
    assert next_month["spend"].tolist() == [1.234, 2.345]
    choice(app, lang, "data.setting.network").select("").run()
    assert app.session_state["visit"].reading.tracking.posts["network"].isna().all()


def test_tabs_of_one_layout_are_given_their_networks_apart(open_app):
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for name in ("A", "B"):
        sheet = book.create_sheet(name)
        for row in (
            ["Date", "Text", "Likes"],
            ["2026-06-03", f"Un {name}", 5],
            ["2026-06-04", f"Deux {name}", 6],
        ):
            sheet.append(row)
    book.remove(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    app = open_app("data", "fr", [("suivi.xlsx", buffer.getvalue())])
    app.session_state["correct_A_0"] = True
    app.run()
    choice(app, "fr", "data.setting.network").select("x").run()
    again = ingest.read([Upload("juillet.xlsx", buffer.getvalue())], kept(app))
    told = {sheet: set(rows["network"].dropna()) for sheet, rows in again.posts.groupby("sheet")}
    assert told == {"A": {"x"}, "B": set()}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_header_row_is_chosen_and_found_again_next_month(panel, lang):
    app = panel("correct", lang, [("suivi.csv", HEADED)])
    box = choice(app, lang, "data.setting.header")
    assert any("Quand | Réseau" in option for option in box.options)
    box.select("1").run()
    assert "Suivi" in fields(app, lang)
    choice(app, lang, "data.setting.header").select("2").run()
    assert fields(app, lang)["Likes"] == message(lang, "fields.field.likes")
    assert message(lang, "data.setting.header") in facts(app)
    longer = HEADED.replace(b"Suivi;Juin", b"Titre\r\n\r\nSuivi;Juillet")
    table = ingest.read([Upload("juillet.csv", longer)], kept(app)).ledger.files[0].tables[0]
    assert table.header_rows == (4,)
    app.button(key="undo").click().run()
    assert "Suivi" in fields(app, lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_range_is_chosen_refused_and_forgotten(panel, lang):
    app = panel("correct", lang, [("suivi.csv", TITLED)])
    assert message(lang, "data.rows.read", count=4) in facts(app)
    choice(app, lang, "data.setting.range").set_value("A2:D4").run()
    assert message(lang, "data.rows.read", count=2) in facts(app)
    choice(app, lang, "data.setting.range").set_value("la moitié").run()
    assert message(lang, "data.question.refused", value="la moitié") in facts(app)
    longer = TITLED + b"07/06/2026;Facebook;Cinq;9\r\n"
    table = ingest.read([Upload("suivi.csv", longer)], kept(app)).ledger.files[0].tables[0]
    assert table.rows.read == 5, "a range of one file cuts no row of another"
    next(b for b in app.button if b.label == message(lang, "data.table.automatic")).click().run()
    assert message(lang, "data.rows.read", count=4) in facts(app)
    app.button(key="undo").click().run()
    assert message(lang, "data.rows.read", count=2) in facts(app)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_wrong_cell_is_typed_over(panel, lang):
    app = panel("cells", lang, [("suivi.csv", TITLED)])
    assert not app.exception
    assert message(lang, "data.cells.doubtful_rows", count=1) in [box.label for box in app.expander]
    grid = next(frame.value for frame in app.dataframe if "D · Likes" in frame.value)
    assert grid[message(lang, "data.aside.row")].tolist() == [4]
    assert grid["D · Likes"].tolist() == ["beaucoup"]
    key = next(frame.key for frame in app.dataframe if "D · Likes" in frame.value)
    app.session_state[key] = {"edited_rows": {0: {"D · Likes": "6"}}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    read = app.session_state["visit"].reading.tracking
    assert read.posts["likes"].tolist() == [5.0, 6.0, 7.0, 8.0]
    assert [f.code for f in read.ledger.all_findings()].count("cell-by-hand") == 1
    assert ingest.read([Upload("x.csv", TITLED)], kept(app)).posts["likes"].tolist() == [5.0, 6.0, 7.0, 8.0]
    app.button(key="undo").click().run()
    assert app.session_state["visit"].reading.tracking.posts["likes"].isna().sum() == 1


def test_all_rows_from_a_row_on(panel):
    app = panel("cells", "fr", [("suivi.csv", TITLED)])
    app.segmented_control[0].set_value("all").run()
    app.number_input[0].set_value(5).run()
    grid = next(frame.value for frame in app.dataframe if "D · Likes" in frame.value)
    assert grid["Ligne"].tolist() == [5, 6]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_account_is_own_or_compared(open_app, lang):
    app = open_app("data", lang, [("comptes.csv", PEERS)])
    box = app.multiselect(key="peers")
    assert (box.options, box.value) == (["Eux", "Nous"], [])
    box.set_value(["Eux"]).run()
    assert app.session_state["visit"].reading.tracking.posts["side"].tolist() == ["own", "peer", "peer"]
    assert app.multiselect(key="peers").value == ["Eux"]
    assert ingest.read([Upload("x.csv", PEERS)], kept(app)).posts["side"].tolist() == ["own", "peer", "peer"]
    app.button(key="undo").click().run()
    assert app.multiselect(key="peers").value == []


def test_words_of_the_file_stay_text_in_every_panel(open_app):
    hostile = HEADED.replace(b"Likes", b"**Likes** <b>:smile:</b>").replace(
        b"Suivi;", b"[x](http://a.example);"
    )
    app = open_app("data", "fr", [("<b>.csv", hostile)])
    for name in ("correct", "cells"):
        app.session_state[f"{name}_None_0"] = True
    app.run()
    assert not app.exception
    marked = [e.value for kind in (app.markdown, app.subheader, app.header, app.caption) for e in kind]
    marked += [button.label for button in app.button] + [box.label for box in app.expander]
    assert not [value for value in marked if "a.example" in value or "<b>" in value]
