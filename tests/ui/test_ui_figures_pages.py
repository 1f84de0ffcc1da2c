"""The four figure pages in both languages: with no file, a good one, a demo, a broken one."""

from __future__ import annotations

import json

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
PAGES = ("overview", "networks", "posts", "community")
EVERY = pytest.mark.parametrize("name", PAGES)


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def charts(app) -> list[dict[str, object]]:
    return [json.loads(element.proto.spec) for element in app.get("vega_lite_chart")]


@EVERY
@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, name, lang):
    app = open_app(name, lang)
    assert not app.exception
    assert app.title[0].value == message(lang, f"{name}.question")
    assert message(lang, "interface.empty.title") in words(app)
    assert not charts(app)


@EVERY
@BOTH
def test_a_broken_file_is_no_file(open_app, files, words, name, lang):
    app = open_app(name, lang, [files["broken"]])
    assert not app.exception
    assert not charts(app)
    assert app.title[0].value == message(lang, f"{name}.question")
    assert message(lang, "overview.no_figures") in html(app)


@EVERY
@BOTH
def test_a_small_sheet_fills_what_it_can(open_app, files, name, lang):
    app = open_app(name, lang, [files["good"], files["broken"]])
    assert not app.exception
    assert 'class="cm-answer"' in html(app)


@EVERY
@BOTH
def test_a_demo_fills_the_page(open_app, name, lang):
    app = open_app(name, lang, demo="bakery")
    assert not app.exception
    assert 'class="cm-answer"' in html(app)
    if name != "posts":
        assert charts(app)


@BOTH
def test_the_overview_says_the_period_in_numbers(open_app, files, lang):
    shown = html(open_app("overview", lang, [files["good"]], period="2026-06"))
    told = {
        "fr": "En juin 2026, 2 publications, portée cumulée de 1\u202f000\u202f; Instagram porte 83\u202f% des interactions.",
        "en": "In June 2026, 2 posts, a cumulative reach of 1,000; Instagram carries 83% of the interactions.",
    }
    assert told[lang] in shown


@BOTH
def test_every_card_opens_its_stamp(open_app, lang):
    app = open_app("overview", lang, demo="bakery")
    shown = html(app)
    assert shown.count(f"<dt>{message(lang, 'overview.stamp.formula')}</dt>") == shown.count(
        'class="cm-value"'
    )
    assert message(lang, "overview.stamp.used") in shown
    assert "Suivi réseaux sociaux 2025.xlsx" in shown


def test_charts_carry_a_text_alternative_and_no_rows(open_app):
    app = open_app("overview", "fr", demo="bakery")
    for element in app.get("vega_lite_chart"):
        assert element.proto.alt.endswith(".")
        assert len(element.proto.spec) < 20_000
    for spec in charts(app):
        assert spec["config"]["locale"]["number"]["decimal"] == ","


def test_hostile_captions_are_shown_as_typed(open_app, files):
    app = open_app("posts", "fr", [files["good"]], period="all")
    shown = html(app)
    assert "<b>gras</b>" not in shown
    for kind in (app.markdown, app.caption, app.header, app.subheader):
        assert not [element for element in kind if "gras" in element.value]
    frame = app.dataframe[0].value
    assert "**gras** <b>gras</b> [x](http://a.example)" in list(frame["text"])
    assert "=1+1" in list(frame["text"])


def test_the_list_follows_search_and_order(open_app, files):
    app = open_app("posts", "en", [files["good"]], period="all")
    assert len(app.dataframe[0].value) == 4
    app.text_input(key="posts_search").set_value("FOUR").run()
    assert list(app.dataframe[0].value["text"]) == ["Le four"]
    app.text_input(key="posts_search").set_value("").run()
    app.selectbox(key="posts_sort_en").set_value("interactions").run()
    assert list(app.dataframe[0].value["interactions"]) == [101.0, 65.0, 45.0, 9.0]


def test_a_page_beyond_the_last_is_the_last(open_app):
    app = open_app("posts", "fr", demo="bakery", period="all")
    assert not app.exception
    app.text_input(key="posts_search").set_value("zzzz").run()
    assert not app.exception
    assert not app.dataframe


def test_the_measure_of_the_small_charts_can_be_chosen(open_app):
    app = open_app("networks", "en", demo="bakery")
    first = charts(app)
    app.button_group(key="networks_measure_en").set_value("community_size").run()
    assert not app.exception
    assert charts(app) != first
    assert len(charts(app)) == 2


def test_the_community_page_checks_the_sheet(open_app):
    shown = html(open_app("community", "fr", demo="tourism"))
    assert "est bien égal à gagnés moins perdus" in shown
