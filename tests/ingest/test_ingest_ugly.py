"""Ugly sheets that once came out wrong without a word: each says what it truly holds."""

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload

TODAY = dt.date(2026, 12, 31)


def read(*sheets: str, encoding: str = "utf-8") -> Tracking:
    uploads = [Upload(f"suivi{i}.csv", sheet.encode(encoding)) for i, sheet in enumerate(sheets)]
    return ingest.read(uploads, today=TODAY)


def told(tracking: Tracking, code: str) -> list[int | None]:
    tables = (table for file in tracking.ledger.files for table in file.tables)
    return [finding.row for table in tables for finding in table.findings if finding.code == code]


MARKS = "Date;Réseau;Sujet;Portée;J'aime\n01/03/2026;FB;Marché;1.420;35\n08/03/2026;FB;Fête;1,950;41\n22/03/2026;IG;Pluie;870;9\n"


def test_a_count_with_both_marks_groups_thousands_by_both_and_says_so() -> None:
    tracking = read(MARKS)
    assert tracking.posts["reach"].tolist() == [1420, 1950, 870]
    assert told(tracking, "marks-both") == [None]


def test_two_networks_in_one_cell_are_said_and_counted_in_none() -> None:
    tracking = read(
        "Quand;Où ?;Quoi;Vues;J'aime\n03/03/2026;FB;Marché;120;3\n10/03/2026;FB + Insta;Fête;450;20\n"
        "17/03/2026;Insta;Brocante;300;14\n24/03/2026;Facebook et Instagram;Pluie;90;1\n"
    )
    assert tracking.posts["text"].tolist() == ["Marché", "Fête", "Brocante", "Pluie"]
    assert tracking.posts["network"].tolist() == [
        "facebook", "other:FB + Insta", "instagram", "other:Facebook et Instagram",
    ]  # fmt: skip
    assert told(tracking, "networks-in-one-cell") == [3, 5]


def test_a_network_named_with_an_and_is_one_network() -> None:
    tracking = read(
        "Date;Réseau;Texte;Vues\n03/03/2026;Pages & Co;a;12\n14/03/2026;FB;b;8\n25/03/2026;FB;c;8\n"
    )
    assert told(tracking, "networks-in-one-cell") == []


DAYS = ["02/03", "05/03", "03/09", "12/03", "16/03", "20/03", "24/03"]


@pytest.mark.parametrize(("days", "rows"), [(DAYS, [4]), (DAYS[::-1], [6])])
def test_one_date_with_day_and_month_exchanged_is_pointed_at(days: list[str], rows: list[int]) -> None:
    tracking = read("Date;Réseau;Texte;Vues\n" + "".join(f"{d}/2026;FB;post {d};12\n" for d in days))
    assert told(tracking, "date-perhaps-exchanged") == rows
    assert f"{tracking.posts['date'].max():%Y-%m-%d}" == "2026-09-03"


@pytest.mark.parametrize(
    "days",
    [
        ["02/03", "05/03", "09/04", "12/03", "16/03", "20/03", "24/03"],  # exchanged, it would be no better
        ["24/03", "05/02", "03/09", "12/01", "16/05", "20/03", "02/03"],  # no order at all
    ],
)
def test_dates_that_no_order_speaks_against_are_left_alone(days: list[str]) -> None:
    tracking = read("Date;Réseau;Texte;Vues\n" + "".join(f"{d}/2026;FB;post {d};12\n" for d in days))
    assert told(tracking, "date-perhaps-exchanged") == []


def test_a_post_planned_far_ahead_does_not_make_an_old_file_the_latest() -> None:
    head = "Date;Réseau;Sujet;Lien;Vues\n"
    old = head + "02/03/2026;FB;a;https://facebook.com/p/posts/111;10\n15/12/2026;FB;vœux;;\n"
    new = (
        head
        + "02/03/2026;FB;a;https://facebook.com/p/posts/111;100\n16/04/2026;FB;c;https://facebook.com/p/posts/113;300\n"
    )
    for order in ((old, new), (new, old)):
        posts = read(*order).posts
        assert posts.loc[posts["text"] == "a", "views"].tolist() == [100]


def test_a_line_below_a_table_after_a_blank_row_is_said() -> None:
    tracking = read(
        "Mois;Réseau;Portée;J'aime\njanvier 2026;FB;4500;210\nfévrier 2026;FB;3900;180\n\nAbonnés fin de mois : 1 204\n"
    )
    assert told(tracking, "note-row") == [5]


def test_polish_of_central_europe_is_read_as_such() -> None:
    tracking = read(
        "Data;Sieć;Treść;Zasięg;Polubienia\n02.03.2026;Facebook;Pączki i święto;1 204;35\n16.03.2026;Instagram;Żółta łąka;980;41\n",
        encoding="cp1250",
    )
    assert tracking.posts["text"].tolist() == ["Pączki i święto", "Żółta łąka"]
    assert tracking.posts["reach"].tolist() == [1204, 980]


def test_a_post_on_two_networks_with_columns_for_each_counts_on_both() -> None:
    posts = read(
        "Publication;Date;Réseaux;Portée FB;Portée IG;Likes FB;Likes IG\nFête du port;02/05/2026;FB/IG;3200;1800;90;210\n"
        "Marché;16/05/2026;FB;2100;;40;\nSentier;23/05/2026;IG;;2500;;300\n"
    ).posts
    assert sorted(zip(posts["text"], posts["network"], posts["reach"], strict=True)) == [
        ("Fête du port", "facebook", 3200), ("Fête du port", "instagram", 1800), ("Marché", "facebook", 2100),
        ("Sentier", "instagram", 2500),
    ]  # fmt: skip


def test_weeks_of_several_clients_are_weeks_of_accounts() -> None:
    account = read(
        "Week of,Client,Followers,New followers,Reach\n2026-03-02,Café Lune,1.2K,+25,9.8K\n2026-03-09,Café Lune,1.3K,+31,10.2K\n"
        "2026-03-02,Vélo & Co,845,-3,5K\n2026-03-09,Vélo & Co,850,+5,5.5K\n"
    ).account
    assert account["followers"].tolist() == [1200, 1300, 845, 850]
    assert set(account["period"]) == {"week"}
