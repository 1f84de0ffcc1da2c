"""Lessons and experiments as they are told, kept and exported."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pandas as pd
import pytest

from cmdash import demo, export, ingest, profile
from cmdash.__main__ import run
from cmdash.catalog import LANGUAGES, section
from cmdash.model import Ledger, Lesson, Profile, Query, Refusal, Tracking, Upload
from cmdash.story.experiments import calendar_of, experiment
from cmdash.story.lessons import claims, lesson_of, lessons
from cmdash.story.works import answers, works

TODAY = dt.date(2026, 7, 9)  # a Thursday


@pytest.fixture(scope="module")
def planted(tracking: Tracking) -> Tracking:
    posts = tracking.posts.copy()
    good = (posts["theme"] == "recette") & (posts["network"] == "instagram")
    posts.loc[good, ["likes", "comments", "shares"]] *= 3
    return Tracking(posts, tracking.account, tracking.campaigns, tracking.calendar, tracking.goals, Ledger())


def verdict_of(tracking: Tracking):
    return next(
        one
        for one in claims(answers(tracking, Query()))
        if (one.finding.look.level, one.finding.look.network) == ("recette", "instagram")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_keeps_what_it_was_taken_from(planted: Tracking, language: str) -> None:
    made = lesson_of(verdict_of(planted), TODAY, language, "Une recette par semaine", dt.date(2026, 7, 1))
    assert (made.factor, made.level, made.network, made.side) == ("theme", "recette", "instagram", "more")
    assert made.posts == verdict_of(planted).finding.n
    assert made.until is not None
    (view,) = lessons(planted, (made,), TODAY, language)
    words = section(language, "works")
    assert view.state == "early"
    assert view.word == words["lesson.is.early"]
    shown = dict(view.terms)
    assert shown[words["lesson.term.decision"]] == "Une recette par semaine"
    assert shown[words["lesson.term.review"]].startswith(words["lesson.due"].split("{")[0])


def test_the_cmdash_file_keeps_lessons_and_those_of_another_version(planted: Tracking) -> None:
    made = lesson_of(verdict_of(planted), TODAY, "fr", "Oui", dt.date(2026, 10, 1))
    typed = Lesson("Répondre <b>plus</b> vite", TODAY)
    kept = profile.load(profile.dump(Profile(lessons=(made, typed))))
    assert kept.lessons == (made, typed)
    entry = {"claim": "x", "date": "2026-07-09", "mood": "sunny"}
    document = {"format": "cmdash", "version": 2, "lessons": [entry, {"claim": "y", "date": "2026-07-09"}]}
    newer = profile.load(json.dumps(document).encode())
    assert newer.lessons == (Lesson("y", TODAY),)
    assert entry in json.loads(profile.dump(newer))["lessons"]
    joined = profile.join(Profile(lessons=(typed,)), Profile(lessons=(made, typed)))
    assert joined.lessons == (typed, made)


@pytest.mark.parametrize(
    "odd", [{"kpi": "charm"}, {"kpi": "er_reach+charm"}, {"factor": "moon", "level": "full"}]
)
def test_a_lesson_on_what_this_version_does_not_know_is_kept_and_not_shown(odd: dict[str, str]) -> None:
    entry = {"claim": "x", "date": "2026-07-09", **odd}
    kept = profile.load(json.dumps({"format": "cmdash", "version": 2, "lessons": [entry]}).encode())
    assert kept.lessons == ()
    assert json.loads(profile.dump(kept))["lessons"] == [entry]


@pytest.mark.parametrize("odd", [{"until": "9999-12-31"}, {"posts": 10**400}, {"posts": -1}])
def test_a_lesson_that_nothing_can_be_computed_with_is_damage(odd: dict[str, object]) -> None:
    entry = {"claim": "x", "date": "2026-07-09", "factor": "theme", "level": "a", "side": "more", **odd}
    with pytest.raises(Refusal):
        profile.load(json.dumps({"format": "cmdash", "version": 1, "lessons": [entry]}).encode())


@pytest.mark.parametrize(
    "entry",
    [
        {}, {"claim": "x"}, {"claim": "x", "date": "demain"}, {"claim": 3, "date": "2026-07-09"},
        {"claim": "x", "date": "2026-07-09", "side": "up"}, {"claim": "x", "date": "2026-07-09", "posts": "7"}, 7,
    ],
)  # fmt: skip
def test_a_damaged_lesson_is_refused(entry: object) -> None:
    with pytest.raises(Refusal):
        profile.load(json.dumps({"format": "cmdash", "version": 1, "lessons": [entry]}).encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_experiment_alternates_over_four_weeks_and_reads_back_as_a_calendar(
    planted: Tracking, language: str
) -> None:
    plan = experiment(planted, Query(), verdict_of(planted), TODAY, language)
    assert plan is not None
    assert plan.rows[0].date.date() >= dt.date(2026, 7, 13)
    assert plan.rows[-1].date.date() < dt.date(2026, 7, 13) + dt.timedelta(weeks=4)
    themes = [row.theme for row in plan.rows]
    assert themes.count("recette") == themes.count("équipe") >= 4
    for week in range(4):
        monday = dt.datetime(2026, 7, 13) + dt.timedelta(weeks=week)
        inside = [row for row in plan.rows if monday <= row.date < monday + dt.timedelta(weeks=1)]
        assert {row.theme for row in inside} == {"recette", "équipe"}
    assert len({row.date for row in plan.rows}) == len(plan.rows) == 16
    book = export.workbook(calendar_of(plan), language)
    back = ingest.read([Upload("essai.xlsx", book)])
    assert len(back.calendar) == len(plan.rows)
    assert back.calendar["theme"].tolist() == themes
    assert back.calendar["network"].unique().tolist() == ["instagram"]
    assert back.calendar["date"].tolist() == [row.date for row in plan.rows]
    assert not [one for one in back.ledger.all_findings() if one.severity == "question"]


def evening(tracking: Tracking, hour: int | None) -> Tracking:
    """The posts of the even days at 18 to 21 h do better; those of the first account at `hour`, of the other at 18."""
    posts = tracking.posts[tracking.posts["network"] == "instagram"].dropna(subset=["date"]).copy()
    day = posts["date"].dt.normalize()
    late = (day - day.min()).dt.days % 2 == 0
    posts["account"] = ["one" if at % 3 else "two" for at in range(len(posts))]
    first = posts["account"] == "one"
    posts["date"] = day + pd.to_timedelta(10, unit="h")
    if hour is None:
        posts.loc[first & late, "account"] = "two"
    at = pd.to_timedelta((posts["account"] == "one").map({True: hour or 18, False: 18}), unit="h")
    posts.loc[late, "date"] = (day + at + pd.to_timedelta(15, unit="m"))[late]
    posts.loc[late, ["likes", "comments", "shares"]] *= 3
    return Tracking(posts, tracking.account, tracking.campaigns, tracking.calendar, tracking.goals, Ledger())


def plan_of(tracking: Tracking, level: str, language: str = "fr"):
    (asked,) = (
        one for one in answers(tracking, Query()) if one.finding.look.level == level and one.finding.look.factor == "slot"
    )  # fmt: skip
    plan = experiment(tracking, Query(), asked, TODAY, language)
    assert plan is not None
    return plan


@pytest.mark.parametrize(("language", "said"), [("fr", "pour le compte one"), ("en", "for the account one")])
def test_a_plan_takes_the_hours_of_its_account_and_names_it(
    tracking: Tracking, language: str, said: str
) -> None:
    plan = plan_of(evening(tracking, 20), "18-21", language)
    assert {row.account for row in plan.rows} == {"one"}
    assert {row.date.hour for row in plan.rows} == {20, 10}
    assert said in plan.sentence
    assert section(language, "works")["plan.column.account"] in {
        column.label for column in plan.table.columns
    }
    back = ingest.read([Upload("essai.xlsx", export.workbook(calendar_of(plan), language))])
    assert back.calendar["account"].unique().tolist() == ["one"]


def test_a_plan_is_on_the_network_that_has_the_level(tracking: Tracking) -> None:
    """Recipes on Facebook alone, though most posts are on Instagram; what they alternate with is there too."""
    posts = tracking.posts.copy()
    posts["theme"] = (posts["network"] == "facebook").map({True: "recette", False: "équipe"})
    posts.loc[posts.index[posts["network"] == "facebook"][::3], "theme"] = "métier"
    mine = replace(tracking, posts=posts)
    asked = next(
        one
        for one in answers(mine, Query())
        if (one.finding.look.level, one.finding.look.network) == ("recette", "facebook")
    )
    plan = experiment(mine, Query(), asked, TODAY, "fr")
    assert plan is not None
    assert {row.network for row in plan.rows} == {"facebook"}
    assert {row.theme for row in plan.rows} == {"recette", "métier"}


def test_a_slot_its_account_never_used_starts_with_its_first_hour(tracking: Tracking) -> None:
    plan = plan_of(evening(tracking, None), "9-12")
    assert {row.account for row in plan.rows} == {"one"}
    assert {row.date.hour for row in plan.rows} == {10, 18}


def test_a_plan_of_one_account_names_none_and_without_hours_has_none(tracking: Tracking) -> None:
    posts = tracking.posts[tracking.posts["network"] == "instagram"].copy()
    posts["date"] = posts["date"].dt.normalize()
    good = posts["theme"] == "recette"
    posts.loc[good, ["likes", "comments", "shares"]] *= 3
    days = replace(tracking, posts=posts)
    plan = experiment(days, Query(), verdict_of(days), TODAY, "fr")
    assert plan is not None
    assert {row.date.time() for row in plan.rows} == {dt.time()}
    assert not any(" h" in row[0] for row in plan.table.shown)
    assert "maison" not in plan.sentence
    assert "Compte" not in {column.label for column in plan.table.columns}


def test_two_things_that_go_together_are_taken_apart(tracking: Tracking) -> None:
    """Recipes only on Mondays, and nearly all of them: the plan has all four combinations."""
    posts = tracking.posts.copy()
    monday = posts["date"].dt.dayofweek == 0
    posts["theme"] = monday.map({True: "recette", False: "équipe"}).where(posts["date"].notna())
    posts.loc[monday, ["likes", "comments", "shares"]] *= 3
    tied = Tracking(posts, tracking.account, tracking.campaigns, tracking.calendar, tracking.goals, Ledger())
    found = claims(answers(tied, Query()))
    theme = next(one for one in found if one.finding.look.level == "recette")
    plan = experiment(tied, Query(), theme, TODAY, "fr")
    assert plan is not None
    combinations = {(row.theme, row.date.isoweekday() == 1) for row in plan.rows}
    assert combinations == {("recette", True), ("recette", False), ("équipe", True), ("équipe", False)}
    told = [
        one for asking in works(tied, Query(), "fr").askings for one in asking.told if one.level == "recette"
    ]
    assert any(label == section("fr", "works")["term.tied"] for label, _ in told[0].terms)


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_the_command_prints_what_the_page_shows(tmp_path, capfdbinary, form: str) -> None:
    (upload,) = demo.files("bakery")
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(upload.content)
    assert run(["verdicts", str(path), form], {}) == 0
    printed = capfdbinary.readouterr().out.decode()
    shown = answers(ingest.read([Upload("suivi.xlsx", upload.content)]), Query())
    if form == "--json":
        rows = json.loads(printed)
        assert [(row["factor"], row["level"], row["verdict"], row["n"], row["needed"]) for row in rows] == [
            (v.finding.look.factor, v.finding.look.level, v.finding.verdict, v.finding.n, v.finding.needed)
            for v in shown
        ]
    else:
        assert len(printed.strip().splitlines()) == len(shown) + 1
