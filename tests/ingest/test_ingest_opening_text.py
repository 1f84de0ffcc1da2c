"""Text files: whatever the encoding and the dialect, the cells come back as written, each at its record number."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmdash.ingest.opening import dialect
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.limits import limits
from cmdash.model import OpenedFile, Refusal, Sheet, Upload

CELLS = st.text(alphabet="ab1é\"',;|\t\n .€", max_size=8)


def opened(content: bytes, name: str = "suivi.csv") -> OpenedFile:
    return open_upload(Upload(name, content))


def rows(sheet: Sheet) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in sheet.columns), strict=True)]


def written(
    table: list[list[str]], delimiter: str, end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    return out.getvalue()


def codes(file: OpenedFile) -> list[str]:
    return [finding.code for finding in file.findings]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@example([["a", "b"], ["1"], [""], ["x", "y", "z"]], ",", "\n", csv.QUOTE_MINIMAL)
@example([["\n"]], ",", "\n", csv.QUOTE_MINIMAL)
def test_any_cells_come_back_as_pythons_own_reader_reads_them(
    table: list[list[str]], delimiter: str, end: str, quoting: int
) -> None:
    body = written([["a", "b"], *table], delimiter, end, quoting)
    file = opened(f"sep={delimiter}{end}{body}".encode())
    expected = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    sheet = file.sheets[0]
    width = max(map(len, expected))
    assert rows(sheet) == [row + [""] * (width - len(row)) for row in expected]
    assert list(sheet.numbers) == list(range(2, len(expected) + 2))
    assert all(len(expected[number - 2]) == count for number, count in sheet.ragged.items())
    usual = dialect.usual_width([row for row in expected if row])
    ragged = {i + 2: len(row) for i, row in enumerate(expected) if row and len(row) != usual}
    assert dict(sheet.ragged) == ragged


WORDS = [
    "été ",
    "à ",
    "réservez",
    " où",
    ", ",
    ";",
    ". ",
    "'",
    '"',
    "\n",
    "’",
    " ",
    "12,5",
    "|",
    "\t",
    "€ ",
    "Nîmes",
    "a",
]
TRACKING = st.lists(
    st.tuples(
        st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
        st.sampled_from(["Facebook", "Instagram", "LinkedIn", "X", "TikTok"]),
        st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
        st.integers(0, 99999).map(str),
        st.decimals(0, 99, places=2).map(lambda rate: str(rate).replace(".", ",")),
    ).map(list),
    min_size=3,
    max_size=30,
)


@settings(max_examples=80, deadline=None)
@given(
    TRACKING,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_a_tracking_sheet_reads_back_cell_for_cell_in_every_dialect_and_encoding(
    body: list[list[str]], delimiter: str, encoding: str, end: str, quoting: int
) -> None:
    if end == "\r":  # then Python's writer leaves a line feed in a cell without quotes
        quoting = csv.QUOTE_ALL
    table = [["Date", "Réseau", "Texte", "Portée", "Taux d’engagement"], *body]
    file = opened(written(table, delimiter, end, quoting).encode(encoding))
    assert rows(file.sheets[0]) == table
    assert file.delimiter == delimiter
    assert not file.sheets[0].ragged
    assert list(file.sheets[0].numbers) == list(range(1, len(table) + 1))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Дата;Пост;Охват\n01.02.2025;Весна пришла в наш город;1200\n02.02.2025;Новая коллекция;900\n"),
        ("cp1250", "Data;Wpis;Zasięg\n2025-02-01;Zażółć gęślą jaźń, łąka;1200\n2025-02-02;Święto w mieście;900\n"),
        ("mac_roman", "Date;Publication;Portée\n01/02/2025;L’été à la plage, où ça ?;1200\n02/02/2025;Déjà prêt;9\n"),
        ("cp850", "Date;Publication;Portée\n01/02/2025;L'été à la plage, où ça ?;1200\n02/02/2025;Déjà prêt;9\n"),
        ("cp1252", "Date;Publication;Portée\n01/02/2025;L’été à la plage – 12 €;1200\n"),
    ],
)  # fmt: skip
def test_encodings_without_a_mark_are_told_by_what_they_say(encoding: str, text: str) -> None:
    file = opened(text.encode(encoding))
    assert rows(file.sheets[0]) == list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_encoding_is_named_as_the_contract_writes_it() -> None:
    text = "Date,Portée\n2026-06-03,12\n"
    names = {
        "utf-8": "utf-8",
        "utf-8-sig": "utf-8",
        "cp1252": "cp1252",
        "utf-16": "utf-16-le",
        "utf-16-be": "utf-16-be",
    }
    assert {given: opened(text.encode(given)).encoding for given in names} == names


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    file = opened(
        ("Date,Texte,Portée\n" + "2026-06-03,été à Nîmes,12\n" * 20).encode() + b"2026-06-04,caf\x81,3\n"
    )
    assert file.encoding == "utf-8"
    assert codes(file) == ["text-characters-lost"]
    assert file.findings[0].params["count"] == 1
    assert rows(file.sheets[0])[-1] == ["2026-06-04", "caf\ufffd", "3"]


def test_decimal_commas_between_semicolons_are_never_divided() -> None:
    file = opened(b"Reach;Taux;Cout\n1,5;2,5;3,5\n1,6;2,6;3,6\n1,7;2,7;3,7\n")
    assert file.delimiter == ";"
    assert rows(file.sheets[0])[1] == ["1,5", "2,5", "3,5"]


@pytest.mark.parametrize(
    "text",
    [
        "taux\n1,5\n2,7\n3,2\n",
        "Publication\nBonjour à tous, voici la carte\nRien\nUn, deux, trois, partez\nDeux lignes\nEncore, une\n",
        "2026-01-01\n2026-01-02\n",
        "abonnés\n1200\n1300\n",
    ],
)
def test_one_column_stays_one_column(text: str) -> None:
    file = opened(text.encode())
    assert file.delimiter is None
    assert rows(file.sheets[0]) == [[line] for line in text.splitlines()]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
def test_a_sep_line_counts_and_is_left_out(first: str) -> None:
    file = opened(f"{first}\r\nReach\r\nDate;Primary\r\n2026-06-03;12\r\n".encode("utf-16"))
    sheet = file.sheets[0]
    assert rows(sheet) == [["Reach", ""], ["Date", "Primary"], ["2026-06-03", "12"]]
    assert list(sheet.numbers) == [2, 3, 4]
    assert dict(sheet.ragged) == {2: 1}


def test_a_sep_line_that_survived_a_save_with_another_delimiter_is_not_believed() -> None:
    file = opened(b"sep=,\nReach;\nDate;Primary\n2026-06-03;12\n2026-06-04;14\n")
    assert file.delimiter == ";"
    assert rows(file.sheets[0])[1] == ["Date", "Primary"]


def test_blank_lines_and_multi_line_cells_keep_the_record_numbers() -> None:
    file = opened(b'Date,Texte\n\n2026-06-03,"un\ndeux\n\ntrois"\n2026-06-04\n2026-06-05,x,y\n')
    sheet = file.sheets[0]
    assert list(sheet.numbers) == [1, 2, 3, 4, 5]
    assert rows(sheet)[1] == ["", "", ""]
    assert rows(sheet)[2] == ["2026-06-03", "un\ndeux\n\ntrois", ""]
    assert dict(sheet.ragged) == {4: 1, 5: 3}


def test_a_short_record_that_begins_with_a_byte_order_mark_keeps_it() -> None:
    """Two files joined by hand: the second one's mark stands in the middle."""
    sheet = opened("Date,Texte,Vues\n\ufeff\n2026-06-03,un,3\n\ufeffDate\n".encode()).sheets[0]
    assert rows(sheet)[1:] == [["\ufeff", "", ""], ["2026-06-03", "un", "3"], ["\ufeffDate", "", ""]]
    assert dict(sheet.ragged) == {2: 1, 4: 1}


