"""The Community page against the account table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cmdash.model import Period, Query, Tracking
from cmdash.model.page_views import CommunityView
from cmdash.story.community import community
from cmdash.wording import integer


@pytest.fixture(scope="module")
def view(tracking: Tracking, june: Query) -> CommunityView:
    return community(tracking, june, "fr")


def month(tracking: Tracking, name: str, field: str) -> dict[str, float]:
    rows = tracking.account[tracking.account["date"] == name]
    return dict(zip(rows["network"], rows[field], strict=True))


def test_the_cards(view: CommunityView, tracking: Tracking) -> None:
    cards = {figure.kpi: figure.value for figure in view.figures}
    end = sum(month(tracking, "2026-06-01", "followers").values())
    start = sum(month(tracking, "2026-05-01", "followers").values())
    assert cards["community_size"] == end
    assert cards["net_growth"] == end - start
    assert cards["growth_rate"] == pytest.approx((end - start) / start)
    assert cards["new_followers"] == sum(month(tracking, "2026-06-01", "gained").values())
    assert cards["lost_followers"] == sum(month(tracking, "2026-06-01", "lost").values())
    assert cards["churn_rate"] == pytest.approx(cards["lost_followers"] / start)


def test_the_check_tells_where_the_sheet_disagrees(view: CommunityView) -> None:
    """The made-up sheet of Facebook has three lost followers too many in June."""
    fits = {row.network: row.fits for row in view.rows}
    assert fits == {"instagram": True, "facebook": False}
    said = {row.network: row.check for row in view.rows}
    assert "+40" in said["instagram"]
    assert "écart de +3" in said["facebook"]


def test_the_sentence(view: CommunityView) -> None:
    size = next(figure for figure in view.figures if figure.kpi == "community_size").shown
    assert view.sentence.startswith("En juin 2026, la communauté gagne 35 abonnés (+0,4")
    assert view.sentence.endswith(f"et en compte {size}.")


def test_audiences_are_not_people(view: CommunityView, tracking: Tracking, june: Query) -> None:
    assert "pas des personnes" in view.notes[0]
    single = community(tracking, replace(june, networks=("instagram",)), "fr")
    assert single.notes == ()
    assert single.multiples == ()


def test_a_shrinking_audience_is_said_to_shrink(tracking: Tracking, june: Query) -> None:
    assert "loses 5 followers" in community(tracking, replace(june, networks=("facebook",)), "en").sentence


def test_gained_above_and_lost_below(view: CommunityView, tracking: Tracking) -> None:
    flow = next(chart for chart in view.charts if chart.form == "flow")
    gained, lost = flow.series
    frame = tracking.account.groupby(tracking.account["date"].dt.strftime("%Y-%m"))[["gained", "lost"]].sum()
    for step, up, down in zip(flow.steps, gained.points, lost.points, strict=True):
        assert up.value == frame["gained"][step.key]
        assert down.value == -frame["lost"][step.key]
        assert not down.shown.startswith(("-", "\u2212"))


def test_the_size_over_time(view: CommunityView, tracking: Tracking) -> None:
    chart = next(chart for chart in view.charts if chart.id == "community_size")
    for series in chart.series:
        rows = tracking.account[tracking.account["network"] == series.id]
        sizes = dict(zip(rows["date"].dt.strftime("%Y-%m"), rows["followers"], strict=True))
        assert [point.value for point in series.points] == [sizes[step.key] for step in chart.steps]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_followers_the_page_says_so(empty: Tracking, june: Query, language: str) -> None:
    view = community(empty, june, language)
    assert (view.figures, view.charts, view.rows) == ((), (), ())
    assert ("abonnés" if language == "fr" else "followers") in view.sentence
    (how,) = view.notes
    assert ("onglet" if language == "fr" else "tab") in how


def test_without_the_lost_the_chart_does_not_speak_of_them(tracking: Tracking, june: Query) -> None:
    frame = tracking.account.assign(lost=float("nan"))
    view = community(replace(tracking, account=frame), june, "en")
    flow = next(chart for chart in view.charts if chart.form == "flow")
    assert [series.id for series in flow.series] == ["gained"]
    assert "do not hold those lost" in flow.subtitle
    assert {row.fits for row in view.rows} == {None}


@pytest.mark.parametrize(
    ("language", "more", "end"),
    [
        ("fr", "de plus", "entre fin juin 2025 et fin juin 2026"),
        ("en", "more", "between the end of June 2025 and the end of June 2026"),
    ],
)
def test_the_chart_and_the_card_of_a_period_tell_one_gain(
    tracking: Tracking, june: Query, language: str, more: str, end: str
) -> None:
    """Twelve months shown alone: what the first of them brought is in the gain."""
    year = Query(Period(dt.date(2024, 7, 1), dt.date(2025, 6, 30)))
    view = community(tracking, year, language)
    (gain,) = (figure for figure in view.figures if figure.kpi == "net_growth")
    (chart,) = (one for one in view.charts if one.id == "community_size")
    assert all(step.inside for step in chart.steps)
    assert gain.value == 12 * (40 - 5)
    assert f"{integer(gain.value, language)} {more}" in chart.title
    instagram = next(one for one in view.multiples if one.id == "community_size-instagram")
    assert f"{integer(12 * 40, language)} {more}" in instagram.subtitle
    month = community(tracking, june, language)
    assert end in next(one for one in month.charts if one.id == "community_size").title


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "depuis le 30 juin 2024"), ("en", "from 30 June 2024")]
)
def test_a_gain_that_starts_inside_its_period_says_from_when(
    tracking: Tracking, june: Query, language: str, said: str
) -> None:
    first = community(tracking, Query(Period(dt.date(2024, 6, 1), dt.date(2024, 9, 30))), language)
    told = {figure.kpi: " ".join(figure.notes) for figure in first.figures}
    assert said in told["net_growth"]
    assert said in told["growth_rate"]
    assert said not in told["community_size"]
    later = community(tracking, june, language)
    assert not any("counted from" in note or "compté" in note for one in later.figures for note in one.notes)
