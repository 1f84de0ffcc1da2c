"""What a column shows, against what stands beside it: the stronger evidence wins, and a doubt is asked or told."""

import datetime as dt

import pandas as pd
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


STUDIO = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views"
FULL = f"https://www.tiktok.com/@atelier/video/{int(pd.Timestamp(2025, 4, 30, 12, 5, tz='UTC').timestamp()) << 32}"
SHORT = "https://vm.tiktok.com/ZMabc/"


def studio(*rows: tuple[str, str]) -> Upload:
    lines = [f"2025-06-02,Le pont {n},{link},{when},640,22,51,188" for n, (link, when) in enumerate(rows)]
    return Upload("Content.csv", "\n".join([STUDIO, *lines]).encode())


def test_a_link_that_tells_no_date_leaves_the_one_of_its_cell() -> None:
    tracking = read(studio((SHORT, "2025-05-20"), (FULL, "April 30")))
    assert tracking.posts["date"].tolist() == [pd.Timestamp(2025, 5, 20), pd.Timestamp(2025, 4, 30, 12, 5)]
    assert not {"date-not-in-link", "year-not-in-link"} & set(codes(tracking))


def test_a_year_that_neither_the_cell_nor_the_link_tells_is_asked_and_its_rows_are_named() -> None:
    upload = studio((SHORT, "May 20"), (FULL, "April 30"))
    tracking = read(upload)
    assert tracking.posts["date"].tolist()[0] == pd.Timestamp(2025, 5, 20)
    (told,) = (f for f in tracking.ledger.all_findings() if f.code == "year-not-in-link")
    assert (told.severity, told.rows) == ("warning", (2,))
    assert [question.setting for question in ingest.questions(tracking.ledger)] == ["year"]
    assert read(upload, Answer("year", "2024")).posts["date"].tolist() == [
        pd.Timestamp(2024, 5, 20),
        pd.Timestamp(2025, 4, 30, 12, 5),
    ]


def test_rows_dated_neither_by_their_cell_nor_by_their_link_are_named() -> None:
    tracking = read(studio((SHORT, ""), (FULL, ""), (SHORT, "soon")))
    assert tracking.posts["date"].isna().tolist() == [True, False, True]
    (told,) = (f for f in tracking.ledger.all_findings() if f.code == "date-not-in-link")
    assert (told.severity, told.rows, told.params["count"]) == ("warning", (2, 4), 2)


def sheet(*days: str, name: str = "suivi.csv") -> Upload:
    lines = [f"{day};FB;Le pont {n};{n + 4};2;100" for n, day in enumerate(days)]
    return Upload(
        name, "\n".join(["Date;Réseau;Titre;J’aime;Commentaires;Portée", *lines]).encode("utf-8-sig")
    )


OPEN = ("05/03/2025", "06/04/2025", "07/08/2025")


def test_an_order_of_dates_that_only_the_language_tells_is_asked_with_both_readings() -> None:
    tracking = read(sheet(*OPEN))
    (question,) = ingest.questions(tracking.ledger)
    assert (question.code, question.setting) == ("date-order-unclear", "date_order")
    assert [option.value for option in question.options] == ["DMY", "MDY"]
    assert tracking.posts["date"].tolist()[0] == pd.Timestamp(2025, 3, 5)
    answered = read(sheet(*OPEN), Answer("date_order", "MDY"))
    assert answered.posts["date"].tolist()[0] == pd.Timestamp(2025, 5, 3)
    assert not ingest.questions(answered.ledger)


@pytest.mark.parametrize(
    ("days", "name", "first"),
    [
        ((*OPEN, "25/08/2025"), "suivi.csv", pd.Timestamp(2025, 3, 5)),
        (("03/05/2025", "03/06/2025"), "mars 2025.csv", pd.Timestamp(2025, 3, 5)),
        (("05/03/2025", "06/03/2025"), "mars 2025.csv", pd.Timestamp(2025, 3, 5)),
    ],
)
def test_an_order_that_another_date_or_the_month_around_tells_is_not_asked(
    days: tuple[str, ...], name: str, first: pd.Timestamp
) -> None:
    tracking = read(sheet(*days, name=name))
    assert tracking.posts["date"].tolist()[0] == first
    assert not ingest.questions(tracking.ledger)


def test_the_other_french_spelling_of_a_meta_export_is_read_month_first() -> None:
    lines = [
        "Identifiant de publication,Identifiant de Page,Nom de la Page,Titre,Heure de publication,Permalien,Couverture,Réactions,Total clics",
        *(
            f"12209876543210{n},100064,Atelier,Le pont {n},{day} 09:00,https://www.facebook.com/a/posts/{n},420,21,19"
            for n, day in enumerate(OPEN)
        ),
    ]
    tracking = read(Upload("Contenu.csv", "\n".join(lines).encode("utf-8-sig")))
    assert tracking.ledger.files[0].tables[0].platform == "meta_content_facebook"
    assert [day.month for day in tracking.posts["date"]] == [5, 6, 7]
    assert (tracking.posts["clicks"].sum(), tracking.posts["account"].unique().tolist()) == (57, ["Atelier"])


def test_an_excel_serial_number_among_dates_is_a_date_and_it_is_said() -> None:
    tracking = read(sheet("13/06/2025", "45831", "27/06/2025"))
    assert tracking.posts["date"].tolist() == [pd.Timestamp(2025, 6, day) for day in (13, 23, 27)]
    (told,) = (f for f in tracking.ledger.all_findings() if f.code == "serial-as-date")
    assert (told.severity, told.rows) == ("info", (3,))
    assert (told.params["value"], told.params["becomes"]) == ("45831", "2025-06-23")
    assert "cell-not-a-date" not in codes(tracking)


@pytest.mark.parametrize("number", ["12345", "46831", "43000"])
def test_a_number_far_from_the_dates_beside_it_is_none(number: str) -> None:
    tracking = read(sheet("13/06/2025", number, "27/06/2025"))
    assert tracking.posts["date"].isna().tolist() == [False, True, False]
    assert "cell-not-a-date" in codes(tracking)
