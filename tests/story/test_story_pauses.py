"""Weeks without a post in the periods compared: said from when to when and where, and nothing but that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from story_builders import frame

from cmdash import ingest
from cmdash.model import Ledger, Period, Query, Tracking, Upload
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.report import report

DAY = dt.date
NARROW = "\u202f"
YEAR = Period(DAY(2025, 7, 1), DAY(2026, 6, 30))
MAY = Period(DAY(2026, 5, 1), DAY(2026, 5, 31))
HEAD = {"fr": "Dans les périodes comparées, aucune publication ", "en": "In the periods compared, no post "}
TAIL = {"fr": f"{NARROW}: silence ou données manquantes.", "en": ": silence or missing data."}


def posted(
    network: str, first: str, last: str, every: int = 2, without: tuple[str, str] = ("", "")
) -> list[dict[str, object]]:
    """A post of a network every so many days, none on the days `without`."""
    return [
        {"date": day, "network": network or None, "reach": 100 + at, "likes": 10 + at % 7}
        for at, day in enumerate(pd.date_range(first, last, freq=f"{every}D"))
        if not (without[0] and without[0] <= f"{day:%Y-%m-%d}" <= without[1])
    ]


def made(*rows: list[dict[str, object]]) -> Tracking:
    empty = {kind: frame(kind, []) for kind in ("account", "campaigns", "calendar", "goals")}
    return Tracking(posts=frame("posts", [row for many in rows for row in many]), ledger=Ledger(), **empty)


def said(tracking: Tracking, period: Period | None, language: str = "fr", **given: object) -> list[str]:
    view = overview(tracking, Query(period, **given), language)  # type: ignore[arg-type]
    return [note for note in view.notes if note.startswith(HEAD[language])]


@pytest.fixture(scope="module")
def holed() -> Tracking:
    """Three years of three networks; two of them have nothing in November 2024, LinkedIn is fed every two months."""
    days = ("2023-07-01", "2026-07-20")
    return made(
        posted("facebook", *days, 1, without=("2024-11-04", "2024-12-08")),
        posted("instagram", *days, 1, without=("2024-11-03", "2024-12-09")),
        posted("x", *days),
        posted("linkedin", *days, every=60),
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "sur Facebook et Instagram du 4 novembre 2024 au 8 décembre 2024"),
        ("en", "on Facebook and Instagram from 4 November 2024 to 8 December 2024"),
    ],
)
def test_a_hole_in_the_year_compared_with_is_said(holed: Tracking, language: str, told: str) -> None:
    """On the Overview, the Networks page and in the report; the days are those on which neither posted."""
    sentence = HEAD[language] + told + TAIL[language]
    assert said(holed, YEAR, language) == [sentence]
    assert sentence in networks_page(holed, Query(YEAR), language).notes
    written = report(holed, Query(YEAR), language, DAY(2026, 7, 21))
    (summary,) = (part for part in written.parts if part.id == "summary")
    assert sentence in str(summary.blocks).replace("\\u202f", NARROW)
    for network in ("facebook", "instagram"):
        days = holed.posts.loc[holed.posts["network"] == network, "date"]
        assert not days.between("2024-11-04", "2024-12-08 23:59").any()


def test_a_network_of_the_filter_speaks_for_itself(holed: Tracking) -> None:
    (alone,) = said(holed, YEAR, networks=("instagram",))
    assert "sur Instagram du 3 novembre 2024 au 9 décembre 2024" in alone
    assert said(holed, YEAR, networks=("x",)) == []
    assert said(holed, YEAR, networks=("linkedin",)) == []  # its usual rhythm


@pytest.mark.parametrize(
    "period",
    [
        None,  # nothing is compared
        Period(DAY(2026, 6, 1), DAY(2026, 6, 30)),  # neither June 2025 nor May 2026 holds it
        Period(DAY(2024, 10, 1), DAY(2024, 10, 31)),  # it comes after
    ],
)
def test_a_hole_elsewhere_is_not_said(holed: Tracking, period: Period | None) -> None:
    assert said(holed, period) == []


def test_of_a_hole_the_days_inside_what_is_compared_are_said(holed: Tracking) -> None:
    (note,) = said(holed, Period(DAY(2024, 11, 1), DAY(2024, 11, 30)))
    assert "du 4 novembre 2024 au 30 novembre 2024" in note
    january = Period(DAY(2025, 1, 1), DAY(2025, 1, 31))  # with December: eight days of it are not three weeks
    assert said(holed, january) == []


def test_two_months_that_touch_hold_a_hole_over_their_border() -> None:
    tracking = made(posted("x", "2026-01-01", "2026-07-20", 1, ("2026-04-20", "2026-05-12")))
    (note,) = said(tracking, MAY)
    assert "du 20 avril 2026 au 12 mai 2026" in note


@pytest.mark.parametrize(("last", "told"), [("2026-04-26", True), ("2026-04-25", False)])
def test_three_weeks_are_the_least(last: str, told: bool) -> None:
    """From 6 April on: 21 days to the 26th, 20 to the 25th."""
    tracking = made(posted("facebook", "2026-01-01", "2026-07-20", 1, ("2026-04-06", last)))
    notes = said(tracking, MAY)
    assert bool(notes) == told
    if told:
        assert notes == [f"{HEAD['fr']}sur Facebook du 6 avril 2026 au 26 avril 2026{TAIL['fr']}"]


def test_a_network_that_begins_or_ends_has_no_hole() -> None:
    tracking = made(
        posted("facebook", "2026-01-01", "2026-07-20"),
        posted("tiktok", "2026-05-10", "2026-07-20"),
        posted("x", "2026-01-01", "2026-04-05"),
    )
    assert said(tracking, MAY) == []


def test_several_holes_are_told_in_their_order_and_the_rest_counted() -> None:
    months = (("2025-08-02", "2025-08-28"), ("2025-10-01", "2025-10-29"), ("2026-01-03", "2026-01-30"), ("2026-04-01", "2026-04-23"))  # fmt: skip
    rows = posted("instagram", "2024-06-01", "2026-07-20", 1)
    kept = [r for r in rows if not any(a <= str(r["date"])[:10] <= b for a, b in months)]
    (note,) = said(made(kept), YEAR)
    assert note == (
        f"{HEAD['fr']}sur Instagram du 2 août 2025 au 28 août 2025, sur Instagram du 1er octobre 2025 au 29 octobre 2025, "
        f"sur Instagram du 3 janvier 2026 au 30 janvier 2026 et pendant 1 autre durée de trois semaines au moins{TAIL['fr']}"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("column", [True, False])
def test_a_sheet_of_ones_own_with_a_hole_in_april(language: str, column: bool) -> None:
    """May against April, with a column of networks and without any."""
    lines = ["Date;Réseau;Message;Portée;J'aime" if column else "Date;Message;Portée;J'aime"]
    for at, day in enumerate(pd.date_range("2026-03-01", "2026-05-31", freq="2D")):
        if not DAY(2026, 4, 6) <= day.date() <= DAY(2026, 4, 27):
            network = "Instagram;" if column else ""
            lines.append(f"{day:%d/%m/%Y};{network}Post {at};{400 + at};{20 + at}")
    tracking = ingest.read([Upload("suivi.csv", "\r\n".join(lines).encode())])
    (note,) = said(tracking, MAY, language)
    days = tracking.posts["date"]
    first = days[days < "2026-04-10"].max() + pd.Timedelta(days=1)
    last = days[days > "2026-04-10"].min() - pd.Timedelta(days=1)
    assert (first.month, last.month) == (4, 4)
    assert f"{first.day} " in note
    assert f"{last.day} " in note
    assert ("Instagram" in note) == column
    assert note.endswith(TAIL[language])


def test_figures_of_accounts_alone_have_no_posts_to_lack(account_only: Tracking, june: Query) -> None:
    assert said(account_only, june.period) == []
    assert said(replace(account_only), YEAR) == []
