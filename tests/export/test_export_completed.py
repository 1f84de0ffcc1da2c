"""A person's own workbook with new columns: the right cells, and every other part of the file to the byte."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from cmdash import ingest, kpi
from cmdash.export.completed import complete
from cmdash.export.sheet import as_workbook
from cmdash.model import Profile, Query, Refusal, Upload
from cmdash.model.additions import Addition
from cmdash.story.completed import additions, afresh

ROWS = [
    ("03/05/2026", "Facebook", "Les fraises <b> & co", 1000, 50, 5, 2),
    ("14/05/2026", "Facebook", "Le four", None, 80, 12, 9),
    ("TOTAL", None, None, 1000, 130, 17, 11),
    ("02/06/2026", "Facebook", "=1+1", 200, 8, 1, 0),
]
HEADER = ("Date", "Réseau", "Message", "Portée", "J'aime", "Commentaires", "Partages")


def sheet(protect: bool = False) -> bytes:
    """A workbook that people keep: a title, a merged line, a comment, a chart, a formula, a second tab, a far note."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Suivi d'été"
    first["A1"] = "Suivi 2026"
    first.merge_cells("A1:I1")
    for at, name in enumerate(HEADER, 1):
        first.cell(3, at, name).font = openpyxl.styles.Font(bold=True)
    for number, row in enumerate(ROWS, 4):
        for at, cell in enumerate(row, 1):
            first.cell(number, at, cell).data_type = "s" if isinstance(cell, str) else "n"
    first["D4"].comment = Comment("Vérifié", "moi")
    first["E20"] = "=SUM(E4:E5)"
    chart = BarChart()
    chart.add_data(Reference(first, min_col=5, min_row=3, max_row=5), titles_from_data=True)
    first.add_chart(chart, "B22")
    first.protection.sheet = protect
    book.create_sheet("Notes")["A1"] = "Rien à voir"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def done():
    content = sheet()
    tracking = ingest.read([Upload("suivi.xlsx", content)], Profile(), None)
    added = additions(tracking, "suivi.xlsx", Query(), "fr")
    return content, tracking, added, complete("suivi.xlsx", content, added)


def test_the_new_cells_are_the_posts_own_figures(done):
    _, tracking, added, made = done
    (one,) = added
    assert (one.sheet, one.header_row) == ("Suivi d'été", 3)
    assert one.headers[0] == "Interactions"
    book = openpyxl.load_workbook(io.BytesIO(made))
    first = book["Suivi d'été"]
    assert [first.cell(3, at).value for at in range(10, 10 + len(one.headers))] == list(one.headers)
    assert first.cell(3, 10).font.bold, "a new header looks like the others"
    measured = kpi.measures(tracking, Query())
    for record, row in zip(measured.to_dict("records"), tracking.posts["row"], strict=True):
        assert first.cell(row, 10).value == record["interactions"]
    assert first.cell(4, 11).value == pytest.approx(100 * 57 / 1000)
    assert first.cell(5, 11).value is None, "no reach, no rate"
    assert first.cell(6, 10).value is None, "a total is no post"
    assert first["E20"].value == "=SUM(E4:E5)"


def test_every_other_part_keeps_its_bytes(done):
    content, _, _, made = done
    before, after = zipfile.ZipFile(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(made))
    assert before.namelist() == after.namelist()
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


def test_it_reads_back_as_it_was(done):
    _, tracking, _, made = done
    again = ingest.read([Upload("suivi.xlsx", made)], Profile(), None)
    columns = ["date", "network", "text", "reach", "likes", "comments", "shares", "row"]
    assert again.posts[columns].equals(tracking.posts[columns])


def test_text_of_a_header_is_no_markup(done):
    content, *_ = done
    hostile = Addition("Suivi d'été", 3, ('<x>&"=1+1',), {4: (1.5,)})
    book = openpyxl.load_workbook(io.BytesIO(complete("s.xlsx", content, [hostile])))
    assert book["Suivi d'été"].cell(3, 10).value == '<x>&"=1+1'
    assert book["Suivi d'été"].cell(3, 10).data_type in ("s", "inlineStr")


