"""The Editorial calendar page: states counted, the month, themes against the habit, weeks without, files behind."""

from __future__ import annotations

import datetime as dt
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_builders import frame

from cmdash import kpi
from cmdash.catalog import section
from cmdash.kpi import days
from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.story.planning import planning
from cmdash.story.rhythm import silent_weeks, spans

CLOCK = dt.date(2026, 7, 1)
JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
N = "\u202f"


def post(day: str, network: str = "facebook", **more: object) -> dict[str, object]:
    return {"date": day, "network": network, "file": "posts.csv", **more}


def plan(day: str | None, network: str = "facebook", **more: object) -> dict[str, object]:
    return {"date": day, "network": network, "file": "planning.xlsx", **more}


POSTS = [
    post("2026-06-02", text="Les huîtres gratinées du marché", reach=100.0, likes=10.0),
    post("2026-06-10", text="Visite nocturne du phare", reach=200.0, likes=4.0, theme="Patrimoine"),
    post("2026-06-24", text="Jeu concours imprévu", reach=50.0, likes=5.0),
    post("2026-06-30", "instagram", text="Dernier soleil", reach=80.0, likes=8.0),
    post("2026-05-01", "instagram", text="Muguet", reach=90.0, likes=9.0),
]
PLAN = [
    plan("2026-06-02", text="Huîtres gratinées", theme="gastronomie"),
    plan("2026-06-08", text="Visite nocturne du phare", theme="PATRIMOINE"),
    plan("2026-06-15", text="Portrait du gardien", theme="Patrimoine"),
    plan("2026-06-12", "tiktok", text="Danse sur la digue"),
    plan("2026-07-03", text="Feu d’artifice"),
    plan(None, text="<b>Un jour</b>", theme="Patrimoine"),
]


def of(calendar: list[dict[str, object]], posts: list[dict[str, object]] | None = None) -> Tracking:
    kinds = {"posts": posts or [], "account": [], "campaigns": [], "calendar": calendar, "goals": []}
    return Tracking(**{kind: frame(kind, rows) for kind, rows in kinds.items()}, ledger=Ledger())


def test_the_sentence_counts_every_line_once() -> None:
    told = planning(of(PLAN, POSTS), Query(period=JUNE), "fr", CLOCK).sentence
    assert told == (
        f"En juin 2026, 4 publications prévues{N}: 1 publiée à temps, 1 en retard, 1 sautée et 1 sans réponse des "
        f"fichiers{N}; 1 publication n’était pas au calendrier."
    )
    whole = planning(of(PLAN, POSTS), Query(), "en", CLOCK).sentence
    assert (
        "6 posts planned: 1 published on time, 1 late, 1 skipped, 1 to come, 1 that the files say nothing of and 1"
        in whole
    )


def test_completion_is_over_the_lines_whose_outcome_is_known() -> None:
    view = planning(of(PLAN, POSTS), Query(period=JUNE), "fr", CLOCK)
    by = {figure.kpi: figure for figure in view.figures}
    assert by["plan-completion"].value == pytest.approx(2 / 3)
    assert (by["plan-completion"].stamp.n, by["plan-completion"].stamp.of) == (3, 4)
    assert by["plan-completion"].stamp.exclusions
    assert by["plan-completion"].stamp.sources == ("planning.xlsx", "posts.csv")
    assert (by["plan-late"].value, by["plan-late"].notes) == (1, ("délai médian 2 jours",))
    assert (by["plan-skipped"].value, by["plan-unplanned"].value) == (1, 1)
    assert {"posts_per_week", "regularity"} <= set(by)


def test_a_calendar_alone_claims_nothing_of_what_was_published() -> None:
    view = planning(of(PLAN), Query(period=JUNE), "fr", CLOCK)
    assert "4 sans réponse des fichiers" in view.sentence
    assert view.figures == ()
    assert view.rhythm is None


def test_the_month_holds_each_line_on_its_day() -> None:
    view = planning(of(PLAN, POSTS), Query(period=JUNE), "fr", CLOCK)
    assert view.month is not None
    held = {
        (one.date.day, entry.state, entry.network)
        for week in view.month.weeks
        for one in week
        for entry in one.entries
    }
    assert held == {
        (2, "done", "facebook"),
        (8, "late", "facebook"),
        (15, "skipped", "facebook"),
        (12, "unknown", "tiktok"),
        (24, "unplanned", "facebook"),
    }
    assert all(len(week) == 7 and week[0].date.isoweekday() == 1 for week in view.month.weeks)
    assert (view.month.before, view.month.after) == ("", "2026-07")
    july = planning(of(PLAN, POSTS), Query(period=JUNE), "fr", CLOCK, "2026-07").month
    assert july is not None
    assert (july.title, july.before, july.after) == ("Juillet 2026", "2026-06", "")


def test_themes_take_the_plan_where_the_post_has_none() -> None:
    table = planning(of(PLAN, POSTS), Query(period=JUNE), "fr", CLOCK).themes
    assert table is not None
    at = [column.id for column in table.columns]
    rows = {row[0]: dict(zip(at, row, strict=True)) for row in table.rows}
    assert set(rows) == {"Patrimoine", "gastronomie"}
    assert (rows["Patrimoine"]["planned"], rows["Patrimoine"]["posts"]) == (2, 1)
    assert rows["Patrimoine"]["er_reach"] == pytest.approx(4 / 200)
    assert rows["gastronomie"]["er_reach"] == pytest.approx(10 / 100)
    assert (rows["gastronomie"]["n"], rows["gastronomie"]["index"]) == (1, None)


