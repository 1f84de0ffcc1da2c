"""Networks in rows and months in columns: read as the one figure that is named around them, else asked, never guessed."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from cmdash import ingest
from cmdash.model import Answer, Profile, Tracking, Upload
from cmdash.wording.findings import finding_text, option

MONTHS = ("janv. 2025", "févr. 2025", "mars 2025")
FIGURES = {"Facebook": (1204, 1219, 1233), "Instagram": (2310, 2356, 2471)}


def read(tab: str, title: str = "", corner: str = "", *answers: Answer) -> Tracking:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        page = book.add_worksheet(tab)
        lines = [(title,)] if title else []
        lines += [(corner, *MONTHS), *((name, *cells) for name, cells in FIGURES.items())]
        for place, line in enumerate(lines):
            page.write_row(place, 0, line)
    return ingest.read([Upload("suivi.xlsx", memory.getvalue())], Profile(answers))


def rows(tracking: Tracking, field: str) -> dict[str, tuple[int, ...]]:
    account = tracking.account
    assert set(account["period"]) <= {"month"}
    found = account.sort_values("date").groupby("network")[field].agg(tuple)
    return {str(network).capitalize(): values for network, values in found.items()}


@pytest.mark.parametrize(
    ("tab", "title", "corner", "field"),
    [
        ("Abonnés", "", "", "followers"),
        ("Abonnés", "", "Réseau", "followers"),
        ("Feuil1", "Nos abonnés", "", "followers"),
        ("Feuil1", "", "Abonnés", "followers"),
        ("Feuil1", "Nouveaux abonnés 2025", "", "gained"),
        ("Abonnés", "Portée", "", "reach"),
        ("Sheet1", "Our followers", "Network", "followers"),
    ],
)
def test_the_one_figure_named_around_is_read(tab: str, title: str, corner: str, field: str) -> None:
    tracking = read(tab, title, corner)
    assert rows(tracking, field) == FIGURES
    told = [f for f in tracking.ledger.all_findings() if f.code == "figure-around"]
    assert {f.params["field"] for f in told} == {field}
    assert not ingest.questions(tracking.ledger)


@pytest.mark.parametrize(
    ("tab", "title"),
    [
        ("Feuil1", ""),
        ("2025", "Nos réseaux"),
        ("Feuil1", "Abonnés et portée"),
        ("Feuil1", "Évolution des abonnés"),
    ],
)
def test_what_nothing_names_is_asked_and_not_guessed(tab: str, title: str) -> None:
    tracking = read(tab, title, "Réseau")
    (question,) = ingest.questions(tracking.ledger)
    assert (question.code, question.setting) == ("figure-unknown", "figure")
    assert len(tracking.account) == len(tracking.posts) == 0
    for language in ("fr", "en"):
        assert finding_text(question, language)
        assert all(option("figure", answer.value, language) for answer in question.options)
    for answer in question.options:
        answered = read(tab, title, "Réseau", Answer("figure", answer.value, file="suivi.xlsx"))
        assert rows(answered, answer.value) == FIGURES
        assert not ingest.questions(answered.ledger)