def test_a_workbook_of_another_writer_is_completed_too():
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    page = book.add_worksheet("Mai")
    for number, row in enumerate((HEADER, *ROWS)):
        for at, cell in enumerate(row):
            if cell is not None:
                page.write(number, at, cell) if not isinstance(cell, str) else page.write_string(
                    number, at, cell
                )
    book.close()
    tracking = ingest.read([Upload("mai.xlsx", made.getvalue())], Profile(), None)
    added = additions(tracking, "mai.xlsx", Query(), "en")
    opened = openpyxl.load_workbook(io.BytesIO(complete("mai.xlsx", made.getvalue(), added)))["Mai"]
    assert opened["H2"].value == 57
    assert opened.dimensions.startswith("A1:")


@pytest.mark.parametrize(
    ("content", "added", "reason"),
    [
        (b"Date;Message", Addition("A", 1, ("x",), {}), "kind"),
        (sheet(), Addition("Absent", 1, ("x",), {}), "sheet"),
        (sheet(), Addition("Suivi d'été", 3, ("x",), {400: (1.0,)}), "rows"),
        (sheet(protect=True), Addition("Suivi d'été", 3, ("x",), {4: (1.0,)}), "protected"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(content, added, reason):
    with pytest.raises(Refusal) as refused:
        complete("s.xlsx", content, [added])
    assert refused.value.finding.params["reason"] == reason


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in its first sheet."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in book.infolist():
            part = book.read(entry)
            copy.writestr(entry, part.replace(old, new, 1) if entry.filename.endswith("sheet1.xml") else part)
    return made.getvalue()


def test_a_comment_that_looks_like_a_row_is_refused():
    content = changed(sheet(), b"</sheetData>", b"<!-- <row r='4'/> --></sheetData>")
    with pytest.raises(Refusal) as refused:
        complete("s.xlsx", content, [Addition("Suivi d'été", 3, ("x",), {4: (1.0,)})])
    assert refused.value.finding.params["reason"] == "prefix"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="D4" ', b"<c "),
        (b'<c r="B4" ', b"<c r='B4' "),
        (b'<mergeCell ref="A1:I1"', b"<mergeCell ref='A1:I1'"),
    ],
)
def test_cells_that_do_not_say_their_place_are_not_written_over(old, new):
    content = changed(sheet(), old, new)
    assert content != sheet()
    with pytest.raises(Refusal) as refused:
        complete("s.xlsx", content, [Addition("Suivi d'été", 3, ("x",), {4: (1.0,)})])
    assert refused.value.finding.params["reason"] == "cells"


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        (
            '<col min="8" max="16384" width="9" hidden="1" customWidth="1"/>',
            [(8, 9, 1), (10, 11, 0), (12, 16384, 1)],
        ),
        ('<col min="11" max="11" width="0" customWidth="1"/>', [(11, 11, 0)]),
        ('<col min="3" max="4" width="9" hidden="1"/>', [(3, 4, 1)]),
        ('<col min="10" max="16384" hidden="true" outlineLevel="1"/>', [(10, 11, 0), (12, 16384, 1)]),
    ],
)
def test_new_columns_among_hidden_ones_are_seen(look, seen):
    before = changed(sheet(), b"<sheetData>", f"<cols>{look}</cols><sheetData>".encode())
    made = complete("s.xlsx", before, [Addition("Suivi d'été", 3, ("x", "y"), {4: (1.0, 2.0)})])
    text = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    hiding = ('hidden="1"', 'hidden="true"', 'width="0"')
    found = [
        (int(one[1]), int(one[2]), int(any(word in one[0] for word in hiding)))
        for one in re.finditer(r'<col min="(\d+)" max="(\d+)"[^>]*/>', text)
    ]
    assert found == seen
    assert openpyxl.load_workbook(io.BytesIO(made)).active["J3"].value == "x"


