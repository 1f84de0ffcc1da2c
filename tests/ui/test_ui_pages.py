"""The pages of the frame in both languages: with no file, a good one, a broken one."""

import pytest

from cmdash.catalog import kpis
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
TITLES = {
    "home": "home.title",
    "data": "data.title",
    "glossary": "glossary.title",
    "privacy": "privacy.title",
}


@BOTH
@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("given", [[], ["good"], ["broken"], ["good", "asking", "broken"]], ids="+".join)
def test_every_page_stands(open_app, files, lang, name, given):
    app = open_app(name, lang, [files[one] for one in given])
    assert not app.exception
    assert app.title[0].value == message(lang, TITLES[name])


@BOTH
def test_without_a_file_the_data_page_says_what_to_do(open_app, words, lang):
    shown = words(open_app("data", lang))
    assert message(lang, "interface.empty.title") in shown
    assert message(lang, "interface.empty.text") in shown


def test_a_demo_is_opened_from_the_empty_page(open_app, words):
    app = open_app("data", "fr")
    app.button(key="empty_bakery").click().run()
    assert app.query_params["demo"] in ("bakery", ["bakery"])
    assert message("fr", "interface.empty.title") not in words(app)


def test_a_demo_that_is_none_is_no_demo(open_app, words):
    assert message("fr", "interface.empty.title") in words(open_app("data", "fr", demo="../../etc"))


def test_own_files_take_the_place_of_a_demo(open_app, drop, files):
    app = open_app("home", "fr", demo="bakery")
    drop(app, files["good"])
    assert app.query_params.get("demo", "") in ("", [""])
    assert app.header[0].value.startswith("4 publications")


@BOTH
def test_home_tells_a_drop_in_one_sentence(open_app, files, lang):
    app = open_app("home", lang, [files["good"]])
    told = {
        "fr": "4 publications, 2 réseaux, du 3 mai 2026 au 28 juin 2026.",
        "en": "4 posts, 2 networks, from 3 May 2026 to 28 June 2026.",
    }
    assert told[lang] in [s.value for s in app.header]


@BOTH
def test_a_broken_file_is_named_and_the_others_are_read(open_app, files, words, lang):
    app = open_app("home", lang, [files["broken"], files["good"]])
    shown = words(app)
    assert message(lang, "home.open.errors", count=1) in shown
    assert any(t.value.startswith("photo.png") for t in app.text)
    assert ("4 publications" if lang == "fr" else "4 posts") in shown


@BOTH
def test_a_broken_file_alone_says_the_reason_first_and_once(open_app, files, words, lang):
    app = open_app("home", lang, [files["broken"]])
    reason = message(lang, "findings.file-picture.title")
    assert app.header[0].value == reason
    assert words(app).count(reason) == 1
    assert message(lang, "home.open.nothing") not in words(app)
    app.switch_page("pages/data.py").run()
    assert words(app).count(reason) == 1
    assert message(lang, "home.open.nothing") not in words(app)


@BOTH
def test_a_table_that_is_none_alone_says_why(open_app, lang):
    app = open_app("home", lang, [("notes.csv", b"Name,Town\nA,B\nC,D\n")])
    assert not app.exception
    assert app.header[0].value == message(lang, "findings.not-for-kpis.no-figure.title")
    assert message(lang, "interface.keeping.title") not in "".join(m.value for m in app.markdown)


@BOTH
def test_the_limits_stand_beside_the_drop_zone(open_app, lang):
    captions = " ".join(m.value for m in open_app("home", lang).markdown)
    for part in {
        "fr": ("200 Mo", "1 Go", "5 millions", "60 secondes", "2 Go"),
        "en": ("200 MB", "1 GB", "5 million"),
    }[lang]:
        assert part in captions


def test_a_file_can_be_taken_out_again(open_app, files):
    app = open_app("home", "fr", [files["good"], files["asking"]])
    next(b for b in app.button if (b.key or "").startswith("remove_1")).click().run()
    assert "suivi.csv" in [t.value for t in app.text]
    assert "reach.csv" not in [t.value for t in app.text]
    assert "relevés" not in app.header[0].value


def test_a_file_added_joins_those_already_open(open_app, drop, files):
    app = open_app("home", "fr", [files["good"]])
    drop(app, files["newer"])
    assert app.header[0].value.startswith("5 publications")
    drop(app, files["newer"])
    assert app.header[0].value.startswith("5 publications")
    assert [t.value for t in app.text] == ["suivi.csv", "suivi-juillet.csv"]


@BOTH
def test_the_glossary_has_every_kpi_in_words(open_app, words, lang):
    shown = words(open_app("glossary", lang))
    for name in kpis():
        assert message(lang, f"kpis.{name}.label") in shown
        assert message(lang, f"kpis.{name}.formula") in shown


def test_the_glossary_is_searched_without_accents_or_case(open_app):
    app = open_app("glossary", "fr")
    app.text_input(key="glossary_search").set_value("PORTEE cumulee").run()
    found = [s.value for s in app.subheader]
    assert message("fr", "kpis.reach.label") in found
    assert len(found) < len(kpis())
    app.text_input(key="glossary_search").set_value("xyzzy").run()
    assert message("fr", "glossary.none") in [m.value for m in app.markdown]


def test_privacy_says_the_time_the_server_is_configured_to(open_app, words):
    import streamlit as st

    seconds = st.get_option("server.disconnectedSessionTTL")
    assert f"{seconds} secondes" in words(open_app("privacy", "fr"))


@pytest.mark.parametrize(("lang", "text"), [("fr", "Éditeur : la mairie"), ("en", "Publisher: the town")])
def test_privacy_shows_the_words_of_the_host(open_app, words, tmp_path, monkeypatch, lang, text):
    (tmp_path / f"legal.{lang}.md").write_text(text, encoding="utf-8")
    monkeypatch.setenv("CMDASH_LEGAL_FILE", str(tmp_path / "legal.{lang}.md"))
    assert text in words(open_app("privacy", lang))
    monkeypatch.setenv("CMDASH_LEGAL_FILE", str(tmp_path / "absent.md"))
    assert message(lang, "privacy.host.unreadable") in words(open_app("privacy", lang))


def test_home_counts_the_questions_as_the_data_page_asks_them(open_app, words):
    same = [
        (f"suivi{n}.csv", f"Date;Texte;Likes\n03/04/202{n};Un;1\n05/06/202{n};Deux;2\n".encode())
        for n in (4, 5)
    ]
    app = open_app("home", "fr", same)
    told = [m.value for m in app.markdown]
    app.switch_page("pages/data.py").run()
    asked = len({b.key.rsplit("_", 1)[0] for b in app.button if (b.key or "").startswith("answer_")})
    assert asked > 0
    assert message("fr", "home.open.questions", count=asked) in told
