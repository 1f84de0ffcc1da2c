"""Changes: what is compared how, and when a change gets a colour."""

from __future__ import annotations

import pytest

from cmdash.catalog import kpis
from cmdash.evidence.variation import Variation
from cmdash.story.asked import Row
from cmdash.story.changes import difference, judged

USUAL = Variation(-0.1, 0.2, 8)


def row(value: float | None) -> Row:
    return Row(value, "count", 1, 1)


@pytest.mark.parametrize(
    ("kpi", "now", "then", "days", "wanted"),
    [
        ("interactions", 300.0, 310.0, (30, 31), 0.0),  # ten a day both
        ("interactions", 150.0, 100.0, (30, 30), 0.5),
        ("posts", 12.0, 12.0, (31, 30), 0.0),  # posts are counted, not per day
        ("posts", 12.0, 14.0, (31, 30), -2.0),
        ("community_size", 110.0, 100.0, (30, 31), 0.1),  # a stock knows no days
        ("er_reach", 0.05, 0.04, (30, 31), 0.01),  # a rate: points
        ("net_growth", -5.0, 40.0, (30, 31), -45.0),  # a balance: a difference
        ("interactions", 5.0, 0.0, (30, 31), None),  # from nothing there is no fraction
        ("interactions", None, 4.0, (30, 31), None),
        ("interactions", 4.0, None, (30, 31), None),
    ],
)
def test_difference(
    kpi: str, now: float | None, then: float | None, days: tuple[int, int], wanted: float | None
) -> None:
    found = difference(kpis()[kpi], row(now), row(then), *days)
    assert found == (None if wanted is None else pytest.approx(wanted))


@pytest.mark.parametrize(
    ("kpi", "amount", "variation", "mood", "word"),
    [
        ("reach", 0.5, None, "plain", ""),
        ("reach", 0.1, USUAL, "usual", "usual"),
        ("reach", 0.3, USUAL, "good", "above"),
        ("reach", -0.3, USUAL, "bad", "below"),
        ("lost_followers", 0.3, USUAL, "bad", "above"),
        ("lost_followers", -0.3, USUAL, "good", "below"),
        ("posts", 0.3, USUAL, "plain", "above"),  # more posts are neither good nor bad
        ("reach", 0.05, Variation(0.1, 0.2, 8), "plain", "below"),  # a rise, though a small one, is no fall
        ("reach", 0.0, Variation(0.1, 0.2, 8), "plain", "below"),
        ("reach", -0.05, Variation(-0.3, -0.1, 8), "plain", "above"),
    ],
)
def test_judged(kpi: str, amount: float, variation: Variation | None, mood: str, word: str) -> None:
    assert judged(kpis()[kpi], amount, variation) == (mood, word)
