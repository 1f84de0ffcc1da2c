"""The rows a figure rests on, beside those that could have it."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Goal, Period, Query, Tracking, Upload
from cmdash.story.community import community
from cmdash.story.goals import goals_page

MAY = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))


@pytest.fixture(scope="module")
def tracking() -> Tracking:
    """New followers of three networks by month, X without those of May; and the daily views of YouTube."""
    gains = ["Mois;Réseau;Abonnés;Nouveaux abonnés"]
    gains += [
        f"2026-{month:02d};{network};100;{'' if (month, network) == (5, 'X') else 9}"
        for month in range(1, 7)
        for network in ("Facebook", "X", "YouTube")
    ]
    views = ["Date;Réseau;Vues"] + [
        f"{dt.date(2026, 1, 1) + dt.timedelta(days=at)};YouTube;{20 + at % 7}" for at in range(180)
    ]
    return ingest.read(
        [Upload("gains.csv", "\n".join(gains).encode()), Upload("views.csv", "\n".join(views).encode())]
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "2 lignes sur 3 donnent ce chiffre"), ("en", "2 rows of 3 give this figure")],
)
def test_daily_rows_of_another_figure_lack_nothing(tracking: Tracking, language: str, said: str) -> None:
    view = community(tracking, Query(period=MAY), language)
    (new,) = (figure for figure in view.figures if figure.kpi == "new_followers")
    assert (new.stamp.used, new.stamp.n, new.stamp.of) == (said, 2, 3)
    assert said in new.notes
    (flow,) = (chart for chart in view.charts if chart.id == "flow")
    assert flow.note.startswith({"fr": "14 lignes sur 15", "en": "14 rows of 15"}[language])


def test_a_complete_figure_has_no_base_to_tell(tracking: Tracking) -> None:
    april = Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    view = community(tracking, Query(period=april), "fr")
    (new,) = (figure for figure in view.figures if figure.kpi == "new_followers")
    assert (new.stamp.used, new.notes) == ("3 lignes des fichiers", ())
    assert not any("hors du calcul" in text for text in new.stamp.exclusions)


def test_a_goal_rests_on_the_same_rows(tracking: Tracking) -> None:
    goal = Goal("new_followers", 90, start=MAY.start, end=MAY.end)
    (card,) = goals_page(tracking, (goal,), dt.date(2026, 6, 30), "fr").cards
    assert card.stamp is not None
    assert (card.stamp.n, card.stamp.of) == (2, 3)
