"""What size lets expect: no claim where there is nothing, a claim where one account is far out, and its minimum."""

import numpy as np
import pytest

from cmdash.catalog import size_rules
from cmdash.evidence.sizes import expectations

LEAST = size_rules().accounts


def accounts(random, count, spread=0.5, slope=0.7):
    followers = np.exp(random.uniform(np.log(500), np.log(50_000), count))
    return followers, np.exp(slope * np.log(followers) - 3 + random.normal(0, spread, count))


@pytest.mark.parametrize("count", [LEAST, 12])
def test_accounts_of_one_law_are_seldom_called_out_of_it(count):
    random = np.random.default_rng(11)
    called = 0
    for _ in range(150):
        followers, acts = accounts(random, count)
        found = expectations(followers, acts)
        called += any(one.place(value) in ("above", "below") for one, value in zip(found, acts, strict=True))
    assert called / 150 <= 1 - size_rules().interval + 0.07  # three standard errors of 150 draws


def test_one_far_out_is_found_and_makes_no_claim_about_the_others():
    random, found_out, others_wrong = np.random.default_rng(5), 0, 0
    for _ in range(60):
        followers, acts = accounts(random, 12, spread=0.3)
        acts[0] *= 6
        places = [one.place(value) for one, value in zip(expectations(followers, acts), acts, strict=True)]
        found_out += places[0] == "above"
        others_wrong += any(place in ("above", "below") for place in places[1:])
    assert found_out >= 50
    assert others_wrong <= 6


def test_a_large_account_is_not_punished_nor_a_small_one_flattered():
    followers = np.array([500, 1000, 2000, 4000, 8000, 16000, 32000.0])
    acts = 2 * followers**0.5  # the rate falls with the size, as everywhere
    found = expectations(followers, acts)
    assert all(one.place(value) == "within" for one, value in zip(found, acts, strict=True))
    for one, value in zip(found, acts, strict=True):
        assert one.value == pytest.approx(value)
        assert one.slope == pytest.approx(0.5)
        assert one.others == 6


def test_too_few_or_all_of_one_size_say_nothing():
    random = np.random.default_rng(1)
    followers, acts = accounts(random, LEAST)
    assert expectations(followers, acts) is not None
    assert expectations(followers[:-1], acts[:-1]) is None
    assert expectations([1000.0] * LEAST, acts) is None


def test_an_interval_too_wide_is_not_taken_for_agreement():
    random = np.random.default_rng(2)
    followers, acts = accounts(random, LEAST, spread=1.5)
    places = {one.place(value) for one, value in zip(expectations(followers, acts), acts, strict=True)}
    assert places == {"unsure"}
