"""What counts as engagement is the reader's choice: counted again in plain loops, on three engines, and written."""

import math
from statistics import median

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import answer, frame, posts, tracking
from kpi_recount import click_act, column, engagement_total, interactions, known, pairs, weighted

from cmdash import kpi
from cmdash.catalog import kpis
from cmdash.catalog.counting import acts, declared_acts
from cmdash.kpi.engines import aggregate
from cmdash.model import DECLARED, Counting, Query
from cmdash.model.counting import counting, of_pairs

RATES = {"er_reach": "reach", "er_views": "views", "er_followers": "followers"}
chosen_acts = st.lists(st.sampled_from(acts()), min_size=1, unique=True).map(
    lambda found: tuple(act for act in acts() if act in found)
)


def summed(chosen):
    """The acts of a row that are known; with clicks among them a row must have these."""

    def of(row):
        if chosen == declared_acts():
            return interactions(row)
        if chosen == acts():
            return engagement_total(row)
        parts = [row.get(act) for act in chosen if act != "clicks" and row.get(act) is not None]
        if "clicks" not in chosen:
            return sum(parts) if parts else None
        if click_act(row) is None or (not parts and chosen != ("clicks",)):
            return None
        return sum(parts) + click_act(row)

    return of


@given(rows=posts, chosen=chosen_acts)
@settings(max_examples=12, deadline=None)
def test_a_choice_is_what_plain_loops_count(rows, chosen):
    rows = [{**row, "side": "own"} for row in rows]
    query = Query(counting=Counting(chosen if chosen != declared_acts() else ()))
    names = ["interactions", "er_reach_median", "depth", "cpe", "engagement_total", *RATES]
    found = kpi.compute(tracking(rows), kpis=names, query=query)
    declared = kpi.compute(tracking(rows), kpis=names)
    of = summed(chosen)
    values = [of(row) for row in rows if of(row) is not None]
    total = answer(found, "interactions", kind="posts")
    assert (None if math.isnan(total["value"]) else total["value"]) == (sum(values) if values else None)
    assert total["n"] == len(values)
    for name, under in {**RATES, "er_followers": "followers"}.items():
        both = pairs(rows, of, column(under), None)
        row = answer(found, name)
        assert row["n"] == len(both)
        expected = sum(a for a, _ in both) / sum(b for _, b in both) if both else math.nan
        assert row["value"] == pytest.approx(expected, nan_ok=True)
    rates = [a / b for a, b in pairs([r for r in rows if r["format"] != "story"], of, column("reach"), None)]
    assert answer(found, "er_reach_median")["value"] == pytest.approx(median(rates) if rates else math.nan, nan_ok=True)  # fmt: skip
    for name in (
        "depth",
        "cpe",
        "engagement_total",
    ):  # only divided by interactions, or another sum: as declared
        assert answer(found, name, kind="posts")["value"] == pytest.approx(
            answer(declared, name, kind="posts")["value"], nan_ok=True
        )


@given(
    rows=posts,
    weights=st.fixed_dictionaries({act: st.sampled_from([0, 0.5, 1, 2, 7.25]) for act in acts()}),
)
@settings(max_examples=15, deadline=None)
def test_weights_are_what_plain_loops_weigh(rows, weights):
    if not any(weights.values()):
        return
    rows = [{**row, "side": "own"} for row in rows]

    def of(row):
        parts = {act: click_act(row) if act == "clicks" else row.get(act) for act in acts()}
        asked = {act: weight for act, weight in weights.items() if weight}
        if not known(*(parts[act] for act in asked)):
            return None
        return sum(parts[act] * weight for act, weight in asked.items())

    written = ",".join(f"{act}:{weight}" for act, weight in weights.items())
    made, refused = counting({"weights": written})
    assert not refused
    row = answer(kpi.compute(tracking(rows), kpis=["er_weighted"], query=Query(counting=made)), "er_weighted", kind="posts")  # fmt: skip
    both = pairs(rows, of, column("reach"), None)
    assert row["n"] == len(both)
    expected = sum(a for a, _ in both) / sum(b for _, b in both) if both else math.nan
    assert row["value"] == pytest.approx(expected, nan_ok=True)


