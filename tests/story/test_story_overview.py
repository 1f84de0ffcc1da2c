"""The Overview against the tables it speaks of, each number worked out another way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from story_builders import frame

from cmdash.model import Period, Query, Tracking
from cmdash.model.page_views import OverviewView
from cmdash.model.views import Chart, Figure
from cmdash.story.overview import overview
from cmdash.wording import integer, percent

NARROW = "\u202f"


def in_days(frame: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    return frame[(frame["date"] >= start) & (frame["date"] < pd.Timestamp(end) + pd.Timedelta(days=1))]


def acts(frame: pd.DataFrame) -> float:
    return float(frame[["likes", "comments", "shares", "saves"]].sum(axis=1, min_count=1).sum())


def by_id(view: OverviewView) -> dict[str, Figure]:
    return {figure.kpi: figure for figure in view.figures}


@pytest.fixture(scope="module")
def posts(tracking: Tracking) -> pd.DataFrame:
    return in_days(tracking.posts, "2026-06-01", "2026-06-30")


@pytest.fixture(scope="module")
def view(tracking: Tracking, june: Query) -> OverviewView:
    return overview(tracking, june, "fr")


def test_the_cards_hold_the_sums_of_the_period(view: OverviewView, posts: pd.DataFrame) -> None:
    cards = by_id(view)
    assert cards["posts"].value == len(posts)
    assert cards["reach"].value == posts["reach"].sum()
    assert cards["interactions"].value == acts(posts)
    both = posts[posts["reach"] > 0]
    assert cards["er_reach"].value == pytest.approx(acts(both) / both["reach"].sum())
    assert cards["clicks"].value == posts["clicks"].sum()
    assert cards["reach"].shown == integer(posts["reach"].sum(), "fr")
    assert cards["er_reach"].shown.endswith(f"{NARROW}%")


def test_the_sizes_are_those_of_the_last_month(view: OverviewView, tracking: Tracking) -> None:
    account = tracking.account
    june = account[account["date"] == "2026-06-01"]["followers"].sum()
    may = account[account["date"] == "2026-05-01"]["followers"].sum()
    cards = by_id(view)
    assert cards["community_size"].value == june
    assert cards["net_growth"].value == june - may
    assert cards["net_growth"].shown == f"+{integer(june - may, 'fr')}"


def test_the_sentence_is_made_from_the_figures(tracking: Tracking, june: Query, posts: pd.DataFrame) -> None:
    by_network = posts.groupby("network")[["likes", "comments", "shares"]].sum().sum(axis=1)
    share = by_network["instagram"] / by_network.sum()
    french = (
        f"En juin 2026, {len(posts)} publications, portée cumulée de {integer(posts['reach'].sum(), 'fr')}{NARROW}; "
        f"Instagram porte {percent(share, 'fr', 0)} des interactions."
    )
    english = (
        f"In June 2026, {len(posts)} posts, a cumulative reach of {integer(posts['reach'].sum(), 'en')}; "
        f"Instagram carries {percent(share, 'en', 0)} of the interactions."
    )
    assert overview(tracking, june, "fr").sentence == french
    assert overview(tracking, june, "en").sentence == english


def test_the_number_of_posts_needs_no_settling(view: OverviewView, tracking: Tracking) -> None:
    now = len(in_days(tracking.posts, "2026-06-01", "2026-06-30"))
    then = len(in_days(tracking.posts, "2025-06-01", "2025-06-30"))
    change = next(c for c in by_id(view)["posts"].changes if c.against == "year")
    assert change.amount == now - then
    assert "un an plus tôt" in change.text


def test_as_many_posts_are_no_fall(tracking: Tracking) -> None:
    """May and April have 18 posts each: one day more makes no fewer posts."""
    may = Query(period=Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31)))
    cards = by_id(overview(tracking, may, "fr"))
    change = next(c for c in cards["posts"].changes if c.against == "previous")
    assert (change.amount, change.text, change.shown) == (0, "autant qu’en avril 2026", "")
    reach = next(c for c in cards["reach"].changes if c.against == "previous")
    assert "par jour par rapport à avril 2026" in reach.text  # 31 days against 30
    year = next(c for c in cards["reach"].changes if c.against == "year")
    assert "par jour" not in year.text
    assert year.text.endswith("sur un an")


def test_little_is_neither_much_nor_less(tracking: Tracking, june: Query) -> None:
    """X publishes three posts a month: nothing on them is good, bad, usual or a record."""
    view = overview(tracking, replace(june, networks=("x",)), "fr")
    assert {change.mood for figure in view.figures for change in figure.changes} <= {"plain"}
    assert not any(change.word for figure in view.figures for change in figure.changes)
    assert not any("au plus" in chart.title for chart in view.charts)
    assert "changed" not in {remark.code for remark in view.remarks}


def test_within_the_quartiles_of_earlier_changes_is_usual(view: OverviewView, tracking: Tracking) -> None:
    """The changes of reach from month to month, worked out with pandas alone."""
    reach = tracking.posts.dropna(subset=["date"]).set_index("date")["reach"].resample("MS").sum(min_count=1)
    per_day = reach / reach.index.days_in_month
    earlier = per_day[:"2026-05-31"].pct_change().dropna()  # type: ignore[misc] # a slice of dates, as pandas reads it
    change = next(c for c in by_id(view)["reach"].changes if c.against == "previous")
    inside = earlier.quantile(0.25) <= change.amount <= earlier.quantile(0.75)
    assert (change.mood == "usual") == inside
    assert len(earlier) >= 6


def test_with_a_short_past_no_mood_and_no_word(tracking: Tracking, june: Query) -> None:
    short = replace(tracking, posts=tracking.posts[~(tracking.posts["date"] < "2026-02-01")])
    changes = [
        c for figure in overview(short, june, "fr").figures for c in figure.changes if figure.kpi == "reach"
    ]
    assert [(c.against, c.mood, c.word) for c in changes] == [("previous", "plain", "")]


def test_the_stamp_says_what_was_counted(view: OverviewView, posts: pd.DataFrame) -> None:
    stamp = by_id(view)["er_reach"].stamp
    assert stamp.counted == ("J’aime et réactions", "Commentaires", "Partages")
    assert stamp.denominator == "Portée"
    assert (stamp.n, stamp.of) == (int(posts["reach"].notna().sum()), len(posts))
    assert stamp.used == f"{stamp.n} publications sur {stamp.of}"
    assert set(stamp.sources) == {"instagram.csv", "facebook.csv", "x.csv"}


def test_charts_add_up_to_the_months(view: OverviewView, tracking: Tracking) -> None:
    chart = next(c for c in view.charts if c.id == "interactions")
    months = tracking.posts.dropna(subset=["date"]).assign(
        acts=lambda f: f[["likes", "comments", "shares"]].sum(axis=1, min_count=1)
    )
    wanted = months.groupby(months["date"].dt.strftime("%Y-%m"))["acts"].sum()
    assert len(chart.steps) == 13
    assert [s.key for s in chart.steps if s.inside] == ["2026-06"]
    for at, step in enumerate(chart.steps):
        total = sum(series.points[at].value or 0.0 for series in chart.series)
        assert total == pytest.approx(wanted[step.key])
    assert chart.zero
    assert chart.alt.startswith(chart.title)


def test_a_network_without_the_figure_is_named_and_not_drawn(view: OverviewView) -> None:
    chart = next(c for c in view.charts if c.id == "reach")
    assert [series.id for series in chart.series] == ["instagram", "facebook"]
    assert chart.note.endswith(f"Sans ce chiffre{NARROW}: X")


def test_stacks_of_a_page_lie_in_one_order(tracking: Tracking, june: Query) -> None:
    """The order is that of the interactions, even where the reach is the other way round."""
    frame = tracking.posts.copy()
    frame.loc[frame["network"] == "facebook", "reach"] *= 50
    charts = {
        c.id: [s.id for s in c.series] for c in overview(replace(tracking, posts=frame), june, "fr").charts
    }
    assert charts["interactions"][:2] == charts["reach"] == ["instagram", "facebook"]


def test_a_line_that_does_not_start_at_zero_says_so(tracking: Tracking, june: Query) -> None:
    def sizes(query: Query) -> Chart:
        return next(c for c in overview(tracking, query, "fr").charts if c.id == "community_size")

    for query in (june, replace(june, networks=("facebook",))):
        chart = sizes(query)
        assert chart.zero != ("ne part pas de zéro" in chart.subtitle)
    assert not sizes(replace(june, networks=("facebook",))).zero  # 5 000 that loses 5 a month
    account = tracking.account.copy()
    account.loc[account["network"] == "instagram", "followers"] /= 10
    small = overview(replace(tracking, account=account), june, "fr")
    assert next(c for c in small.charts if c.id == "community_size").zero  # 290 beside 5 000


def test_many_files_are_told_by_their_number_and_networks(tracking: Tracking, june: Query) -> None:
    note = next(c for c in overview(tracking, june, "en").charts if c.id == "interactions").note
    assert "Source: 3 files (Instagram, Facebook, X)" in note


def test_a_month_without_posts_is_a_gap(tracking: Tracking, june: Query) -> None:
    holed = tracking.posts[~(tracking.posts["date"].dt.strftime("%Y-%m") == "2026-02")]
    chart = next(
        c for c in overview(replace(tracking, posts=holed), june, "en").charts if c.id == "interactions"
    )
    at = [step.key for step in chart.steps].index("2026-02")
    assert {series.points[at].value for series in chart.series} == {None}
    assert chart.table.shown[at][1:] == ("–",) * len(chart.series)


def test_findings_name_the_post_far_above_its_habit(view: OverviewView) -> None:
    best = next(remark for remark in view.remarks if remark.code == "best")
    assert "12 juin 2026" in best.text
    assert best.network == "instagram"
    assert 3 <= len(view.remarks) <= 4


def test_rows_without_a_date_are_said(view: OverviewView) -> None:
    assert view.notes[-1] == "1 publication sans date n’entre dans aucune période."


def test_what_the_cards_leave_out_is_said(view: OverviewView, tracking: Tracking) -> None:
    """Posts up to 5 July: the last ones of June are young, and July is not whole."""
    young, unfinished, _ = view.notes
    assert "moins de 7 jours" in young
    assert "s’arrêtent au 5 juillet 2026" in unfinished
    earlier = overview(tracking, Query(period=Period(dt.date(2026, 2, 1), dt.date(2026, 2, 28))), "fr")
    assert len(earlier.notes) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_shown_that_the_data_cannot_fill(empty: Tracking, june: Query, language: str) -> None:
    view = overview(empty, june, language)
    assert (view.figures, view.remarks, view.charts, view.notes) == ((), (), (), ())
    assert view.sentence


@pytest.mark.parametrize("language", ["fr", "en"])
def test_account_figures_alone_make_a_page(account_only: Tracking, june: Query, language: str) -> None:
    view = overview(account_only, june, language)
    assert {"community_size", "net_growth"} <= set(by_id(view))
    assert "posts" not in by_id(view)
    assert [chart.id for chart in view.charts] == ["community_size"]


def test_filters_narrow_every_figure(tracking: Tracking, june: Query, posts: pd.DataFrame) -> None:
    view = overview(tracking, replace(june, networks=("facebook",)), "fr")
    mine = posts[posts["network"] == "facebook"]
    assert by_id(view)["posts"].value == len(mine)
    assert by_id(view)["interactions"].value == acts(mine)
    assert all({s.id for s in chart.series} == {"facebook"} for chart in view.charts)
    assert "Instagram" not in view.sentence


@pytest.mark.parametrize(
    "period",
    [
        None,
        Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        Period(dt.date(2025, 4, 1), dt.date(2025, 6, 30)),
        Period(dt.date(2026, 3, 10), dt.date(2026, 4, 2)),
        Period(dt.date(2026, 6, 12), dt.date(2026, 6, 12)),
        Period(dt.date(1999, 1, 1), dt.date(1999, 1, 31)),
    ],
)
def test_any_period_makes_a_view(tracking: Tracking, period: Period | None) -> None:
    for language in ("fr", "en"):
        view = overview(tracking, Query(period=period), language)
        wanted = (
            tracking.posts if period is None else in_days(tracking.posts, str(period.start), str(period.end))
        )
        assert by_id(view)["posts"].value == len(wanted) if len(wanted) else "posts" not in by_id(view)
        assert view.sentence.endswith(".")


def test_the_same_question_gives_the_same_view(tracking: Tracking, june: Query) -> None:
    again = replace(tracking)  # another object: nothing remembered
    assert overview(again, june, "fr") == overview(tracking, june, "fr")


@pytest.mark.parametrize(("language", "said"), [("fr", "sur un an"), ("en", "year on year")])
def test_a_year_of_any_twelve_months_stands_against_the_year_before(
    tracking: Tracking, language: str, said: str
) -> None:
    year = Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30))
    view = overview(tracking, Query(year), language)
    changed = [figure.changes for figure in view.figures if figure.changes]
    assert changed
    assert all(len(changes) == 1 and changes[0].against == "year" for changes in changed)
    assert any(said in changes[0].text for changes in changed)
    for chart in view.charts:
        assert [step.inside for step in chart.steps] == [False] * 12 + [True] * 12
        if chart.form == "stack":
            assert ("contre" if language == "fr" else "against") in chart.title
        else:
            assert ("juin 2025" if language == "fr" else "June 2025") in chart.title


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "En mai 2026, mentions\u202f: 4."), ("en", "In May 2026, mentions: 4.")]
)
def test_a_period_with_none_of_the_usual_figures_says_those_it_has(
    empty: Tracking, language: str, said: str
) -> None:
    rows = [{"date": dt.date(2026, 4 + at, 1), "network": "facebook", "mentions": 3.0 + at} for at in (0, 1)]
    heard = replace(empty, account=frame("account", rows))
    assert (
        overview(heard, Query(period=Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))), language).sentence
        == said
    )
