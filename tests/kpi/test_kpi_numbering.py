"""Rows numbered by their codes: against what pandas groups, whatever the codes and however far apart they lie."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash.kpi.days import NONE, unit_of
from cmdash.kpi.numbering import coded, numbered

CODES = st.lists(st.sampled_from([NONE, -3, 0, 1, 7, 20_000, 2**40]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.data(), CODES)
def test_combinations_are_numbered_in_their_order_unknown_last(data, first):
    second = data.draw(st.lists(st.sampled_from([NONE, 5, 6]), min_size=len(first), max_size=len(first)))
    found = numbered([np.array(first, np.int64), np.array(second, np.int64)])
    keys = [tuple((code == NONE, code) for code in pair) for pair in zip(first, second, strict=True)]
    distinct = sorted(set(keys))
    assert found.place.tolist() == [distinct.index(key) for key in keys]
    assert found.of.tolist() == [keys.count(key) for key in distinct]
    assert found.row.tolist() == [keys.index(key) for key in distinct]


def test_no_rows_have_no_combination():
    found = numbered([np.zeros(0, np.int64)])
    assert (found.size, len(found.place), len(found.row)) == (0, 0, 0)


@given(st.lists(st.sampled_from(["", None, "x", "été", "Zoé", "a"]), max_size=30))
def test_texts_are_coded_in_their_order_and_an_empty_one_is_unknown(texts):
    codes, names = coded(pd.Series(texts, dtype="str"))
    assert [None if code == NONE else names[code] for code in codes] == [text or None for text in texts]
    assert list(names) == sorted({text for text in texts if text})


@given(st.lists(st.one_of(st.just(NONE), st.integers(-40_000, 40_000)), max_size=40))
def test_a_month_is_the_calendar_s_whatever_the_span(days):
    dates = [None if day == NONE else np.datetime64(day, "D").item() for day in days]
    wanted = [NONE if date is None else date.year * 12 + date.month - 1 for date in dates]
    assert unit_of("month", np.array(days, np.int64)).tolist() == wanted
