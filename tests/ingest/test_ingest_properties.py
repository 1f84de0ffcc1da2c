"""Whatever the bytes: no exception but the documented refusal, no row lost, a table written and read back is the same."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cmdash
from cmdash import ingest
from cmdash.model import Refusal, Tracking, Upload

BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = [
    b"Date;Vues\n", b"03/06/2025;12\n", b"a,b,c\n", b'"', b"'", b"\\", b"\r", b"\n\n", b"\t", b"|", b"sep=;\n", b"\xff\xfe", b"\x00",
    b"\xef\xbb\xbf", b"\xe9t\xe9", "été".encode(), b"Total;1\n", b"# x\n", b"1 2 3\n", b"<table><tr><td>1", b"PK\x03\x04", b"{}", b"2024,2025\n",
    b"=1+1;", b"\xd0\xcf\x11\xe0", b"<?xml version='1.0'?>", b"1,5;2,5\n", b" ", b'"a";"b"\n', b"~", b"#",
]  # fmt: skip
BYTES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join),
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)


def accounted(tracking: Tracking) -> None:
    """Every row of every table is kept or set aside."""
    for file in tracking.ledger.files:
        for table in file.tables:
            assert table.rows.read == table.rows.kept + table.rows.set_aside


@BOUNDED
@given(BYTES)
@example(b"")
@example(b'"')
@example(b"sep=,")
@example(b"\xff\xfe\x00")
@example(b"a,b,c\n\xef\xbb\xbf")
@example(b"a\n" * 3000)
@example((b'a,"' * 50 + b"\n") * 30)
def test_whatever_the_bytes_nothing_but_the_refusal_comes_out(content: bytes) -> None:
    upload = Upload("suivi.csv", content)
    accounted(ingest.read([upload]))
    try:
        tables = ingest.tables([upload])
    except Refusal:
        return
    for table in tables:
        width = len(table.columns)
        assert table.header is None or len(table.header) == width
        assert all(len(row) == width for row in table.rows)
        assert len(table.rows) == len(table.numbers)


def test_the_calls_of_the_package_raise_their_documented_errors_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suivi.xlsx"
        path.write_bytes(b"PK\x03\x04" + b"\x00" * 40)
        with pytest.raises(ValueError, match=r"suivi\.xlsx"):
            cmdash.tables(path)
        report = cmdash.read(path).ledger.files[0]
        assert report.error is not None


SAID = {  # words as each encoding has them; what a language never writes tells no encoding
    "utf-8": ("été", "déjà vu", "święto", "весна", "日本", "12 €"),
    "utf-8-sig": ("été", "déjà vu", "święto", "весна", "日本", "12 €"),
    "utf-16": ("été", "déjà vu", "święto", "весна", "日本", "12 €"),
    "utf-16-le": ("été", "déjà vu", "réservez ici", "12 €"),
    "utf-16-be": ("été", "déjà vu", "réservez ici", "12 €"),
    "cp1252": ("été", "déjà vu", "l’équipe", "12 €", "cœur"),
    "cp1250": ("zażółć gęślą jaźń", "święto w mieście, łąka", "żółw i ślad", "książka na dziś"),
    "cp1251": ("весна пришла", "новая коллекция", "привет", "рецепт дня"),
}
NUMBERS = {  # how a locale writes 1234.5
    "fr": lambda value: f"{value:,.1f}".replace(",", "\u202f").replace(".", ","),
    "de": lambda value: f"{value:,.1f}".replace(",", "_").replace(".", ",").replace("_", "."),
    "en": lambda value: f"{value:,.1f}",
    "plain": str,
}
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y")


@BOUNDED
@given(st.data())
def test_a_table_in_any_dialect_encoding_and_locale_reads_back_the_same(data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(sorted(SAID)))
    said = SAID[encoding]
    mark, end = data.draw(st.sampled_from(",;\t|")), data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    form, number = data.draw(st.sampled_from(DATES)), NUMBERS[data.draw(st.sampled_from(sorted(NUMBERS)))]
    if number is NUMBERS["fr"] and not encoding.startswith("utf"):
        number = NUMBERS["de"]  # it has no narrow space
    joint = st.sampled_from([" ", ", ", "; ", " | ", "'", ' "', "\t"])
    words = st.lists(st.tuples(st.sampled_from(said), joint), min_size=1, max_size=4).map(
        lambda parts: "".join(word + mark for word, mark in parts) + said[0]
    )
    rows = data.draw(
        st.lists(
            st.tuples(
                st.dates().map(lambda day: day.replace(year=2000 + day.year % 30).strftime(form) if day.day < 29 else "01/02/2025"),
                words,
                st.floats(1, 99999).map(lambda value: number(round(value, 1))),
                st.integers(0, 999999).map(str),
            ),
            min_size=3,
            max_size=25,
        )
    )  # fmt: skip
    header = ["Date", f"Texte {said[0]}", "Note", "Vues"]
    out = io.StringIO(newline="")
    csv.writer(
        out,
        delimiter=mark,
        lineterminator=end,
        quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    ).writerows([header, *rows])
    (table,) = ingest.tables([Upload("suivi.csv", out.getvalue().encode(encoding))])
    assert table.header == tuple(header)
    assert table.rows == [list(row) for row in rows]
