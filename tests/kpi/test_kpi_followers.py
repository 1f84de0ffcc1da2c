"""R10: the followers a post had."""

import math

import pytest
from kpi_builders import day, tracking

from cmdash import kpi


def stock(date, followers, network="instagram", account="Office", **more):
    return {"date": day(date), "followers": followers, "network": network, "account": account, **more}


def followers(account, date="2026-06-15", network="instagram", name="Office", **post):
    data = tracking([{"date": day(date), "network": network, "account": name, "likes": 1, **post}], account)
    return kpi.measures(data)["followers_of_post"].iloc[0]


def test_its_own_figure_comes_first():
    assert followers([stock("2026-06-15", 900)], followers=1234) == 1234


def test_then_the_last_stock_on_or_before_its_day():
    seen = [stock("2026-06-01", 100), stock("2026-06-15", 200), stock("2026-06-16", 300)]
    assert followers(seen) == 200
    assert followers(seen, "2026-06-14") == 100


@pytest.mark.parametrize(("date", "value"), [("2026-07-30", 200), ("2026-07-31", None)])
def test_at_most_45_days_old(date, value):
    found = followers([stock("2026-06-15", 200)], date)
    assert found == value if value else math.isnan(found)


@pytest.mark.parametrize(("date", "value"), [("2026-05-01", 200), ("2026-04-30", None)])
def test_else_the_first_within_45_days_after(date, value):
    found = followers([stock("2026-06-15", 200), stock("2026-06-20", 300)], date)
    assert found == value if value else math.isnan(found)


def test_never_another_networks_and_never_interpolated():
    assert math.isnan(followers([stock("2026-06-15", 200, "facebook")]))
    assert followers([stock("2026-06-10", 100), stock("2026-06-20", 200)]) == 100


def test_a_nameless_side_matches_the_only_account_of_the_network():
    assert followers([stock("2026-06-15", 200)], name=None) == 200
    assert followers([stock("2026-06-15", 200, account=None)]) == 200
    two = [stock("2026-06-15", 200), stock("2026-06-15", 300, account="Other")]
    assert math.isnan(followers(two, name=None))


def test_a_nameless_stock_serves_nobody_where_posts_name_two_accounts():
    data = tracking(
        [{"date": day("2026-06-15"), "network": "x", "account": name, "likes": 1} for name in ("A", "B")],
        [stock("2026-06-15", 200, "x", None)],
    )
    assert kpi.measures(data)["followers_of_post"].isna().all()


def test_an_unknown_network_matches_nothing():
    assert math.isnan(followers([stock("2026-06-15", 200, None)], network=None))


def test_a_peer_of_the_same_name_lends_nothing():
    assert math.isnan(followers([stock("2026-06-15", 200, side="peer")]))


def test_without_a_date_only_its_own_figure():
    data = tracking([{"network": "instagram", "account": "Office", "likes": 1}], [stock("2026-06-15", 200)])
    assert math.isnan(kpi.measures(data)["followers_of_post"].iloc[0])
