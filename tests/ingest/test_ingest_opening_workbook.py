"""Workbooks through the guarded child: the stored value of every cell as text, at its own row and column."""

import datetime as dt
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from exports_writing import xlsb
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash.ingest.opening import child, chunks
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.limits import Limits, limits
from cmdash.model import OpenedFile, Refusal, Sheet, Upload

EXPORTS = Path(__file__).parents[3] / "shared" / "exports"
needs_exports = pytest.mark.skipif(not EXPORTS.exists(), reason="the real exports are not on this machine")


def opened(content: bytes, bounds: Limits | None = None) -> OpenedFile:
    return open_upload(Upload("suivi.xlsx", content), bounds)


def rows(sheet: Sheet) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in sheet.columns), strict=True)]


def book(
    *sheets: list[list[object]], formats: dict[str, str] | None = None, hidden: int | None = None
) -> bytes:
    """A workbook; a cell (value, number format) is written with that format, None is left out."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_urls": False, "strings_to_formulas": False}) as made:
        for index, table in enumerate(sheets):
            sheet = made.add_worksheet(f"Feuille {index + 1}")
            if index == hidden:
                sheet.hide()
            for i, row in enumerate(table):
                for j, cell in enumerate(row):
                    value, shape = cell if isinstance(cell, tuple) else (cell, None)
                    if value is not None:
                        sheet.write(i, j, value, made.add_format({"num_format": shape}) if shape else None)
    return out.getvalue()


def page(text: str) -> Sheet:
    return opened(text.encode()).sheets[0]


def test_values_as_stored_in_their_shortest_form() -> None:
    day, clock, span = "dd/mm/yyyy", "hh:mm", "[h]:mm:ss"
    cells: list[tuple[object, str]] = [
        (959.0, "959"),
        (6.49e17, "649000000000000000"),
        (0.1, "0.1"),
        (-12.5, "-12.5"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("  L’été\nà Nîmes 😀 ", "  L’été\nà Nîmes 😀 "),
        ("007", "007"),
        (None, ""),
        ((0.0123, "0.00%"), "0.0123"),
        ((dt.date(2026, 6, 3), day), "2026-06-03"),
        ((dt.datetime(2026, 6, 3), "dd/mm/yyyy hh:mm"), "2026-06-03"),
        ((dt.datetime(2026, 6, 3, 18, 30, 59), "dd/mm/yyyy hh:mm"), "2026-06-03T18:30:59"),
        ((dt.time(18, 30), clock), "18:30:00"),
        ((dt.timedelta(hours=26, minutes=3), span), "26:03:00"),
    ]
    sheet = opened(book([["Titre"], *([cell] for cell, _ in cells), ["fin"]])).sheets[0]
    assert [row[0] for row in rows(sheet)] == ["Titre", *(text for _, text in cells), "fin"]


def test_numbers_dates_and_gaps_in_long_columns_are_those_of_the_source() -> None:
    source = random.Random(7)
    start = dt.datetime(2024, 1, 1)
    table: list[list[object]] = [["Date", "Portée", "Taux", "Texte", "Mixte"]]
    expected = [["Date", "Portée", "Taux", "Texte", "Mixte"]]
    for i in range(9001):
        reach = source.choice([None, source.randrange(10**6), source.randrange(10**15)])
        rate = source.choice([None, source.random(), source.random() * 1e-6, 1e18])
        mixed = source.choice([None, 12, 12.5, "n.c.", "-"])
        moment = start + dt.timedelta(minutes=25 * i)
        table.append([(moment, "dd/mm/yyyy hh:mm"), reach, rate, f"été {i}", mixed])
        expected.append(
            [
                moment.isoformat().removesuffix("T00:00:00"),
                "" if reach is None else str(reach),
                "" if rate is None else f"{float(f'{rate:.16G}'):.30f}".rstrip("0").rstrip("."),
                f"été {i}",
                "" if mixed is None else str(mixed),
            ]
        )
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet, shape = made.add_worksheet(), made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, *((cell[0], shape) if isinstance(cell, tuple) else (cell,)))
    read = rows(opened(out.getvalue()).sheets[0])
    assert [row[:2] + row[3:] for row in read] == [row[:2] + row[3:] for row in expected]
    assert [row[2] and float(row[2]) for row in read[1:]] == [
        row[2] and float(row[2]) for row in expected[1:]
    ]
    assert not any("e" in row[2] for row in read[1:])


def test_rows_and_columns_keep_their_places() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Suivi")
        sheet.write("C5", "Portée")
        sheet.write("E8", 12)
        sheet.merge_range("C10:E11", "groupe")
    read = opened(out.getvalue()).sheets[0]
    assert (read.height, read.width) == (10, 5)
    assert list(read.numbers) == list(range(1, 11))
    filled = {(i + 1, j + 1): cell for i, row in enumerate(rows(read)) for j, cell in enumerate(row) if cell}
    assert filled == {(5, 3): "Portée", (8, 5): "12", (10, 3): "groupe"}


def test_every_sheet_is_read_empty_ones_left_out_hidden_ones_named() -> None:
    file = opened(book([["a"], [1]], [], [["b"], [2]], hidden=2))
    assert [sheet.name for sheet in file.sheets] == ["Feuille 1", "Feuille 3"]
    assert [(f.code, f.severity, f.sheet) for f in file.findings] == [("sheet-hidden", "info", "Feuille 3")]
    assert (file.encoding, file.delimiter) == (None, None)


def test_error_cells_keep_their_word() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name in ("Été & co", "Second"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["Taux", "Fin"])
            sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
            sheet.write_formula(
                2, 0, "=NA()" if name == "Second" else "=2/4", None, "#N/A" if name == "Second" else 0.5
            )
            sheet.write(2, 1, "fin")
    file = opened(out.getvalue())
    assert {sheet.name: sheet.columns[0].to_pylist() for sheet in file.sheets} == {
        "Été & co": ["Taux", "#DIV/0!", "0.5"],
        "Second": ["Taux", "#DIV/0!", "#N/A"],
    }


def test_an_open_document_spreadsheet() -> None:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="Juin"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>Portée</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>Jour</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="959"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-06-03"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
        made.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    sheet = opened(out.getvalue()).sheets[0]
    assert (sheet.name, rows(sheet)) == ("Juin", [["Portée", "Jour"], ["959", "2026-06-03"]])


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with each of its parts passed through `change`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in made.namelist():
            other.writestr(name, change(name, made.read(name)))
    return out.getvalue()


TRACKED: list[list[object]] = [
    ["Date", "Portée"],
    *([(dt.date(2026, 6, 3 + i), "dd/mm/yyyy"), 959 + i] for i in range(9)),
]


def test_a_strict_ooxml_workbook_with_dates_as_text_is_read_like_the_usual_kind() -> None:
    def strict(name: str, part: bytes) -> bytes:
        for usual, own in (
            (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"),
            (b"schemas.openxmlformats.org/officeDocument/2006/relationships", b"purl.oclc.org/ooxml/officeDocument/relationships"),
        ):  # fmt: skip
            part = part.replace(usual, own)
        return re.sub(
            rb'<c r="A(\d+)" s="1"><v>\d+</v></c>',
            lambda cell: (
                b'<c r="A%s" t="d"><v>2026-06-%02dT00:00:00.000</v></c>' % (cell[1], int(cell[1]) + 1)
            ),
            part,
        )

    usual = opened(book(TRACKED)).sheets[0]
    written = changed(book(TRACKED), strict)
    assert b"openxmlformats.org/spreadsheetml" not in b"".join(
        zipfile.ZipFile(io.BytesIO(written)).read(part)
        for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
    )
    assert rows(opened(written).sheets[0]) == rows(usual)
    assert rows(usual)[1] == ["2026-06-03", "959"]


@pytest.mark.parametrize("told", [b"A1", b"A1:A2", b"C3:D4", b"A1:XFD1048576"])
def test_a_workbook_that_tells_its_size_wrongly_is_read_whole(told: bytes) -> None:
    written = changed(
        book(TRACKED),
        lambda _, part: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="%s"/>' % told, part),
    )
    assert rows(opened(written).sheets[0]) == rows(opened(book(TRACKED)).sheets[0])


WEB_ARCHIVE = """MIME-Version: 1.0\r
X-Document-Type: Workbook\r
Content-Type: multipart/related; boundary="----=_NextPart_01"\r
\r
This document is a Single File Web Page.\r
\r
------=_NextPart_01\r
Content-Location: file:///C:/0E14/suivi.htm\r
Content-Type: text/html; charset="us-ascii"\r
\r
<html xmlns:x=3D"urn:schemas-microsoft-com:office:excel"><xml><x:ExcelWorksheet><x:Name>Juin &amp; juillet</x:Name>\r
<x:WorksheetSource HRef="suivi_fichiers/sheet001.htm"/></x:ExcelWorksheet></xml></html>\r
\r
------=_NextPart_01\r
Content-Location: file:///C:/0E14/suivi_fichiers/sheet001.htm\r
Content-Transfer-Encoding: quoted-printable\r
Content-Type: text/html; charset="windows-1252"\r
\r
<html><body><table><tr><td>Date</td><td>Port=E9e</td></tr><tr><td>03/06/2026</=\r
td><td class=3Dxl24 x:num>959</td></tr></table></body></html>\r
\r
------=_NextPart_01\r
Content-Location: file:///C:/0E14/suivi_fichiers/image001.png\r
Content-Transfer-Encoding: base64\r
Content-Type: image/png\r
\r
iVBORw0KGgo=\r
\r
------=_NextPart_01--\r
"""


@pytest.mark.parametrize("name", ["suivi.mht", "suivi.xls"])
def test_a_web_archive_holds_the_tables_of_its_pages_under_their_names(name: str) -> None:
    (sheet,) = open_upload(Upload(name, WEB_ARCHIVE.encode())).sheets
    assert (sheet.name, rows(sheet)) == ("Juin & juillet", [["Date", "Portée"], ["03/06/2026", "959"]])


SPREADSHEET = """<?xml version="1.0" encoding="UTF-8"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Key Metrics"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Post {extra}</Data></Cell><Cell><Data ss:Type="String">Reach</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="Number">959.0</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-06-03T18:30:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">1553363564876294123</Data></Cell><Cell><Data ss:Type="DateTime">2026-06-03T00:00:00.000</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="Caché"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"ID", "Post ID"),
        (b"A &amp; B &#233;", "Post A & B é"),
        (b"A & B", "Post A & B"),
        (b"caf\xe9 \xf0\x28", "Post café ð("),
        (b"a&nbsp;b", "Post a\xa0b"),
        (b"<![CDATA[a<b]]>", "Post a<b"),
        (b"\x01ID", "Post ID"),
    ],
)
def test_an_xml_spreadsheet_is_read_though_it_is_not_quite_xml(written: bytes, read: str) -> None:
    head, _, tail = SPREADSHEET.partition("{extra}")
    file = open_upload(
        Upload("export.xls", head.encode() + written + tail.replace("Caché", "Cache").encode())
    )
    assert rows(file.sheets[0]) == [
        [read, "", "Reach", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["", "959", "2026-06-03T18:30:00", "TRUE"],
        ["1553363564876294123", "2026-06-03", "", ""],
    ]
    assert [(f.code, f.sheet) for f in file.findings if f.code == "sheet-hidden"] == [
        ("sheet-hidden", "Cache")
    ]


def test_entities_of_the_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = SPREADSHEET.replace("{extra}", "&b;").replace("<Workbook", f"{bomb}<Workbook", 1)
    assert "aaaa" not in str(rows(page(content)))


def test_the_tables_of_a_page_are_sheets_and_spanning_cells_keep_the_others_in_place() -> None:
    text = (
        "<!DOCTYPE html><html><head><style>td {color: red}</style></head><body><p>Rapport</p><table>"
        "<tr><th rowspan=2>Date</th><th colspan=2>Audience</th></tr><tr><th>Vues</th><th>Portée</th></tr>"
        "<tr><td>03/06/2026<td>1&nbsp;234<td>  5\n 6<br>7</table><table><tr><td>autre</td></tr></table></body></html>"
    )
    file = open_upload(Upload("export.xls", text.encode("utf-16")))
    assert rows(file.sheets[0]) == [
        ["Date", "Audience", ""],
        ["", "Vues", "Portée"],
        ["03/06/2026", "1 234", "5 6\n7"],
    ]
    assert rows(file.sheets[1]) == [["autre"]]
    assert file.encoding == "utf-16-le"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.just(""), st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=20
    )
)
def test_a_packed_column_of_numbers_is_the_same_text_as_number_by_number(cells: list[object]) -> None:
    columns, height, _ = chunks.unpack(child.pack([[cell] for cell in cells], 1))
    assert height == len(cells)
    assert [child.text(cell) for cell in cells] == columns[0].to_pylist()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(), st.floats(allow_nan=False), st.booleans(), st.datetimes()), min_size=3, max_size=3), max_size=6))  # fmt: skip
