"""What lies behind a rate far above its typical post, and months that some accounts lack."""

from __future__ import annotations

import pytest

from cmdash import ingest
from cmdash.model import Query, Tracking, Upload
from cmdash.model.query import Period
from cmdash.story.asked import Asked
from cmdash.story.carried import carried
from cmdash.story.community import community
from cmdash.story.overview import overview


def read(lines: list[str]) -> Tracking:
    return ingest.read([Upload("posts.csv", "\n".join(lines).encode())])


def spread(network: str, count: int, likes: int, shape: str = "photo") -> list[str]:
    return [
        f"2026-05-{1 + at % 28:02d},{network},{shape},{network} {shape} {at},1000,{likes}"
        for at in range(count)
    ]


HEAD = "Date,Network,Format,Text,Reach,Likes"
LATE = "2026-06-30,X,photo,late,1000,1"


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "diffère d’un réseau à l’autre"), ("en", "differs between")]
)
def test_networks_that_differ_are_not_a_few_posts(language: str, said: str) -> None:
    """Every post of a network earns the same: none of them carries anything."""
    tracking = read([HEAD, *spread("Instagram", 12, 80), *spread("X", 24, 5), LATE])
    (found,) = carried(Asked(tracking, Query(), language))
    assert found.code == "differing"
    assert said in found.text
    assert "Instagram" in found.text


def test_a_few_posts_carry_where_they_do_within_one_network_and_format() -> None:
    lines = [HEAD, *spread("X", 24, 5), *spread("X", 3, 400, "video"), LATE]
    lines += ["2026-05-10,X,photo,hit one,1000,300", "2026-05-11,X,photo,hit two,1000,250"]
    (found,) = carried(Asked(read(lines), Query(), "fr"))
    assert found.code == "carried"
    assert "X, Photo : 2 publications sur 27 font 82" in found.text.replace("\u202f", " ")
    assert overview(read(lines), Query(), "fr").remarks


def test_neither_is_said_where_neither_is_shown() -> None:
    """One network, two formats: the middle post is that of the format with more of them."""
    tracking = read([HEAD, *spread("X", 24, 5), *spread("X", 12, 80, "video"), LATE])
    assert not list(carried(Asked(tracking, Query(), "fr")))


GAINS = [
    "Mois;Réseau;Nouveaux abonnés;Vues de profil",
    *(
        f"{month};{network};{12 if month != '2026-03' or network == 'X' else ''};5"
        for network in ("Facebook", "Instagram", "X")
        for month in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
        if (month, network) != ("2026-03", "Facebook")
    ),
]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "dans les fichiers de 2 comptes"), ("en", "from the files of 2 accounts")]
)
def test_a_month_is_missing_where_the_figure_is_and_accounts_are_counted(language: str, said: str) -> None:
    """Facebook lacks the row of March, Instagram its new followers; neither names an account."""
    import datetime as dt

    period = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    view = community(read(GAINS), Query(period=period), language)
    notes = [note for figure in view.figures if figure.kpi == "new_followers" for note in figure.notes]
    assert [note for note in notes if said in note]
