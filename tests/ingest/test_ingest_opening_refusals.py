"""What cannot be opened is refused with its own code, worded in both languages; nothing else ever comes out."""

import io
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash.catalog import LANGUAGES
from cmdash.ingest.opening.archive import expand
from cmdash.ingest.opening.error_words import error_words
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.limits import Limits, limits
from cmdash.model import Finding, OpenedFile, Refusal, Upload
from cmdash.wording import message

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        made.add_worksheet().write_row(0, 0, ["Date", "Portée"])
    return out.getvalue()


def _name(value: object) -> str:
    """A parameter in the name of its test: bytes are left to their number, since some hold the time of day."""
    return value if isinstance(value, str) else "bytes"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def ole(stream: str) -> bytes:
    return OLE + b"\x01" * 900 + stream.encode("utf-16-le") + bytes(600)


WORKBOOK = workbook()
EMPTY_BOOK = io.BytesIO()
with xlsxwriter.Workbook(EMPTY_BOOK) as _made:
    _made.add_worksheet()

REFUSED = {
    "file-empty": [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 400],
    "file-picture": [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\xff\xd8\xff\xe0" + bytes(99),
        b"GIF89a" + bytes(99),
        b"RIFF\x10\0\0\0WEBPVP8 " + bytes(99),
        b"\0\0\0\x18ftypheic" + bytes(99),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>1,2</text></svg>',
        b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0" + bytes(99),
    ],
    "file-video": [b"\0\0\0\x18ftypmp42" + bytes(99), b"ID3\x04" + bytes(99)],
    "file-pdf": [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"],
    "file-document": [
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        zipped({"ppt/presentation.xml": b"<x/>"}),
        ole("WordDocument"),
        b"{\\rtf1\\ansi Bonjour}",
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, zipfile.ZIP_STORED),
    ],
    "file-numbers": [zipped({"Index/Document.iwa": b"x"}), zipped({"Index.zip": b"x", "Data/a.png": b"y"})],
    "file-google-shortcut": [b'{"doc_id":"1aB","email":"a@b.fr","url":"https://docs.google.com/open?id=1aB"}'],
    "file-json": [b'{"posts": [{"reach": 12}]}', b'[{"reach": 12},\n {"reach": 13}]\n', '{"a": 1}'.encode("utf-16")],
    "file-shortcut": [
        b"[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1aB/edit\r\n",
        b"L\0\0\0\x01\x14\x02\0" + bytes(200),
        b'<?xml version="1.0"?><!DOCTYPE plist><plist version="1.0"><dict><key>URL</key><string>https://a.fr</string></dict></plist>',
        b"[Desktop Entry]\nType=Link\nURL=https://a.fr\n",
    ],
    "file-mail": [
        b"From: a@b.fr\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nVoici le suivi de juin : 12, 13, 14.\r\n",
        b'From: a@b.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html\n\n<p>Bonjour</p>\n--x--\n',
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        ole("__properties_version1.0"),
    ],
    "file-html": [
        b"<!DOCTYPE html><html><body><p>Session expired</p></body></html>",
        b"\xef\xbb\xbf\n<!-- a --><HTML><body>Erreur</body></HTML>",
        b"<html><body><table></table></body></html>",
    ],
    "file-xml": [b'<?xml version="1.0"?><rss><item>12</item></rss>', b"<feed a='1'><b/></feed>"],
    "file-other-archive": [b"7z\xbc\xaf\x27\x1c" + bytes(99), b"Rar!\x1a\x07\x00" + bytes(99), b"\x1f\x8b\x08" + bytes(9)],
    "file-archive": [zipped({"a.csv": b"a,b\n1,2\n"})],
    "file-binary": [bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01" + bytes(range(64)) * 8, b"SQLite format 3\0" + bytes(99)],
    "workbook-corrupt": [
        b"PK\x03\x04" + b"\0" * 300,
        WORKBOOK[: len(WORKBOOK) // 2],
        zipped({"xl/workbook.xml": b"<workbook"}),
        OLE[:8] + b"\x01" * 900,
        ole("Workbook"),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a"}, zipfile.ZIP_STORED),
    ],
    "archive-corrupt": [zipped({"reach.csv": b"a,b\n1,2\n" * 9})[:-30]],
    "workbook-password": [ole("EncryptionInfo") + "EncryptedPackage".encode("utf-16-le") + bytes(99)],
    "workbook-empty": [EMPTY_BOOK.getvalue()],
}  # fmt: skip


def outcome(content: bytes, name: str = "suivi.xlsx", bounds: Limits | None = None) -> OpenedFile | Finding:
    try:
        return open_upload(Upload(name, content), bounds)
    except Refusal as refused:
        return refused.finding


@pytest.mark.parametrize(
    ("code", "content"), [(code, c) for code, all_of in REFUSED.items() for c in all_of], ids=_name
)
@pytest.mark.parametrize("name", ["suivi.csv", "suivi.xlsx"])
def test_each_cause_has_its_own_code_whatever_the_name(code: str, content: bytes, name: str) -> None:
    finding = outcome(content, name)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity, finding.file) == (code, "error", name)


CODES = [
    *REFUSED, "file-too-large", "workbook-bomb", "too-many-cells", "too-many-columns", "too-slow", "too-much-memory",
    "archive-empty", "archive-nested", "archive-link", "archive-password",
    "archive-too-many-files", "archive-too-large", "archive-bomb", "sheet-hidden", "sheet-unreadable",
    "text-quoted-twice", "text-quote-unclosed", "text-characters-lost",
]  # fmt: skip
PARAMS = dict.fromkeys(
    ("size", "limit", "cells", "columns", "seconds", "memory", "member", "count", "encoding"), 2
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_one_sentence_in_every_language(code: str, language: str) -> None:
    text = message(language, f"findings.{code}.text", **PARAMS)
    assert text.endswith(".")
    assert len(text.replace(".zip", "").replace(".xlsx", "").rstrip(".").split(". ")) == 1
    assert message(language, f"findings.{code}.title")
    if language == "fr":
        assert not any(f"{space}{mark}" in text for space in " \u00a0" for mark in ":;?!»")
        assert "'" not in text


def test_a_workbook_that_announces_too_much_is_refused_before_it_is_unpacked() -> None:
    content = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 3_000_000})
    bounds = Limits(**{**vars(limits()), "unpacked_megabytes": 2})
    finding = outcome(content, bounds=bounds)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.params["limit"]) == ("workbook-bomb", 2)


