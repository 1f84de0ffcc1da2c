"""Mentions, reviews and messages: who was answered and when, what nobody told, each figure recounted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import frame

from cmdash.kpi.heard import Heard, heard, prepared


def of(*rows: dict[str, object]) -> Heard:
    return heard(prepared(frame("mentions", list(rows))))


def said(day: str = "2026-06-01", **more: object) -> dict[str, object]:
    return {"date": day, **more}


def test_yes_and_no_count_and_an_empty_cell_is_no_answer_given() -> None:
    found = of(said(answered="yes"), said(answered="no"), said())
    assert (found.answered, found.told) == (1, 2)


def test_where_the_answers_are_kept_an_empty_one_is_unanswered() -> None:
    found = of(said(answer="Merci"), said(), said(nature="article"), said(file="other.csv"))
    assert (found.answered, found.told) == (1, 2)


def test_delays_in_minutes_from_hours_and_in_days_from_days() -> None:
    hours = of(
        said("2026-06-01 10:00", answer_date="2026-06-01 10:45"),
        said("2026-06-01 23:50", answer_date="2026-06-02 00:20"),
        said("2026-06-03 08:00", answer_date="2026-06-01 08:00"),
    )
    assert (hours.delay, hours.delays, hours.to_day) == (37.5, 2, False)
    days = of(
        said("2026-06-01 10:00", answer_date="2026-06-03"), said("2026-06-05 00:00", answer_date="2026-06-05")
    )
    assert (days.delay, days.to_day) == (1440, True)
    own = of(said(response_minutes=15.0, answer_date="2026-06-04"))
    assert (own.delay, own.to_day) == (15, False)


def test_nothing_known_is_nothing_said() -> None:
    found = of(said())
    assert (found.told, found.delay, found.balance, found.rating, found.seen) == (0, None, None, None, 0)
    assert of().rows == 0


def test_ratings_out_of_ten_are_told_as_such() -> None:
    assert (of(said(rating=9.0), said(rating=4.0)).scale, of(said(rating=5.0)).scale) == (10, 5)


ROW = st.fixed_dictionaries(
    {
        "date": st.just("2026-06-01"),
        "file": st.sampled_from(["a.csv", "b.csv"]),
        "answered": st.sampled_from([None, "yes", "no", "other:bientôt"]),
        "answer": st.sampled_from([None, None, "Merci"]),
        "sentiment": st.sampled_from([None, "positive", "negative", "neutral", "other:?"]),
        "rating": st.sampled_from([None, 1.0, 3.5, 5.0]),
        "audience": st.sampled_from([None, 0.0, 120.0]),
        "nature": st.sampled_from([None, "review", "article"]),
    }
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, max_size=12))
def test_every_figure_is_recounted(rows: list[dict[str, object]]) -> None:
    found = of(*rows)
    keeping = {row["file"] for row in rows if row["answer"]}
    yes = sum(row["answered"] == "yes" or bool(row["answer"]) for row in rows)
    no = sum(
        not row["answer"]
        and (
            row["answered"] == "no"
            or (row["answered"] is None and row["file"] in keeping and row["nature"] != "article")
        )
        for row in rows
    )
    assert (found.answered, found.told) == (yes, yes + no)
    felt = [row["sentiment"] for row in rows if row["sentiment"] in ("positive", "negative", "neutral")]
    if felt:
        assert found.balance == pytest.approx((felt.count("positive") - felt.count("negative")) / len(felt))
    rated = [float(str(row["rating"])) for row in rows if row["rating"] is not None]
    assert found.rating == (pytest.approx(sum(rated) / len(rated)) if rated else None)
    assert found.seen == sum(row["audience"] is not None for row in rows)
