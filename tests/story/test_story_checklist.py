"""The Checklist page: ticks count for their day, week or month; each mistake with its rows, or what would tell."""

from __future__ import annotations

import datetime as dt

import pytest
from story_builders import frame

from cmdash.catalog.checklist import MISTAKES, tasks
from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.model.checklist_views import Mistake
from cmdash.story.checklist import checklist

WEDNESDAY = dt.date(2026, 7, 1)


def of(
    posts: list[dict[str, object]] | None = None,
    mentions: list[dict[str, object]] | None = None,
    account: list[dict[str, object]] | None = None,
) -> Tracking:
    kinds = {
        "posts": posts,
        "account": account,
        "campaigns": [],
        "calendar": [],
        "goals": [],
        "mentions": mentions,
    }
    return Tracking(**{kind: frame(kind, rows or []) for kind, rows in kinds.items()}, ledger=Ledger())


def looked(tracking: Tracking, name: str, query: Query | None = None) -> Mistake:
    view = checklist(tracking, query or Query(), {}, WEDNESDAY, "fr")
    return next(one for one in view.mistakes if one.id == name)


def daily(count: int, network: str = "facebook", text: str | None = None) -> list[dict[str, object]]:
    day = dt.date(2026, 6, 1)
    return [
        {"date": f"{day + dt.timedelta(days=at)}", "network": network, "text": text or f"mot {at}"}
        for at in range(count)
    ]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (dt.date(2026, 7, 1), {"answer", "plan", "report"}),
        (dt.date(2026, 6, 30), {"plan"}),
        (dt.date(2026, 6, 28), set()),
        (dt.date(2025, 7, 1), set()),
        (dt.date(2026, 7, 2), set()),
    ],
)
def test_a_tick_counts_for_its_day_week_or_month(day: dt.date, counts: set[str]) -> None:
    ticks = dict.fromkeys(("answer", "plan", "report"), day)
    view = checklist(None, Query(), ticks, WEDNESDAY, "fr")
    assert {task.id for group in view.groups for task in group.tasks if task.done} == counts
    left = sum(len(group) for group in tasks().values()) - len(counts)
    assert view.sentence == f"Il reste {left} tâches."
    assert not view.mistakes


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_columns_every_mistake_says_what_would_tell(language: str) -> None:
    view = checklist(of(), Query(), {}, WEDNESDAY, language)
    assert [one.state for one in view.mistakes] == ["unknown"] * len(MISTAKES)


def test_weeks_of_silence_with_their_days() -> None:
    posts = [{"date": "2026-06-01", "network": "facebook"}, {"date": "2026-06-28", "network": "facebook"}]
    found = looked(of(posts), "silence")
    assert found.state == "found"
    assert found.table is not None
    assert found.table.shown == (("8 juin 2026", "21 juin 2026", "2"),)
    assert "2 des 4 dernières semaines sont restées sans publication" in found.sentence
    assert looked(of(daily(28)), "silence").state == "fine"


def test_an_account_sheet_that_begins_earlier_makes_no_silence_of_the_weeks_before_the_first_post() -> None:
    account = [
        {"date": f"2026-{month:02d}-01", "network": "facebook", "followers": 900.0 + month}
        for month in range(1, 7)
    ]
    found = looked(of(daily(28), account=account), "silence")
    assert found.state == "fine"
    later = [*account, {"date": "2026-07-20", "network": "facebook", "followers": 950.0}]
    assert looked(of(daily(28), account=later), "silence").state == "found"  # nothing since is news


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Publier au moins une fois par semaine"), ("en", "Publish at least once a week")],
)
def test_only_the_silence_of_the_last_weeks_is_something_to_do(language: str, said: str) -> None:
    """Weeks of January and one of the last eight went without a post; the one to mend is named, the others are past."""
    monday = dt.date(2026, 1, 5)
    weeks = [at for at in range(26) if at not in (1, 2, 3, 22)]
    posts = [{"date": str(monday + dt.timedelta(weeks=at)), "network": "facebook"} for at in weeks]
    posts.append({"date": str(monday + dt.timedelta(weeks=25, days=6)), "network": "facebook"})
    view = checklist(of(posts), Query(), {}, WEDNESDAY, language)
    found = next(one for one in view.mistakes if one.id == "silence")
    assert found.state == "found"
    assert found.sentence.startswith(said)
    assert "2026" in found.sentence
    assert "anvier" not in found.sentence + str(found.table)
    assert "Janua" not in found.sentence + str(found.table)
    fed = [*posts, {"date": str(monday + dt.timedelta(weeks=22)), "network": "facebook"}]
    told = next(
        one for one in checklist(of(fed), Query(), {}, WEDNESDAY, language).mistakes if one.id == "silence"
    )
    assert told.state == "fine"
    early = Query(Period(dt.date(2026, 1, 1), dt.date(2026, 1, 31)))
    past = next(
        one for one in checklist(of(posts), early, {}, WEDNESDAY, language).mistakes if one.id == "silence"
    )
    assert past.state == "found"  # of the period asked


