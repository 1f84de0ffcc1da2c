"""Figures that other rows hold already are counted once; units, years and changes around figures are read and told."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.ingest.typing.number_words import header_unit
from cmdash.model import Finding, Tracking, Upload
from tests.ingest.exports_writing import xlsx

TODAY = dt.date(2026, 6, 30)
MONTHS = ("janvier 2026", "février 2026", "mars 2026", "avril 2026")
REACH = {"Facebook": (1210, 980, 1777, 2040), "Instagram": (640, 702, 815, 760)}
BOTH = [sum(pair) for pair in zip(*REACH.values(), strict=True)]


def read(sheets: dict[str, list[list[object]]], name: str = "suivi.xlsx") -> Tracking:
    return checked(ingest.read([Upload(name, xlsx(sheets))], today=TODAY))


def read_text(text: str, name: str = "suivi.csv") -> Tracking:
    return checked(ingest.read([Upload(name, text.encode())], today=TODAY))


def checked(tracking: Tracking) -> Tracking:
    for report in tracking.ledger.files[0].tables:
        assert report.rows.read == report.rows.kept + report.rows.set_aside
    return tracking


def found(tracking: Tracking, code: str) -> list[Finding]:
    return [finding for finding in tracking.ledger.all_findings() if finding.code == code]


def tab(figures: list[int] | tuple[int, ...], stock: int) -> list[list[object]]:
    return [
        ["Mois", "Abonnés", "Portée"],
        *([month, stock + i, n] for i, (month, n) in enumerate(zip(MONTHS, figures, strict=True))),
    ]


def test_a_tab_of_totals_beside_a_tab_for_each_network_is_not_counted() -> None:
    tracking = read({name: tab(reach, 1000) for name, reach in REACH.items()} | {"Global": tab(BOTH, 2000)})
    assert tracking.account["reach"].sum() == sum(BOTH)
    (told,) = found(tracking, "total-of-networks")
    assert (told.sheet, told.rows) == ("Global", (2, 3, 4, 5))
    assert not found(tracking, "network-unknown")


def test_a_tab_of_another_network_is_asked_about_and_counted() -> None:
    tracking = read(
        {name: tab(reach, 1000) for name, reach in REACH.items()} | {"Nouveau": tab([5, 6, 7, 8], 20)}
    )
    assert tracking.account["reach"].sum() == sum(BOTH) + 26
    assert found(tracking, "network-unknown")
    assert not found(tracking, "total-of-networks")


@pytest.mark.parametrize("word", ["Total", "Tous réseaux", "Global", "All networks", "Gesamt"])
def test_rows_of_all_networks_among_those_of_each(word: str) -> None:
    rows = [
        f"{month};{name};{figure}"
        for i, month in enumerate(MONTHS)
        for name, figure in ((*((n, r[i]) for n, r in REACH.items()), (word, BOTH[i])))
    ]
    tracking = read_text("Mois;Réseau;Portée\n" + "\n".join(rows))
    assert tracking.account["reach"].sum() == sum(BOTH)
    assert set(tracking.account["network"]) == {"facebook", "instagram"}


def test_a_record_or_a_peak_is_no_figure_of_the_month() -> None:
    rows = "\n".join(f"{month};Facebook;{1000 + i};900;350" for i, month in enumerate(MONTHS))
    tracking = read_text(f"Mois;Réseau;Abonnés;Meilleure portée;Portée max\n{rows}")
    assert tracking.account["reach"].isna().all()
    assert tracking.account["followers"].notna().all()


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Portée (en milliers)", 1000), ("Abonnés (k)", 1000), ("Reach in thousands", 1000), ("Reichweite (Tsd.)", 1000), ("Zasięg (w tys.)", 1000),
        ("Impressions (in millions)", 1_000_000), ("Vues (x1000)", 1000), ("Portée", 1), ("Portée (personnes)", 1), ("Vues en mars", 1), ("Likes (k€)", 1), ("Mille fans", 1),
    ],
)  # fmt: skip
def test_the_unit_a_header_tells(header: str, unit: int) -> None:
    assert header_unit(header) == unit


def test_counts_in_thousands_are_counts() -> None:
    rows = "\n".join(
        f"{month};Facebook;{12.5 + i / 10};{35.2 + i}".replace(".", ",") for i, month in enumerate(MONTHS)
    )
    tracking = read_text(f"Mois;Réseau;Abonnés (milliers);Portée (en milliers)\n{rows}")
    assert tracking.account["followers"].tolist() == [12500, 12600, 12700, 12800]
    assert tracking.account["reach"].tolist() == [35200, 36200, 37200, 38200]
    assert {f.column for f in found(tracking, "unit-in-header")} == {
        "Abonnés (milliers)",
        "Portée (en milliers)",
    }


def test_rows_longer_than_the_header_are_told() -> None:
    rows = "\n".join(f"{i + 13}/05/2026,FB,texte numéro {i},{10 + i},{i},5%,{100 + i}" for i in range(8))
    tracking = read_text(f"Date,Réseau,Texte,Likes,Taux,Portée\n{rows}")
    assert found(tracking, "cells-beyond-header")
    remark = rows.replace("\n", ",\n").replace(",5%", "")  # the usual comma at the end says nothing
    assert not found(read_text(f"Date,Réseau,Texte,Likes,Taux,Portée,\n{remark}"), "cells-beyond-header")


def test_years_in_columns_and_months_in_rows() -> None:
    rows = [["Portée Facebook"], ["Mois", 2024, 2025, "Évolution"]]
    rows += [
        [month, 100 + i, 200 + i if i < 3 else None, "+5 %"]
        for i, month in enumerate(("Janvier", "Février", "Mars", "Avril"))
    ]
    tracking = read({"Portée": rows})
    account = tracking.account.sort_values("date")
    assert account["date"].dt.strftime("%Y-%m").tolist() == [f"2024-0{m}" for m in (1, 2, 3, 4)] + [
        f"2025-0{m}" for m in (1, 2, 3)
    ]
    assert account["reach"].tolist() == [100, 101, 102, 103, 200, 201, 202]
    assert account["row"].tolist() == [3, 4, 5, 6, 3, 4, 5]
    assert set(account["network"]) == {"facebook"}


def test_years_in_columns_without_a_figure_are_asked_about() -> None:
    rows = [["Mois", 2024, 2025], *([month, 100, 200] for month in ("Janvier", "Février", "Mars", "Avril"))]
    tracking = read({"Facebook": rows})
    assert not len(tracking.account)
    (asked,) = found(tracking, "figure-unknown")
    assert asked.setting == "figure"


@pytest.mark.parametrize("change", ["(+{})", " (+{} %)", " ▲ {}", " (−{})"])
def test_counts_with_their_change_behind_them(change: str) -> None:
    rows = "\n".join(f"{month};1 2{50 + i}{change.format(i + 1)}" for i, month in enumerate(MONTHS))
    tracking = read_text(f"Mois;Abonnés Facebook\n{rows}")
    assert tracking.account["followers"].tolist() == [1250, 1251, 1252, 1253]
    assert found(tracking, "changes-left-out")
