"""Round ticks, tight axes, labels that do not touch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.charts.scale import fitted, spread, ticks

values = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 7, [0, 2, 4, 6, 8]),
        (0, 0, [0, 1]),
        (0, 0.08, [0, 0.02, 0.04, 0.06, 0.08]),
    ],
)
def test_ticks(low: float, high: float, wanted: list[float]) -> None:
    found = ticks(low, high, whole=high >= 1 or high == 0)
    assert found[0] == wanted[0]
    assert found == pytest.approx(wanted)


@given(values, values)
def test_ticks_enclose_the_values_at_equal_steps(one: float, two: float) -> None:
    low, high = sorted((one, two))
    found = ticks(low, high)
    room = 1e-6 * max(1.0, abs(low), abs(high))
    assert found[0] <= low + room
    assert found[-1] >= high - room
    assert 2 <= len(found) <= 12
    steps = [b - a for a, b in pairwise(found)]
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-3)


@given(st.floats(1e-6, 1e6, allow_nan=False))
def test_an_axis_from_zero_keeps_its_zero_and_all_values(high: float) -> None:
    axis = fitted(0.0, high)
    assert axis.low == 0
    assert axis.high >= high * (1 - 1e-9)
    assert axis.high <= high * 1.15
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    assert axis.ticks


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6), st.floats(1, 15))
def test_labels_stay_apart_and_in_order(wanted: list[float], gap: float) -> None:
    found = spread(wanted, gap, 0, 100)
    ordered = sorted(zip(wanted, found, strict=True))
    places = sorted(found)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(places))
    assert [place for _, place in ordered] == pytest.approx(places) or len(set(wanted)) < len(wanted)
    assert min(found) >= -1e-6 or gap * (len(found) - 1) > 100


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([10, 50, 90], 5, 0, 100) == [10, 50, 90]
