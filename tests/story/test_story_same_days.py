"""Like for like: what the data or young posts cut short is compared with the same days of the other periods."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from story_builders import frame

from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.model.page_views import OverviewView
from cmdash.model.views import Change
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.report import report
from cmdash.wording import integer

JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
YEAR = Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30))
SAYS = {
    "fr": ("mêmes jours", "28 juin 2026"),
    "en": ("same days", "28 June 2026"),
}


def reach(tracking: Tracking, start: str, end: str) -> float:
    """The reach of the posts of these days, both ends included, with pandas alone."""
    dates = tracking.posts["date"]
    kept = (dates >= start) & (dates < pd.Timestamp(end) + pd.Timedelta(days=1))
    return float(tracking.posts.loc[kept, "reach"].sum())


def change(view: OverviewView, name: str, against: str) -> Change:
    (card,) = (figure for figure in view.figures if figure.kpi == name)
    (found,) = (one for one in card.changes if one.against == against)
    return found


def until(tracking: Tracking, last: str) -> Tracking:
    """The same data, with the posts and rows of accounts up to a day."""
    cut = {kind: tracking.frame(kind) for kind in ("posts", "account")}
    return replace(tracking, **{kind: rows[~(rows["date"] > f"{last} 23:59")] for kind, rows in cut.items()})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_young_posts_cut_both_sides(tracking: Tracking, june: Query, language: str) -> None:
    """The data end on 5 July: of June, 1 to 28 are compared with 1 to 28 May and 1 to 28 June 2025."""
    view = overview(tracking, june, language)
    now = reach(tracking, "2026-06-01", "2026-06-28")
    may, before = (reach(tracking, f"{month}-01", f"{month}-28") for month in ("2026-05", "2025-06"))
    assert now != reach(tracking, "2026-06-01", "2026-06-30")
    assert may != reach(tracking, "2026-05-01", "2026-05-31")
    same, until_day = SAYS[language]
    for against, then in (("previous", may), ("year", before)):
        found = change(view, "reach", against)
        assert found.amount == pytest.approx(now / then - 1)
        assert found.text.endswith(same)
        assert "par jour" not in found.text
        assert "per day" not in found.text
    assert any(until_day in note and same in note for note in view.notes)
    (card,) = (figure for figure in view.figures if figure.kpi == "reach")
    assert any(until_day in text and same in text for text in card.stamp.exclusions)
    assert same not in change(view, "posts", "previous").text  # their number is settled at once


@pytest.mark.parametrize("language", ["fr", "en"])
def test_data_that_stop_within_the_period_cut_both_sides(
    tracking: Tracking, june: Query, language: str
) -> None:
    short = until(tracking, "2026-06-23")
    last = short.posts["date"].max().date()
    assert last == dt.date(2026, 6, 23)
    view = overview(short, june, language)
    dates = short.posts["date"]
    posts = [
        int(((dates >= f"{m}-01") & (dates < f"{m}-24")).sum()) for m in ("2026-06", "2026-05", "2025-06")
    ]
    for against, then in (("previous", posts[1]), ("year", posts[2])):
        found = change(view, "posts", against)
        assert found.amount == posts[0] - then
        assert found.text.endswith(SAYS[language][0])
        young = change(view, "reach", against)
        month = {"previous": "2026-05", "year": "2025-06"}[against]
        now, before = reach(short, "2026-06-01", "2026-06-16"), reach(short, f"{month}-01", f"{month}-16")
        assert young.amount == pytest.approx(now / before - 1)
    day = {"fr": ("23 juin 2026", "16 juin 2026"), "en": ("23 June 2026", "16 June 2026")}[language]
    for one in day:
        assert any(one in note and SAYS[language][0] in note for note in view.notes)


def test_the_usual_variation_is_that_of_the_same_days(tracking: Tracking, june: Query) -> None:
    """The last nine changes of the days 1 to 28 from month to month, with pandas alone."""
    found = change(overview(tracking, june, "fr"), "reach", "previous")
    firsts = pd.date_range("2025-08-01", "2026-05-01", freq="MS")
    sums = pd.Series([reach(tracking, f"{d:%Y-%m}-01", f"{d:%Y-%m}-28") for d in firsts])
    earlier = sums.pct_change().dropna()
    assert len(earlier) == 9
    inside = earlier.quantile(0.25) <= found.amount <= earlier.quantile(0.75)
    assert (found.mood == "usual") == inside


def test_a_period_that_is_over_is_compared_whole(tracking: Tracking) -> None:
    april = overview(tracking, Query(Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30))), "fr")
    found = change(april, "reach", "previous")
    now, then = reach(tracking, "2026-04-01", "2026-04-30"), reach(tracking, "2026-03-01", "2026-03-31")
    assert found.amount == pytest.approx((now / 30) / (then / 31) - 1)
    assert "par jour" in found.text
    assert not any("mêmes jours" in note for note in april.notes)


def test_a_span_is_compared_with_as_many_days(tracking: Tracking) -> None:
    span = Period(dt.date(2026, 6, 8), dt.date(2026, 7, 5))  # 28 days before them: 11 May to 7 June
    found = change(overview(tracking, Query(span), "fr"), "reach", "previous")
    now, then = reach(tracking, "2026-06-08", "2026-06-28"), reach(tracking, "2026-05-11", "2026-05-31")
    assert found.amount == pytest.approx(now / then - 1)
    assert "du 11 mai 2026 au 31 mai 2026" in found.text


def test_a_leap_february_is_compared_per_day() -> None:
    rows = [
        {"date": pd.Timestamp(day), "network": "x", "likes": likes, "reach": 10 * likes}
        for day, likes in (("2023-01-15", 1), ("2023-02-01", 28), ("2024-02-29", 29), ("2024-06-01", 1))
    ]
    empty = {kind: frame(kind, []) for kind in ("account", "campaigns", "calendar", "goals")}
    data = Tracking(posts=frame("posts", rows), ledger=Ledger(), **empty)
    view = overview(data, Query(Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29))), "fr")
    assert change(view, "reach", "year").amount == pytest.approx(0)


def test_one_network_is_compared_as_in_the_whole(tracking: Tracking, june: Query) -> None:
    view = overview(tracking, replace(june, networks=("facebook",)), "fr")
    mine = replace(tracking, posts=tracking.posts[tracking.posts["network"] == "facebook"])
    now, then = (reach(mine, f"{month}-01", f"{month}-28") for month in ("2026-06", "2025-06"))
    assert change(view, "reach", "year").amount == pytest.approx(now / then - 1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_says_it_too(tracking: Tracking, june: Query, language: str) -> None:
    made = report(tracking, june, language, dt.date(2026, 7, 6))
    for name in ("summary", "networks"):
        (part,) = (one for one in made.parts if one.id == name)
        assert SAYS[language][1] in str(part.blocks)
        assert SAYS[language][0] in str(part.blocks)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_title_of_a_year_has_the_sides_of_its_card(tracking: Tracking, language: str) -> None:
    """The posts after 28 June are young: the card, its stamp and the title of the chart compare up to that day."""
    view = overview(tracking, Query(YEAR), language)
    now, then = reach(tracking, "2025-07-01", "2026-06-28"), reach(tracking, "2024-07-01", "2025-06-28")
    assert now != reach(tracking, "2025-07-01", "2026-06-30")
    found = change(view, "reach", "year")
    assert found.amount == pytest.approx(now / then - 1)
    assert found.text.endswith(SAYS[language][0])
    (chart,) = (one for one in view.charts if one.id == "reach")
    (card,) = (figure for figure in view.figures if figure.kpi == "reach")
    behind = " ".join(card.stamp.exclusions)
    for amount in (now, then):
        assert integer(amount, language) in chart.title
        assert integer(amount, language) in behind
    assert SAYS[language][0] in chart.title
    assert SAYS[language][1] in chart.title
    assert {"fr": "28 juin 2025", "en": "28 June 2025"}[language] in behind


def test_the_title_of_one_network_is_about_its_own_days(tracking: Tracking) -> None:
    view = networks_page(tracking, Query(YEAR), "fr")
    (charts,) = (many.charts for many in view.multiples if many.kpi == "reach")
    (chart,) = (one for one in charts if one.id == "reach-facebook")
    mine = replace(tracking, posts=tracking.posts[tracking.posts["network"] == "facebook"])
    for amount in (reach(mine, "2025-07-01", "2026-06-28"), reach(mine, "2024-07-01", "2025-06-28")):
        assert integer(amount, "fr") in chart.subtitle


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_year_that_is_over_is_compared_whole_in_its_title(tracking: Tracking, language: str) -> None:
    over = Period(dt.date(2025, 6, 1), dt.date(2026, 5, 31))
    older = tracking.posts[tracking.posts["date"] > "2024-07-02"].copy()
    older["date"] = older["date"] - pd.Timedelta(days=31)
    earlier = pd.concat([older[older["date"] < "2024-07-01"], tracking.posts], ignore_index=True)
    longer = replace(tracking, posts=earlier)
    view = overview(longer, Query(over), language)
    now, then = reach(longer, "2025-06-01", "2026-05-31"), reach(longer, "2024-06-01", "2025-05-31")
    (chart,) = (one for one in view.charts if one.id == "reach")
    assert integer(now, language) in chart.title
    assert integer(then, language) in chart.title
    assert SAYS[language][0] not in chart.title
    (card,) = (figure for figure in view.figures if figure.kpi == "reach")
    assert card.changes[0].amount == pytest.approx(now / then - 1)
    assert not any(integer(then, language) in text for text in card.stamp.exclusions)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_stamp_prints_both_sides_of_a_month_cut_short(
    tracking: Tracking, june: Query, language: str
) -> None:
    (card,) = (figure for figure in overview(tracking, june, language).figures if figure.kpi == "reach")
    (behind,) = (
        text
        for text in card.stamp.exclusions
        if integer(reach(tracking, "2026-06-01", "2026-06-28"), language) in text
    )
    for month in ("2026-05", "2025-06"):
        assert integer(reach(tracking, f"{month}-01", f"{month}-28"), language) in behind
    (posts,) = (figure for figure in overview(tracking, june, language).figures if figure.kpi == "posts")
    assert posts.changes
    assert not posts.stamp.exclusions  # their number is compared whole


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "Comparaison ramenée au jour\u202f: 365 jours contre 366."),
        ("en", "Compared per day: 365 days against 366."),
    ],
)
def test_a_year_beside_a_leap_year_is_compared_per_day_and_says_so(language: str, told: str) -> None:
    rows = [
        {"date": day, "network": "x", "likes": 4, "reach": 40}
        for day in pd.date_range("2023-12-30", "2026-03-01", freq="D")
    ]
    empty = {kind: frame(kind, []) for kind in ("account", "campaigns", "calendar", "goals")}
    data = Tracking(posts=frame("posts", rows), ledger=Ledger(), **empty)
    for year, said in ((2025, True), (2024, False)):
        view = overview(data, Query(Period(dt.date(year, 1, 1), dt.date(year, 12, 31))), language)
        cards = {figure.kpi: figure for figure in view.figures}
        assert (told in cards["reach"].stamp.exclusions) == said
        assert told not in cards["posts"].stamp.exclusions  # a number of posts is compared as it is
        if said:
            assert change(view, "reach", "year").amount == pytest.approx(0)
