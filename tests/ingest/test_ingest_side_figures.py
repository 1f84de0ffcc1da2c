"""Figures of an account in lines beside, above or below a table of posts are read as such, and never as sums of it."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload
from tests.ingest.exports_writing import xlsx

TODAY = dt.date(2026, 6, 30)
HEADER = ["Date", "Réseau", "Sujet", "J'aime", "Portée"]
POSTS = [[f"{day:02}/03/2025", network, f"Texte {day} du jour", day * 3, day * 40]
         for day, network in ((2, "FB"), (5, "Insta"), (9, "FB"), (14, "Insta"), (22, "FB"))]  # fmt: skip
TABLE = [HEADER, *POSTS]
TOTAL = ["TOTAL", None, None, 156, 2080]
FB, INSTA = ["Abonnés FB", 1258], ["Abonnés Insta", 842]
BOTH = {"facebook": 1258.0, "instagram": 842.0}


def read(rows: list[list[object]], tab: str = "Mars 2025") -> Tracking:
    return ingest.read([Upload("suivi.xlsx", xlsx({tab: rows}))], today=TODAY)


def followers(tracking: Tracking) -> dict[str, float]:
    account = tracking.account
    assert account["date"].dt.strftime("%Y-%m").unique().tolist() in (["2025-03"], [])
    return dict(zip(account["network"], account["followers"], strict=True))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*TABLE, [], FB, INSTA], BOTH),
        ([*TABLE, TOTAL, FB, INSTA], BOTH),
        ([*TABLE, TOTAL, [], ["Abonnés FB : 1 258"], ["Abonnés Insta = 842"]], BOTH),
        ([["Suivi mars 2025"], FB, INSTA, [], *TABLE], BOTH),
        ([FB, INSTA, *TABLE], BOTH),
        ([*TABLE, [], [*FB, *INSTA]], BOTH),
        ([[*TABLE[0]], [*TABLE[1], None, None, *FB], [*TABLE[2], None, None, *INSTA], *TABLE[3:]], BOTH),
        ([*TABLE, [], ["Total abonnés", 2100], FB, INSTA], BOTH),
        ([*TABLE, [], ["Évolution abonnés FB", 12]], {}),  # how it moved is not how many there are
        ([*TABLE, [], ["Abonnés FB", "+4 %"]], {}),
        ([*TABLE, [], ["Likes FB", 120], ["Portée Insta", 900]], {}),  # sums of the posts above
        ([*TABLE, [], ["Appeler Julie", 612345678]], {}),
    ],
)
def test_lines_beside_a_table_of_posts(rows: list[list[object]], expected: dict[str, float]) -> None:
    tracking = read(rows)
    assert followers(tracking) == expected
    assert (len(tracking.posts), tracking.posts["likes"].sum()) == (5, 156)
    told = [f for f in tracking.ledger.all_findings() if f.code == "side-figures"]
    assert bool(told) == bool(expected)
    for report in tracking.ledger.files[0].tables:
        assert report.rows.read == report.rows.kept + report.rows.set_aside


def test_the_year_is_that_of_the_title_over_the_posts() -> None:
    tracking = read([["SUIVI RÉSEAUX – MARS 2025"], [], *TABLE, [], FB, INSTA], "MARS ")
    assert followers(tracking) == BOTH


def test_without_a_month_around_they_are_not_imported_and_it_is_said() -> None:
    tracking = read([*TABLE, [], FB, INSTA], "Suivi")
    assert not len(tracking.account)
    assert [t.kind for t in tracking.ledger.files[0].tables] == ["posts", "other"]


def test_a_column_of_followers_is_not_repeated_by_a_line() -> None:
    rows = [
        ["Mois", "Réseau", "Abonnés"],
        ["janvier 2025", "FB", 900],
        ["février 2025", "FB", 950],
        [],
        ["Abonnés FB", 950],
    ]
    tracking = read(rows, "2025")
    assert tracking.account["followers"].tolist() == [900, 950]