@given(rows=posts, chosen=chosen_acts)
@settings(max_examples=8, deadline=None)
def test_engines_count_the_same_choice(rows, chosen):
    made = Counting(chosen if chosen != declared_acts() else (), weights=(("shares", 5.0), ("saves", 1.0)))
    native = frame("posts", rows)
    frames = [
        native,
        pl.from_pandas(native),
        duckdb.from_arrow(pl.from_pandas(native).to_arrow()),
    ]
    names = ["interactions", "er_reach", "er_weighted"]
    first, *others = [aggregate(one, ["network"], names, counting=made).to_dict("records") for one in frames]
    for other in others:
        for one, two in zip(first, other, strict=True):
            assert (one["kpi"], one["n"]) == (two["kpi"], two["n"])
            assert one["value"] == pytest.approx(two["value"], nan_ok=True)


def test_without_a_choice_everything_is_as_declared():
    row = {"network": "x", "reach": 10, "likes": 1, "comments": 2, "shares": 3, "saves": 4, "clicks": 6}
    found = kpi.compute(tracking([row]), kpis=["er_reach", "er_weighted"])
    assert answer(found, "er_reach")["value"] == 1
    assert answer(found, "er_weighted")["value"] == weighted(row) / 10 == 1.7


def test_a_stamp_names_the_acts_chosen_and_no_total_that_stands_for_others():
    rows = [
        {"network": "x", "reach": 10, "likes": 1, "comments": 2},
        {"network": "x", "reach": 10, "interactions": 9, "total_stands_for": "interactions"},
    ]
    data = tracking(rows)
    chosen = Query(counting=Counting(("likes", "comments")))
    found = kpi.stamp(data, "er_reach", chosen)
    assert (found.value, found.n, dict(found.parts), found.total_rows) == (
        0.3,
        1,
        {"likes": 1, "comments": 1},
        0,
    )
    assert kpi.stamp(data, "er_reach").total_rows == 1
    own = kpi.measures(data, chosen)
    assert own["interactions"].tolist()[0] == 3
    assert own["parts"].tolist() == ["likes,comments", ""]


def test_an_act_nobody_has_is_named_as_the_missing_column():
    data = tracking([{"network": "x", "reach": 10, "likes": 1}])
    row = answer(kpi.compute(data, kpis=["er_reach"], query=Query(counting=Counting(("saves",)))), "er_reach", kind="posts")  # fmt: skip
    assert (row["n"], row["why"]) == (0, "missing:saves")


def test_touched_is_what_the_choice_changes():
    made = Counting(("likes",), weights=(("shares", 9.0),))
    names = {name for name, entry in kpis().items() if kpi.touched(entry, made)}
    assert {
        "interactions",
        "er_reach",
        "er_reach_median",
        "er_followers_period",
        "er_daily",
        "er_weighted",
    } <= names
    assert not names & {
        "cpe",
        "depth",
        "engagement_total",
        "er_reach_total",
        "ladder_likes",
        "likes",
        "reach",
    }
    assert not any(kpi.touched(entry, DECLARED) for entry in kpis().values())


@pytest.mark.parametrize(
    ("written", "made", "refused"),
    [
        ({"actions": "comments, likes"}, Counting(("likes", "comments")), ()),
        ({"actions": "likes,comments,shares,saves"}, DECLARED, ()),
        ({"over": "reach"}, Counting(over="reach"), ()),
        ({"weights": "shares:5,likes:1"}, Counting(weights=(("shares", 5.0),)), ()),
        ({"actions": "<script>"}, DECLARED, ("actions",)),
        ({"actions": "likes,=1+1", "over": "reach"}, Counting(over="reach"), ("actions",)),
        ({"over": "posts"}, DECLARED, ("over",)),
        ({"weights": "shares:-1"}, DECLARED, ("weights",)),
        ({"weights": "shares:1e999"}, DECLARED, ("weights",)),
        ({"weights": "shares:nan"}, DECLARED, ("weights",)),
        ({"weights": "shares"}, DECLARED, ("weights",)),
        ({"weights": "likes:0,comments:0,shares:0,clicks:0"}, DECLARED, ("weights",)),
        ({"actions": ",,,"}, DECLARED, ("actions",)),
        ({"actions": ""}, DECLARED, ()),
    ],
)
def test_a_choice_as_it_is_written(written, made, refused):
    assert counting(written) == (made, refused)
    assert counting(made.written()) == (made, ())
    assert of_pairs([("network", "x"), *made.written().items()]) == made
