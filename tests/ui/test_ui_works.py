"""The page "What works" in both languages: no file, too little, the demos, further questions."""

from __future__ import annotations

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, lang):
    app = open_app("works", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "works.question")
    assert message(lang, "interface.empty.title") in words(app)


@BOTH
def test_a_handful_of_posts_claims_nothing(open_app, files, lang):
    app = open_app("works", lang, [files["good"]])
    assert not app.exception
    shown = html(app)
    assert 'class="cm-told confirmed"' not in shown
    assert message(lang, "works.quiet.too_few.weekday") in shown or message(lang, "works.nothing") in shown


@BOTH
def test_figures_by_account_alone_say_what_brings_it(open_app, files, lang):
    app = open_app("works", lang, [files["asking"]])
    assert not app.exception
    assert message(lang, "works.account") in html(app)


@BOTH
def test_the_demo_has_verdicts_a_heat_map_and_rankings(open_app, lang):
    app = open_app("works", lang, demo="tourism")
    assert not app.exception
    shown = html(app)
    assert 'class="cm-told confirmed"' in shown
    assert 'class="cm-heat"' in shown
    assert message(lang, "works.ranking.format") in shown
    assert message(lang, "works.note.cause") in shown


def test_a_further_question_is_asked_when_it_is_opened(open_app):
    app = open_app("works", "fr", demo="bakery")
    title = message("fr", "works.factor.question")
    assert f">{title}<" not in html(app)
    app.button_group(key="works_opened_fr").set_value(["question"]).run()
    assert not app.exception
    assert f">{title}<" in html(app)


@BOTH
def test_a_lesson_is_kept_taken_away_and_offered_to_take_home(open_app, lang):
    app = open_app("works", lang, demo="bakery")
    app.selectbox(key=f"lesson_claim_{lang}").set_value(-1).run()
    app.text_input(key="lesson_typed").set_value("Répondre <b>plus</b> vite").run()
    app.button(key="lesson_add").click().run()
    assert not app.exception
    assert "Répondre &lt;b&gt;plus&lt;/b&gt; vite" in html(app)
    app.button(key="lesson_remove_0").click().run()
    assert "plus&lt;/b&gt; vite" not in html(app)
    assert message(lang, "works.lesson.none") in html(app)


def test_a_verdict_becomes_a_lesson_and_a_plan(open_app):
    app = open_app("works", "fr", demo="bakery")
    assert message("fr", "works.plan.title") in html(app)
    app.button(key="lesson_add").click().run()
    assert not app.exception
    assert message("fr", "works.lesson.is.early") in html(app)