@pytest.mark.parametrize("odd", [b"<row>" * 60_000, b"<c " * 60_000])
def test_what_nothing_closes_costs_no_search_to_the_end(odd):
    content = changed(sheet(), b"</sheetData>", odd + b"</sheetData>")
    start = time.process_time()
    with contextlib.suppress(Refusal):
        complete("s.xlsx", content, [Addition("Suivi d'été", 3, ("x",), {4: (1.0,)})])
    assert time.process_time() - start < 2


def test_of_two_files_of_one_name_none_is_completed():
    content = sheet()
    again = changed(content, b"<v>50</v>", b"<v>51</v>")
    tracking = ingest.read([Upload("suivi.xlsx", content), Upload("suivi.xlsx", again)], Profile(), None)
    assert [one.name for one in tracking.ledger.files] == ["suivi.xlsx"] * 2
    assert additions(tracking, "suivi.xlsx", Query(), "fr") == ()


CSV = (
    "Suivi 2026\n\nDate;Heure;Réseau;Message;Portée;J'aime;Commentaires;Humeur\n"
    "03/05/2026;18:30;Facebook;=1+1;1 200;48;12;gaie\n14/05/2026;;Insta;Le four;n.c.;80;12;grise\n"
    "TOTAL;;;;1 200;128;24;\n02/06/2026;;Facebook;Menu;500;8;2;\n"
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_that_takes_no_columns_is_taken_up_by_a_new_workbook(language: str) -> None:
    tracking = ingest.read([Upload("suivi.csv", CSV.encode())])
    assert additions(tracking, "suivi.csv", Query(), language) == ()
    made = afresh(tracking, "suivi.csv", Query(), language)
    assert made is not None
    header, rows, added = made
    assert header[:5] == ("Date", "Heure", "Réseau", "Message", "Portée")
    assert "Humeur" in header
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(header, rows, "Publications"))).active
    cells = [list(row) for row in book.iter_rows(values_only=True)]
    assert cells[0] == list(header)
    at = {name: place for place, name in enumerate(header)}
    assert [row[at["Date"]] for row in cells[1:]] == [
        dt.datetime(2026, 5, 3, 18, 30),
        dt.datetime(2026, 5, 14),
        dt.datetime(2026, 6, 2),
    ]
    assert [row[at["Portée"]] for row in cells[1:]] == [1200, None, 500]
    assert [row[at[added[0]]] for row in cells[1:]] == [60, 92, 10]
    assert cells[1][at["Message"]] == "=1+1"
    assert book.cell(2, at["Message"] + 1).data_type == "s"
    assert [row[at["Humeur"]] for row in cells[1:]] == ["gaie", "grise", None]
    assert [row[at["Réseau"]] for row in cells[1:]] == ["Facebook", "Instagram", "Facebook"]
    rate = next(name for name in added if name.endswith("(%)"))
    assert [row[at[rate]] for row in cells[1:]] == [5, None, 2]


def test_a_sheet_that_has_all_that_could_be_added_is_not_written_anew() -> None:
    bare = ingest.read(
        [
            Upload(
                "a.csv",
                b"Date;R\xc3\xa9seau;Message;Clics\n03/05/2026;Facebook;Un;4\n04/05/2026;Facebook;Deux;5\n",
            )
        ]
    )
    assert len(bare.posts) == 2
    assert afresh(bare, "a.csv", Query(), "fr") is None
    assert afresh(bare, "b.csv", Query(), "fr") is None


def test_networks_side_by_side_have_a_row_each() -> None:
    text = "Date;Sujet;Portée FB;J'aime FB;Portée IG;J'aime IG\n02/03/2026;Menu;800;34;1200;88\n05/03/2026;Carte;600;21;;\n"
    made = afresh(ingest.read([Upload("large.csv", text.encode())]), "large.csv", Query(), "fr")
    assert made is not None
    header, rows, _ = made
    assert header[0] == "Réseau"
    likes = header.index("J’aime et réactions")
    assert sorted((row[0], row[likes]) for row in rows) == [
        ("Facebook", 21),
        ("Facebook", 34),
        ("Instagram", 88),
    ]
