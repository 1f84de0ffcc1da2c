"""The page "What changed" in both languages: no file, too little, a demo."""

from __future__ import annotations

import pytest

from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_page_leads_home(open_app, words, lang):
    app = open_app("shifts", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "shifts.question")
    assert message(lang, "interface.empty.title") in words(app)


@BOTH
def test_a_short_record_says_what_it_takes(open_app, files, lang):
    app = open_app("shifts", lang, [files["good"]])
    assert not app.exception
    assert message(lang, "shifts.how") in html(app)


@BOTH
def test_a_demo_has_its_changes(open_app, lang):
    app = open_app("shifts", lang, demo="tourism")
    assert not app.exception
    assert 'class="cm-told' in html(app)
    assert message(lang, "shifts.method") in html(app)
