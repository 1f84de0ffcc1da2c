"""The KPI core over the demos: totals recomputed from the simulated posts, levels that are those of real pages."""

from functools import cache

import pytest

from cmdash import demo, kpi
from cmdash.demo import agency, bakery, tourism
from cmdash.ingest import read

TRUTH = {"bakery": bakery.posts, "tourism": tourism.posts, "agency": agency.posts}
# rates per post by followers: between the published medians of large pages and what small ones reach
USUAL = {
    "facebook": (0.0005, 0.006), "instagram": (0.002, 0.012), "x": (0.0002, 0.005), "linkedin": (0.005, 0.04),
    "tiktok": (0.01, 0.06),
}  # fmt: skip


@cache
def answers(name: str):
    return kpi.compute(read(demo.files(name)), by=("network",), kpis=None)


def value(name: str, network: str, wanted: str) -> float | None:
    rows = answers(name).query("network == @network and kpi == @wanted and kind == 'posts'")
    return None if rows.empty else float(rows["value"].iloc[0])


@pytest.mark.parametrize("name", demo.names())
def test_totals_by_network(name) -> None:
    for network in {post.network for post in TRUTH[name]()}:
        some = [post for post in TRUTH[name]() if post.network == network]
        assert value(name, network, "posts") == len(some)
        for field in ("likes", "comments", "shares", "reach", "views"):
            known = [getattr(post, field) for post in some if getattr(post, field) is not None]
            if known:
                assert value(name, network, field) == sum(known)
        acts = [(p.likes or 0) + (p.comments or 0) + (p.shares or 0) + (p.saves or 0) for p in some]
        assert value(name, network, "interactions") == sum(acts)


@pytest.mark.parametrize("name", demo.names())
def test_rates_by_followers_are_credible(name) -> None:
    for network in {post.network for post in TRUTH[name]()} & USUAL.keys():
        low, high = USUAL[network]
        rate = value(name, network, "er_followers_median")
        assert rate is not None, network
        assert low < rate < high, network


@pytest.mark.parametrize("name", demo.names())
def test_reach_rates_are_credible(name) -> None:
    for network in ("facebook", "instagram"):
        rate = value(name, network, "reach_rate")
        assert rate is not None
        assert 0.03 < rate < 0.13
