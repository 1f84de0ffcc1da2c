"""The canonical CSV and JSON, to the letter of the contract."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.catalog import kinds
from cmdash.export import canonical_csv, canonical_json
from cmdash.export.canonical import numbers, rows_csv, rows_json
from cmdash.model import Tracking, Upload

Build = Callable[..., Tracking]


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_header_is_the_ids_of_the_contract_then_the_origin(tracking: Build) -> None:
    for kind in kinds().values():
        text = canonical_csv(tracking(), kind.id).decode()
        assert text == ",".join([*kind.fields, "file", "sheet", "row"]) + "\n"
        assert json.loads(canonical_json(tracking(), kind.id)) == []


def test_numbers_have_a_point_and_whole_ones_none_and_missing_is_empty(tracking: Build) -> None:
    rows = read(canonical_csv(tracking(posts=[{"likes": 1234567.0, "spend": 12.5, "reach": 0.0}]), "posts"))
    assert rows[0]["likes"] == "1234567"
    assert rows[0]["spend"] == "12.5"
    assert rows[0]["reach"] == "0"
    assert rows[0]["views"] == ""
    assert rows[0]["row"] == "2"


def test_the_time_is_written_where_the_sheet_has_times(tracking: Build) -> None:
    data = tracking(
        posts=[
            {"date": "2026-06-03", "file": "days.csv"},
            {"date": "2026-06-03T18:30:00", "file": "times.csv"},
            {"date": "2026-06-04T00:00:00", "file": "times.csv"},
            {"file": "times.csv"},
        ]
    )
    written = [row["date"] for row in read(canonical_csv(data, "posts"))]
    assert written == ["2026-06-03", "2026-06-03T18:30:00", "2026-06-04T00:00:00", ""]


@pytest.mark.parametrize("text", ["=1+1", "+33 6", "-2", "@SUM(A1)", "@cmd|' /C calc'!A0", "\tx", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_is_held_by_an_apostrophe(tracking: Build, text: str) -> None:
    data = tracking(posts=[{"text": text, "account": text, "likes": -3.0}])
    row = read(canonical_csv(data, "posts"))[0]
    assert row["text"] == row["account"] == f"'{text}"
    assert row["likes"] == "-3"
    assert json.loads(canonical_json(data, "posts"))[0]["text"] == text


@pytest.mark.parametrize(
    "text", ["@maison.durand", "@maison bonjour", "a=b", 'été, « pluie » "x"\nligne', "1+1"]
)
def test_other_text_is_written_as_it_is(tracking: Build, text: str) -> None:
    assert read(canonical_csv(tracking(posts=[{"text": text}]), "posts"))[0]["text"] == text


def test_json_and_csv_say_the_same(tracking: Build) -> None:
    data = tracking(
        account=[
            {
                "date": "2026-06-01",
                "period": "month",
                "network": "facebook",
                "followers": 1250.0,
                "rating": 4.6,
            },
            {"network": "other:VK", "gained": 0.0},
        ]
    )
    records = json.loads(canonical_json(data, "account"))
    for record, row in zip(records, read(canonical_csv(data, "account")), strict=True):
        assert {key: "" if value is None else str(value) for key, value in record.items()} == row
    assert records[0]["followers"] == 1250
    assert isinstance(records[0]["followers"], int)
    assert records[1]["followers"] is None


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=64), max_size=30))
def test_a_number_is_read_back_exactly(values: list[float]) -> None:
    written = rows_csv(["n"], ([cell] for cell in numbers(pd.Series(values, dtype="float64"))))
    back = [line for line in written.decode().splitlines()[1:] if line]
    shown = numbers(pd.Series(values, dtype="float64"))
    for value, cell in zip(values, shown, strict=True):
        assert (cell is None) == (not math.isfinite(value))
        assert cell is None or float(cell) == value
    assert [text for text in back if text != '""'] == [str(cell) for cell in shown if cell is not None]


@given(st.lists(st.tuples(st.text(), st.integers() | st.none()), max_size=20))
def test_any_text_survives_csv_and_json(rows: list[tuple[str, int | None]]) -> None:
    sayable = [(text.encode("utf-8", "replace").decode(), number) for text, number in rows]
    table = list(csv.reader(io.StringIO(rows_csv(["t", "n"], rows).decode(), newline="")))
    assert table[1:] == [[text, "" if number is None else str(number)] for text, number in sayable]
    assert json.loads(rows_json(["t", "n"], rows)) == [{"t": t, "n": n} for t, n in sayable]


def test_exported_goals_are_read_back_in_their_unit() -> None:
    """A sheet's bare 3 is three percent; the exported 0.03 is not three percent of one percent."""
    sheet = "KPI;Réseau;Début;Fin;Cible\nTaux d'engagement sur la portée;Instagram;01/01/2026;31/12/2026;3\n"
    first = ingest.read([Upload("objectifs.csv", sheet.encode())])
    again = ingest.read([Upload("goals.csv", canonical_csv(first, "goals"))])
    assert first.goals["target"].tolist() == again.goals["target"].tolist() == [0.03]
