"""What stands around a table completes its rows, is told, and never fills what it cannot know."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.model import Tracking, Upload
from cmdash.wording.findings import finding_text

TODAY = dt.date(2026, 6, 30)


def read(text: str, name: str = "facebook.csv") -> Tracking:
    return ingest.read([Upload(name, text.strip("\n").encode())], today=TODAY)


def codes(tracking: Tracking) -> list[str]:
    return [finding.code for finding in tracking.ledger.all_findings()]


def test_sums_without_a_word_are_no_rows() -> None:
    tracking = read(
        "Date;Sujet;J'aime;Portée\n03/06/2025;a;10;100\n14/06/2025;b;11;110\n15/06/2025;c;12;120\n;;33;330"
    )
    assert tracking.posts["likes"].sum() == 33
    report = tracking.ledger.files[0].tables[0]
    assert (report.rows.read, report.rows.kept, report.rows.set_aside) == (3, 3, 0)
    assert [(f.code, f.row) for f in report.findings if f.code == "total-row"] == [("total-row", 5)]


def test_sub_totals_and_a_grand_total_without_a_word() -> None:
    tracking = read(
        "Mois;Réseau;Abonnés;Portée\njanvier 2025;Facebook;1000;9000\n;Instagram;500;4000\n;;1500;13000\n"
        "février 2025;Facebook;1010;8000\n;Instagram;520;5000\n;;1530;13000",
        "bilan.csv",
    )
    assert tracking.account["reach"].sum() == 26000
    assert codes(tracking).count("total-row") == 2
    assert tracking.account["network"].tolist() == ["facebook", "instagram"] * 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 500)), min_size=2, max_size=12),
    st.integers(1, 9),
    st.integers(1, 9),
)
def test_a_row_that_names_nothing_and_is_no_sum_stays(
    rows: list[tuple[int, int]], more: int, other: int
) -> None:
    body = "\n".join(f"{i % 28 + 1:02}/06/2025;post {i};{a};{b}" for i, (a, b) in enumerate(rows))
    likes, reach = sum(a for a, _ in rows), sum(b for _, b in rows)
    summed = read(f"Date;Sujet;J'aime;Portée\n{body}\n;;{likes};{reach}")
    assert len(summed.posts) == len(rows)
    tracking = read(f"Date;Sujet;J'aime;Portée\n{body}\n;;{likes + more};{reach + other}")
    assert tracking.posts["likes"].sum() == 2 * likes + more


def test_a_missing_network_among_others_is_asked_and_not_filled() -> None:
    tracking = read(
        "Date;Réseau;Sujet;J'aime\n03/06/2025;Facebook;a;1\n14/06/2025;;b;2\n15/06/2025;Instagram;c;3\n16/06/2025;Facebook;d;4",
        "a.csv",
    )
    assert tracking.posts["network"].isna().tolist() == [False, True, False, False]
    assert "filled-down" not in codes(tracking)


def test_a_name_missing_in_the_last_row_only_is_not_filled() -> None:
    tracking = read("Date;Compte;Sujet;J'aime\n03/06/2025;Léa;a;1\n14/06/2025;Max;b;2\n15/06/2025;;c;3")
    assert tracking.posts["account"].isna().tolist() == [False, False, True]


def test_posts_without_a_date_under_the_title_of_a_month_get_no_day() -> None:
    tracking = read("Janvier 2025;;\nSujet;J'aime;Portée\nGalette;3;30\nFour;4;40")
    assert tracking.posts["date"].isna().all()
    assert "date-from-title" not in codes(tracking)


def test_a_sentence_with_the_word_of_a_month_names_none() -> None:
    tracking = read(
        "Figures may differ from those of the networks by some percent;;\nNetwork;Followers;Reach\nFacebook;1000;30\nInstagram;900;40",
        "a.csv",
    )
    assert not len(tracking.account)


def test_the_month_of_a_tab_or_title_without_a_year_asks_for_it() -> None:
    tracking = read("Mars;;\nRéseau;Abonnés;Portée\nFacebook;1000;30\nInstagram;900;40", "a.csv")
    assert "year-missing" in [f.code for f in ingest.questions(tracking.ledger)]
    assert set(tracking.account["date"]) == {pd.Timestamp(2026, 3, 1)}


@pytest.mark.parametrize(
    "title", ["Janvier 2025", "01/2025", "2025-01", "Bilan de janvier 2025", "JANV. 2025", "January 2025"]
)
def test_ways_to_name_the_month(title: str) -> None:
    tracking = read(f"{title};;\nRéseau;Abonnés;Portée\nFacebook;1000;30\nInstagram;900;40", "a.csv")
    assert set(tracking.account["date"]) == {pd.Timestamp(2025, 1, 1)}
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "date-from-title"]
    assert "janvier 2025" in finding_text(told, "fr")


def test_a_day_that_the_month_does_not_have_is_told() -> None:
    tracking = read("Février 2025;;;\nJour;Sujet;J'aime;Portée\n3;a;1;2\n30;b;1;2\n14;c;2;3")
    assert tracking.posts["date"].tolist()[0] == pd.Timestamp(2025, 2, 3)
    assert tracking.posts["date"].isna().tolist() == [False, True, False]
    assert "cell-not-a-date" in codes(tracking)


def test_a_section_that_names_no_network_ends_the_one_above() -> None:
    tracking = read(
        "Date;Sujet;J'aime;Portée\nFACEBOOK;;;\n03/06/2025;a;1;10\nDIVERS;;;\n14/06/2025;b;2;20\n15/06/2025;c;2;20",
        "a.csv",
    )
    assert tracking.posts["network"].isna().tolist() == [False, True, True]
    months = read(
        "Date;Sujet;J'aime;Portée\nFACEBOOK;;;\nJUIN;;;\n03/06/2025;a;1;10\n14/06/2025;b;2;20\n15/06/2025;c;2;20",
        "a.csv",
    )
    assert months.posts["network"].tolist() == ["facebook"] * 3
