"""What a cell or a row of a home-made sheet says besides the obvious is read or told, never taken for something else."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.ingest.canonical.named_networks import MOST_UNKNOWN
from cmdash.ingest.opening.signatures import recognise
from cmdash.model import Finding, Tracking, Upload

TODAY = dt.date(2026, 6, 30)


def read(text: str, name: str = "suivi.csv") -> Tracking:
    tracking = ingest.read([Upload(name, text.encode())], today=TODAY)
    for report in tracking.ledger.files[0].tables:
        assert report.rows.read == report.rows.kept + report.rows.set_aside
    return tracking


def found(tracking: Tracking, code: str) -> list[Finding]:
    return [finding for finding in tracking.ledger.all_findings() if finding.code == code]


def posts(*cells: str, header: str = "Date;Réseau;Texte;Likes;Portée") -> str:
    """A sheet of posts: a row for each network cell, from 13 May on, with 10 likes and a reach of 100 more each."""
    rows = [
        f"{13 + i}/05/2026;{cell};Texte numéro {i};{10 * (i + 1)};{100 * (i + 1)}"
        for i, cell in enumerate(cells)
    ]
    return "\n".join([header, *rows])


@pytest.mark.parametrize(
    ("cell", "network", "kind"),
    [
        ("Story insta", "instagram", "story"), ("story IG", "instagram", "story"), ("Réel Insta", "instagram", "reel"),
        ("Instagram - Stories", "instagram", "story"), ("Stories sur Facebook", "facebook", "story"),
        ("Facebook Live", "facebook", "live"), ("Post FB", "facebook", None), ("TikTok (vidéo)", "tiktok", "video"),
        ("📸 Carrousel Insta", "instagram", "carousel"), ("Beitrag auf LinkedIn", "linkedin", None),
    ],
)  # fmt: skip
def test_a_cell_that_names_a_network_and_a_format(cell: str, network: str, kind: str | None) -> None:
    tracking = read(posts("FB", cell, "Insta", "FB"))
    assert tracking.posts["network"].tolist() == ["facebook", network, "instagram", "facebook"]
    assert [None if value != value else value for value in tracking.posts["format"]][1] == kind
    assert not found(tracking, "value-unknown")


def test_a_column_of_formats_goes_before_the_format_beside_the_network() -> None:
    text = "Date;Réseau;Format;Texte;Likes\n13/05/2026;Story insta;;Un mot de nous;3\n14/05/2026;Story insta;Photo;Deux mots;4\n15/05/2026;FB;;Trois mots;5"
    tracking = read(text)
    assert tracking.posts["format"].fillna("").tolist() == ["story", "photo", ""]


def test_sites_no_list_has_are_kept_under_their_names_in_one_remark() -> None:
    tracking = read(posts("TripAdvisor", "FB", "Booking", "TripAdvisor", "Avis Google", "FB"))
    assert tracking.posts["network"].tolist() == [
        "other:TripAdvisor", "facebook", "other:Booking", "other:TripAdvisor", "google_business", "facebook",
    ]  # fmt: skip
    (remark,) = found(tracking, "networks-unlisted")
    assert (remark.severity, remark.params["value"]) == ("info", "TripAdvisor (2), Booking (1)")
    assert not found(tracking, "value-unknown")


def test_a_slip_of_the_pen_is_no_site() -> None:
    tracking = read(posts("Facebok", "FB", "Insta", "FB", "12"))
    assert [f.params["value"] for f in found(tracking, "value-unknown")] == ["Facebok", "12"]
    assert not found(tracking, "networks-unlisted")


def test_many_ways_to_name_several_networks_are_said_together() -> None:
    one, other = ("FB", "fb", "Facebook", "facebook"), ("Insta", "insta", "IG", "ig")
    cells = [f"{first} + {second}" for first in one for second in other]
    said = found(read(posts(*cells, "FB")), "networks-in-one-cell")
    assert len(said) == MOST_UNKNOWN + 1
    assert sum(len(finding.rows) for finding in said) == len(cells)


def test_columns_of_one_name_are_numbered() -> None:
    text = "Date;Texte;Likes;note;note;note (2);note;Portée\n" + "".join(
        f"{day}/05/2026;Texte {day};{day};a;b;c;d;{day}0\n" for day in range(13, 20)
    )
    kept = read(text).extras["posts"]
    assert [name for name in kept if name.startswith("note")] == [
        "note",
        "note (2)",
        "note (2) (2)",
        "note (3)",
    ]


def test_a_plan_on_two_networks_is_a_row_for_each() -> None:
    text = "Date;Réseau;Texte;Statut\n15/05/2026;FB + Insta;Le marché du jour;prévu\n16/05/2026;FB;La fête;prévu\n17/05/2026;Insta / LinkedIn;Le bilan;idée"
    tracking = read(text)
    assert tracking.calendar["network"].tolist() == [
        "facebook",
        "instagram",
        "facebook",
        "instagram",
        "linkedin",
    ]
    assert tracking.calendar["row"].tolist() == [2, 2, 3, 4, 4]
    assert found(tracking, "planned-on-several")[0].rows == (2, 4)


@pytest.mark.parametrize(
    ("first", "second"), [("Shares", "Reposts"), ("Partages", "Retweets"), ("Shares", "Re-posts")]
)
def test_a_second_column_of_a_figure_is_told(first: str, second: str) -> None:
    rows = "\n".join(f"{d}/05/2026;X;Texte numéro {d};{d};{d % 3};{d % 4}" for d in range(13, 23))
    tracking = read(f"Date;Réseau;Texte;Likes;{first};{second}\n{rows}")
    (told,) = found(tracking, "column-second")
    assert {told.column, told.params["counted"]} == {first, second}
    assert told.severity == "warning"
    same = "\n".join(f"{d}/05/2026;X;Texte numéro {d};{d};{d % 3};{d % 3}" for d in range(13, 23))
    assert not found(read(f"Date;Réseau;Texte;Likes;{first};{second}\n{same}"), "column-second")


def test_the_text_stands_in_the_one_of_two_columns_that_is_filled() -> None:
    header = "Date;Réseau;Titre;Description;Likes"
    rows = "13/05/2026;FB;;Balade au lac;3\n14/05/2026;FB;;La fête du lac;4\n15/05/2026;FB;Marché;;5"
    assert read(f"{header}\n{rows}").posts["text"].tolist() == ["Balade au lac", "La fête du lac", "Marché"]
    both = read(f"{header}\n13/05/2026;FB;Un titre;Une description;3\n14/05/2026;FB;Deux;Autre description;4")
    assert both.posts["text"].tolist() == ["Un titre", "Deux"]
    assert both.extras["posts"]["Description"].tolist() == ["Une description", "Autre description"]


MONTHS = "Mois;Réseau;Abonnés;Portée\n" + "\n".join(
    f"{name} 2026;FB;{1000 + i};{100 + i}"
    for i, name in enumerate(("Janvier", "Février", "Mars", "Avril", "Mai", "Juin"))
)


def test_a_quarter_among_months_sums_them_up_and_is_not_counted() -> None:
    lines = MONTHS.split("\n")
    tracking = read("\n".join([*lines[:4], "T1 2026;FB;1002;303", *lines[4:], "T2 2026;FB;1005;312"]))
    assert tracking.account["reach"].tolist() == [100, 101, 102, 103, 104, 105]
    (told,) = found(tracking, "span-total")
    assert (told.severity, told.rows) == ("info", (5, 9))


def test_a_month_among_days_of_an_account_is_not_counted_twice() -> None:
    rows = "\n".join(f"{d}/05/2026;FB;{1000 + d};{d}" for d in range(13, 20))
    tracking = read(f"Date;Réseau;Abonnés;Portée\n{rows}\nMai 2026;FB;1020;112")
    assert tracking.account["reach"].sum() == sum(range(13, 20))
    assert found(tracking, "span-total")[0].rows == (9,)


def test_a_longer_period_that_holds_no_other_row_keeps_its_own_length() -> None:
    tracking = read(MONTHS + "\nT4 2025;FB;990;290")
    assert tracking.account.sort_values("date")[["period", "reach"]].values.tolist()[0] == ["quarter", 290]


def test_a_post_dated_by_a_month_is_told() -> None:
    text = posts("FB", "FB", "FB").replace("14/05/2026", "Mai 2026")
    tracking = read(text)
    (told,) = found(tracking, "post-dated-by-month")
    assert (told.severity, told.row, told.params["value"]) == ("warning", 3, "Mai 2026")
    assert len(tracking.posts) == 3


def test_months_prepared_in_advance_are_one_calm_remark() -> None:
    later = "\n".join(f"{name} 2026;;;" for name in ("Juillet", "Août", "Septembre", "Octobre"))
    tracking = read(f"{MONTHS}\n{later}")
    (told,) = found(tracking, "rows-prepared")
    assert (told.severity, told.params["count"], told.params["day"]) == ("info", 4, "2026-10-01")
    assert not found(tracking, "row-without-figure") + found(tracking, "date-in-future")
    assert len(tracking.account) == 6


def test_a_month_left_blank_in_the_middle_is_still_told_as_such() -> None:
    tracking = read(MONTHS.replace("Mars 2026;FB;1002;102", "Mars 2026;FB;;"))
    assert [f.row for f in found(tracking, "row-without-figure")] == [4]


def test_days_with_nothing_on_them_are_no_publications() -> None:
    blank = "\n".join(f"{d}/06/2026;;;;" for d in range(1, 20))
    tracking = read(f"{posts('FB', 'Insta', 'FB')}\n{blank}")
    assert len(tracking.posts) == 3
    assert found(tracking, "rows-prepared")[0].params["count"] == 19


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        (("4,5/5", "4/5", "3,8/5"), [4.5, 4, 3.8]), (("★★★★☆", "★★★", "★★★★½"), [4, 3, 4.5]), (("4,5 étoiles", "5 étoiles", "1 étoile"), [4.5, 5, 1]),
        (("4.6 stars", "4.5 out of 5", "5 stars"), [4.6, 4.5, 5]), (("4,5 Sterne", "4,6 Sterne", "4 von 5"), [4.5, 4.6, 4]), (("⭐️⭐️⭐️", "⭐️", "⭐️⭐️"), [3, 1, 2]),
    ],
)  # fmt: skip
def test_ratings_as_people_write_them(written: tuple[str, ...], stars: list[float]) -> None:
    rows = "\n".join(f"{m:02}/2026;Google;{100 + m};{cell}" for m, cell in enumerate(written, 1))
    tracking = read(f"Mois;Plateforme;Nombre d'avis;Note\n{rows}")
    assert tracking.account["rating"].tolist() == stars
    assert found(tracking, "ratings-read")


@pytest.mark.parametrize("cells", [("à revoir", "bien", "4/5"), ("8,7/10", "8,9/10", "9/10")])
def test_remarks_and_other_scales_are_no_ratings_out_of_five(cells: tuple[str, ...]) -> None:
    rows = "\n".join(f"{m:02}/2026;Google;{100 + m};{cell}" for m, cell in enumerate(cells, 1))
    tracking = read(f"Mois;Plateforme;Nombre d'avis;Note\n{rows}")
    assert tracking.account["rating"].isna().all()
    assert "Note" in tracking.extras["account"]


def test_a_cut_picture_is_a_picture() -> None:
    assert recognise(b"\x89PNG\r\n") == ("refused", "file-picture")


@pytest.mark.parametrize("themes", [("Coulisses", "Produit"), ("Équipe", "Recette", "Jeu")])
def test_a_theme_a_row_makes_posts_of_days_that_rise(themes: tuple[str, ...]) -> None:
    rows = "\n".join(
        f"{13 + i}/05/2026;Insta;{themes[i % len(themes)]};{20 + i};{300 + 9 * i}" for i in range(10)
    )
    tracking = read(f"Date;Réseau;Thème;Likes;Portée\n{rows}")
    assert (len(tracking.posts), tracking.posts["likes"].sum()) == (10, sum(range(20, 30)))
    alone = "\n".join(f"{13 + i}/05/2026;Insta;Compte;{20 + i};{300 + 9 * i}" for i in range(10))
    assert not len(read(f"Date;Réseau;Thème;Likes;Portée\n{alone}").posts)
