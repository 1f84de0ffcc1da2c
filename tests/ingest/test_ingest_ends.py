"""An end written as a month, a quarter or a year is its last day; day or month first is settled by the dates around."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload

TODAY = dt.date(2026, 6, 30)


def read(text: str, name: str = "objectifs.csv") -> Tracking:
    return ingest.read([Upload(name, text.strip("\n").encode())], today=TODAY)


def codes(tracking: Tracking) -> list[str]:
    return [finding.code for finding in tracking.ledger.all_findings()]


def goals(*lines: str) -> Tracking:
    return read(
        "\n".join(["Indicateur;Réseau;Début;Fin;Cible", *(f"Portée;Facebook;{line};9000" for line in lines)])
    )


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("janvier 2026;mars 2026", "2026-01-01", "2026-03-31"),
        ("juin 2026;juin 2026", "2026-06-01", "2026-06-30"),
        ("T1 2026;", "2026-01-01", "2026-03-31"),
        ("2026-Q1;2026-Q2", "2026-01-01", "2026-06-30"),
        ("01/2026;02/2026", "2026-01-01", "2026-02-28"),
        ("01/01/2026;2026", "2026-01-01", "2026-12-31"),
        ("2026;", "2026-01-01", "2026-12-31"),
        ("février 2024;", "2024-02-01", "2024-02-29"),
        ("01/01/2026;31/03/2026", "2026-01-01", "2026-03-31"),
    ],
)
def test_the_days_of_a_goal(span: str, first: str, last: str) -> None:
    for tracking in (goals(span), goals(span, "15/01/2026;31/01/2026")):
        goal = tracking.goals.iloc[0]
        assert (goal["start"], goal["end"]) == (pd.Timestamp(first), pd.Timestamp(last))
        assert "cell-not-a-date" not in codes(tracking)


def test_a_start_that_is_a_day_leaves_the_end_open() -> None:
    tracking = goals("01/03/2026;", "15/03/2026;30/06/2026")
    assert pd.isna(tracking.goals["end"].iloc[0])


def test_an_end_without_a_year_comes_after_its_start() -> None:
    goal = goals("janvier;décembre").goals.iloc[0]
    assert (goal["start"], goal["end"]) == (pd.Timestamp(2026, 1, 1), pd.Timestamp(2026, 12, 31))


def test_the_days_of_a_campaign() -> None:
    tracking = read("Campagne;Début;Fin;Réseau;Dépense (€)\nÉté;juin 2026;août 2026;Facebook;300")
    assert tracking.campaigns["end"].tolist() == [pd.Timestamp(2026, 8, 31)]
    assert "end-of-unit" in codes(tracking)


def test_a_line_of_a_day_keeps_its_day() -> None:
    tracking = read("Campagne;Date;Début;Réseau;Dépense (€)\nÉté;13/06/2026;juin 2026;Facebook;300")
    assert tracking.campaigns["end"].isna().all()


def book(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.active.title = "Objectifs"
    for row in rows:
        made.active.append(row)
    return made


def dropped(made: openpyxl.Workbook) -> Tracking:
    written = io.BytesIO()
    made.save(written)
    return ingest.read([Upload("suivi.xlsx", written.getvalue())], today=TODAY)


def test_months_that_a_spreadsheet_made_days_are_told_and_left() -> None:
    header = ("Indicateur", "Réseau", "Début", "Fin", "Cible")
    first, last = dt.date(2026, 1, 1), dt.date(2026, 3, 1)
    told = dropped(book(header, ("Portée", "Facebook", first, last, 900)))
    assert told.goals["end"].tolist() == [pd.Timestamp(2026, 3, 1)]
    assert "end-on-first" in codes(told)
    both = book(
        header, ("Portée", "Facebook", first, last, 900), ("Vues", "Facebook", first, dt.date(2026, 3, 31), 9)
    )
    assert "end-on-first" not in codes(dropped(both))


def test_the_column_beside_settles_day_or_month_first() -> None:
    tracking = goals("02/01/2026;31/12/2026", "03/02/2026;31/12/2026")
    assert tracking.goals["start"].tolist() == [pd.Timestamp(2026, 1, 2), pd.Timestamp(2026, 2, 3)]
    assert "date-order-unclear" not in codes(tracking)
    assert "date-order-around" in codes(tracking)
    american = read("KPI,Network,Start,End,Target\nReach,Facebook,01/02/2026,12/31/2026,9000")
    assert american.goals["start"].tolist() == [pd.Timestamp(2026, 1, 2)]
    assert "date-order-unclear" not in codes(american)


def test_columns_that_disagree_or_say_nothing_are_asked_about() -> None:
    assert "date-order-unclear" in codes(goals("02/01/2026;03/04/2026"))


def test_days_among_those_of_the_column_settle_it() -> None:
    day = dt.date(2026, 6, 4)
    rows = [
        ("Date", "Réseau", "Texte", "Portée"),
        ("3/6/2026", "Facebook", "a", 5),
        (day, "Facebook", "b", 6),
    ]
    tracking = dropped(book(*rows, ("5/6/2026", "Facebook", "c", 7)))
    assert tracking.posts["date"].dt.month.tolist() == [6, 6, 6]
    assert "date-order-unclear" not in codes(tracking)
    far = dropped(book(*rows, ("5/12/2026", "Facebook", "c", 7)))
    assert "date-order-unclear" in codes(far)


def test_another_sheet_of_the_file_settles_it() -> None:
    made = book(
        ("Date", "Réseau", "Texte", "Portée"),
        ("3/4/2026", "Facebook", "a", 5),
        ("5/6/2026", "Facebook", "b", 6),
    )
    assert "date-order-unclear" in codes(dropped(made))
    other = made.create_sheet("Campagnes")
    for row in (("Campagne", "Début", "Fin", "Dépense (€)"), ("Été", "01/06/2026", "15/06/2026", 30)):
        other.append(row)
    tracking = dropped(made)
    assert tracking.posts["date"].dt.month.tolist() == [4, 6]
    assert "date-order-unclear" not in codes(tracking)
