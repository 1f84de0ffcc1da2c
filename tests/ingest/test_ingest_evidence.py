"""What a column shows, against what stands beside it: the stronger evidence wins, and a doubt is asked or told."""

import datetime as dt

import pytest
from exports_writing import xlsx

from cmdash import ingest
from cmdash.model import Answer, Profile, Tracking, Upload

TODAY = dt.date(2025, 9, 15)


def read(upload: Upload, *answers: Answer) -> Tracking:
    return ingest.read([upload], Profile(answers=answers), today=TODAY)


def codes(tracking: Tracking) -> list[str]:
    return [finding.code for finding in tracking.ledger.all_findings()]


POSTS = [
    ["DATE", "RESEAU", "TITRE", "PORTEE", "ENGAGEMENT", "BUDGET"],
    ["03/06/2025", "Facebook", "Le marché", 1500, 90, None],
    ["03/06/2025", "Facebook", "La citadelle", 1200, 48, "15 €"],
    ["13/06/2025", "Insta", "Le pont", 2400, 264, None],
    ["17/06/2025", "Insta", "Le quai", 1800, 180, None],
]


@pytest.mark.parametrize("identity", ["TITRE", "TEXTE", "LIEN", "FORMAT"])
def test_a_budget_beside_posts_makes_no_accounts_of_them(identity: str) -> None:
    posts = [list(row) for row in POSTS]
    posts[0][2] = identity
    for number, row in enumerate(posts[1:]):
        if identity == "LIEN":
            row[2] = f"https://www.facebook.com/p/{number}"
        if identity == "FORMAT":
            row[2] = ("Photo", "Réel", "Vidéo", "Photo")[number]
    tracking = read(Upload("suivi.xlsx", xlsx({"Suivi": posts})))
    assert tracking.account.empty
    assert len(tracking.posts) == 4
    assert tracking.posts["reach"].sum() == 6900
    assert tracking.posts["interactions"].sum() == 582


def test_a_budget_of_a_month_stays_a_figure_of_the_account() -> None:
    months = [["Mois", "Réseau", "Portée", "Engagement", "Budget"]] + [
        [f"{n:02}/2025", "Facebook", 1000 * n, 10 * n, 50] for n in range(1, 7)
    ]
    tracking = read(Upload("bilan.xlsx", xlsx({"Bilan": months})))
    assert tracking.posts.empty
    assert tracking.account["budget"].sum() == 300
