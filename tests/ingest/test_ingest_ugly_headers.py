"""Headers and rows that people write their own way: short networks, signs, months between the rows, six digits."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cmdash import ingest
from cmdash.ingest.typing.month_names import names_month
from cmdash.model import Finding, Tracking, Upload
from tests.ingest.exports_writing import xlsx

TODAY = dt.date(2026, 6, 30)


def read(text: str, name: str = "suivi.csv") -> Tracking:
    tracking = ingest.read([Upload(name, text.encode())], today=TODAY)
    for report in tracking.ledger.files[0].tables:
        assert report.rows.read == report.rows.kept + report.rows.set_aside
    return tracking


def found(tracking: Tracking, code: str) -> list[Finding]:
    return [finding for finding in tracking.ledger.all_findings() if finding.code == code]


@pytest.mark.parametrize("month", [("JANVIER 2026", "FÉVRIER 2026"), ("Mois de janvier", "Mois de février")])
@pytest.mark.parametrize("again", [True, False])
def test_days_alone_under_a_month_between_the_rows(month: tuple[str, str], again: bool) -> None:
    header = ["Jour", "Réseau", "Sujet", "Likes"]
    rows = [[day, "FB", f"Sujet numéro {day}", day] for day in (3, 9, 21)]
    sheet = [[month[0]], header, *rows, [month[1]], *([header] if again else []), *rows]
    tracking = ingest.read([Upload("suivi.xlsx", xlsx({"2026": sheet}))], today=TODAY)
    assert tracking.posts["date"].tolist() == [
        pd.Timestamp(2026, m, day) for m in (1, 2) for day in (3, 9, 21)
    ]
    assert tracking.posts["likes"].sum() == 66
    assert not found(tracking, "superseded")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FÉVRIER 2026", True),
        ("Mois de mai", True),
        ("mai", True),
        ("3 mai 2026", False),
        ("bilan du mois de mai 2026", False),
        ("Lundi", False),
    ],
)
def test_a_line_that_names_a_month(text: str, expected: bool) -> None:
    assert names_month(text) is expected


def test_a_month_with_nothing_yet_is_no_section_of_months() -> None:
    tracking = read(
        "Mois;Réseau;Abonnés;Portée\nJanvier 2026;FB;1000;100\nFévrier 2026;;;\nMars 2026;FB;1002;102\nAvril 2026;FB;1004;104"
    )
    assert not found(tracking, "section-row")
    assert [f.row for f in found(tracking, "row-without-figure")] == [3]


def test_short_networks_beside_figures() -> None:
    rows = "\n".join(f"{d:02}/03/2026;{500 + d};{800 + d};{1000 + d};{2000 + d};{d}" for d in (13, 20, 27))
    account = read(f"Semaine du;LI followers;IG followers;X impressions;IG reach;Vues YT\n{rows}").account
    assert set(account["network"]) == {"linkedin", "instagram", "x", "youtube"}
    assert account.loc[account["network"] == "linkedin", "followers"].tolist() == [513, 520, 527]
    assert account.loc[account["network"] == "x", "impressions"].tolist() == [1013, 1020, 1027]
    assert account.loc[account["network"] == "instagram", "reach"].tolist() == [2013, 2020, 2027]


def test_clicks_to_the_site_are_no_figure_of_a_website() -> None:
    rows = "\n".join(f"{m:02}/2026;{1000 + m};{30 + m};{100 + m};4,5" for m in (1, 2, 3))
    account = read(f"Mois;Vues fiche Google;Clics site web;Nombre d'avis;Note\n{rows}", "google.csv").account
    assert account["network"].tolist() == ["google_business"] * 3
    assert account["link_clicks"].tolist() == [31, 32, 33]


def test_months_in_six_digits() -> None:
    tracking = read(
        "Période;Réseau;Fans;Portée\n202611;Facebook;1000;500\n202612;Facebook;1001;501\n202701;Facebook;1002;502"
    )
    assert tracking.account["date"].dt.strftime("%Y-%m").tolist() == ["2026-11", "2026-12", "2027-01"]
    assert set(tracking.account["period"]) == {"month"}
    assert found(tracking, "months-in-digits")


def test_losses_below_zero_are_losses() -> None:
    tracking = read(
        "Mois;Réseau;Abonnés;Nouveaux;Départs\n01/2026;FB;1000;10;-3\n02/2026;FB;1008;12;-4\n03/2026;FB;1020;12;0"
    )
    assert tracking.account["lost"].tolist() == [3, 4, 0]
    assert not found(tracking, "negative-count")
    mixed = read(
        "Mois;Réseau;Abonnés;Nouveaux;Départs\n01/2026;FB;1000;10;3\n02/2026;FB;1008;12;-4\n03/2026;FB;1020;12;0"
    )
    assert found(mixed, "negative-count")


def test_signs_as_headers() -> None:
    rows = "\n".join(
        f"{d}/03/2026;📸 Insta;Notre coup de cœur {d};{d};{d + 1};{d + 2};{d + 3}" for d in (13, 20, 27)
    )
    posts = read(f"Quand;Où;Quoi;❤️;💬;🔁;👁️\n{rows}").posts
    assert posts[["likes", "comments", "shares", "views"]].to_numpy().tolist() == [
        [d, d + 1, d + 2, d + 3] for d in (13, 20, 27)
    ]
