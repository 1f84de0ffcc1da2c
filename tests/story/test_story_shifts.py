"""The page about changes: what is planted is told with its posts and what stood beside it; no cause is named."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
from story_builders import frame

from cmdash.catalog import LANGUAGES, section
from cmdash.model import Event, Ledger, Query, Seasons, Tracking
from cmdash.story.shifts import changes_page

CAUSES = r"\b(grâce à|à cause|parce que|because|thanks to|due to|caused)\b"


def tracking_of(posts: list[dict[str, object]], **frames: pd.DataFrame) -> Tracking:
    empty = {kind: frame(kind, []) for kind in ("account", "campaigns", "calendar", "goals")}
    return Tracking(posts=frame("posts", posts), ledger=Ledger(), **{**empty, **frames})


def year(week: int = 30, times: float = 6.0, **marks: object) -> list[dict[str, object]]:
    """Four posts a week on Instagram over a year, all alike but for those of one week."""
    rows: list[dict[str, object]] = []
    for number in range(52 * 4):
        at = number // 4
        date = pd.Timestamp("2025-01-06 10:00") + pd.Timedelta(days=7 * at + number % 4)
        odd = at == week
        row: dict[str, object] = {
            "date": date, "network": "instagram", "account": "maison", "text": f"Publication {number}",
            "format": "photo", "reach": 1000, "likes": (40 + 7 * (number % 5)) * (times if odd else 1),
            "comments": 0, "shares": 0,
        }  # fmt: skip
        rows.append(row | (marks if odd else {}))
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planted_week_is_told_with_its_posts_and_what_stood_beside_it(language: str) -> None:
    rows = year(text="Grand CONCOURS de l’été : trois paniers à gagner")
    mentions = frame(
        "mentions", [{"date": pd.Timestamp("2025-08-05"), "nature": "article", "quote": "Bravo"}]
    )
    event = Event(dt.date(2025, 8, 4), dt.date(2025, 8, 5), "Fête du pain")
    view = changes_page(tracking_of(rows, mentions=mentions), Query(), language, Seasons(events=(event,)))
    (item,) = view.items
    words = section(language, "shifts")
    assert item.kind == "peak"
    assert item.start == dt.date(2025, 8, 4)
    told = [text for label, text in item.terms if label == words["term.beside"]]
    assert any("CONCOURS" in text for text in told)
    assert any("Fête du pain" in text for text in told)
    assert len(told) == 3
    assert any(label == words["term.posts"] and "4" in text for label, text in item.terms)


def test_boosted_posts_stand_beside_and_make_no_peak_themselves() -> None:
    rows = year(times=1.0)
    boosted = [row | {"paid": "paid", "likes": 900} for row in rows[120:124]]
    assert changes_page(tracking_of([*rows, *boosted]), Query(), "fr").items == ()
    (item,) = changes_page(tracking_of([*year(), *boosted]), Query(), "fr").items
    assert any("sponsorisées" in text for _, text in item.terms)


@pytest.mark.parametrize("paid", ["paid", "organic"])
def test_a_filter_that_the_page_does_not_offer_changes_nothing(paid: str) -> None:
    tracking = tracking_of(year(paid="organic"))
    assert changes_page(tracking, Query(paid=(paid,)), "fr") == changes_page(tracking, Query(), "fr")


def test_a_silence_stands_beside_what_comes_after_it() -> None:
    rows = [row for row in year() if not 26 <= (row["date"] - pd.Timestamp("2025-01-06")).days // 7 < 30]
    (item,) = changes_page(tracking_of(rows), Query(), "fr").items
    assert any("semaines sans publication" in text for _, text in item.terms)


def test_a_lasting_change_is_a_level() -> None:
    rows = year(times=1.0)
    for number, row in enumerate(rows):
        if number >= 100:
            row["reach"] = 2600
            row["likes"] = row["likes"] * 2.6
    found = changes_page(tracking_of(rows), Query(), "en").items
    assert [item.kind for item in found] == ["up"]
    assert abs((found[0].start - dt.date(2025, 6, 30)).days) <= 7
    assert "160%" in found[0].sentence


def test_a_calm_record_says_so_and_a_short_one_what_it_takes(empty: Tracking) -> None:
    calm = changes_page(tracking_of(year(times=1.0)), Query(), "fr")
    assert calm.items == ()
    assert calm.sentence == section("fr", "shifts")["calm.other"].format(names="Instagram")
    short = changes_page(tracking_of(year()[:60]), Query(), "fr")
    assert short.sentence == section("fr", "shifts")["short"]
    assert changes_page(empty, Query(), "fr").notes == (section("fr", "shifts")["how"],)


def test_newcomers_of_a_month_are_told_as_people() -> None:
    months = pd.date_range("2024-01-01", periods=24, freq="MS")
    size, rows = 4000.0, []
    for at, month in enumerate(months):
        size += 400 if at == 15 else 30 + at % 3
        rows.append(
            {"date": month, "period": "month", "network": "facebook", "account": "p", "followers": size}
        )
    view = changes_page(tracking_of([], account=frame("account", rows)), Query(), "fr")
    (item,) = view.items
    assert item.start == dt.date(2025, 4, 1)
    assert "+400" in item.sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_a_cause(language: str) -> None:
    assert not [text for text in section(language, "shifts").values() if re.search(CAUSES, text)]
