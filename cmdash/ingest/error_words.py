"""The error words (`#N/A`, `#DIV/0!`) of an xlsx workbook, which calamine gives as empty cells.

The sheets' XML is only searched, never parsed: a workbook without an error cell costs its unpacking, which is done
while the child reads the same workbook on another core. Binary workbooks (xls, xlsb) and ods keep empty cells.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

import pyarrow as pa

PIECE = 1 << 20
LARGEST_INDEX = 1 << 22  # of workbook.xml and its relations
Words = Mapping[tuple[int, int], str]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?P<attributes>[^>]*?\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(?P<word>#[^<]{1,20})<",
    re.DOTALL,
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


def error_words(content: bytes, most: int) -> dict[str, Words]:
    """Sheet name -> {(row, column), 0-based: error word}, sheets without error left out.

    Reads at most `most` unpacked bytes; what is beyond, or cannot be read, has no error words.
    """
    found: dict[str, Words] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            for name, part in _parts(opened).items():
                most -= opened.getinfo(part).file_size
                if most >= 0 and _has_error(opened, part) and (words := _words(opened.read(part))):
                    found[name] = words
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
        RuntimeError,
    ):
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


def _parts(opened: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> path of its XML part, from the workbook's index."""
    index = next((name for name in opened.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name)), None)
    if index is None or opened.getinfo(index).file_size > LARGEST_INDEX:
        return {}
    folder, file = posixpath.split(index)
    relations = f"{folder}/_rels/{file}.rels"
    if opened.getinfo(relations).file_size > LARGEST_INDEX:
        return {}
    targets = {given["Id"]: given["Target"] for given in _elements(_RELATION, opened.read(relations))}
    parts = {}
    for given in _elements(_SHEET, opened.read(index)):
        identifier = next((value for name, value in given.items() if name.endswith(":id")), "")
        if target := targets.get(identifier):
            parts[given.get("name", "")] = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip(
                "/"
            )
    return parts


def _elements(pattern: re.Pattern[bytes], content: bytes) -> Iterator[dict[str, str]]:
    for element in pattern.finditer(content):
        given = _ATTRIBUTE.findall(element.group())
        yield {name.decode(): html.unescape((a or b).decode("utf-8", "replace")) for name, a, b in given}


def _has_error(opened: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet's XML names an error cell, looked for piece by piece."""
    tail = b""
    with opened.open(part) as stream:
        while piece := stream.read(PIECE):
            if b't="e"' in piece or b"t='e'" in piece or b't="e"' in tail + piece[:8]:
                return True
            tail = piece[-8:]
    return False


def _words(content: bytes) -> dict[tuple[int, int], str]:
    words = {}
    for cell in _ERROR.finditer(content):
        if place := _PLACE.search(cell["attributes"]):
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            words[int(place[2]) - 1, column - 1] = cell["word"].decode("ascii", "replace")
    return words