def test_a_sheet_with_a_cell_in_the_last_corner_is_refused() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
    finding = outcome(out.getvalue())
    assert isinstance(finding, Finding)
    assert (finding.code, finding.params["memory"]) == ("too-much-memory", limits().memory_megabytes)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=600))
def test_whatever_the_bytes_a_file_or_a_refusal_comes_out(content: bytes) -> None:
    assert isinstance(outcome(content), OpenedFile | Finding)


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"])
)
def test_whatever_the_text_a_file_or_a_refusal_comes_out(text: str, encoding: str) -> None:
    assert isinstance(outcome(text.encode(encoding, "replace")), OpenedFile | Finding)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet='a,;"\t\r\n1sep=|', max_size=120))
def test_whatever_the_punctuation_a_file_or_a_refusal_comes_out(text: str) -> None:
    assert isinstance(outcome(text.encode()), OpenedFile | Finding)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    assert isinstance(outcome(bytes(content[:cut])), OpenedFile | Finding)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/=&;\"' trdhablespan!-[]CDATA123\n", max_size=200), st.booleans())
def test_whatever_the_tags_a_file_or_a_refusal_comes_out(tags: str, page: bool) -> None:
    head = (
        "<html><table><tr><td>"
        if page
        else '<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    )
    assert isinstance(outcome((head + tags).encode()), OpenedFile | Finding)


def names(members: dict[str, bytes]) -> list[str]:
    return [upload.name for upload in expand([Upload("juin.zip", zipped(members))])[0]]


def test_an_archive_is_replaced_by_its_files_in_its_place() -> None:
    first, last = Upload("a.csv", b"a,b\n"), Upload("z.xlsx", WORKBOOK)
    given_zip = Upload(
        "juin.zip", zipped({"reach.csv": b"d,r\n1,2\n", "dossier/": b"", "dossier/suivi.xlsx": WORKBOOK})
    )
    uploads, findings = expand([first, given_zip, last])
    assert [upload.name for upload in uploads] == ["a.csv", "reach.csv", "suivi.xlsx", "z.xlsx"]
    assert [upload.content for upload in uploads] == [first.content, b"d,r\n1,2\n", WORKBOOK, WORKBOOK]
    assert findings == ()


def test_members_of_one_name_keep_the_folders_that_tell_them_apart() -> None:
    given_files = {
        "Agence/Client A/reach.csv": b"1",
        "Agence/Client B/reach.csv": b"2",
        "Agence/Client B/autre.csv": b"3",
    }
    assert names(given_files) == ["Client A/reach.csv", "Client B/reach.csv", "autre.csv"]
    uploads, _ = expand([Upload("reach.csv", b"0"), Upload("juin.zip", zipped({"reach.csv": b"1"}))])
    assert [upload.name for upload in uploads] == ["reach.csv", "juin/reach.csv"]


def test_no_name_leads_outside_and_what_systems_leave_is_ignored() -> None:
    assert names(
        {
            "../../etc/passwd.csv": b"1",
            "/absolu.csv": b"2",
            "C:\\Users\\x\\windows.csv": b"3",
            "__MACOSX/._a.csv": b"4",
            ".DS_Store": b"5",
            "dossier/Thumbs.db": b"6",
            "~$suivi.xlsx": b"7",
            "re\x07ach.csv": b"8",
        }
    ) == ["passwd.csv", "absolu.csv", "windows.csv", "reach.csv"]


def test_a_name_in_utf8_without_its_flag_is_read_as_such() -> None:
    content = zipped({"Ete-Nimes.csv": b"1"}).replace(b"Ete-Nimes.csv", "Été-Nim.csv".encode())
    assert [u.name for u in expand([Upload("a.zip", content)])[0]] == ["Été-Nim.csv"]


def test_one_archive_inside_another_is_unpacked_and_no_deeper() -> None:
    inner = zipped({"b.csv": b"x,y\n", "profond.zip": zipped({"c.csv": b"z"})})
    uploads, findings = expand([Upload("tout.zip", zipped({"a.csv": b"1", "client.zip": inner}))])
    assert [upload.name for upload in uploads] == ["a.csv", "b.csv"]
    assert [(f.code, f.params["member"]) for f in findings] == [("archive-nested", "profond.zip")]


def test_links_are_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("lien.csv")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("a.csv", "a")
    uploads, findings = expand([Upload("a.zip", out.getvalue())])
    assert ([u.name for u in uploads], [f.code for f in findings]) == (["a.csv"], ["archive-link"])


def locked() -> bytes:
    """An archive whose one member says that it is encrypted, in both of its headers."""
    content = bytearray(zipped({"a.csv": b"a,b\n"}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


GOOD = zipped({"a.csv": b"a,b\n1,2\n" * 100})


@pytest.mark.parametrize(
    ("content", "bounds", "code"),
    [
        (zipped({}) + b"", {}, "archive-empty"),
        (zipped({".DS_Store": b"1"}), {}, "archive-empty"),
        (locked(), {}, "archive-password"),
        (GOOD.replace(GOOD[38:50], b"\xff" * 12), {}, "archive-corrupt"),
        (zipped({f"{i}.csv": b"a" for i in range(9)}), {"archive_files": 8}, "archive-too-many-files"),
        (zipped({"a.csv": b"abc" * 900_000}, zipfile.ZIP_STORED), {"unpacked_megabytes": 2}, "archive-too-large"),
        (zipped({"a.csv": bytes(40_000_000)}), {}, "archive-bomb"),
        (zipped({f"{i}.zip": zipped({"a.csv": b"x" * 900_000}) for i in range(4)}), {"unpacked_megabytes": 2}, "archive-too-large"),
    ],
)  # fmt: skip
def test_an_archive_that_cannot_be_unpacked_says_why_and_stops_no_other(
    content: bytes, bounds: dict[str, int], code: str
) -> None:
    other = Upload("b.csv", b"a,b\n")
    uploads, findings = expand([Upload("a.zip", content), other], Limits(**{**vars(limits()), **bounds}))
    assert uploads[-1] is other
    assert [(f.code, f.severity, f.file) for f in findings] == [(code, "error", "a.zip")]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_archive_files_or_findings_come_out(data: st.DataObject) -> None:
    content = bytearray(zipped({"Client A/a.csv": b"a,b\n1,2\n", "b.zip": zipped({"c.csv": b"x"})}))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    uploads, findings = expand([Upload("a.zip", bytes(content))])
    assert uploads or findings
    assert all(upload.name[0] != "/" and ".." not in upload.name.split("/") for upload in uploads)


@pytest.mark.parametrize(
    "content",
    [
        b"<!-- a -->" * 5000 + b"x",
        b"1" + b" " * 60_000 + b"x\n" + b"a,b\n" * 9,
        (b"1" * 200 + b",") * 300 + b"\n",
        b'"' * 60_001,
        b"sep=\x00\na\x00b\n",
        "é".encode("cp1252") + b"a" * 3_000_000,
        b"a" * 3_000_000 + "é".encode("cp1252"),
    ],
)
def test_a_text_made_to_be_slow_is_not(content: bytes) -> None:
    start = time.process_time()
    assert isinstance(outcome(content), OpenedFile | Finding)
    assert time.process_time() - start < 3


def test_a_workbook_full_of_error_marks_is_not_slow() -> None:
    index = b'<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>'
    relations = b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    members = {"xl/workbook.xml": index, "xl/_rels/workbook.xml.rels": relations}
    start = time.process_time()
    for cell in (b'<c t="e">', b'<c r="A1" t="e"><v>', b't="e"'):
        content = zipped({**members, "xl/worksheets/sheet1.xml": b"<worksheet>" + cell * 1_000_000})
        assert error_words(content, 1 << 30) == {}
    assert time.process_time() - start < 6


def test_error_words_are_found_across_pieces_and_below_prefixes() -> None:
    index = b"<x:workbook><x:sheets><x:sheet name='A &amp; B' r:id='rId7'/></x:sheets></x:workbook>"
    relations = b"<Relationships><Relationship Target='/xl/worksheets/s.xml' Id='rId7'/></Relationships>"
    cells = b"".join(
        b"<x:c r='AB%d' t='e'><x:f>%s</x:f><x:v>#N/A</x:v></x:c>" % (i + 1, b"1+" * 400 + b"1")
        for i in range(4000)
    )
    content = zipped(
        {"xl/workbook.xml": index, "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/s.xml": cells}
    )
    assert error_words(content, 1 << 30) == {"A & B": {(i, 27): "#N/A" for i in range(4000)}}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='\n\r-=:;"abcx /<>tdrl', max_size=200))
def test_whatever_the_parts_of_a_web_archive_a_file_or_a_refusal_comes_out(body: str) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<table>"
    assert isinstance(outcome((head + body).encode()), OpenedFile | Finding)
