"""A sheet of one country opened by a spreadsheet of another: days and months exchanged in some cells, text in others."""

import datetime as dt

import pandas as pd
import pytest
from exports_writing import xlsx

from cmdash import ingest
from cmdash.model import Answer, Profile, Tracking, Upload

DAYS = [dt.date(2025, 3, 4) + dt.timedelta(days=5 * n) for n in range(30)]


def exchanged(day: dt.date, order: str) -> object:
    """What a spreadsheet of the other order makes of a day: another day where it can, else text."""
    return dt.date(day.year, day.day, day.month) if day.day <= 12 else day.strftime(order)


def book(days: list[dt.date], order: str = "%d/%m/%Y") -> Upload:
    rows = [[exchanged(d, order), f"https://www.facebook.com/p/{n}", 10 + n] for n, d in enumerate(days)]
    return Upload("suivi.xlsx", xlsx({"Facebook": [["Date", "Lien", "J’aime"], *rows]}))


def read(upload: Upload, *answers: Answer) -> Tracking:
    return ingest.read([upload], Profile(answers=answers), today=dt.date(2026, 1, 1))


@pytest.mark.parametrize("order", ["%d/%m/%Y", "%m/%d/%Y"])
def test_dates_exchanged_by_a_spreadsheet_are_read_right_and_asked_with_their_cells(order: str) -> None:
    tracking = read(book(DAYS, order))
    assert tracking.posts["date"].tolist() == [pd.Timestamp(day) for day in DAYS]
    (question,) = ingest.questions(tracking.ledger)
    assert (question.code, question.setting, question.column) == (
        "dates-exchanged",
        "exchanged_dates",
        "Date",
    )
    assert [option.value for option in question.options] == ["yes", "no"]
    assert list(question.rows) == [2 + n for n, day in enumerate(DAYS) if day.day <= 12]
    first = next(day for day in DAYS if day.day <= 12 and day.day != day.month)
    assert question.params["becomes"] == str(first)
    assert question.params["value"] == f"{first:%Y-%d-%m}"
    assert question.params["count"] + question.params["others"] == len(DAYS)


def test_a_person_settles_it_either_way() -> None:
    as_stored = read(book(DAYS), Answer("exchanged_dates", "no"))
    assert as_stored.posts["date"].tolist() == [
        pd.Timestamp(day.year, day.day, day.month) if day.day <= 12 else pd.Timestamp(day) for day in DAYS
    ]
    mended = read(book(DAYS), Answer("exchanged_dates", "yes", file="suivi.xlsx"))
    assert mended.posts["date"].tolist() == [pd.Timestamp(day) for day in DAYS]
    assert not ingest.questions(as_stored.ledger)
    assert not ingest.questions(mended.ledger)


def test_where_the_rows_are_better_in_order_as_stored_nothing_is_changed_and_it_is_asked() -> None:
    typed = [
        [d if d.day <= 12 else d.strftime("%d/%m/%Y"), f"https://www.facebook.com/p/{n}", n]
        for n, d in enumerate(DAYS)
    ]
    tracking = read(Upload("suivi.xlsx", xlsx({"Facebook": [["Date", "Lien", "J’aime"], *typed]})))
    assert tracking.posts["date"].tolist() == [pd.Timestamp(day) for day in DAYS]
    (question,) = ingest.questions(tracking.ledger)
    assert question.code == "dates-perhaps-exchanged"
    assert [option.value for option in question.options] == ["no", "yes"]


def test_real_dates_beyond_the_twelfth_are_no_exchange() -> None:
    rows = [
        [d if n % 2 else d.strftime("%d/%m/%Y"), f"https://www.facebook.com/p/{n}", n]
        for n, d in enumerate(DAYS)
    ]
    tracking = read(Upload("suivi.xlsx", xlsx({"Facebook": [["Date", "Lien", "J’aime"], *rows]})))
    assert not ingest.questions(tracking.ledger)
    assert tracking.posts["date"].tolist() == [pd.Timestamp(day) for day in DAYS]
