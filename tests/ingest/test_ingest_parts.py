"""Organic and sponsored figures of one row say whether a post is organic, paid or both."""

from __future__ import annotations

import pytest

from cmdash import ingest
from cmdash.catalog import part_of_figure
from cmdash.model import Tracking, Upload


def read(header: str, *rows: str) -> Tracking:
    lines = [
        f"Date;Réseau;Texte;{header}",
        *(f"1{i}/05/2026;Facebook;texte {i};{row}" for i, row in enumerate(rows, 3)),
    ]
    return ingest.read([Upload("a.csv", "\n".join(lines).encode())])


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Portée organique", ("organic", "reach")), ("Paid reach", ("sponsored", "reach")), ("Portée payée", ("sponsored", "reach")),
        ("Impressions sponsorisées", ("sponsored", "impressions")), ("Vues payantes", ("sponsored", "views")), ("Non-paid reach", None),
        ("Unpaid reach", ("organic", "reach")), ("Budget publicitaire", None), ("Publication sponsorisée", None), ("Portée totale", None),
    ],
)  # fmt: skip
def test_the_part_a_header_names(header: str, part: tuple[str, str] | None) -> None:
    assert part_of_figure(header) == part


def test_a_row_with_both_parts_is_mixed() -> None:
    tracking = read(
        "Portée organique;Portée payée;Portée totale;J'aime;Dépense (€)",
        "200;800;1000;20;10", "300;0;300;10;", "0;500;500;12;", ";;400;5;", ";;400;5;3",
    )  # fmt: skip
    assert tracking.posts["paid"].fillna("").tolist() == ["mixed", "organic", "paid", "", "paid"]
    assert tracking.posts["reach"].tolist() == [1000, 300, 500, 400, 400]
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "paid-from-parts"]
    assert told.params["count"] == 3


def test_what_the_sheet_says_comes_first() -> None:
    tracking = read("Sponsorisé;Organic reach;Paid reach;Reach;Likes", "oui;200;0;200;5", ";100;50;150;5")
    assert tracking.posts["paid"].tolist() == ["paid", "mixed"]


def test_an_organic_part_alone_says_nothing() -> None:
    assert read("Organic reach;Reach;Likes", "200;300;5").posts["paid"].isna().all()
