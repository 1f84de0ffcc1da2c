"""The usual variation: the middle half of earlier changes, and silence with fewer than six."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.evidence.variation import ENOUGH, Variation, usual

changes = st.floats(-5, 5, allow_nan=False)


def test_fewer_than_six_changes_say_nothing() -> None:
    assert usual([0.1] * (ENOUGH - 1)) is None
    assert usual([0.1] * (ENOUGH - 1) + [None, math.nan, math.inf]) is None
    assert usual([0.1] * ENOUGH) == Variation(0.1, 0.1, ENOUGH)


def test_the_quartiles_of_a_known_list() -> None:
    found = usual([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    assert found is not None
    assert (found.low, found.high, found.n) == (pytest.approx(0.2), pytest.approx(0.6), 9)
    assert [found.place(c) for c in (0.19, 0.2, 0.4, 0.6, 0.61)] == [
        "below",
        "within",
        "within",
        "within",
        "above",
    ]


@given(st.lists(changes, min_size=ENOUGH, max_size=60))
def test_at_least_half_of_the_changes_are_usual(earlier: list[float]) -> None:
    found = usual(earlier)
    assert found is not None
    assert found.low <= found.high
    inside = [c for c in earlier if found.low - 1e-9 <= c <= found.high + 1e-9]
    assert len(inside) * 2 >= len(earlier) - 2  # interpolated quartiles may fall between two values
    assert {found.place(found.low), found.place(found.high)} == {"within"}
