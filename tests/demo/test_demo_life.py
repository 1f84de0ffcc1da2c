"""The simulation of a page: seeded, consistent with itself, and fair in its counts."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.demo import agency, bakery, tourism
from cmdash.demo.clock import universal
from cmdash.demo.days import span, spread
from cmdash.demo.life import Life, count

LIVES = [
    *bakery.life(),
    *tourism.life().values(),
    *(page for pages in agency.life().values() for page in pages.values()),
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.page.account}-{life.page.network}")
def test_each_day_ends_with_those_of_the_day_before_plus_gained_less_lost(life: Life) -> None:
    before = life.page.followers
    for day in life.days:
        assert day.followers == before + day.gained - day.lost
        before = day.followers
    months = life.month_ends()
    assert months[-1].followers == before
    assert sum(m.gained - m.lost for m in months) == before - life.page.followers


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.page.account}-{life.page.network}")
def test_posts_are_in_order_and_their_figures_agree(life: Life) -> None:
    assert [p.at for p in life.posts] == sorted(p.at for p in life.posts)
    assert len({p.post_id for p in life.posts}) == len(life.posts)
    for post in life.posts:
        assert post.impressions >= post.reach >= 3
        assert post.link_clicks <= post.clicks
        assert post.boosted <= post.reach
        assert (post.views is None) == (post.duration is None)


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 12, 31)))
def test_universal_time_follows_the_european_rule(at: dt.datetime) -> None:
    zoned = at.replace(tzinfo=ZoneInfo("Europe/Paris"))
    expected = zoned.astimezone(dt.UTC).replace(tzinfo=None)
    # an hour that does not exist, or exists twice, has two readings
    assert universal(at) in (expected, zoned.replace(fold=1).astimezone(dt.UTC).replace(tzinfo=None))


@given(st.floats(0.05, 400), st.integers(0, 5))
def test_counts_are_whole_and_around_their_mean(mean: float, seed: int) -> None:
    rng = random.Random(seed)
    drawn = [count(rng, mean) for _ in range(400)]
    assert all(isinstance(n, int) and n >= 0 for n in drawn)
    assert abs(sum(drawn) / 400 - mean) < 6 * (mean / 400) ** 0.5 + 0.01


def test_the_days_of_a_post_add_up_to_its_figure() -> None:
    post = tourism.life()["linkedin"].posts[10]
    days = span(post.at.date(), post.at.date() + dt.timedelta(60))
    assert sum(spread([post], "impressions", days).values()) == post.impressions