def test_lines_quoted_twice_are_undone() -> None:
    table = [
        ["Post ID", "Texte", "Reach"],
        ["1", "Bonjour, toi", "5"],
        ["2", 'dit "oui"', "7"],
        ["3", "a\nb, c", "9"],
    ]
    inner = written(table, ",", "\n", csv.QUOTE_ALL)
    twice = "".join(f'"{line.replace(chr(34), chr(34) * 2)}"\r\n' for line in inner.splitlines())
    file = opened(twice.encode("utf-8-sig"))
    assert rows(file.sheets[0]) == [[cell.replace("\n", "\r\n") for cell in row] for row in table]
    assert codes(file) == ["text-quoted-twice"]


def test_a_column_of_quoted_sentences_is_not_taken_for_lines_quoted_twice() -> None:
    lines = [
        "Bonjour, à tous",
        "Voici, la carte, du jour",
        "Rien, de plus, à, dire",
        "Fin, oui, ou, non, alors",
    ]
    file = opened("".join(f'"{line}"\n' for line in lines).encode())
    assert rows(file.sheets[0]) == [[line] for line in lines]


def test_a_quote_that_nothing_closes_does_not_swallow_the_rest() -> None:
    text = 'Date,Texte,Reach\n2026-06-03,"Bonjour,5\n' + "2026-06-04,ok,6\n" * 5
    file = opened(text.encode())
    assert rows(file.sheets[0])[1:3] == [["2026-06-03", "Bonjour", "5"], ["2026-06-04", "ok", "6"]]
    assert [(f.code, f.row) for f in file.findings] == [("text-quote-unclosed", 2)]


