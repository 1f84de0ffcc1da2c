"""A sign of bought followers: what was planted is seen, what was won is left alone, nothing is told of short records."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.audiences import page, rates
from cmdash.evidence.audiences import Audience, suspicions


def test_purchases_are_seen_and_contests_and_press_are_left_alone() -> None:
    seen, wrong = rates(150)
    assert seen >= 0.8
    assert wrong <= 0.02


def record(jump: float, seen: float = 1.0, acts: float = 1.0) -> Audience:
    """Two years that grow by one percent a month; in the twelfth by `jump`, with so many times the usual reach. Then as
    many acts as before, or `acts` times as many."""
    draw = np.random.default_rng(1)
    growth = np.full(24, 0.01) + draw.normal(0, 0.001, 24)
    growth[12] = jump
    followers = np.round(4000 * np.cumprod(1 + growth))
    reach = np.round(9000 * np.exp(draw.normal(0, 0.05, 24)) * followers[0] / 4000)
    reach[12] *= seen
    posts = [np.round(60 * np.exp(draw.normal(0, 0.3, 12)) * (acts if at > 12 else 1)) for at in range(24)]
    if acts > 1:
        reach[13:] *= acts
    return Audience("instagram", followers, posts, {"reach": reach}, np.zeros(24, bool))


def test_two_signals_make_a_sign_and_say_their_figures() -> None:
    (one,) = suspicions(record(0.4))
    assert (one.first, one.last) == (12, 12)
    assert one.signals == ("unseen", "diluted")
    assert one.growth == pytest.approx(0.4, abs=0.01)
    assert one.newcomers == pytest.approx(0.4 * 4500, rel=0.05)
    assert one.readily is not None
    assert one.readily > 20
    assert one.fall == pytest.approx(1 - 1 / 1.4, abs=0.12)


@pytest.mark.parametrize(
    "found",
    [
        record(0.4, seen=8.0),  # many saw something
        record(0.4, acts=1.5),  # newcomers act like the others
        record(0.1),  # too small a jump
    ],
)
def test_one_signal_or_none_is_no_sign(found: Audience) -> None:
    assert suspicions(found) == ()


def test_what_was_paid_for_explains_newcomers() -> None:
    found = record(0.4)
    paid = found.paid.copy()
    paid[12] = True
    assert suspicions(Audience(found.network, found.followers, found.acts, found.seen, paid)) == ()


def test_without_what_was_seen_or_with_a_short_record_nothing_is_told() -> None:
    found = record(0.4)
    assert suspicions(Audience(found.network, found.followers, found.acts, {}, found.paid)) == ()
    short = slice(8, 16)
    cut = Audience(
        found.network,
        found.followers[short],
        found.acts[short],
        {"reach": found.seen["reach"][short]},
        found.paid[short],
    )
    assert suspicions(cut) == ()


def test_the_generated_purchase_lifts_the_community_by_its_share() -> None:
    draw = np.random.default_rng(3)
    found, when = page(draw, 0.5)
    later = min(when + 1, len(found.followers) - 1)
    assert found.followers[later] / found.followers[when - 1] > 1.4
