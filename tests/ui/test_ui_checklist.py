"""The Checklist page in both languages: without a file, with one, ticks kept in the cmdash file and taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash.ui import clock
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])


@pytest.fixture(autouse=True)
def on_the_first_of_july(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 7, 1))


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_without_a_file_the_tasks_stand_and_are_ticked(open_app, lang):
    app = open_app("checklist", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "checklist.question")
    assert message(lang, "checklist.no_file") in html(app)
    app.checkbox(key="task_report").check().run()
    assert not app.exception
    assert message(lang, "checklist.sentence", count=16) in html(app)
    assert app.checkbox(key="task_report").value is True
    app.checkbox(key="task_report").uncheck().run()
    assert message(lang, "checklist.sentence", count=17) in html(app)


@BOTH
def test_the_mistakes_of_a_file(open_app, files, lang):
    app = open_app("checklist", lang, [files["good"]], period="all")
    assert not app.exception
    shown = html(app)
    assert message(lang, "checklist.mistake.silence") in shown
    assert 'class="cm-mistake found"' in shown


def test_ticks_come_with_the_cmdash_file(open_app, files):
    kept = b'{"format": "cmdash", "version": 1, "checklist": {"answer": "2026-07-01", "watch": "2026-06-30"}}'
    app = open_app("checklist", "fr", [files["good"], ("suivi.cmdash", kept)])
    assert not app.exception
    assert app.checkbox(key="task_answer").value is True
    assert app.checkbox(key="task_watch").value is False


def test_a_broken_file_leaves_the_tasks(open_app, files):
    app = open_app("checklist", "fr", [files["broken"]])
    assert not app.exception
    assert len(app.checkbox) == 17
