"""The classic ways a dashboard lies, each with numbers by hand."""

import datetime as dt
import math

import pytest
from kpi_builders import answer, day, tracking

from cmdash import kpi
from cmdash.catalog import CatalogError
from cmdash.ingest import read
from cmdash.model import Period, Query, Upload


def post(**figures):
    return {"date": day("2026-06-03"), "network": "facebook", **figures}


def one(name, rows, query=None, kind="posts"):
    return answer(kpi.compute(tracking(**{kind: rows}), (), [name], query), name)


def test_a_rate_is_a_ratio_of_sums_not_a_mean_of_rates():
    rows = [post(likes=10.0, reach=100.0), post(likes=10.0, reach=1000.0)]
    assert one("er_reach", rows).value == pytest.approx(20 / 1100)
    assert one("er_reach_median", rows).value == pytest.approx((0.1 + 0.01) / 2)


def test_a_total_rate_is_not_the_sum_or_mean_of_the_groups():
    rows = [post(likes=10.0, reach=100.0), {**post(likes=10.0, reach=1000.0), "network": "x"}]
    by = kpi.compute(tracking(posts=rows), ["network"], ["er_reach"])
    assert by["value"].tolist() == [0.1, 0.01]
    assert set(by["network"]) == {"facebook", "x"}, "no total row"
    assert one("er_reach", rows).value not in (by["value"].sum(), by["value"].mean())


def test_a_post_without_reach_is_left_out_of_both_sums():
    rows = [post(likes=10.0, reach=100.0), post(likes=90.0)]
    found = one("er_reach", rows)
    assert (found.value, found.n, found.of) == (0.1, 1, 2)


def test_missing_is_not_zero():
    assert one("likes", [post(likes=None, reach=1.0)]).why == "missing:likes"
    assert one("likes", [post(likes=0.0)]).value == 0
    rows = [post(likes=None, shares=3.0), post(likes=5.0)]
    assert one("applause", rows)[["value", "n"]].tolist() == [5, 1]
    assert one("interactions", rows).value == 8


def test_a_reach_of_zero_makes_no_rate():
    rows = [post(likes=3.0, reach=0.0), post(likes=1.0, reach=10.0)]
    assert one("er_reach", rows)[["value", "n"]].tolist() == [0.1, 1]
    assert one("er_reach", rows[:1]).why == "zero:reach"


def test_reach_is_cumulated_and_counted_never_people():
    found = one("reach", [post(reach=100.0), post(reach=100.0)])
    assert (found.value, found.unit) == (200, "count")


def test_the_engagement_total_needs_clicks_and_is_never_the_interactions():
    assert one("engagement_total", [post(likes=5.0)]).why == "missing:clicks"
    assert one("engagement_total", [post(likes=5.0, link_clicks=2.0)]).value == 7
    assert one("engagement_total", [post(likes=5.0, link_clicks=2.0, clicks=3.0)]).value == 8


def test_a_combined_total_stands_only_for_what_it_contains():
    rows = [post(interactions=9.0, total_stands_for="engagement_total")]
    assert one("interactions", rows).why == "missing:interactions"
    assert one("engagement_total", rows).value == 9
    assert math.isnan(one("engagement_total", [post(interactions=9.0)]).value)
    assert one("interactions", [post(interactions=9.0, total_stands_for="interactions")]).value == 9


def test_a_total_is_never_counted_beside_its_parts():
    rows = [post(likes=5.0, comments=2.0, interactions=9.0, total_stands_for="interactions")]
    assert one("interactions", rows).value == 7
    both = [post(likes=5.0, clicks=3.0, interactions=12.0, total_stands_for="engagement_total")]
    assert one("engagement_total", both).value == 8
    assert one("interactions", [*rows, post(interactions=9.0, total_stands_for="interactions")]).value == 16


def test_the_same_file_twice_counts_once():
    sheet = (
        b"Date;R\xc3\xa9seau;Lien;Port\xc3\xa9e;J'aime\n03/06/2026;Facebook;https://facebook.com/p/1;100;5\n"
    )
    copies = [
        Upload("juin.csv", sheet),
        Upload("juin (1).csv", sheet + b"04/06/2026;Facebook;https://facebook.com/p/2;50;1\n"),
    ]
    found = kpi.compute(read(copies), (), ["likes", "posts", "er_reach"])
    assert [answer(found, name, kind="posts").value for name in ("likes", "posts", "er_reach")] == [
        6,
        2,
        0.04,
    ]


