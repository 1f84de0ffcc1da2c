"""Ids that a spreadsheet destroyed are said and merge no posts."""

import datetime as dt
import io

import openpyxl
import pytest
from exports_writing import plain_csv

from cmdash import ingest
from cmdash.model import Finding, Tracking, Upload

TEXTS = [f"Publication du {n} juin" for n in range(1, 7)]


def csv(ids: list[str]) -> Upload:
    rows = [
        [i, f"2025-06-{n + 1:02d}", text, 10 * n] for n, (i, text) in enumerate(zip(ids, TEXTS, strict=True))
    ]
    return Upload("suivi instagram.csv", plain_csv([["Post ID", "Date", "Description", "Likes"], *rows]))


def read(upload: Upload) -> tuple[Tracking, list[Finding]]:
    tracking = ingest.read([upload], today=dt.date(2026, 1, 1))
    return tracking, [f for f in tracking.ledger.all_findings() if f.code == "ids-lost"]


@pytest.mark.parametrize("damaged", ["1.78414E+17", "1,78E+17", "6.49e17"])
def test_ids_in_the_form_of_a_power_of_ten_are_said_with_their_rows_and_merge_no_posts(damaged: str) -> None:
    tracking, (finding,) = read(
        csv([damaged, "17841400000000012345", damaged, damaged, "17841400000000012346", damaged])
    )
    assert (finding.severity, finding.column, finding.rows) == ("warning", "Post ID", (2, 4, 5, 7))
    assert (finding.params["count"], finding.params["value"]) == (4, damaged)
    assert tracking.posts["likes"].sum() == 150
    assert tracking.posts["post_id"].dropna().tolist() == ["17841400000000012345", "17841400000000012346"]


def test_ids_that_all_end_in_zeros_after_fifteen_digits_are_lost() -> None:
    tracking, (finding,) = read(csv(["178414000000000000"] * 3 + ["178414000000001000"] * 3))
    assert finding.rows == (2, 3, 4, 5, 6, 7)
    assert len(tracking.posts) == 6
    assert tracking.posts["post_id"].isna().all()


def test_an_id_that_ends_in_zeros_by_chance_is_kept() -> None:
    ids = ["178414000000012000", *(f"17841400000001{n}345" for n in range(5))]
    tracking, found = read(csv(ids))
    assert not found
    assert tracking.posts["post_id"].tolist() == ids


def test_long_ids_that_a_workbook_stores_as_numbers_are_lost() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Post ID", "Date", "Description", "Likes"])
    for n, text in enumerate(TEXTS):
        sheet.append([178414000000012345 + n, dt.date(2025, 6, n + 1), text, 10 * n])
    out = io.BytesIO()
    book.save(out)
    tracking, (finding,) = read(Upload("suivi instagram.xlsx", out.getvalue()))
    assert finding.params["count"] == 6
    assert tracking.posts["likes"].sum() == 150
