"""My data so far: what is written reads back as it left, and nothing in it runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import demo, ingest, kpi
from cmdash.catalog import LANGUAGES, formats, kinds
from cmdash.export import tidy, workbook
from cmdash.model import Tracking, Upload

Build = Callable[..., Tracking]
ROWS = {
    "posts": [
        {
            "date": "2026-06-03T18:30:00",
            "network": "instagram",
            "account": "@maison",
            "post_id": "18043912345678901",
            "url": "https://www.instagram.com/p/AAA/",
            "text": "=1+1",
            "format": "other:Média",
            "likes": 12.0,
            "impressions": 1234.0,
            "interactions": 20.0,
            "total_stands_for": "interactions",
            "paid": "paid",
            "spend": 1.234,
            "currency": "EUR",
        },
        {
            "date": "2026-06-04T00:00:00",
            "network": "facebook",
            "text": "+33 6 12",
            "likes": 0.0,
            "side": "peer",
            "account": "Voisins",
        },
        {"network": "other:VK", "text": "-", "likes": 3.0, "paid": "mixed", "duration": 95.0},
    ],
    "account": [
        {"date": "2026-06-01", "period": "month", "network": "facebook", "followers": 1250.0, "rating": 4.6},
        {"date": "2026-06-01", "period": "month", "network": "x", "gained": 12.0, "response_minutes": 45.0},
    ],
    "campaigns": [
        {"campaign": "Été", "start": "2026-06-01", "end": "2026-06-30", "network": "meta_ads", "spend": 90.5},
    ],
    "calendar": [{"date": "2026-07-01", "network": "facebook", "text": "Soldes", "status": "planned"}],
    "goals": [{"kpi": "community_size", "network": "instagram", "end": "2026-12-31", "target": 2000.0}],
    "mentions": [
        {
            "date": "2026-06-04T09:30:00",
            "network": "google_business",
            "nature": "review",
            "author": "Camille",
            "quote": "=1+1 <b>parfait</b>",
            "sentiment": "positive",
            "rating": 4.5,
            "answered": "yes",
            "answer_date": "2026-06-05",
            "audience": 120.0,
        },
        {
            "date": "2026-06-05",
            "author": "Un forum",
            "quote": "+33 6 12",
            "answered": "no",
            "response_minutes": 30.0,
        },
    ],
}
EXTRAS = {"posts": {"Note perso": ["à revoir", "", "=2"], "Likes": ["a", "b", "c"]}}


def back(content: bytes, name: str = "suivi.xlsx") -> Tracking:
    return ingest.read([Upload(name, content)])


def same(before: pd.Series, after: pd.Series) -> bool:
    left, right = before.reset_index(drop=True), after.reset_index(drop=True)
    return len(left) == len(right) and bool(((left == right) | (left.isna() & right.isna())).all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_reads_back_as_it_left(tracking: Build, language: str) -> None:
    data = tracking(**ROWS, extras=EXTRAS)
    again = back(workbook(data, language))
    for kind in kinds():
        before, after = data.frame(kind), again.frame(kind)
        for name in before.columns.difference(["file", "sheet", "row"]):
            if name == "text" and kind == "posts":
                # A dash says nothing in a sheet, so it comes back missing.
                assert after[name].fillna("-").tolist() == before[name].tolist()
            else:
                assert same(before[name], after[name]), (kind, name, after[name].tolist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_back_without_a_question(tracking: Build, language: str) -> None:
    unknown = {**ROWS, "posts": [{**row, "network": None} for row in ROWS["posts"]]}
    unknown["campaigns"] = [{**ROWS["campaigns"][0], "network": None, "currency": None}]
    for rows in (ROWS, unknown):
        ledger = back(workbook(tracking(**rows), language)).ledger
        assert [f.code for f in ledger.all_findings() if f.severity in ("question", "error")] == []
        found = {t.kind: t.platform for t in ledger.files[0].tables if t.kind != "other"}
        assert found == {kind: f"cmdash_tidy_{kind}" for kind in kinds()}
        assert sum(t.rows.set_aside for t in ledger.files[0].tables) == 0


def test_the_columns_of_the_user_and_the_first_origin_are_kept_over_two_months(tracking: Build) -> None:
    data = tracking(**ROWS, extras=EXTRAS)
    once = back(workbook(data, "fr"))
    assert once.extras["posts"]["Note perso"].tolist()[0] == "à revoir"
    assert once.extras["posts"]["Likes (2)"].tolist() == ["a", "b", "c"]
    twice = back(workbook(once, "fr"), "juillet.xlsx")
    assert list(twice.extras["posts"].columns) == list(once.extras["posts"].columns)
    assert set(twice.extras["posts"]["from file"]) == {"juin.csv"}
    assert twice.extras["posts"]["from row"].tolist() == ["2", "3", "4"]


def test_nothing_is_a_formula_or_a_link(tracking: Build) -> None:
    data = tracking(**ROWS, extras=EXTRAS)
    content = workbook(data, "en")
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(kinds()) + 1
    assert not [part for part in sheets if re.search(rb"<f[ >]", part)]


def test_no_sheet_row_or_column_is_hidden(tracking: Build) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(tracking(**ROWS), "fr")))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * (len(kinds()) + 1)
    assert book.sheetnames == [
        "Publications",
        "Comptes",
        "Campagnes",
        "Calendrier",
        "Objectifs",
        "Mentions et avis",
        "À lire",
    ]
    for sheet in book.worksheets:
        assert not [
            d for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()) if d.hidden
        ]


def test_only_kinds_with_rows_have_a_sheet_and_only_filled_columns_stand(tracking: Build) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(tracking(goals=ROWS["goals"]), "en")))
    assert book.sheetnames == ["Goals", "Read me"]
    head = [cell.value for cell in book["Goals"][1]]
    assert head == ["kpi", "network", "end", "target", "from file", "from sheet", "from row"]


def test_a_text_beyond_a_cell_is_cut_and_the_rest_of_the_row_stays(tracking: Build) -> None:
    data = tracking(posts=[{**ROWS["posts"][0], "text": "é" * 40_000}])
    again = back(workbook(data, "en"))
    assert len(again.posts["text"].iloc[0]) == tidy.CELL_TEXT
    assert again.posts["likes"].iloc[0] == 12.0


def test_rows_beyond_a_sheet_go_on_in_the_next(tracking: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "SHEET_ROWS", 3)
    rows = [{**ROWS["account"][0], "network": n} for n in ("facebook", "x", "tiktok", "linkedin", "youtube")]
    content = workbook(tracking(account=rows), "fr")
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "Comptes",
        "Comptes 2",
        "Comptes 3",
        "À lire",
    ]
    assert len(back(content).account) == 5


def test_the_catalog_recognises_what_is_always_written() -> None:
    for kind in kinds():
        signature = formats()[f"cmdash_tidy_{kind}"].signature
        written = {*tidy.ALWAYS[kind], *tidy.ORIGIN.values()}
        written |= set(tidy.PER_ROW) if kind in ("posts", "account", "campaigns") else set()
        assert {spelling for group in signature.headers for spelling in group} <= written


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=40
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.floats(0, 1e9, allow_nan=False).map(lambda v: round(v, 3)), st.none() | st.integers(0, 10**9)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_numbers_read_back_exactly(tracking: Build, rows: list[tuple[float, int | None]]) -> None:
    posts = [
        {
            "date": "2026-06-03",
            "network": "x",
            "post_id": str(i),
            "likes": 1.0,
            "spend": a,
            "views": b,
            "currency": "EUR",
        }
        for i, (a, b) in enumerate(rows)
    ]
    again = back(workbook(tracking(posts=posts), "fr"))
    assert again.posts["spend"].tolist() == [a for a, _ in rows]
    assert [None if pd.isna(v) else v for v in again.posts["views"]] == [b for _, b in rows]


def test_hundreds_of_columns_of_the_user_do_not_hide_the_header(tracking: Build) -> None:
    long = {
        f"Nombre de personnes qui ont vu la Page depuis l’endroit numéro {n}": ["1", ""] for n in range(400)
    }
    rows = [ROWS["account"][0], {**ROWS["account"][0], "network": "x"}]
    again = back(workbook(tracking(account=rows, extras={"account": long}), "fr"))
    assert again.account["followers"].tolist() == [1250.0, 1250.0]
    assert len(again.extras["account"].columns) == 400 + len(tidy.ORIGIN)


def _warnings(tracking) -> list[tuple[str, str]]:
    return sorted((f.code, f.severity) for f in tracking.ledger.all_findings() if f.severity != "info")


@pytest.mark.parametrize("name", demo.names())
def test_every_figure_of_a_demo_is_the_same_after_the_round_trip(name: str) -> None:
    before = ingest.read(demo.files(name))
    after = back(workbook(before, "fr"))
    assert _warnings(after) == _warnings(before)  # the same gaps and breaks of the record, and no question
    for by in ((), ("network", "month"), ("account",)):
        pd.testing.assert_frame_equal(kpi.compute(before, by), kpi.compute(after, by))
