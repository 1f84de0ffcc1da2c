"""Error cells that binary workbooks and ods lose are counted and said once for the file."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from cmdash import ingest
from cmdash.ingest.opening.error_counts import empty_errors
from cmdash.model import Upload
from tests.ingest.exports_writing import ERROR, biff8, xlsb, xlsx

ROWS = [["Date", "Réseau", "Texte", "Likes", "Portée"]] + [
    [f"{13 + i}/05/2026", "FB", f"Texte numéro {i}", 10 + i, ERROR if i % 3 == 0 else 100 + i]
    for i in range(9)
]


def ods(cells: int) -> bytes:
    """The part of an ods that is looked at, with so many error cells."""
    cell = '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("content.xml", f"<office:document-content>{cell * cells}</office:document-content>")
    return out.getvalue()


@pytest.mark.parametrize(("name", "write"), [("suivi.xls", biff8), ("suivi.xlsb", xlsb)])
def test_error_cells_are_empty_and_said_once(name: str, write: object) -> None:
    content = write({"Mai": ROWS, "Juin": ROWS})  # type: ignore[operator]
    tracking = ingest.read([Upload(name, content)])
    (said,) = [f for f in tracking.ledger.all_findings() if f.code == "errors-empty"]
    assert (said.severity, said.params["count"]) == ("warning", 6)
    assert tracking.posts["reach"].isna().sum() == 3 * len(tracking.posts) // 9


@pytest.mark.parametrize("write", [biff8, xlsb, xlsx])
def test_workbooks_without_an_error_say_nothing(write: object) -> None:
    rows = [[cell for cell in row if cell != ERROR] for row in ROWS]
    assert empty_errors(write({"Mai": rows})) == 0  # type: ignore[operator]


def test_errors_of_an_ods_are_counted() -> None:
    assert empty_errors(ods(4)) == 4


def binary(*parts: bytes) -> bytes:
    """The sheets of an xlsb, as they stand in its zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number, part in enumerate(parts, 1):
            made.writestr(f"xl/worksheets/sheet{number}.bin", part)
    return out.getvalue()


def test_many_large_sheets_are_looked_at_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmdash.ingest.opening.error_counts.MOST", 1000)
    error = b"\x03\x01\x00"  # a record of an error cell, one byte long
    assert empty_errors(binary(error * 10, error * 10)) == 20
    assert empty_errors(binary(bytes(1000), error * 10)) == 0
    # Cut in the head of a record: those before it still count.
    assert empty_errors(binary(error * 332 + bytes(3) + b"\x80" * 20)) == 332


def test_whatever_the_bytes_nothing_escapes() -> None:
    rng = random.Random(5)
    for write in (biff8, xlsb):
        whole = bytearray(write({"Mai": ROWS}))
        for _ in range(60):
            cut = bytearray(whole[: rng.randrange(1, len(whole))])
            for _ in range(20):
                cut[rng.randrange(len(cut))] = rng.randrange(256)
            assert empty_errors(bytes(cut)) >= 0
