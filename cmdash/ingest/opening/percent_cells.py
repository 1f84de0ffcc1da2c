"""Which cells of a workbook are shown as percentages: there 0.005 was typed as 0.5 %, elsewhere as 0.005.

Looked for at the beginning of each sheet only, as it is for small sheets that people fill. What cannot be read, and
binary workbooks (xls, xlsb), say nothing: None.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from cmdash.ingest.opening.damage import MISLEADING
from cmdash.ingest.opening.sheet_parts import attributes, column_number, elements, sheet_parts

LOOKED_AT = 1 << 20  # bytes of a sheet
LARGEST_STYLES = 1 << 23
Places = frozenset[tuple[int, int]]

_BUILT_IN = frozenset({"9", "10"})  # 0% and 0.00%
_FORMAT = re.compile(rb"<(?:\w{1,20}:)?numFmt\s[^>]*>")
_STYLES = re.compile(rb"<(?:\w{1,20}:)?cellXfs\b.*?</(?:\w{1,20}:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w{1,20}:)?xf\b[^>]*>")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c\s[^>]*>")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_TABLE = re.compile(
    rb"<table:table\s[^>]*>|</table:table>|<table:table-row\b[^>]*>|</table:table-row>"
    rb"|<table:(?:covered-)?table-cell\b[^>]*>"
)
_MOST = 1 << 18  # places of an ods
_COLUMNS = 1 << 14  # a row ends there: the repeated empty cells behind it are not walked


def percent_cells(content: bytes) -> dict[str, Places] | None:
    """Sheet name -> places (row number as a person sees it, column from 0) shown as percentages; None where unknown."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = opened.namelist()
            if "xl/styles.xml" in names:
                return _in_xlsx(opened)
            return _in_ods(opened) if "content.xml" in names else None
    except MISLEADING:
        return None


def _in_xlsx(opened: zipfile.ZipFile) -> dict[str, Places] | None:
    if opened.getinfo("xl/styles.xml").file_size > LARGEST_STYLES:
        return None
    parts = sheet_parts(opened)
    if not parts:
        return None
    styles = _percent_styles(opened.read("xl/styles.xml"))
    if not styles:
        return dict.fromkeys(parts, frozenset())
    found = {}
    for name, part in parts.items():
        with opened.open(part) as stream:
            found[name] = frozenset(_places(stream.read(LOOKED_AT), styles))
    return found


def _percent_styles(content: bytes) -> frozenset[str]:
    """The numbers of the cell styles whose format shows a percentage."""
    formats = {
        given.get("numFmtId", "")
        for given in elements(_FORMAT, content)
        if "%" in _QUOTED.sub("", given.get("formatCode", ""))
    }
    whole = _STYLES.search(content)
    styles = elements(_STYLE, whole.group()) if whole else ()
    return frozenset(
        str(number) for number, given in enumerate(styles) if given.get("numFmtId") in formats | _BUILT_IN
    )


def _places(content: bytes, styles: frozenset[str]) -> Iterator[tuple[int, int]]:
    for given in elements(_CELL, content):
        place = _PLACE.fullmatch(given.get("r", ""))
        if place and given.get("s") in styles:
            yield int(place[2]), column_number(place[1].encode())


def _in_ods(opened: zipfile.ZipFile) -> dict[str, Places] | None:
    with opened.open("content.xml") as stream:
        content = stream.read(LOOKED_AT)
    found: dict[str, set[tuple[int, int]]] = {}
    name, row, column, repeated, left = "", 0, 0, 1, _MOST
    for token in _TABLE.finditer(content):
        tag = token.group()
        if tag.startswith(b"<table:table "):
            name, row = attributes(tag).get("table:name", ""), 0
            found[name] = set()
        elif tag.startswith(b"<table:table-row"):
            column, repeated = 0, int(attributes(tag).get("table:number-rows-repeated", "1"))
            row += 1
            if tag.endswith(b"/>"):
                row += repeated - 1
        elif tag.startswith(b"</table:table-row"):
            row += repeated - 1
        elif not tag.startswith(b"</"):
            given = attributes(tag)
            many = int(given.get("table:number-columns-repeated", "1"))
            if given.get("office:value-type") == "percentage" and name in found:
                found[name] |= {(row, place) for place in range(column, min(column + many, _COLUMNS))}
                left -= min(many, _COLUMNS)
            column += many
        if left < 0:  # not a sheet that people fill
            return None
    return {name: frozenset(places) for name, places in found.items()}