def test_a_record_longer_than_a_block_and_a_long_first_line() -> None:
    long = "x" * 3_000_000
    file = opened(f'Date,Texte\n2026-06-03,"{long}"\n2026-06-04,b\n'.encode())
    assert rows(file.sheets[0])[1] == ["2026-06-03", long]
    wide = ",".join(f"colonne {i:05}" for i in range(12_000))
    assert opened(f"{wide}\n{wide}\n".encode()).sheets[0].width == 12_000


def test_a_long_row_widens_the_sheet_and_loses_nothing() -> None:
    sheet = opened(b"a,b\n1,2\n3,4,5,,7\n8,9\n").sheets[0]
    assert rows(sheet)[2] == ["3", "4", "5", "", "7"]
    assert rows(sheet)[3] == ["8", "9", "", "", ""]
    assert dict(sheet.ragged) == {3: 5}


@pytest.mark.parametrize(
    ("name", "value", "content", "code"),
    [
        (
            "CMDASH_COLUMNS",
            "50",
            b",".join(b"c%d" % i for i in range(60)) + b"\n" + b"1," * 59 + b"1\n",
            "too-many-columns",
        ),
        ("CMDASH_COLUMNS", "50", b"a,b\n1,2\n" * 9 + b"," * 80 + b"\n", "too-many-columns"),
        ("CMDASH_CELLS", "100", b"a,b\n" * 60, "too-many-cells"),
        ("CMDASH_CELLS", "100", b"a,b\n" * 9 + b"1,2,3,4,5,6,7,8,9,10,11,12\n", "too-many-cells"),
        ("CMDASH_CELLS", "100", b"\n" * 200 + b"a\n", "too-many-cells"),
        ("CMDASH_FILE_MEGABYTES", "1", b"a,b\n" * 300_000, "file-too-large"),
    ],
)
def test_limits_of_size_hold(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, content: bytes, code: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Refusal) as refused:
        opened(content)
    assert refused.value.finding.code == code
    monkeypatch.delenv(name)
    assert open_upload(Upload("a.csv", content), limits()).sheets[0].height


def test_a_line_in_another_encoding_is_read_in_its_own() -> None:
    lines = [f"0{n}/06/2025;Éclair à la crème n° {n};{n}00" for n in range(1, 9)]
    content = "Date;Texte;Portée\n".encode() + b"\n".join(
        line.encode("cp1252" if n in (2, 5) else "utf-8") for n, line in enumerate(lines)
    )
    file = opened(content)
    assert [row[1] for row in rows(file.sheets[0])][1:] == [f"Éclair à la crème n° {n}" for n in range(1, 9)]
    (finding,) = file.findings
    assert (finding.code, finding.params["count"], finding.params["other"]) == (
        "text-encodings-mixed",
        2,
        "cp1252",
    )
