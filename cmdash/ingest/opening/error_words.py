"""The error words (`#N/A`, `#DIV/0!`) of an xlsx workbook, which calamine gives as empty cells.

The sheets' XML is only searched, never parsed: a workbook without an error cell costs its unpacking, which is done
while the child reads the same workbook on another core. Binary workbooks (xls, xlsb) and ods keep empty cells: `error_counts` tells how many.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import islice

import pyarrow as pa

from cmdash.ingest.opening.damage import MISLEADING
from cmdash.ingest.opening.sheet_parts import column_number, sheet_parts

PIECE = 1 << 20
LONGEST_CELL = 10_000  # a formula has 8,192 characters at most
MOST = 50_000  # error cells looked at in one sheet
Words = Mapping[tuple[int, int], str]

_MARK = re.compile(rb"\bt=[\"']e[\"']")
_WORD = re.compile(rb"<(?:\w{1,20}:)?v>(#[^<]{1,20})<")
_END = re.compile(rb"</(?:\w{1,20}:)?c>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


def error_words(content: bytes, most: int) -> dict[str, Words]:
    """Sheet name -> {(row, column), 0-based: error word}, sheets without error left out.

    Reads at most `most` unpacked bytes; what is beyond, or cannot be read, has no error words.
    """
    found: dict[str, Words] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            for name, part in sheet_parts(opened).items():
                most -= opened.getinfo(part).file_size
                if most >= 0 and (words := _words(opened, part)):
                    found[name] = words
    except MISLEADING:
        return found
    return found


def with_words(columns: list[pa.Array], words: Words) -> list[pa.Array]:
    """The columns with the error words put into their empty cells; places outside the sheet are left out."""
    changed: dict[int, list[str]] = {}
    for (row, column), word in words.items():
        if column < len(columns) and row < len(columns[column]):
            if column not in changed:
                changed[column] = columns[column].to_pylist()
            changed[column][row] = changed[column][row] or word
    return [pa.array(changed[i], pa.string()) if i in changed else column for i, column in enumerate(columns)]


def _words(opened: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The error cells of a sheet's XML, looked for piece by piece; pieces overlap by the longest cell."""
    words: dict[tuple[int, int], str] = {}
    text, seen = b"", 0
    with opened.open(part) as stream:
        while seen < MOST and (piece := stream.read(PIECE)):
            text = text[-LONGEST_CELL:] + piece
            if b't="e"' in text or b"t='e'" in text:
                for mark in islice(_MARK.finditer(text), MOST - seen):
                    seen += 1
                    words.update(_cell(text, mark.start()))
    return words


def _cell(text: bytes, place: int) -> dict[tuple[int, int], str]:
    """The cell around an error mark at `place`: its coordinates and word; nothing where it is cut or has none."""
    start = text.rfind(b"<", max(0, place - 200), place)
    if start < 0:
        return {}
    cell = text[start : place + LONGEST_CELL]
    end = _END.search(cell)
    written = _PLACE.search(cell[: place - start + 200].partition(b">")[0])
    word = _WORD.search(cell, 0, end.start()) if end else None
    if not written or not word:
        return {}
    return {(int(written[2]) - 1, column_number(written[1])): word[1].decode("ascii", "replace")}
