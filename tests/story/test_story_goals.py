"""The Goals page against the tables it speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from story_builders import frame

from cmdash.catalog import kpis, section
from cmdash.kpi.goals import State
from cmdash.model import Goal, Period, Query, Tracking
from cmdash.model.goal_views import GoalCard
from cmdash.story.goals import ORDER, choices, goals_page
from cmdash.story.overview import overview

YEAR = {"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)}
TODAY = dt.date(2026, 7, 10)


def card(tracking: Tracking, goal: Goal, language: str = "en", today: dt.date = TODAY) -> GoalCard:
    (found,) = goals_page(tracking, (goal,), today, language).cards
    return found


def test_a_sum_in_words(tracking: Tracking) -> None:
    mine = tracking.posts[
        (tracking.posts["network"] == "facebook") & (tracking.posts["date"] >= "2026-01-01")
    ]
    likes = mine["likes"].sum()
    found = card(tracking, Goal("likes", likes * 4, "facebook", **YEAR))
    assert found.title.endswith(" · Facebook")
    assert found.actual == f"{likes:,.0f}"
    assert found.of == f"of {likes * 4:,.0f}"
    assert found.sentences[0] == "25% of the goal for 52% of the time elapsed."
    needed, so_far = likes * 3 * 7 / 174, likes * 7 / 191
    assert found.sentences[1] == (
        f"It takes {needed:,.0f} a week until 31 December 2026; so far, {so_far:,.0f} a week."
    )
    assert (found.state, found.label) == ("late", "Late")
    assert found.stamp is not None
    assert found.stamp.used.startswith(f"{len(mine)} posts, from 1 January 2026 to ")
    assert found.stamp.sources == ("facebook.csv",)
    assert "actual / target" in found.stamp.formula


def test_a_rate_is_not_set_against_the_time(tracking: Tracking) -> None:
    found = card(tracking, Goal("er_reach", 0.5, "instagram", **YEAR), "fr")
    assert (found.label, found.elapsed) == ("Sous la cible", None)
    assert "temps écoulé" not in found.bar
    assert found.sentences[1:] == ("Les fichiers de cet objectif s’arrêtent au 2 juillet 2026.",)


def test_a_missing_column_is_named(tracking: Tracking) -> None:
    found = card(tracking, Goal("views", 10, **YEAR), "fr")
    assert (found.state, found.actual, found.stamp) == ("unknown", "", None)
    assert found.sentences == ("Il manque la colonne Vues.",)


def test_a_period_hardly_begun_gets_no_forecast(tracking: Tracking) -> None:
    found = card(tracking, Goal("likes", 90_000, start=dt.date(2026, 7, 1), end=dt.date(2026, 12, 31)))
    assert found.state == "underway"
    assert "so far" not in " ".join(found.sentences)
    assert found.sentences[-1] == "The period has hardly begun: too early to judge the pace."


def test_goals_of_a_sheet_come_beside_those_typed(tracking: Tracking) -> None:
    rows = tracking.goals.reindex(range(1)).assign(
        kpi="likes", target=10.0, file="suivi.xlsx", sheet="Objectifs"
    )
    view = goals_page(replace(tracking, goals=rows), (Goal("likes", 1e9, **YEAR),), TODAY, "fr")
    assert [(found.state, found.typed) for found in view.cards] == [("late", 0), ("met", None)]
    assert view.cards[1].origin == "suivi.xlsx, onglet Objectifs"
    assert view.sentence == "2 objectifs\u202f: 1 en retard et 1 atteint."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_to_show_says_what_a_goal_is(empty: Tracking, language: str) -> None:
    view = goals_page(empty, (), TODAY, language)
    assert view.sentence == section(language, "goals")["none"]
    assert view.cards == ()
    assert choices(empty) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_and_every_kpi_has_its_words(
    tracking: Tracking, account_only: Tracking, language: str
) -> None:
    assert set(ORDER) == set(State.__args__)  # type: ignore[attr-defined]
    for state in ORDER:
        assert f"state.{state}" in section(language, "goals")
        assert f"count.{state}.other" in section(language, "goals")
    every = tuple(Goal(name, 2.0, **YEAR) for name in kpis())
    for data in (tracking, account_only):
        for today in (dt.date(2025, 6, 1), TODAY, dt.date(2027, 3, 1)):
            assert len(goals_page(data, every, today, language).cards) == len(every)


def test_only_what_the_data_fill_can_be_chosen(tracking: Tracking, account_only: Tracking) -> None:
    offered = choices(tracking)
    assert offered[0] == "community_size"
    assert {"likes", "reach", "er_reach", "posts"} <= set(offered)
    assert not {"views", "saves", "ladder_likes", "er_reach_median"} & set(offered)
    assert "reach" not in choices(account_only)


@pytest.fixture(scope="module")
def advertised(tracking: Tracking) -> Tracking:
    """The same data with a line of ads a month: 90 to 140 euros for six conversions."""
    rows: list[dict[str, object]] = [
        {
            "date": dt.datetime(2026, month, 1), "network": "meta_ads", "campaign": "Été", "spend": 80.0 + 10 * month,
            "conversions": 6.0, "clicks": 60.0, "impressions": 4000.0, "currency": "EUR",
        }
        for month in range(1, 7)
    ]  # fmt: skip
    return replace(tracking, campaigns=frame("campaigns", rows))


def test_what_campaigns_cost_and_bring_can_be_a_goal(advertised: Tracking, tracking: Tracking) -> None:
    offered, bare = choices(advertised), choices(tracking)
    for name in ("spend", "conversions", "cpa", "cpa_all", "cpc", "cpm"):
        assert name in offered
        assert name not in bare
        assert offered.index(name) < offered.index("applause"), "found among the first"
    assert "break_even_cvr" not in offered
    assert offered[0] == "community_size"


@pytest.mark.parametrize(
    ("language", "within", "above", "at_most"),
    [
        ("fr", "Dans la limite", "Au-dessus de la limite", "au plus 25,00"),
        ("en", "Within the limit", "Above the limit", "at most"),
    ],
)
def test_a_cost_turns_round(
    advertised: Tracking, language: str, within: str, above: str, at_most: str
) -> None:
    good = card(advertised, Goal("cpa", 25, **YEAR), language)
    bad = card(advertised, Goal("cpa", 12, **YEAR), language)
    assert (good.label, bad.label) == (within, above)
    assert at_most in good.of
    assert (good.share, good.bar, good.elapsed) == (None, "", None), "a full bar would look like a success"
    assert (good.state, bad.state) == ("on_course", "late")
    spent = card(advertised, Goal("spend", 500, **YEAR), language)
    assert (spent.state, spent.share) == ("missed", None)
    assert card(advertised, Goal("spend", 5000, **YEAR), language).label == within


@pytest.mark.parametrize(
    ("language", "all_of_them", "own"),
    [
        ("fr", "Vos données s’arrêtent au ", "Les fichiers de cet objectif s’arrêtent au "),
        ("en", "Your data end on ", "The files of this goal end on "),
    ],
)
def test_where_the_data_end_is_said_as_on_the_overview(
    tracking: Tracking, language: str, all_of_them: str, own: str
) -> None:
    """Facebook's file goes to the last day of all, Instagram's ends three days before; each is judged a fortnight later."""
    june = Query(Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    (note,) = (text for text in overview(tracking, june, language).notes if text.startswith(all_of_them))
    later = dt.date(2026, 7, 24)
    whole = card(tracking, Goal("likes", 900_000, **YEAR), language, later)
    (said,) = (text for text in whole.sentences if text.startswith(all_of_them))
    day = {"fr": "5 juillet 2026", "en": "5 July 2026"}[language]
    assert day in note
    assert day in said
    alone = card(tracking, Goal("likes", 900_000, "instagram", **YEAR), language, later)
    assert any(text.startswith(own) for text in alone.sentences)
    assert not any(text.startswith(all_of_them) for text in alone.sentences)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_goal_on_what_was_heard_counts_its_mentions(tracking: Tracking, language: str) -> None:
    rows = [
        {
            "date": dt.date(2026, 5, 3),
            "rating": 5.0,
            "audience": 40.0,
            "answered": "yes",
            "sentiment": "positive",
        },
        {
            "date": dt.date(2026, 6, 4),
            "rating": 2.0,
            "audience": 8.0,
            "answered": "no",
            "sentiment": "negative",
        },
    ]
    heard = replace(tracking, mentions=frame("mentions", rows))
    for name in ("rating_received", "mentions_audience"):
        found = card(heard, Goal(name, 1, **YEAR), language)
        assert found.stamp is not None, name
        assert found.stamp.used.startswith("2 mentions"), name


def test_old_data_promise_no_weekly_rhythm_of_weeks_that_are_over(tracking: Tracking) -> None:
    """Both days are said: where the data end, and from when on the rhythm would have to hold."""
    autumn = dt.date(2026, 10, 15)
    goal = Goal("likes", 1_000_000, "facebook", **YEAR)
    found = card(tracking, goal, "en", autumn)
    came = float(found.actual.replace(",", ""))
    needed = (1_000_000 - came) * 7 / 77
    assert f"it takes {needed:,.0f} a week from 15 October 2026 to 31 December 2026" in found.sentences[1]
    assert found.sentences[1].startswith("On 3 July 2026, where the data end,")
    french = card(tracking, goal, "fr", autumn).sentences[1]
    assert "du 15 octobre 2026 au 31 décembre 2026" in french
    assert french.startswith("Au 3 juillet 2026, où s’arrêtent les données")
    near = card(tracking, goal, "fr", dt.date(2026, 12, 29)).sentences[1]
    assert "au 29 décembre 2026, il reste 2 jours" in near


@pytest.mark.parametrize(
    ("kpi", "target", "shown"),
    [
        ("net_growth", 0.4, "+0.4"),
        ("net_growth", 0.02, "+0.02"),
        ("likes", 2.5, "2.5"),
        ("er_reach", 0.012345, "1.2345%"),
    ],
)
def test_a_target_is_written_as_it_was_typed(tracking: Tracking, kpi: str, target: float, shown: str) -> None:
    assert shown in card(tracking, Goal(kpi, target, **YEAR)).of.split()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The files give this figure from 3 July 2024 on"),
        ("fr", "Les fichiers donnent ce chiffre à partir du 3 juillet 2024"),
    ],
)
def test_a_goal_of_before_the_files_says_when_they_begin(
    tracking: Tracking, language: str, said: str
) -> None:
    past = {"start": dt.date(2019, 1, 1), "end": dt.date(2019, 12, 31)}
    found = card(tracking, Goal("likes", 80, "facebook", **past), language)
    assert (found.state, found.actual) == ("outdated", "")
    assert found.sentences[0].startswith(said)


def test_the_way_of_a_level_says_from_which_day(tracking: Tracking) -> None:
    found = card(tracking, Goal("community_size", 10**6, "facebook", **YEAR))
    assert " since " in found.sentences[0]
    assert "202" in found.sentences[0]


@pytest.mark.parametrize("kpi", ["roas", "cpe"])
def test_an_amount_below_zero_has_one_minus(tracking: Tracking, kpi: str) -> None:
    spent = frame("campaigns", [{"date": "2026-03-01", "campaign": "A", "spend": 9.0, "revenue": 2.0}])
    found = card(replace(tracking, campaigns=spent), Goal(kpi, -0.3, **YEAR), "fr")
    assert "\u22120,30" in found.of
    assert "-0,30" not in found.of
