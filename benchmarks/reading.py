"""Reading a large sheet to canonical tables with their ledger, against the raw readers told everything.

python -m benchmarks.reading
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pandas as pd
import python_calamine

from benchmarks.measure import in_turn, peak_megabytes, report
from benchmarks.sheets import french_csv, workbook
from cmdash import ingest
from cmdash.model import Upload

ROWS = 100_000


def told_everything(content: bytes) -> pd.DataFrame:
    """The pandas C reader with every setting given: dialect, encoding, marks, missing cells, the form of the date."""
    return pd.read_csv(
        io.BytesIO(content), sep=";", encoding="cp1252", decimal=",", thousands="\u00a0",
        na_values=["-", "n.c."], parse_dates=["Date"], date_format="%d/%m/%Y",
    )  # fmt: skip


def to_lists(content: bytes) -> list[list[object]]:
    """python-calamine to Python lists."""
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )


def main() -> None:
    text, book = french_csv(ROWS), workbook(ROWS)
    for name, content, floor, most, aim in (
        ("CSV", text, told_everything, 4.0, 2.5),
        ("xlsx", book, to_lists, 2.0, 1.4),
    ):
        upload = Upload(f"suivi.{name.lower()}", content)
        assert len(ingest.read([upload]).posts) == ROWS
        ours, raw = in_turn(lambda u=upload: ingest.read([u]), lambda c=content, f=floor: f(c))
        report(f"{name}, {ROWS:,} x 25, to canonical tables", ours, raw, most, aim)
    with tempfile.TemporaryDirectory() as folder:
        _memory(Path(folder), text, book)


def _memory(folder: Path, text: bytes, book: bytes) -> None:
    reading = (
        "import sys\nfrom cmdash import ingest\nfrom cmdash.model import Upload\n"
        "ingest.read([Upload('a.csv', 'Date;Sujet;Likes;Vues\\n03/06/2025;a;1;2'.encode())])\n"
        "begin()\nt=ingest.read([Upload(sys.argv[1], open(sys.argv[1],'rb').read())])\n"
    )
    raw = (
        "import sys, python_calamine\nbegin()\n"
        "rows=python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()\n"
    )
    csv_path, book_path = folder / "suivi.csv", folder / "suivi.xlsx"
    csv_path.write_bytes(text)
    book_path.write_bytes(book)
    report(
        "CSV, peak memory against the file",
        peak_megabytes(reading, str(csv_path)),
        len(text) / 1e6,
        6.0,
        unit="MB",
    )
    report(
        "xlsx, peak memory against calamine alone",
        peak_megabytes(reading, str(book_path)),
        peak_megabytes(raw, str(book_path)),
        2.0,
        unit="MB",
    )


if __name__ == "__main__":
    main()
