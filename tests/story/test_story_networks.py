"""The Networks page against the tables it speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from cmdash import ingest
from cmdash.model import Period, Query, Tracking, Upload
from cmdash.model.page_views import NetworksView
from cmdash.model.views import Figure
from cmdash.story.networks import RATE, SHARE, TYPICAL, networks_page


@pytest.fixture(scope="module")
def view(tracking: Tracking, june: Query) -> NetworksView:
    return networks_page(tracking, june, "fr")


@pytest.fixture(scope="module")
def posts(tracking: Tracking) -> pd.DataFrame:
    june = tracking.posts[tracking.posts["date"].dt.strftime("%Y-%m") == "2026-06"]
    return june.assign(acts=june[["likes", "comments", "shares"]].sum(axis=1, min_count=1))


def cell(view: NetworksView, network: str, column: str) -> Figure | None:
    row = next(row for row in view.rows if row.id == network)
    return row.figures[[c.id for c in view.columns].index(column)]


def test_one_network_a_row_most_interactions_first(view: NetworksView, posts: pd.DataFrame) -> None:
    wanted = posts.groupby("network")["acts"].sum().sort_values(ascending=False)
    assert [row.id for row in view.rows] == list(wanted.index)


@pytest.mark.parametrize("network", ["instagram", "facebook", "x"])
def test_volume_and_share(view: NetworksView, posts: pd.DataFrame, network: str) -> None:
    mine = posts[posts["network"] == network]
    for column, wanted in (("posts", len(mine)), ("interactions", mine["acts"].sum())):
        found = cell(view, network, column)
        assert found is not None
        assert found.value == wanted
    share = cell(view, network, SHARE)
    assert share is not None
    assert share.value == pytest.approx(mine["acts"].sum() / posts["acts"].sum())


def test_one_rate_for_all_where_all_have_it(view: NetworksView, posts: pd.DataFrame) -> None:
    """X has no reach, so the rate all three share is the one by impressions."""
    for network, mine in posts.groupby("network"):
        rate, typical = cell(view, str(network), RATE), cell(view, str(network), TYPICAL)
        assert rate is not None
        assert typical is not None
        assert rate.kpi == "er_impressions"
        assert rate.unit == "sur les impressions"
        assert rate.value == pytest.approx(mine["acts"].sum() / mine["impressions"].sum())
        assert typical.value == pytest.approx((mine["acts"] / mine["impressions"]).median())
    assert view.notes[0] != ""


def test_rates_over_different_things_are_said_to_be(tracking: Tracking, june: Query) -> None:
    frame = tracking.posts.copy()
    frame.loc[frame["network"] != "x", "impressions"] = float("nan")
    view = networks_page(replace(tracking, posts=frame, account=tracking.account[:0]), june, "en")
    units = {row.id: cell(view, row.id, RATE) for row in view.rows}
    assert {name: figure.unit for name, figure in units.items() if figure} == {
        "instagram": "of reach",
        "facebook": "of reach",
        "x": "of impressions",
    }
    assert view.notes[0].startswith("Each rate has its denominator")
    assert "highest" not in view.sentence


def test_a_missing_figure_is_an_empty_cell(view: NetworksView) -> None:
    assert cell(view, "x", "reach") is None
    assert cell(view, "x", "community_size") is None


def test_the_sentence_names_who_carries(view: NetworksView, posts: pd.DataFrame) -> None:
    acts = posts.groupby("network")["acts"].sum()
    share = round(100 * acts["instagram"] / acts.sum())
    of_posts = round(100 * (posts["network"] == "instagram").mean())
    assert view.sentence.startswith(
        f"En juin 2026, Instagram porte {share}\u202f% des interactions avec {of_posts}\u202f% des publications"
    )


def test_small_multiples_repeat_the_months(view: NetworksView, tracking: Tracking) -> None:
    interactions = next(m for m in view.multiples if m.kpi == "interactions")
    assert [chart.series[0].id for chart in interactions.charts] == ["instagram", "facebook", "x"]
    frame = tracking.posts[tracking.posts["network"] == "facebook"]
    acts = frame[["likes", "comments", "shares"]].sum(axis=1, min_count=1)
    months = acts.groupby(frame["date"].dt.strftime("%Y-%m")).sum()
    for point in interactions.charts[1].series[0].points:
        assert point.value == pytest.approx(months[point.key])
    sizes = next(m for m in view.multiples if m.kpi == "community_size")
    assert not any(chart.zero for chart in sizes.charts)
    assert "zéro" in sizes.note


def test_charts_of_a_size_share_their_scale(tracking: Tracking, june: Query) -> None:
    view = networks_page(tracking, replace(june, networks=("instagram", "facebook")), "en")
    interactions = next(m for m in view.multiples if m.kpi == "interactions")
    peaks = [max(p.value or 0 for p in chart.series[0].points) for chart in interactions.charts]
    assert max(peaks) < 8 * min(peaks)
    assert {chart.ceiling for chart in interactions.charts} == {max(peaks)}
    assert interactions.note == "Same scale for all networks."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_data_give_an_empty_page(empty: Tracking, june: Query, language: str) -> None:
    view = networks_page(empty, june, language)
    assert (view.columns, view.rows, view.multiples, view.notes) == ((), (), (), ())


def test_account_figures_alone(account_only: Tracking, june: Query) -> None:
    view = networks_page(account_only, june, "fr")
    assert [row.id for row in view.rows] == ["facebook", "instagram"]
    assert [column.id for column in view.columns] == ["community_size", "net_growth"]


def test_a_rate_on_few_posts_is_not_called_the_highest(tracking: Tracking, june: Query) -> None:
    """X publishes three posts a month; a single great one must not make it the best network."""
    frame = tracking.posts.copy()
    frame.loc[frame["network"] == "x", "likes"] *= 1000
    assert "highest" not in networks_page(replace(tracking, posts=frame), june, "en").sentence


def test_each_network_stands_beside_its_own_habit() -> None:
    """Twenty posts at 10 % of reach make the habit; June's three are at 20, 30 and 5 %, the last one is too young."""
    rows = ["Date;Réseau;Texte;Format;Portée;J'aime"]
    rows += [f"{at + 1:02d}/05/2026;Instagram;Le marché n° {at};Photo;200;20" for at in range(20)]
    rows += [f"{at:02d}/06/2026;Instagram;La foire n° {at};Photo;200;{likes}" for at, likes in ((2, 40), (3, 60), (4, 10), (30, 90))]  # fmt: skip
    rows += ["05/06/2026;Facebook;Un seul;Photo;100;7"]
    data = ingest.read([Upload("suivi.csv", "\n".join(rows).encode())])
    june = Query(period=Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    view = networks_page(data, june, "fr")
    found = cell(view, "instagram", "own_index")
    assert found is not None
    assert (found.value, found.shown, found.unit) == (pytest.approx(2.0), "2", "3 sur 4")
    assert (found.stamp.n, found.stamp.of, found.stamp.sources) == (3, 4, ("suivi.csv",))
    assert cell(view, "facebook", "own_index") is None
