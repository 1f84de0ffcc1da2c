"""New columns in a workbook of somebody else: only the parts of those sheets change, all others keep their bytes.

A workbook read and saved by a library loses text boxes, sparklines, stored values and more; here a sheet's own XML is
changed, cell by cell, where that is safe, and refused where it is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from defusedxml import ElementTree
from openpyxl.utils import column_index_from_string, get_column_letter

from cmdash.model import Finding, Refusal
from cmdash.model.additions import Addition

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LARGEST = 100_000_000  # bytes of a sheet, unpacked: beyond, rewriting it would weigh on everybody
WIDEST = 16_384 - 8  # columns a sheet has, with room for the new ones
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# None of these looks beyond the next row or tag: what is not closed costs no search to the end of the sheet.
_ROW = re.compile(r"<row\b([^<>]*?)(/>|>([^<]*+(?:<(?!/?row\b)[^<]*+)*+)</row>)")
_NUMBER = re.compile(r'\br="(\d+)"')
_CELL = re.compile(r'<c\b[^<>]*?\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(r'<c\b[^<>]*?\bs="(\d+)"[^<>]*?>')
_SPANS = re.compile(r'\s+spans="[^"]*"')
_SIZE = re.compile(r'(<dimension\b[^<>]*?\bref=")([^"]*)(")')
_UNPLACED = re.compile(r'<c\b(?![^<>]*?\br="[A-Z]+\d+")')
_COL = re.compile(r"<col\b([^<>]*)/>")
_EDGE = re.compile(r'\b(min|max)="(\d+)"')
_HIDING = re.compile(r'\bhidden="(?:1|true)"|\bwidth="0(?:\.0*)?"')
_HIDDEN = re.compile(r'\s+(?:hidden|collapsed|outlineLevel)="[^"]*"')
_NO_WIDTH = re.compile(r'\bwidth="0(?:\.0*)?"')
_WIDTH = 'width="9.140625"'  # of a column that nobody has changed
_MERGED = re.compile(r'<mergeCell\b[^<>]*?\bref="([A-Z]+)\d+:([A-Z]+)\d+"')


def complete(name: str, content: bytes, additions: Sequence[Addition]) -> bytes:
    """The workbook with the new columns to the right of all that its sheets hold.

    Raises `Refusal` (`completed-unsafe` with a `reason`: `kind`, `signed`, `sheet`, `prefix`, `protected`, `rows`, `cells`,
    `wide`) where the sheet cannot be changed safely. Numbers are written as numbers, headers as text; new columns that would
    stand among hidden ones are shown; nothing else is touched.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _refused(name, "kind")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if any("_xmlsignatures" in part for part in book.namelist()):
            raise _refused(name, "signed")
        places = _places(name, book)
        changed = {}
        for addition in additions:
            if addition.sheet not in places:
                raise _refused(name, "sheet")
            part = places[addition.sheet]
            if book.getinfo(part).file_size > LARGEST:
                raise _refused(name, "wide")
            changed[part] = _sheet(name, book.read(part), addition)
        return _packed(book, changed)


def _packed(book: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in book.infolist():
            copy.writestr(entry, changed.get(entry.filename, book.read(entry)), entry.compress_type)
    return made.getvalue()


def _places(name: str, book: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the name of the sheet."""
    try:
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, ValueError):
        raise _refused(name, "kind") from None
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    found = {}
    for sheet in sheets.iter(f"{{{MAIN}}}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in book.namelist():
            found[sheet.get("name", "")] = part
    return found


def _sheet(name: str, content: bytes, addition: Addition) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(name, "prefix") from None
    head, opened, body = text.partition("<sheetData>")
    if not opened or f'xmlns="{MAIN}"' not in head:
        raise _refused(name, "prefix")  # another namespace, no rows, or Strict Open XML
    if "<sheetProtection" in body:
        raise _refused(name, "protected")
    rows, closed, rest = body.partition("</sheetData>")
    if "<!" in rows:
        raise _refused(name, "prefix")  # a comment or literal text may look like a row
    numbers = {int(found[1]) for row in _ROW.finditer(rows) if (found := _NUMBER.search(row[1]))}
    if not closed or not {addition.header_row, *addition.cells} <= numbers:
        raise _refused(name, "rows")
    if _UNPLACED.search(rows) or rest.count("<mergeCell ") != len(_MERGED.findall(rest)):
        raise _refused(name, "cells")  # where the sheet ends on the right is not said
    first = _right(rows, rest) + 1
    last = first + len(addition.headers) - 1
    if last > WIDEST:
        raise _refused(name, "wide")
    rows = _ROW.sub(lambda row: _row(row, addition, first), rows)
    head = _SIZE.sub(lambda size: size[1] + _widened(size[2], last) + size[3], head)
    if head.count("<col ") != len(_COL.findall(head)):
        raise _refused(name, "prefix")  # which columns are hidden is not said
    head = _COL.sub(lambda col: _shown(col, first, last), head)
    return f"{head}{opened}{rows}{closed}{rest}".encode()


def _right(rows: str, rest: str) -> int:
    """The last column that a cell or a merged range of the sheet takes."""
    cells = {cell[1] for cell in _CELL.finditer(rows)}
    merged = {end for found in _MERGED.finditer(rest) for end in found.groups()}
    return max((column_index_from_string(letters) for letters in cells | merged), default=0)


def _row(row: re.Match[str], addition: Addition, first: int) -> str:
    """A row with its new cells behind the others."""
    found = _NUMBER.search(row[1])
    number = int(found[1]) if found else 0
    inside = row[3] or ""
    if number == addition.header_row:
        styles = _STYLE.findall(inside)
        style = f' s="{styles[-1]}"' if styles else ""
        new = [
            f'<c r="{get_column_letter(first + at)}{number}"{style} t="inlineStr"><is><t>{escape(header)}</t></is></c>'
            for at, header in enumerate(addition.headers)
        ]
    elif number in addition.cells:
        new = [
            f'<c r="{get_column_letter(first + at)}{number}"><v>{value!r}</v></c>'
            for at, value in enumerate(addition.cells[number])
            if value is not None
        ]
    else:
        return row[0]
    attributes = _SPANS.sub("", row[1]).rstrip("/")
    return f"<row{attributes}>{inside}{''.join(new)}</row>"


def _shown(col: re.Match[str], first: int, last: int) -> str:
    """The look of columns; where they are hidden, those from `first` to `last` come apart from the others and are seen."""
    edges = {edge: int(number) for edge, number in _EDGE.findall(col[1])}
    low, high = edges.get("min", 0), edges.get("max", 0)
    if not _HIDING.search(col[1]) or high < first or low > last:
        return col[0]
    seen = _NO_WIDTH.sub(_WIDTH, _HIDDEN.sub("", col[1]))
    parts = (
        (low, min(high, first - 1), col[1]),
        (max(low, first), min(high, last), seen),
        (max(low, last + 1), high, col[1]),
    )
    return "".join(_columns(*part) for part in parts if part[0] <= part[1])


def _columns(low: int, high: int, look: str) -> str:
    numbers = {"min": low, "max": high}
    return "<col" + _EDGE.sub(lambda edge: f'{edge[1]}="{numbers[edge[1]]}"', look) + "/>"


def _widened(size: str, last: int) -> str:
    start, _, end = size.partition(":")
    low = re.sub(r"\D", "", end or start)
    return f"{start}:{get_column_letter(last)}{low}"


def _refused(name: str, reason: str) -> Refusal:
    return Refusal(Finding("completed-unsafe", "error", name, params={"reason": reason}))