def test_a_theme_against_the_habit_is_the_median_of_its_posts() -> None:
    posts = [
        post(
            f"2026-{month:02d}-{day:02d}", reach=100.0, likes=float(day), format="photo", theme="AB"[day % 2]
        )
        for month in (4, 5)
        for day in range(1, 13)
    ]
    tracking = of([plan("2026-04-01", theme="A")], [*posts, post("2026-06-30")])
    table = planning(tracking, Query(), "fr", CLOCK).themes
    assert table is not None
    own = kpi.measures(tracking).dropna(subset="own_index")
    themes = tracking.posts.loc[own.index, "theme"]
    at = [column.id for column in table.columns]
    for row in table.rows:
        cells = dict(zip(at, row, strict=True))
        values = own["own_index"][themes == cells["theme"]]
        assert cells["index"] == pytest.approx(median(values))
        assert cells["compared"] == len(values) > 5


def test_the_lines_of_the_file_are_all_there_as_written() -> None:
    view = planning(of(PLAN, POSTS), Query(), "fr", CLOCK)
    assert len(view.rows) == len(PLAN) + 1
    assert {row[-1] for row in view.rows} >= {
        "planning.xlsx, Feuille 1, ligne 2",
        "posts.csv, Feuille 1, ligne 4",
    }
    assert any("<b>Un jour</b>" in row for row in view.rows)
    assert all(len(row) == len(view.header) for row in view.rows)


def test_a_period_without_a_line_says_when_there_are() -> None:
    april = Query(period=Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    view = planning(of(PLAN, POSTS), april, "fr", CLOCK)
    assert view.outside
    assert "rien n’était prévu" in view.sentence
    assert "du 2 juin 2026 au 3 juillet 2026" in view.sentence


def test_filters_select_lines_and_posts() -> None:
    view = planning(of(PLAN, POSTS), Query(period=JUNE, networks=("tiktok",)), "fr", CLOCK)
    assert "1 publication prévue" in view.sentence
    assert len(view.rows) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_calendar_the_page_says_what_brings_it(language: str) -> None:
    view = planning(of([], POSTS), Query(), language, CLOCK)
    assert ("Date prévue" if language == "fr" else "Planned date") in view.ways
    assert view.rhythm is not None
    assert view.silence
    assert not view.rows


def test_peers_are_in_nobodys_plan() -> None:
    view = planning(of(PLAN, [*POSTS, post("2026-06-20", side="peer")]), Query(period=JUNE), "fr", CLOCK)
    assert {f.kpi: f.value for f in view.figures}["plan-unplanned"] == 1


@given(st.lists(st.dates(dt.date(2024, 12, 1), dt.date(2025, 2, 28)), max_size=20), st.integers(0, 40))
def test_silent_weeks_are_those_without_a_day(posted: list[dt.date], length: int) -> None:
    span = Period(dt.date(2024, 12, 18), dt.date(2024, 12, 18) + dt.timedelta(days=length))
    found = silent_weeks(np.array([days.number(day) for day in posted], np.int64), span)
    whole = {
        monday
        for monday in (span.start + dt.timedelta(days=n) for n in range(length + 1))
        if monday.isoweekday() == 1 and monday + dt.timedelta(days=6) <= span.end
    }
    assert set(found) == {
        monday
        for monday in whole
        if not any(monday <= day <= monday + dt.timedelta(days=6) for day in posted)
    }
    assert sum(one.days for one in spans(found)) == 7 * len(found)


def test_a_post_planned_in_another_month_is_told_and_counted_among_the_posts() -> None:
    """Two lines of June, one of May whose post came out in June: three posts, one of them alone beside them."""
    calendar = [
        plan("2026-05-31", text="Marché du port", network="facebook", theme="Marché"),
        plan("2026-06-10", text="Atelier couture", network="facebook", theme="MARCHE"),
        plan("2026-06-20", text="Balade au phare", network="facebook", theme="Marché"),
    ]
    posts = [
        post("2026-06-01", text="Marché du port", network="facebook"),
        post("2026-06-10", text="Atelier couture", network="facebook"),
        post("2026-06-20", text="Balade au phare", network="facebook"),
        post("2026-06-25", text="Rien de tout cela", network="facebook"),
    ]
    view = planning(of(calendar, posts), Query(period=JUNE), "fr", CLOCK)
    assert view.themes is not None
    at = [column.id for column in view.themes.columns]
    assert [row[at.index("posts")] for row in view.themes.rows] == [3]
    assert view.notes[-1].startswith("1 publication de la période était prévue à un jour hors d’elle")
    stamp = next(figure.stamp for figure in view.figures if figure.kpi == "plan-unplanned")
    assert (stamp.n, stamp.used) == (4, "4 publications")
    themes = {line[view.columns.index("Thème")] for line in view.shown}
    assert themes == {"Marché", ""}  # one spelling in the list as in the table
    may = planning(
        of(calendar, posts), Query(period=Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))), "en", CLOCK
    )
    assert any(note.startswith("1 line of the period came out outside it") for note in may.notes)


def test_a_report_asks_for_no_themes_that_the_calendar_has() -> None:
    from cmdash.model.report_views import Words
    from cmdash.story.report import report

    for theme, said in (("Patrimoine", "theme_of_all"), (None, "theme")):
        tracking = of([plan("2026-06-10", theme=theme)], [post("2026-06-10"), post("2026-06-12")])
        made = report(tracking, Query(period=JUNE), "fr", CLOCK)
        needs = next(part for part in made.parts if part.id == "needs")
        told = [text for block in needs.blocks if isinstance(block, Words) for text in block.items]
        assert section("fr", "report")[f"needs.{said}"] in told
