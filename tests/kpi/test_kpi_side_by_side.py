"""Accounts beside each other, counted again by hand; peers stay out of every total."""

import datetime as dt

from kpi_builders import tracking

from cmdash import kpi
from cmdash.model import Counting, Period, Query

MAY = Query(Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31)))


def post(account, day, likes, side="own", **more):
    return {"network": "facebook", "account": account, "date": dt.datetime(2026, 5, day), "likes": likes, "side": side, **more}  # fmt: skip


POSTS = [
    post("nous", 1, 10.0, comments=2.0, reach=100.0, followers=900.0),
    post("nous", 9, 4.0, reach=100.0, followers=1100.0),
    post("nous", 12, None, reach=50.0, followers=1000.0),
    post("eux", 3, 30.0, side="peer", reach=600.0),
    {"network": "x", "account": "seul", "date": dt.datetime(2026, 5, 2), "likes": 1.0},
    {"network": "facebook", "account": "nous", "date": dt.datetime(2026, 6, 25), "likes": 99.0},
]
RECORD = [
    {"network": "facebook", "account": "eux", "date": dt.datetime(2026, 5, 31), "followers": 5000.0, "side": "peer"},
    {"network": "facebook", "account": "ailleurs", "date": dt.datetime(2026, 5, 1), "period": "month", "posts": 4.0, "likes": 80.0, "followers": 7000.0, "side": "peer"},
]  # fmt: skip


def rows(query=MAY, **more):
    found = kpi.side_by_side(tracking(POSTS, RECORD), query, ["er_reach"], **more)
    return found, {one.account: one for one in found["facebook"]}


def test_volume_size_and_rate_of_each():
    found, by = rows()
    assert set(found) == {"facebook"}  # X has one account
    ours = by["nous"]
    assert (ours.side, ours.posts, ours.known, ours.acts, ours.per_post, ours.followers) == (
        "own",
        3,
        2,
        16,
        8,
        1000,
    )
    assert ours.rates == {"er_reach": (0.08, 2)}
    theirs = by["eux"]
    assert (theirs.side, theirs.per_post, theirs.followers, theirs.rates["er_reach"]) == (
        "peer",
        30,
        5000,
        (0.05, 1),
    )


def test_an_account_known_by_its_own_record_counts_by_its_posts():
    other = rows()[1]["ailleurs"]
    assert (other.posts, other.known, other.per_post, other.counted, other.followers) == (
        4,
        4,
        20,
        True,
        7000,
    )


def test_the_filter_on_accounts_leaves_the_others_there_and_the_choice_of_acts_counts():
    assert set(rows(Query(MAY.period, accounts=("nous",)))[1]) == {"nous", "eux", "ailleurs"}
    assert rows(Query(MAY.period, counting=Counting(("comments",))))[1]["nous"].per_post == 2


def test_peers_enter_no_total():
    assert kpi.compute(tracking(POSTS, RECORD), kpis=["likes"], query=MAY)["value"].iloc[0] == 15
