"""The E-reputation page: rows and monthly sheets apart, what waits for an answer, what other columns would bring."""

from __future__ import annotations

import datetime as dt

import pytest
from story_builders import frame

from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.story.reputation import reputation

JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
N = "\u202f"
SAID = [
    {"date": "2026-05-20", "network": "facebook", "author": "Ana", "quote": "Ouvert ?", "answered": "yes"},
    {"date": "2026-06-02", "network": "facebook", "author": "Tom", "quote": "Merci", "sentiment": "positive",
     "answered": "yes", "response_minutes": 30.0},
    {"date": "2026-06-05", "network": "google_business", "author": "Léa", "quote": "<b>Bof</b>", "rating": 3.0,
     "answered": "no", "sentiment": "neutral"},
    {"date": "2026-06-09", "network": "google_business", "author": "Jo", "quote": "Fermé", "rating": 1.0,
     "answered": "no", "sentiment": "negative"},
]  # fmt: skip
MONTHS = [
    {"date": "2026-06-01", "period": "month", "network": "website", "sessions_total": 4000.0,
     "sessions_social": 900.0},
    {"date": "2026-06-01", "period": "month", "network": "blog", "blogger_contacts": 8.0, "blogger_posts": 2.0,
     "blogger_audience": 5000.0},
]  # fmt: skip


def of(said: list[dict[str, object]], account: list[dict[str, object]] | None = None) -> Tracking:
    kinds = {
        "posts": [],
        "account": account or [],
        "campaigns": [],
        "calendar": [],
        "goals": [],
        "mentions": said,
    }
    return Tracking(**{kind: frame(kind, rows) for kind, rows in kinds.items()}, ledger=Ledger())


def test_the_figures_of_the_rows_of_a_month() -> None:
    view = reputation(of(SAID, MONTHS), Query(period=JUNE), "fr")
    shown = {figure.kpi: figure for group in view.groups for figure in group.figures}
    assert shown["heard-count"].value == 3
    assert (shown["heard-answered"].value, shown["heard-answered"].notes) == (
        pytest.approx(1 / 3),
        ("1 sur 3",),
    )
    assert shown["heard-sentiment"].value == 0
    assert (shown["heard-rating"].value, shown["heard-rating"].stamp.n) == (2, 2)
    assert shown["social_traffic_share"].value == pytest.approx(900 / 4000)
    assert shown["blogger_activation"].value == pytest.approx(2 / 8)
    assert view.sentence == (
        f"En juin 2026, 3 mentions, avis et messages, 33{N}% ont une réponse, délai médian 30 min, note moyenne 2,00 "
        f"et 22,5{N}% des visites du site viennent des réseaux. Mentions{N}: les fichiers n’en ont que du 1er juin 2026 "
        f"au 9 juin 2026."
    )


def test_what_waits_stands_there_the_negative_first() -> None:
    view = reputation(of(SAID), Query(period=JUNE), "en")
    assert [row[2] for row in view.open_rows] == ["Jo", "Léa"]
    assert view.open_rows[0][-1] == "suivi.xlsx, Feuille 1, row 5"
    assert view.waiting == 2
    assert view.open_rows[1][4] == "<b>Bof</b>"


def test_months_stand_side_by_side_whatever_the_period() -> None:
    network, month = reputation(of(SAID), Query(period=JUNE), "fr").tables
    assert [row[0] for row in month.rows] == ["mai 2026", "juin 2026"]
    assert [row[0] for row in network.rows] == ["Google Business Profile", "Facebook"]


def test_rows_and_monthly_sheets_are_never_added() -> None:
    account = [{"date": "2026-06-01", "period": "month", "network": "facebook", "mentions": 40.0}]
    view = reputation(of(SAID, account), Query(period=JUNE), "fr")
    shown = {figure.kpi: figure.value for group in view.groups for figure in group.figures}
    assert (shown["heard-count"], shown["mentions"]) == (3, 40)
    assert any("jamais additionnés" in note for note in view.notes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_anything_each_part_says_its_columns(language: str) -> None:
    view = reputation(of([]), Query(), language)
    assert len(view.missing) == 6
    assert not view.groups
    assert not view.tables
    partly = reputation(of(SAID, MONTHS), Query(), language)
    assert not partly.missing


def test_another_period_is_pointed_to() -> None:
    april = Query(period=Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    assert "autre période" in reputation(of(SAID), april, "fr").sentence


def test_networks_filter() -> None:
    view = reputation(of(SAID), Query(networks=("facebook",)), "fr")
    assert view.groups[0].figures[0].value == 2
