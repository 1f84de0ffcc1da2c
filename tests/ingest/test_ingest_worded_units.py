"""Ratings and delays as people write them are read in the unit of their field; what is none is missing and told."""

from __future__ import annotations

import numpy as np
import pytest

from cmdash import ingest
from cmdash.ingest.typing import numbers
from cmdash.model import Tracking, Upload


def read(text: str) -> Tracking:
    return ingest.read([Upload("a.csv", text.encode())])


def accounts(header: str, *cells: str) -> Tracking:
    rows = [f"0{i}/2026;Facebook;100;{cell}" for i, cell in enumerate(cells, 1)]
    return read("\n".join([f"Mois;Réseau;Abonnés;{header}", *rows]))


def bad(tracking: Tracking) -> list[tuple[str | None, int | None]]:
    return [(f.column, f.row) for f in tracking.ledger.all_findings() if f.code == "cell-not-a-number"]


def values(tracking: Tracking, field: str) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in tracking.account[field]]


def test_delays_with_their_units_among_plain_minutes() -> None:
    tracking = accounts("Délai de réponse (min)", "2h30", "90", "45 min", "2 h", "1 j", "1 j 2 h", "-")
    assert values(tracking, "response_minutes") == [150, 90, 45, 120, 1440, 1560, None]
    assert not bad(tracking)


def test_delays_all_with_their_units_are_no_column_of_text() -> None:
    assert values(accounts("Temps de réponse", "2h30", "45 min"), "response_minutes") == [150, 45]


def test_what_is_no_delay_is_missing_and_told() -> None:
    tracking = accounts("Délai de réponse", "2h30", "vite", "2:30", "20")
    assert values(tracking, "response_minutes") == [150, None, None, 20]
    assert bad(tracking) == [("Délai de réponse", 3), ("Délai de réponse", 4)]


@pytest.mark.parametrize(
    ("header", "minutes"),
    [("Délai de réponse (h)", 60), ("Temps de réponse en heures", 60), ("Délai (jours)", 1440), ("Délai de réponse (min)", 1),
     ("Délai de réponse", 1), ("Response time (seconds)", 1 / 60)],
)  # fmt: skip
def test_the_unit_of_plain_numbers_is_that_of_the_header(header: str, minutes: float) -> None:
    assert numbers.header_minutes(header) == minutes


def test_hours_of_a_header_are_not_minutes() -> None:
    tracking = accounts("Délai de réponse (h)", "2", "1,5", "30 min")
    assert values(tracking, "response_minutes") == [120, 90, 30]


def test_ratings_in_all_their_writings() -> None:
    tracking = accounts("Note moyenne", "5/5", "4,6/5", "4,6 sur 5", "★★★★", "4,2", "3", "super")
    assert values(tracking, "rating") == [5, 4.6, 4.6, 4, 4.2, 3, None]
    assert bad(tracking) == [("Note moyenne", 8)]


def test_ratings_of_reviews_beside_plain_ones() -> None:
    rows = [
        "01/06/2026;Google;avis;A;bien;positif;5/5",
        "02/06/2026;Google;avis;B;bof;négatif;2/5",
        "14/06/2026;Google;avis;C;nul;négatif;1",
    ]
    tracking = read("\n".join(["Date;Réseau;Nature;Auteur;Ce qui est dit;Sentiment;Note", *rows]))
    assert tracking.mentions["rating"].tolist() == [5, 2, 1]


def test_remarks_with_a_rating_among_them_stay_remarks() -> None:
    cells = ["super mois", "5/5 sur Google", "à refaire", "5/5", "rien", "calme"]
    tracking = accounts("Note", *cells)
    assert tracking.account["rating"].isna().all()
    assert tracking.extras["account"]["Note"].tolist() == cells


def test_targets_of_delays_and_ratings() -> None:
    rows = (
        "Délai de réponse;2 h",
        "Note moyenne;4,5/5",
        "Délai de réponse;90",
        "Portée;2 h",
        "Note moyenne;4,6 sur 5",
    )
    tracking = read("\n".join(["Indicateur;Cible", *rows]))
    assert dict(zip(tracking.goals["row"], tracking.goals["target"], strict=True)) == {
        2: 120,
        3: 4.5,
        4: 90,
        6: 4.6,
    }
    assert bad(tracking) == [("Cible", 5)]
