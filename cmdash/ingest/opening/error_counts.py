"""How many cells of an xls, xlsb or ods workbook hold an error (`#N/A`, `#DIV/0!`), which calamine gives as empty.

Only counted, and only at the beginning of large workbooks: the places of xlsx errors are found by `error_words`. What
cannot be read has none. It is done while the child reads the same workbook on another core.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from cmdash.ingest.opening.damage import MISLEADING

MOST = 1 << 22  # bytes looked at in all: of the sheets' parts together, or of the stream of an xls
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF0  # sectors from here on end a chain
_ODS_ERROR = re.compile(rb'calcext:value-type="error"')
_BINARY_SHEET = re.compile(r"xl/worksheets/sheet\d+\.bin")
_BOOLERR, _FORMULA = 0x0205, 0x0006  # records of an xls
_ERROR, _FORMULA_ERROR = 3, 11  # records of an xlsb


def empty_errors(content: bytes) -> int:
    """The number of error cells that are read as empty ones; 0 for an xlsx and for what is no workbook."""
    try:
        if content.startswith(_OLE):
            return _in_xls(_stream(content))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as opened:
                return _in_parts(opened)
    except MISLEADING:
        return 0
    return 0


def _in_parts(opened: zipfile.ZipFile) -> int:
    """The error cells of the parts, one after the other, until so much was looked at that others would wait."""
    found, left = 0, MOST
    for name in opened.namelist():
        binary = bool(_BINARY_SHEET.fullmatch(name))
        if left <= 0 or not (binary or name == "content.xml"):
            continue
        with opened.open(name) as stream:
            content = stream.read(left)
        left -= len(content)
        if binary:
            found += sum(kind in (_ERROR, _FORMULA_ERROR) for kind in _kinds(content))
        else:
            found += len(_ODS_ERROR.findall(content))
    return found


def _kinds(content: bytes) -> Iterator[int]:
    """The types of the records of an xlsb part, one after the other; it may be cut anywhere."""
    place, end = 0, len(content) - 1
    content += bytes(6)  # the longest head of a record, so that a cut one ends
    while place < end:
        kind, place = content[place], place + 1
        if kind & 128:
            kind, place = kind & 127 | content[place] << 7, place + 1
        size = shift = 0
        while True:
            part, place = content[place], place + 1
            size |= (part & 127) << shift
            shift += 7
            if not part & 128 or shift > 21:
                break
        yield kind
        place += size


def _in_xls(stream: bytes) -> int:
    """Error cells among the records of an xls: stored ones, and formulas whose stored result is one."""
    found = place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        found += kind == _BOOLERR and len(body) >= 8 and body[7] == 1
        found += kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff"
        place += 4 + size
    return found


def _stream(content: bytes) -> bytes:
    """The beginning of the stream `Workbook` of a compound file."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if not 512 <= size <= 4096:
        return b""
    tables = [n for n in struct.unpack_from("<109I", content, 76) if n < _END]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    chain = [
        n for table in tables for n in struct.unpack(f"<{size // 4}I", sector(table).ljust(size, b"\xff"))
    ]

    def follow(first: int) -> Iterator[bytes]:
        number, left = first, MOST // size
        while number < len(chain) and left:
            yield sector(number)
            number, left = chain[number], left - 1

    directory = b"".join(follow(struct.unpack_from("<I", content, 48)[0]))
    for place in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(0, length - 2)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            return b"".join(follow(struct.unpack_from("<I", directory, place + 116)[0]))
    return b""