def test_a_single_network_where_another_is_known() -> None:
    account = [{"date": "2026-06-01", "period": "month", "network": "instagram", "followers": 900.0}]
    found = looked(of(daily(5), account=account), "one_network")
    assert (found.state, found.table and found.table.shown) == (
        "found",
        (("Facebook", "5"), ("Instagram", "0")),
    )
    assert looked(of(daily(5)), "one_network").state == "unknown"
    assert looked(of([*daily(5), *daily(4, "instagram")]), "one_network").state == "fine"


def test_answers_forgotten_row_by_row_or_by_month() -> None:
    said = [
        {"date": "2026-06-02", "network": "facebook", "quote": "Ouvert ?", "answered": "yes"},
        {"date": "2026-06-03", "network": "facebook", "quote": "<b>Allô</b>", "answered": "no"},
    ]
    found = looked(of(mentions=said), "unanswered")
    assert (found.state, found.count) == ("found", 1)
    assert found.table is not None
    assert "<b>Allô</b>" in found.table.shown[0]
    month = {"date": "2026-06-01", "period": "month", "network": "facebook", "messages_in": 10.0}
    kept = looked(of(account=[{**month, "messages_answered": 9.0}]), "unanswered")
    assert kept.state == "fine"
    lost = looked(of(account=[{**month, "messages_answered": 5.0}]), "unanswered")
    assert lost.state == "found"
    assert "50" in lost.sentence


def test_the_same_text_on_several_networks_within_three_days() -> None:
    text = "Le marché nocturne revient sur le quai vendredi"

    def twice(other: str, words: str = text) -> Tracking:
        return of(
            [
                {"date": "2026-06-01", "network": "facebook", "text": text},
                {"date": other, "network": "instagram", "text": words},
            ]
        )

    found = looked(twice("2026-06-02", text.upper() + " !"), "same_text")
    assert found.state == "found"
    assert found.table is not None
    assert found.table.shown[0][1] == "Facebook et Instagram"
    assert looked(twice("2026-06-20"), "same_text").state == "fine"
    assert (
        looked(twice("2026-06-02", "Tout autre chose pour Instagram ce vendredi"), "same_text").state
        == "fine"
    )


FULL = "Une publication écrite en entier, avec tout ce qu’elle dit au lecteur, mais sans rien où cliquer."


def test_no_links_where_they_can_be_clicked() -> None:
    found = looked(of(daily(12, text=FULL)), "no_links")
    assert found.state == "found"
    assert "aucune des 12 publications" in found.sentence
    assert looked(of(daily(12, text="Le programme : https://port.example/a")), "no_links").state == "fine"
    assert looked(of(daily(12, "instagram", FULL)), "no_links").state == "unknown"
    assert looked(of(daily(9, text=FULL)), "no_links").state == "unknown"


def test_titles_show_no_link_and_prove_none() -> None:
    """Nor does a network of titles count where another shows its links."""
    assert looked(of(daily(12)), "no_links").state == "unknown"
    both = of([*daily(20, "youtube"), *daily(12, text="Le programme : https://port.example/a")])
    found = looked(both, "no_links")
    assert (found.state, "12 publications sur 12" in found.sentence) == ("fine", True)


@pytest.mark.parametrize(
    ("url", "state"), [("https://port.example/a", "fine"), ("https://www.facebook.com/1", "unknown")]
)
def test_a_column_of_links_shows_them_and_that_of_the_posts_does_not(url: str, state: str) -> None:
    posts = [{**post, "url": url} for post in daily(12)]
    assert looked(of(posts), "no_links").state == state


def test_counted_clicks_on_links_show_that_there_is_none() -> None:
    posts = [{**post, "link_clicks": 0.0} for post in daily(12)]
    assert looked(of(posts), "no_links").state == "found"


def test_found_ones_come_first_and_are_counted() -> None:
    view = checklist(of(daily(28, text=FULL)), Query(), {}, WEDNESDAY, "en")
    assert [one.id for one in view.mistakes if one.state == "found"] == ["no_links"]
    assert view.mistakes[0].id == "no_links"
    assert view.checked == "Over the whole record, 1 point to look at of 2 checked."
