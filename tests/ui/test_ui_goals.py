"""The Goals page in both languages: no file, a good one, a broken one, a goal typed, taken back, taken away."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash.ui import clock, goal_form, goal_target
from cmdash.wording import integer, message

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


def typed(app, lang, target="4000"):
    app.selectbox(key=f"goal_kpi_{lang}").set_value("reach").run()
    app.text_input(key="goal_target").set_value(target).run()
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
    assert app.text_input(key="goal_target").value == ""
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
    app = typed(typed(open_app("goals", "fr", [files["good"]]), "fr"), "fr", "9 000")
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
        ("8,5", 8.5), ("8.5", 8.5), ("1 200", 1200), ("1\u202f200,5", 1200.5), ("1,200.5", 1200.5),
        ("1.200,5", 1200.5), ("12", 12), ("0,005", 0.005), ("1,200,000", 1_200_000), ("2,000", 2000), ("2 000 €", 2000),
        ("36.000", 36_000), ("0.125", 0.125), ("3,1416", 3.1416), ("1200.125", 1200.125), ("10k", 10_000),
        ("1,5k", 1500), ("1.250M", 1_250_000), ("2e5", 200_000),
    ],
)  # fmt: skip
def test_a_target_is_read_with_either_decimal_mark(typed, number):
    assert goal_target.read(typed, "spend", ("EUR",)) == goal_target.Typed(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("45 000", 45_000),
        ("45.000", 45_000),
        ("45,000", 45_000),
        ("10k", 10_000),
        ("1,5k", 1500),
        ("2e5", 200_000),
    ],
)
def test_a_whole_target_is_read_as_it_is_written(typed, number):
    assert goal_target.read(typed, "reach") == goal_target.Typed(number)


@pytest.mark.parametrize(
    ("typed", "number"), [("2,25 %", 2.25), ("2,125", 2.125), ("0.5", 0.5), ("90", 90), ("1 200 %", 1200)]
)
def test_a_rate_is_read_in_percent(typed, number):
    assert goal_target.read(typed, "er_reach") == goal_target.Typed(number)


@pytest.mark.parametrize(
    ("typed", "kpi", "problem"),
    [
        ("", "reach", "no_target"), ("beaucoup", "reach", "odd_target"), ("8,5,1", "reach", "odd_target"),
        ("inf", "reach", "odd_target"), ("1e400", "reach", "odd_target"), ("-3", "reach", "below_zero"),
        ("12,5", "reach", "not_whole"), ("0,125", "reach", "not_whole"), ("12 %", "reach", "no_percent"),
        ("10k", "er_reach", "odd_target"), ("45 m", "response_time", "odd_target"), ("12 €", "reach", "odd_target"),
        ("100 $", "spend", "other_currency"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_read_is_refused_in_words(typed, kpi, problem):
    assert goal_target.read(typed, kpi, ("EUR",)) == goal_target.Typed(problem=problem)
    assert all(message(lang, f"goals.form.{problem}") for lang in ("fr", "en"))


@BOTH
def test_what_was_understood_is_said_before_it_is_added(open_app, files, lang):
    app = open_app("goals", lang, [files["good"]])
    assert message(lang, "goals.form.help") in html(app)
    app.selectbox(key=f"goal_kpi_{lang}").set_value("reach").run()
    app.text_input(key="goal_target").set_value("45.000").run()
    assert message(lang, "goals.form.understood", target=integer(45_000, lang)) in html(app)
    app.text_input(key="goal_target").set_value("12,5").run()
    assert message(lang, "goals.form.not_whole") in html(app)
    app.button(key="goal_add").click().run()
    assert app.error[0].value == message(lang, "goals.form.not_whole")
    app.text_input(key="goal_target").set_value("10k").run()
    app.button(key="goal_add").click().run()
    assert not app.exception
    assert not app.error
    assert [goal.target for goal in app.session_state["visit"].profile.goals] == [10_000]
