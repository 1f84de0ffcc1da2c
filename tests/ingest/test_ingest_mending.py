"""Cells changed by hand, and rows set aside that come back mended in the workbook they left in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from cmdash import ingest, profile
from cmdash.export import aside
from cmdash.ingest.mending.edits import row_print
from cmdash.model import Answer, Profile, Tracking, Upload

MONTHS = (
    "Mois;Réseau;Abonnés;Taux\r\n01/2026;Instagram;1 000;1,5\r\nmars ?;Instagram;1 234;2,5\r\n03/2026;Facebook;900;4,25\r\n"
).encode("cp1252")
ODD = ["mars ?", "Instagram", "1 234", "2,5"]
FEBRUARY = Answer("cell", "02/2026", cell="A3", content=row_print(ODD))


def workbook(rows: list[list[object]], sheet: str = "Abonnés") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def leaving(uploads: list[Upload], language: str = "fr") -> openpyxl.Workbook:
    """The workbook of rows set aside, as a person opens it."""
    tracking = ingest.read(uploads)
    return openpyxl.load_workbook(
        io.BytesIO(aside.write(ingest.rows_aside(uploads, tracking, Profile()), language))
    )


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def rows_of(tracking: Tracking) -> list[tuple[int, int]]:
    return [(t.rows.read, t.rows.kept) for f in tracking.ledger.files for t in f.tables]


def codes(tracking: Tracking) -> list[str]:
    return [f.code for f in tracking.ledger.all_findings()]


def test_a_cell_changed_by_hand_is_read_anew_and_said() -> None:
    before = ingest.read([Upload("abonnes.csv", MONTHS)])
    assert rows_of(before) == [(3, 2)]
    after = ingest.read([Upload("abonnes.csv", MONTHS)], Profile((FEBRUARY,)))
    assert rows_of(after) == [(3, 3)]
    told = next(f for f in after.ledger.all_findings() if f.code == "cell-by-hand")
    assert (told.row, told.params["cell"], told.params["was"], told.params["now"]) == (
        3,
        "A3",
        "mars ?",
        "02/2026",
    )


def test_the_change_is_kept_in_the_cmdash_file() -> None:
    again = profile.load(profile.dump(Profile((FEBRUARY,))))
    assert again.answers == (FEBRUARY,)
    assert rows_of(ingest.read([Upload("x.csv", MONTHS)], again)) == [(3, 3)]


def test_it_follows_its_row_and_touches_no_other() -> None:
    lines = MONTHS.split(b"\r\n")
    grown = b"\r\n".join([lines[0], "12/2025;Instagram;990;1,5".encode("cp1252"), *lines[1:]])
    assert rows_of(ingest.read([Upload("abonnes.csv", grown)], Profile((FEBRUARY,)))) == [(4, 4)]
    other = MONTHS.replace(b"1 234", b"1 235")
    untouched = ingest.read([Upload("abonnes.csv", other)], Profile((FEBRUARY,)))
    assert rows_of(untouched) == [(3, 2)]
    assert "cell-by-hand" not in codes(untouched)


def test_a_number_typed_over_a_stored_one_keeps_its_value() -> None:
    content = workbook(
        [["Mois", "Réseau", "Abonnés"], ["01/2026", "Instagram", 1000], ["02/2026", "Instagram", "?"]]
    )
    given = Answer(
        "cell", "1 234,5", sheet="Abonnés", cell="C3", content=row_print(["02/2026", "Instagram", "?"])
    )
    read = ingest.read([Upload("abonnes.xlsx", content)], Profile((given,)))
    assert read.account["followers"].tolist() == [1000.0, 1234.5]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_workbook_says_row_reason_and_what_to_do(language: str) -> None:
    sheet = leaving([Upload("abonnes.csv", MONTHS)], language).active
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows(min_row=1, max_row=2))
    assert header[3:7] == ["Mois", "Réseau", "Abonnés", "Taux"]
    assert row[0] == 3
    assert len(row[1]) > 20
    assert len(row[2]) > 5
    assert row[3:7] == ODD
    assert row[7] == "abonnes.csv"
    assert sheet["F2"].number_format == "@", "what is typed over stays as typed"


def test_mended_rows_take_their_places_again() -> None:
    uploads = [Upload("abonnes.csv", MONTHS)]
    book = leaving(uploads)
    book.active.cell(2, column(book.active, "Mois")).value = "02/2026"
    back = Upload("lignes.xlsx", saved(book))
    for order in ([*uploads, back], [back, *uploads]):
        after = ingest.read(order)
        assert rows_of(after) == [(3, 3)]
        assert after.account["followers"].tolist() == [1000.0, 1234.0, 900.0]
        assert set(after.account["file"]) == {"abonnes.csv"}
        assert "rows-returned" in codes(after)
        assert "cell-from-returned" in codes(after)


def test_rows_that_come_back_as_they_left_change_nothing() -> None:
    uploads = [Upload("abonnes.csv", MONTHS)]
    after = ingest.read([*uploads, Upload("lignes.xlsx", saved(leaving(uploads)))])
    assert rows_of(after) == [(3, 2)]
    assert "cell-from-returned" not in codes(after)


def test_a_number_stored_by_the_spreadsheet_takes_the_mark_of_its_column() -> None:
    uploads = [Upload("abonnes.csv", MONTHS.replace(b"Taux", b"Partages"))]
    book = leaving(uploads)
    book.active.cell(2, column(book.active, "Mois")).value = "02/2026"
    cell = book.active.cell(2, column(book.active, "Partages"))
    cell.number_format, cell.value = "General", 4.125
    after = ingest.read([*uploads, Upload("lignes.xlsx", saved(book))])
    assert after.account["shares"].tolist() == [1.5, 4.125, 4.25]


def test_numbers_of_a_workbook_leave_and_come_back_as_numbers() -> None:
    uploads = [
        Upload(
            "abonnes.xlsx",
            workbook(
                [["Mois", "Réseau", "Abonnés"], ["01/2026", "Instagram", 1000.5], ["?", "Instagram", 12.25]]
            ),
        )
    ]
    book = leaving(uploads)
    sheet = book["Abonnés"]
    assert sheet.cell(2, column(sheet, "Abonnés")).value == 12.25
    sheet.cell(2, column(sheet, "Mois")).value = "02/2026"
    after = ingest.read([*uploads, Upload("lignes.xlsx", saved(book))])
    assert after.account["followers"].tolist() == [1000.5, 12.25]


def test_without_their_file_mended_rows_are_a_table_of_their_own() -> None:
    book = leaving([Upload("abonnes.csv", MONTHS)])
    book.active.cell(2, column(book.active, "Mois")).value = "02/2026"
    alone = ingest.read([Upload("lignes.xlsx", saved(book))])
    assert rows_of(alone) == [(1, 1)]
    assert [c.source for c in alone.ledger.files[0].tables[0].columns] == [
        "Mois",
        "Réseau",
        "Abonnés",
        "Taux",
    ]


def test_a_row_that_has_changed_meanwhile_is_not_overwritten() -> None:
    book = leaving([Upload("abonnes.csv", MONTHS)])
    book.active.cell(2, column(book.active, "Mois")).value = "02/2026"
    changed = Upload("abonnes.csv", MONTHS.replace(b"1 234", b"1 300"))
    after = ingest.read([changed, Upload("lignes.xlsx", saved(book))])
    assert rows_of(after) == [(3, 2)]
    told = next(f for f in after.ledger.all_findings() if f.code == "row-returned-astray")
    assert (told.file, told.row, told.severity) == ("lignes.xlsx", 3, "warning")


def test_hostile_cells_leave_as_text() -> None:
    hostile = MONTHS.replace("mars ?".encode("cp1252"), b'=HYPERLINK("http://x")')
    sheet = leaving([Upload("=1+1.csv", hostile)]).active
    cell = sheet.cell(2, column(sheet, "Mois"))
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')
    assert sheet.title == "=1+1"


def test_long_texts_leave_in_full() -> None:
    long = "très " * 200
    content = f"Date;Réseau;Abonnés;Note\r\n?;Instagram;5;{long}\r\n01/2026;Instagram;6;x\r\n02/2026;Instagram;7;y\r\n"
    sheet = leaving([Upload("a.csv", content.encode())]).active
    assert sheet.cell(2, column(sheet, "Note")).value == long
