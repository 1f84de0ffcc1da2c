"""A list that leaves as CSV or workbook holds no formula."""

import csv
import io

import openpyxl

from cmdash.export import sheet

HEADER = ["a", "b", "c", "d", "e"]
HOSTILE = [("=1+1", "@SUM(A1)", 3, "+2", "-3+4")]


def test_no_cell_of_the_csv_runs():
    text = sheet.as_csv(HEADER, HOSTILE, "fr").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(lines) == 2
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]


def test_no_cell_of_the_workbook_runs():
    made = openpyxl.load_workbook(io.BytesIO(sheet.as_workbook(HEADER, HOSTILE, "Lignes"))).active
    assert [cell.data_type for cell in made[2]] == ["s", "s", "n", "s", "s"]
    assert made[2][0].value == "=1+1"