def test_a_packed_chunk_comes_back_as_the_text_of_each_cell(table: list[list[object]]) -> None:
    if not table:
        return
    columns, _, _ = chunks.unpack(child.pack(table, 3))
    expected = [[child.text(cell).encode("utf-8", "replace").decode() for cell in row] for row in table]
    assert [list(row) for row in zip(*(c.to_pylist() for c in columns), strict=True)] == expected


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_a_chunk_that_no_child_would_send_is_an_error_and_never_cells_of_something_else(
    payload: bytes,
) -> None:
    try:
        columns, height, _ = chunks.unpack(payload)
    except (ValueError, KeyError, TypeError, struct.error, chunks.Garbled):
        return
    assert all(len(column) == height for column in columns)


def bounded(**given: int) -> Limits:
    return Limits(**{**vars(limits()), **given})


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"cells": 1000}, "too-many-cells"),
        ({"columns": 3}, "too-many-columns"),
    ],
)
def test_limits_of_a_workbook_hold(bounds: dict[str, int], code: str) -> None:
    content = book([[f"cellule {i} {j}" for j in range(6)] for i in range(3_000)])
    with pytest.raises(Refusal) as refused:
        opened(content, bounded(**bounds))
    assert refused.value.finding.code == code


def test_a_child_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "child.py"
    slow.write_text("import sys, time\nsys.stdin.buffer.read()\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(slow))
    with pytest.raises(Refusal) as refused:
        opened(book([["a"]]), bounded(seconds=1))
    assert refused.value.finding.code == "too-slow"


@pytest.mark.parametrize("said", ["", "print('S' * 100)", "sys.stdout.buffer.write(b'S' + (2).to_bytes(8, 'little') + b'{}')", "os.abort()", "raise ValueError", "sys.stdout.buffer.write(b'C' + b'\\xff' * 8)"])  # fmt: skip
def test_a_child_that_breaks_off_is_a_refusal(
    said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "child.py"
    broken.write_text(f"import sys, os\nsys.stdin.buffer.read()\n{said}\n", encoding="utf-8")
    monkeypatch.setattr(child, "__file__", str(broken))
    with pytest.raises(Refusal) as refused:
        opened(book([["a"]]))
    assert refused.value.finding.code == ("too-much-memory" if "abort" in said else "workbook-corrupt")


@needs_exports
def test_a_binary_workbook_of_linkedin() -> None:
    path = next((EXPORTS / "linkedin-bethlehem").glob("*.xls"))
    file = open_upload(Upload(path.name, path.read_bytes()))
    assert [(s.name, s.height, s.width) for s in file.sheets] == [("Metrics", 367, 20), ("All posts", 88, 20)]
    assert [column[2].as_py() for column in file.sheets[0].columns[:4]] == ["01/29/2023", "2", "0", "2"]


@needs_exports
def test_the_xml_workbook_of_facebook_has_the_posts_of_every_sheet() -> None:
    path = next((EXPORTS / "facebook-insights-lacda").glob("*.xls"))
    file = open_upload(Upload(path.name, path.read_bytes()))
    assert [s.height for s in file.sheets] == [9, 8, 8, 8, 8, 8, 8]
    reach = file.sheets[0].columns[8].to_pylist()
    assert reach[0] == "post_impressions_unique:lifetime"
    assert sum(map(int, reach[2:])) == 1_702_914


def test_a_binary_workbook_is_read_like_the_others() -> None:
    cells = [["Date", "Portée", "Texte"], ["03/06/2026", 1204, "été 😀"], ["04/06/2026", 12.5, "x" * 300]]
    (sheet,) = open_upload(Upload("suivi.xlsb", xlsb({"Été": cells}))).sheets
    assert sheet.name == "Été"
    assert rows(sheet) == [[str(cell) for cell in row] for row in cells]
    assert sheet.stored == {1}