def test_the_five_steps_of_the_ladder_add_up_to_one():
    rows = [
        post(likes=5.0, comments=2.0, shares=1.0, saves=4.0, clicks=8.0),
        post(likes=5.0, comments=0.0, shares=1.0, link_clicks=4.0),
    ]
    names = [f"ladder_{act}" for act in ("clicks", "likes", "comments", "shares", "saves")]
    found = kpi.compute(tracking(posts=rows), (), names)
    assert found["value"].sum() == pytest.approx(1)
    assert answer(found, "ladder_saves").value == pytest.approx(4 / 30)
    assert set(found["n"]) == {2}


def test_youtube_stays_out_of_impressions_and_of_their_totals():
    rows = [post(likes=1.0, impressions=100.0), {**post(likes=50.0, impressions=100.0), "network": "youtube"}]
    assert one("impressions", rows)[["value", "n", "of"]].tolist() == [100, 1, 2]
    assert one("er_impressions", rows).value == 0.01
    by = kpi.compute(tracking(posts=rows), ["network"], ["impressions", "er_impressions", "likes"])
    assert set(by[(by["network"] == "youtube") & by["value"].isna()]["why"]) == {"excluded:youtube"}
    assert one("er_impressions_median", rows[1:]).why == "excluded:youtube"
    assert one("likes", rows[1:]).value == 50


def test_stories_stay_out_of_medians_only():
    rows = [post(likes=1.0, reach=10.0), {**post(likes=9.0, reach=10.0), "format": "story"}]
    assert one("er_reach_median", rows)[["value", "n"]].tolist() == [0.1, 1]
    assert one("er_reach", rows).value == 0.5


def test_two_currencies_are_not_added_up():
    euro, dollar = post(spend=10.0, clicks=5.0, currency="EUR"), post(spend=10.0, clicks=2.0, currency="USD")
    found = one("spend", [euro, dollar])
    assert (found.n, found.why, found.unit) == (0, "mixed_currency", "")
    assert one("cpc", [euro, dollar]).why == "mixed_currency"
    assert one("clicks", [euro, dollar]).value == 7
    assert one("cpc", [euro, {**euro, "currency": None}])[["value", "unit"]].tolist() == [2, "EUR"]
    assert one("spend", [euro, {**dollar, "spend": None}])[["value", "unit"]].tolist() == [10, "EUR"]
    assert one("spend", [post(spend=10.0)])[["value", "unit"]].tolist() == [10, ""]
    other = {**dollar, "network": "x"}
    by = kpi.compute(tracking(posts=[euro, other]), ["network"], ["spend"])
    assert by["unit"].tolist() == ["EUR", "USD"]


def test_campaign_figures_by_hand():
    line = {"campaign": "A", "network": "google_ads", "date": day("2026-06-01"), "currency": "EUR"}
    rows = [
        {**line, "spend": 50.0, "clicks": 100.0, "impressions": 1e4, "viewable_impressions": 5e3, "conversions": 5.0,
         "revenue": 200.0, "margin": 80.0},
        {**line, "spend": 50.0, "clicks": 100.0, "impressions": 3e4, "conversions": 5.0, "revenue": 100.0, "margin": 120.0},
    ]  # fmt: skip
    expected = {
        "cpm": 2.5, "cpc": 0.5, "cvr_click": 0.05, "cvr_view": 0.001, "cpa": 10, "roas": 3, "roi": 1,
        "roi_revenue": 2, "break_even_cvr": 0.5 / 20, "ctr_all": 200 / 4e4,
    }  # fmt: skip
    for name, value in expected.items():
        assert one(name, rows, kind="campaigns").value == pytest.approx(value), name
    assert one("cpe", rows, kind="campaigns").why == "missing:interactions"


