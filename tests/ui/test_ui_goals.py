"""The Goals page in both languages: no file, a good one, a broken one, a goal typed, taken back, taken away."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash.ui import clock, goal_form
from cmdash.ui.goal_form import typed_number
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
GOALS = (
    "Indicateur;Réseau;Début;Fin;Cible;Note\r\n"
    "Portée;;01/05/2026;31/07/2026;10 000;promis\r\n"
    "Taux d'engagement sur la portée;Instagram;01/05/2026;31/07/2026;5 %;\r\n"
).encode("cp1252")


@pytest.fixture(autouse=True)
def on_the_first_of_july(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 7, 1))


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def typed(app, lang, target=4000):
    app.selectbox(key=f"goal_kpi_{lang}").set_value("reach").run()
    app.number_input(key="goal_target_whole").set_value(target).run()
    return app.button(key="goal_add").click().run()


@BOTH
def test_without_a_file_the_page_says_what_a_goal_is(open_app, words, lang):
    app = open_app("goals", lang)
    assert not app.exception
    assert app.title[0].value == message(lang, "goals.question")
    assert message(lang, "interface.empty.title") in words(app)
    assert message(lang, "goals.none") in html(app)


@BOTH
def test_a_broken_file_gives_nothing_to_aim_at(open_app, files, lang):
    app = open_app("goals", lang, [files["broken"]])
    assert not app.exception
    assert message(lang, "goals.no_figures") in html(app)


@BOTH
def test_a_good_file_without_goals_offers_the_form(open_app, files, lang):
    app = open_app("goals", lang, [files["good"]])
    assert not app.exception
    assert message(lang, "goals.none_sheet") in html(app)
    assert app.button(key="goal_add").label == message(lang, "goals.form.add")


@BOTH
def test_a_sheet_of_goals_is_read(open_app, files, lang):
    app = open_app("goals", lang, [files["good"], ("objectifs.csv", GOALS)])
    assert not app.exception
    shown = html(app)
    assert shown.count('class="cm-goal"') == 2
    assert message(lang, "goals.count.late", count=1) in shown
    assert "promis · objectifs.csv" in shown
    assert message(lang, "goals.state.on_course") in shown


@BOTH
def test_a_goal_is_typed_removed_and_brought_back(open_app, files, lang):
    app = typed(open_app("goals", lang, [files["good"]]), lang)
    assert not app.exception
    assert html(app).count('class="cm-goal"') == 1
    assert message(lang, "goals.state.met") in html(app)  # 4 579 in May and June
    assert app.number_input(key="goal_target_whole").value is None
    app.button(key="goal_remove_0").click().run()
    assert 'class="cm-goal"' not in html(app)
    app.button(key="goal_undo").click().run()
    assert html(app).count('class="cm-goal"') == 1
    app.button(key="goal_undo").click().run()
    assert not app.exception
    assert 'class="cm-goal"' not in html(app)


@BOTH
def test_a_goal_without_a_target_is_asked_for(open_app, files, lang):
    app = open_app("goals", lang, [files["good"]])
    app.button(key="goal_add").click().run()
    assert not app.exception
    assert app.error[0].value == message(lang, "goals.form.no_target")
    app = typed(app, lang)
    assert not app.error
    assert len(app.session_state["visit"].profile.goals) == 1


def test_a_rate_is_typed_in_percent_and_any_days_can_be_chosen(open_app, files):
    app = open_app("goals", "fr", [files["good"]])
    app.selectbox(key="goal_kpi_fr").set_value("er_reach").run()
    app.selectbox(key="goal_period_fr").set_value("custom").run()
    app.date_input(key="goal_days").set_value((dt.date(2026, 6, 1), dt.date(2026, 6, 30))).run()
    app.text_input(key="goal_target_percent").set_value("5,0 %").run()
    app.button(key="goal_add").click().run()
    assert not app.exception
    assert "sur 5,00\u202f%" in html(app)
    assert "juin 2026" in html(app)


def test_the_same_goal_again_replaces_the_first(open_app, files):
    app = typed(typed(open_app("goals", "fr", [files["good"]]), "fr"), "fr", 9000)
    assert html(app).count('class="cm-goal"') == 1
    assert "sur 9\u202f000" in html(app)


def test_goals_come_with_the_cmdash_file(open_app, files):
    kept = b'{"format": "cmdash", "version": 1, "goals": [{"kpi": "reach", "target": 9000}]}'
    app = open_app("goals", "fr", [files["good"], ("suivi.cmdash", kept)])
    assert not app.exception
    assert "sur 9\u202f000" in html(app)


def test_the_goals_of_the_tourism_demo_stand(open_app):
    shown = html(open_app("goals", "fr", demo="tourism"))
    assert shown.count('class="cm-goal"') == 5
    assert message("fr", "goals.state.unknown") not in shown


def test_a_goal_typed_over_a_demo_keeps_the_demo(open_app):
    app = typed(open_app("goals", "fr", demo="bakery"), "fr")
    assert not app.exception
    assert html(app).count('class="cm-goal"') == 1


def test_hostile_words_are_shown_as_typed(open_app, files):
    rows = b"KPI;Cible;Note\r\n<b>Joie</b>;3;<script>1</script>\r\n"
    shown = html(open_app("goals", "fr", [files["good"], ("objectifs.csv", rows)]))
    assert "<b>Joie" not in shown
    assert "<script>1" not in shown


def test_the_periods_offered():
    offered = goal_form.spans(dt.date(2026, 12, 15))
    assert (offered["next_month"].start, offered["next_month"].end) == (
        dt.date(2027, 1, 1),
        dt.date(2027, 1, 31),
    )
    assert (offered["quarter"].start, offered["quarter"].end) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert offered["year"].days == 365


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8,5", 8.5), ("8.5", 8.5), ("2,25 %", 2.25), ("1 200", 1200), ("1\u202f200,5", 1200.5), ("1,200.5", 1200.5),
        ("1.200,5", 1200.5), ("12", 12), ("0,005", 0.005), ("1,200,000", 1_200_000),
        ("2,000", 2000), ("36.000", 36_000), ("0.125", 0.125), ("3,1416", 3.1416), ("1200.125", 1200.125),
        ("", None), ("-3", None), ("1e9", None), ("inf", None), ("8,5,1", None), ("beaucoup", None),
    ],
)  # fmt: skip
def test_a_target_is_read_with_either_decimal_mark(typed, number):
    assert typed_number(typed) == number
