"""A name written once over its rows is that of the rows below it; a line without a name is no total because of that."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload

TODAY = dt.date(2026, 6, 30)
LINES = (
    ("Printemps", "2026-05-01", "Facebook", 10000, 100, 50),
    ("", "2026-05-08", "Instagram", 12000, 110, 55),
    ("", "2026-05-15", "Google Ads", 9000, 80, 40),
    ("Été", "2026-05-20", "Facebook", 7000, 70, 30),
    ("", "2026-05-27", "Instagram", 8000, 75, 35),
)
HEADER = ("Campagne", "Début", "Réseau", "Impressions", "Clics", "Dépense (€)")


def read(text: str) -> Tracking:
    return ingest.read([Upload("campagnes.csv", text.strip("\n").encode())], today=TODAY)


def codes(tracking: Tracking) -> list[str]:
    return [finding.code for finding in tracking.ledger.all_findings()]


def sheet(*lines: tuple[object, ...], header: tuple[str, ...] = HEADER) -> str:
    return "\n".join(";".join(map(str, line)) for line in (header, *lines))


@pytest.mark.parametrize("merged", [True, False])
def test_a_campaign_merged_or_written_once_over_its_lines(merged: bool) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(HEADER)
    for name, day, *rest in LINES:
        page.append([name or None, dt.date.fromisoformat(day), *rest])
    if merged:
        page.merge_cells("A2:A4")
        page.merge_cells("A5:A6")
    written = io.BytesIO()
    book.save(written)
    tracking = ingest.read([Upload("campagnes.xlsx", written.getvalue())], today=TODAY)
    assert tracking.campaigns.groupby("campaign")["spend"].sum().to_dict() == {"Printemps": 145, "Été": 65}
    assert "total-row" not in codes(tracking)
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "filled-down"]
    assert (told.column, told.params["count"]) == ("Campagne", 3)


def test_campaigns_that_come_back_each_month_over_their_lines() -> None:
    again = [(name, day.replace("-05-", "-06-"), *rest) for name, day, *rest in LINES]
    tracking = read(sheet(*LINES, *again))
    assert tracking.campaigns.groupby("campaign")["spend"].sum().to_dict() == {"Printemps": 290, "Été": 130}


def test_sub_totals_without_a_word_stay_out_whatever_their_currency() -> None:
    first, second = ("", "", "", 31000, 290, 145), ("", "", "", 15000, 145, 65)
    rows = [(*line, "EUR") for line in (*LINES[:3], first, *LINES[3:], second)]
    tracking = read(sheet(*rows, header=(*HEADER, "Devise")))
    assert tracking.campaigns["spend"].sum() == 210
    assert codes(tracking).count("total-row") == 2
    assert tracking.campaigns["campaign"].notna().all()


def test_the_sub_total_of_a_single_line_is_one_beside_those_of_several() -> None:
    one, first = ("Noël", "2026-04-28", "Facebook", 900, 9, 5), ("", "", "", 900, 9, 5)
    tracking = read(sheet(one, first, *LINES[:3], ("", "", "", 31000, 290, 145)))
    assert tracking.campaigns.groupby("campaign")["spend"].sum().to_dict() == {"Noël": 5, "Printemps": 145}
    assert codes(tracking).count("total-row") == 2
    alone = read(sheet(one, first, *LINES[:3]))
    assert alone.campaigns["spend"].sum() == 155
    assert "campaign-unnamed" in codes(alone)


def test_a_line_without_a_name_is_read_and_told() -> None:
    rows = [("A", *LINES[0][1:]), ("A", *LINES[1][1:]), ("B", *LINES[2][1:]), ("", *LINES[3][1:])]
    tracking = read(sheet(*rows, ("Total", "", "", 38000, 360, 175)))
    assert tracking.campaigns["spend"].sum() == 175
    assert tracking.campaigns["campaign"].isna().tolist() == [False, False, False, True]
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "campaign-unnamed"]
    assert (told.severity, told.rows) == ("warning", (5,))


def test_the_nameless_sum_of_an_export_someone_changed_is_its_grand_total() -> None:
    rows = [("A", "2026-05-01", "Facebook", 100, 10, 5), ("B", "2026-05-01", "Facebook", 200, 20, 10)]
    tracking = read(sheet(*rows, ("", "2026-05-01", "Facebook", 300, 30, 15)))
    assert tracking.campaigns["campaign"].tolist() == ["A", "B"]
    assert "total-row" in codes(tracking)


def test_a_line_without_a_name_comes_back_from_my_data_so_far() -> None:
    header = (
        "date,campaign,start,end,network,spend,currency,total_stands_for,side,from file,from sheet,from row"
    )
    tracking = read(f"{header}\n2026-05-01,A,,,facebook,5,EUR,,own,,,\n2026-05-02,,,,facebook,7,EUR,,own,,,")
    assert tracking.campaigns["spend"].sum() == 12


def test_themes_that_lead_the_rows_are_filled_and_others_are_not() -> None:
    rows = ("Recettes;01/06/2026;a;5", ";02/06/2026;b;6", "Équipe;03/06/2026;c;7", ";04/06/2026;d;8")
    leading = read("\n".join(["Thème;Date;Texte;J'aime", *rows]))
    assert leading.posts["theme"].tolist() == ["Recettes", "Recettes", "Équipe", "Équipe"]
    aside = [";".join([*row.split(";")[1:], row.split(";")[0]]) for row in rows]
    beside = read("\n".join(["Date;Texte;J'aime;Thème", *aside]))
    assert beside.posts["theme"].isna().tolist() == [False, True, False, True]


def test_a_post_of_no_campaign_gets_none() -> None:
    rows = ("01/06/2026;a;5;Été", "02/06/2026;b;6;", "03/06/2026;c;7;Rentrée", "04/06/2026;d;8;")
    tracking = read("\n".join(["Date;Texte;J'aime;Campagne", *rows]))
    assert tracking.posts["campaign"].isna().tolist() == [False, True, False, True]
    assert pd.isna(tracking.posts["campaign"].iloc[1])