def test_relations_by_hand():
    row = {"date": day("2026-06-01"), "network": "facebook"}
    rows = [
        {**row, "mentions": 10, "mentions_market": 40, "messages_in": 10, "messages_answered": 9, "response_minutes": 10,
         "sentiment_positive": 6, "sentiment_negative": 2, "sentiment_neutral": 2, "sessions_total": 100,
         "sessions_social": 7, "blogger_contacts": 8, "blogger_posts": 2, "spend": 30, "budget": 40, "currency": "EUR"},
        {**row, "date": day("2026-06-02"), "mentions": 10, "messages_in": 10, "messages_answered": 1,
         "response_minutes": 1000, "sentiment_positive": 5},
        {**row, "date": day("2026-06-03"), "response_minutes": 30},
    ]  # fmt: skip
    expected = {
        "mentions": 20, "share_of_voice": 0.25, "response_rate": 0.5, "response_time": 30, "net_sentiment": 0.4,
        "social_traffic_share": 0.07, "blogger_activation": 0.25, "budget_used": 0.75,
    }  # fmt: skip
    for name, value in expected.items():
        assert one(name, rows, kind="account").value == pytest.approx(value), name


def test_paces_count_the_days_without_a_post():
    rows = [{**post(), "date": day(d)} for d in ("2026-06-01", "2026-06-02", "2026-06-24")]
    june = Query(Period(day("2026-06-01"), day("2026-06-30")))
    assert one("posts_per_week", rows, june).value == pytest.approx(3 / (30 / 7))
    assert one("regularity", rows, june).value == pytest.approx(2 / 5)
    assert one("posts_per_week", rows).value == pytest.approx(3 / (24 / 7))
    assert one("posts_per_week", rows[:2]).why == "too_short"
    undated = [*rows, {**post(), "date": None}]
    assert one("posts_per_week", undated)[["value", "n", "of"]].tolist() == [
        pytest.approx(3 / (24 / 7)),
        3,
        4,
    ]
    assert one("regularity", undated).value == pytest.approx(2 / 4)


def test_iso_weeks_at_the_turn_of_the_year():
    rows = [
        {**post(likes=1.0), "date": day(d)}
        for d in ("2024-12-29", "2024-12-30", "2025-01-05", "2021-01-03", "2020-12-28")
    ]
    found = kpi.compute(tracking(posts=rows), ["week"], ["posts"])
    assert dict(zip(found["week"], found["value"], strict=True)) == {
        "2020-W53": 2,
        "2024-W52": 1,
        "2025-W01": 2,
    }
    both = kpi.compute(tracking(posts=rows[1:3]), ["year", "week"], ["posts"])
    assert both[["year", "week"]].values.tolist() == [["2024", "2025-W01"], ["2025", "2025-W01"]]


def test_a_leap_day_is_a_day_of_its_month():
    rows = [{**post(likes=1.0), "date": day(d)} for d in ("2024-02-29", "2024-02-01", "2024-03-01")]
    found = kpi.compute(tracking(posts=rows), ["month"], ["posts", "posts_per_week"])
    assert answer(found, "posts", month="2024-02").value == 2
    assert answer(found, "posts_per_week", month="2024-02").value == pytest.approx(2 / (29 / 7))


def test_the_wall_clock_is_kept_on_the_night_the_clocks_change():
    rows = [{**post(likes=1.0), "date": dt.datetime(2026, 3, 29, hour, 30)} for hour in (1, 2, 3)]
    found = kpi.compute(tracking(posts=rows), ["day", "slot"], ["posts"])
    assert found[["day", "slot", "value"]].values.tolist() == [["2026-03-29", "21-6", 3]]


def test_the_hour_that_comes_twice_in_autumn_is_two_posts_of_one_day():
    rows = [{**post(likes=1.0), "date": dt.datetime(2026, 10, 25, 2, 30)} for _ in range(2)]
    found = kpi.compute(tracking(posts=rows), ["day"], ["posts", "likes"])
    assert found[["day", "value"]].values.tolist() == [["2026-10-25", 2], ["2026-10-25", 2]]


