"""What people write around and among the rows: remarks, summary rows, dates written once, themes for texts."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from cmdash import ingest
from cmdash.model import Upload


def workbook(tab: str, rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = tab
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MONTHS_TAB = [
    ["Jour", "Réseau", "Sujet", "Likes"],
    *[[day, "Facebook", f"s{day}", day] for day in (3, 9, 12, 20, 27)],
]


@pytest.mark.parametrize(
    ("titles", "tab", "month"),
    [
        (["SUIVI RÉSEAUX – JUIN 2025", "(maj le vendredi)"], "JUIN", 6),
        (["Suivi 2025", "Objectif : 1000 abonnés en décembre"], "JUIN", 6),
        (["Suivi 2025", "comparer à mai 2025"], "JUIN", 6),
        (["Suivi 2025", "màj 02/07/2025"], "JUIN", 6),
        (["Suivi 2025", "sept posts prévus"], "JUIN", 6),
        (["Suivi 2025", "relevé mar. et jeu."], "JUIN", 6),
        (["JUIN 2025"], "2025", 6),
        (["Bilan juin 2025"], "Facebook", 6),
        (["JANV. 2025"], "Feuil1", 1),
    ],
)
def test_a_remark_above_a_table_is_not_its_month(titles: list[str], tab: str, month: int) -> None:
    read = ingest.read(
        [Upload("suivi.xlsx", workbook(tab, [*([title] for title in titles), [], *MONTHS_TAB]))]
    )
    assert {(day.year, day.month) for day in read.posts["date"]} == {(2025, month)}
    assert read.posts["date"].dt.day.tolist() == [3, 9, 12, 20, 27]


@pytest.mark.parametrize("label", ["TOTAL 2025", "Moy.", "Objectif", "N-1", "Σ", "TOT", "Ss-total février", "Cumul depuis janvier"])  # fmt: skip
def test_a_word_for_a_date_and_nothing_that_names_a_post_is_no_post(label: str) -> None:
    rows = [["Date", "Réseau", "Sujet", "J'aime", "Portée"]]
    rows += [[f"{day}/05/2025", "FB", f"s{day}", day, 100 * day] for day in (13, 14, 15, 16)]
    read = ingest.read([Upload("suivi.xlsx", workbook("Feuil1", [*rows, [label, None, None, 58, 5800]]))])
    assert read.posts["likes"].sum() == 13 + 14 + 15 + 16
    table = read.ledger.files[0].tables[0]
    assert table.rows.read == table.rows.kept + table.rows.set_aside
    # the same row with a text is a post whose date cannot be read
    read = ingest.read(
        [Upload("suivi.xlsx", workbook("Feuil1", [*rows, ["Objectif", "FB", "Bravo", 58, 5800]]))]
    )
    assert read.posts["likes"].sum() == 13 + 14 + 15 + 16 + 58


def test_posts_that_lost_their_date_are_told_with_their_rows() -> None:
    rows = [["Date", "Réseau", "Sujet", "J'aime"], ["13/05/2025", "FB", "a", 10], [None, "Insta", "b", 11], ["14/05/2025", "FB", "c", 12]]  # fmt: skip
    read = ingest.read([Upload("suivi.xlsx", workbook("Feuil1", rows))])
    (told,) = [f for f in read.ledger.all_findings() if f.code == "post-undated"]
    assert (told.severity, told.row) == ("warning", 3)
    assert len(read.posts) == 3


def test_a_theme_in_the_place_of_a_text_makes_posts() -> None:
    lines = ["Date;Réseau;Thème;Likes;Portée"]
    lines += [f"{day}/05/2025;Instagram;{theme};{10 + day};{900 - day}" for day, theme in ((13, "Bague"), (13, "Collier"), (17, "Bague"), (18, "Atelier"), (26, "Bague"))]  # fmt: skip
    read = ingest.read([Upload("bijoux.csv", "\r\n".join(lines).encode("cp1252"))])
    assert len(read.posts) == 5
    assert read.posts["likes"].sum() == 50 + 13 + 13 + 17 + 18 + 26
    assert read.posts["theme"].tolist() == ["Bague", "Collier", "Bague", "Atelier", "Bague"]


def years_side(corner: Sequence[object], title: str, tab: str) -> bytes:
    """Two blocks of months under one another, their years in the corners, as offices keep their followers."""
    rows: list[list[object]] = [[title], []]
    for at, year in enumerate(corner):
        rows.append([year, "janv.", "févr.", "mars", "avr."])
        rows += [[name, *(start + 100 * at + n for n in range(4))] for name, start in (("Facebook", 12000), ("Instagram", 8000))]  # fmt: skip
        rows += [["TOTAL", *(20000 + 200 * at + 2 * n for n in range(4))], [], []]
    return workbook(tab, rows)


@pytest.mark.parametrize("corner", [(2023, 2024), ("2023", "2024"), (2023, "2024")])
def test_the_year_in_the_corner_is_that_of_its_months(corner: Sequence[object]) -> None:
    book = years_side(corner, "Évolution communauté", "Abonnés")
    read = ingest.read([Upload("communaute.xlsx", book)])
    found = {(row.network, f"{row.date:%Y-%m}"): row.followers for row in read.account.itertuples()}
    assert found == {
        (name, f"{2023 + at}-{month:02}"): start + 100 * at + month - 1
        for at in (0, 1)
        for name, start in (("facebook", 12000), ("instagram", 8000))
        for month in (1, 2, 3, 4)
    }
    assert not [f for f in read.ledger.all_findings() if f.severity == "question"]


def test_a_title_that_may_mean_a_change_needs_another_word_for_it() -> None:
    for title, tab in (
        ("Évolution communauté", "Feuil1"),
        ("Taux d'évolution abonnés", "Abonnés"),
        ("Évolution portée", "Abonnés"),
    ):
        read = ingest.read([Upload("communaute.xlsx", years_side((2023,), title, tab))])
        assert not len(read.account), title
        assert "figure-unknown" in {f.code for f in read.ledger.all_findings()}, title


@pytest.mark.parametrize(
    ("cells", "reach"),
    [
        (["1.234", "12 500", "980", "2.500"], [1234, 12500, 980, 2500]),
        (["1.234", "2.500", "1'200", 900], [1234, 2500, 1200, 900]),
    ],
)
def test_a_reach_is_no_fraction_and_two_marks_for_thousands_are_asked_about(
    cells: Sequence[object], reach: Sequence[int]
) -> None:
    rows = [["Date", "Réseau", "Sujet", "J'aime", "Portée"]]
    rows += [
        [f"{day}/05/2025", "FB", f"s{day}", day, cell]
        for day, cell in zip((13, 14, 15, 16), cells, strict=True)
    ]
    read = ingest.read([Upload("suivi.xlsx", workbook("Feuil1", rows))])
    assert read.posts["reach"].tolist() == reach
    assert "decimal" in {f.setting for f in read.ledger.all_findings() if f.severity == "question"}
