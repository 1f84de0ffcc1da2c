"""Goals as people write them: every network, the engagement rate, names of KPIs that are none."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Finding, Tracking, Upload
from cmdash.wording.findings import finding_text


def read(**texts: str) -> Tracking:
    uploads = [Upload(f"{name}.csv", text.encode()) for name, text in texts.items()]
    return ingest.read(uploads, today=dt.date(2026, 6, 30))


def goals(*lines: str) -> str:
    return "\n".join(
        ["Indicateur;Réseau;Début;Fin;Cible", *(f"{one};01/01/2026;30/06/2026;3 %" for one in lines)]
    )


def posts(header: str, *cells: str, network: str = "Facebook") -> str:
    rows = [f"{i:02}/06/2026;{network};texte {i};5;{cell}" for i, cell in enumerate(cells, 13)]
    return "\n".join([f"Date;Réseau;Texte;J'aime;{header}", *rows])


def told(tracking: Tracking, code: str) -> list[Finding]:
    return [finding for finding in tracking.ledger.all_findings() if finding.code == code]


@pytest.mark.parametrize(
    "word", ["Tous", "tous les réseaux", "All", "All networks", "*", "Toutes plateformes"]
)
def test_all_networks_are_no_filter(word: str) -> None:
    tracking = read(goals=f"KPI;Network;Target\nReach;{word};900\nReach;Facebook;90")
    assert tracking.goals["network"].fillna("").tolist() == ["", "facebook"]
    assert not told(tracking, "networks-unlisted")
    assert not told(tracking, "network-unknown-rows")


def test_a_budget_for_all_networks_is_of_none() -> None:
    tracking = read(
        campaigns="Campagne;Réseau;Budget prévu (€);Dépense (€)\nÉté;Tous;150;100\nHiver;Facebook;150;90",
        months="Mois;Réseau;Abonnés;Portée;Budget (€)\n01/2026;Facebook;900;50;10\n02/2026;Tous;900;60;20",
    )
    assert tracking.campaigns["network"].fillna("").tolist() == ["", "facebook"]
    assert tracking.account["network"].fillna("").tolist() == ["facebook", ""]
    assert not told(tracking, "networks-unlisted")


@pytest.mark.parametrize(
    ("header", "cells", "rate"),
    [
        ("Portée;Impressions", ("10;20", "10;20"), "er_reach"),
        ("Portée;Impressions", (";20", ";20", "10;20"), "er_impressions"),
        ("Impressions", ("20", "20"), "er_impressions"),
        ("Abonnés", ("1000", "1001"), "er_followers"),
    ],
)
def test_the_engagement_rate_is_the_one_the_data_allow(
    header: str, cells: tuple[str, ...], rate: str
) -> None:
    for word in ("Taux d'engagement", "Engagement rate", "taux d’engagement"):
        tracking = read(goals=goals(f"{word};Facebook"), posts=posts(header, *cells))
        assert tracking.goals[["kpi", "target"]].to_numpy().tolist() == [[rate, 0.03]]
        (finding,) = told(tracking, "goal-any-rate")
        assert (finding.row, finding.params["kpi"]) == (2, rate)
        assert "engagement" in finding_text(finding, "fr")


def test_each_goal_takes_the_rate_of_its_own_network() -> None:
    tracking = read(
        goals=goals(
            "Taux d'engagement;Facebook",
            "Taux d'engagement;LinkedIn",
            "Taux d'engagement sur la portée;LinkedIn",
        ),
        a=posts("Portée", "10", "10"),
        b=posts("Impressions", "20", "20", network="LinkedIn"),
    )
    assert tracking.goals["kpi"].tolist() == ["er_reach", "er_impressions", "er_reach"]


def test_without_data_the_rate_is_said_to_be_open() -> None:
    tracking = read(goals=goals("Taux d'engagement;Facebook"))
    assert tracking.goals["kpi"].tolist() == ["er_reach"]
    assert told(tracking, "goal-any-rate-without")


def test_an_unknown_kpi_is_told_with_the_nearest_name() -> None:
    tracking = read(goals=goals("Taux de réponsse;Facebook", "Xyzzy;Facebook", "Xyzzy;LinkedIn"))
    assert tracking.goals["kpi"].tolist() == ["Taux de réponsse", "Xyzzy", "Xyzzy"]
    (near,) = told(tracking, "goal-kpi-unknown-near")
    assert (near.row, near.params["near"]) == (2, "Taux de réponse")
    (alone,) = told(tracking, "goal-kpi-unknown")
    assert alone.rows == (3, 4)
    assert near.severity == alone.severity == "warning"