def test_a_stock_is_carried_over_the_leap_day_by_days_and_not_by_dates():
    seen = [{"date": day("2024-01-16"), "period": "day", "network": "x", "followers": 9.0}]
    data = tracking(posts=[post(likes=1.0)], account=seen)
    for last, there in (
        ("2024-03-01", True),
        ("2024-03-02", False),
    ):  # 45 and 46 days, 29 February one of them
        found = kpi.compute(data, (), ["community_size"], Query(Period(day("2024-02-01"), day(last))))
        assert int(answer(found, "community_size").n) == there


def test_slots_of_the_day():
    hours = {
        0: "21-6",
        5: "21-6",
        6: "6-9",
        8: "6-9",
        9: "9-12",
        12: "12-14",
        14: "14-18",
        18: "18-21",
        21: "21-6",
    }
    rows = [
        {**post(likes=1.0), "date": dt.datetime(2026, 6, 3, hour, 1), "theme": str(hour)} for hour in hours
    ]
    found = kpi.compute(tracking(posts=rows), ["theme", "slot"], ["posts"])
    assert {int(r.theme): r.slot for r in found.itertuples()} == hours
    order = kpi.compute(tracking(posts=rows), ["slot"], ["posts"])["slot"].tolist()
    assert order == list(kpi.SLOTS)
    assert kpi.compute(tracking(posts=[post(likes=1.0)]), ["slot"], ["posts"])["slot"].isna().all()


def test_posts_without_a_date_count_in_totals_and_never_in_a_period():
    rows = [post(likes=1.0), {**post(likes=2.0), "date": None}]
    assert one("likes", rows).value == 3
    assert one("likes", rows, Query(Period(day("2026-06-01"), day("2026-06-30")))).value == 1
    found = kpi.compute(tracking(posts=rows), ["month"], ["likes"])
    assert answer(found, "likes", month=None).value == 2


def test_kinds_of_table_are_never_added_up():
    data = tracking(posts=[post(reach=5.0)], account=[{"date": day("2026-06-03"), "reach": 900.0}])
    found = kpi.compute(data, (), ["reach"])
    assert found[["kind", "value"]].values.tolist() == [["posts", 5], ["account", 900]]


def test_a_table_without_the_key_gives_no_rows():
    data = tracking(
        posts=[post(reach=5.0, format="reel")], account=[{"date": day("2026-06-03"), "reach": 900.0}]
    )
    assert set(kpi.compute(data, ["format"])["kind"]) == {"posts"}


def test_columns_and_their_order_never_change():
    names = ["kind", "kpi", "value", "unit", "n", "of", "why"]
    assert list(kpi.compute(tracking())) == names
    assert list(kpi.compute(tracking(), ["month", "network"])) == ["month", "network", *names]
    assert kpi.compute(tracking(), ["month"]).empty
    assert kpi.compute(tracking())["value"].isna().all()


def test_a_period_without_posts_has_none_and_no_rates():
    rows = [post(likes=1.0, reach=10.0)]
    empty = Query(Period(day("2026-01-01"), day("2026-01-31")))
    assert one("posts", rows, empty)[["value", "of"]].tolist() == [0, 0]
    assert one("er_reach", rows, empty)[["n", "of", "why"]].tolist() == [0, 0, "missing:interactions"]


def test_unknown_words_are_answered_with_the_nearest():
    with pytest.raises(CatalogError, match="did you mean 'network'"):
        kpi.compute(tracking(), ["netwrok"])
    with pytest.raises(CatalogError, match="did you mean 'likes'"):
        kpi.compute(tracking(), (), ["like"])


def test_the_tracking_is_never_changed():
    data = tracking(
        posts=[post(likes=1.0, reach=10.0)],
        account=[{"date": day("2026-06-01"), "period": "month", "gained": 5.0}],
    )
    before = [data.posts.copy(), data.account.copy()]
    kpi.compute(data)
    kpi.measures(data)
    assert before[0].equals(data.posts)
    assert before[1].equals(data.account)


def test_what_was_prepared_is_kept_with_the_tracking_and_gone_with_it():
    data = tracking(posts=[post(likes=1.0)])
    assert kpi.prepare(data) is kpi.prepare(data)
    assert kpi.prepare(kpi.prepare(data)) is kpi.prepare(data)
