"""Rows set aside that come back mended: the workbook cmdash gave away, known by the columns it added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from cmdash.catalog import normalise, read
from cmdash.ingest.layout.cells import column_number, head
from cmdash.ingest.mending.edits import Edit, fitting
from cmdash.model import OpenedFile, RawTable, Sheet

NEEDED = ("file", "row", "content")
_TOP = 5  # rows in which the header of such a sheet is looked for
Name = tuple[str, int]  # a header, and how often it stood to its left: headers may repeat


@dataclass(frozen=True)
class Returned:
    """One row that came back: where it belongs, and its cells by their header. `stored` are those stored as numbers."""

    by: str
    file: str
    sheet: str | None
    row: int
    content: str
    cells: Mapping[Name, str]
    stored: frozenset[Name]


def returned_rows(opened: OpenedFile) -> tuple[Returned, ...]:
    """The rows of a file that cmdash gave away to be mended; none where it is another file."""
    return tuple(row for sheet in opened.sheets for row in _rows(opened.name, sheet))


def without_marks(opened: OpenedFile) -> OpenedFile:
    """The same file without the columns that cmdash added: what to read where the file the rows are of is not there."""
    return replace(opened, sheets=tuple(_bare(sheet) for sheet in opened.sheets))


def edits_for(rows: Iterable[Returned], tables: Sequence[RawTable], sheets: Sequence[Sheet]) -> list[Edit]:
    """The cell edits that put returned rows back into the tables of their file, where a table has the row."""
    found: list[Edit] = []
    by_name = {sheet.name: sheet for sheet in sheets}
    for row in rows:
        table = _table_of(row, tables)
        sheet = by_name.get(row.sheet)
        if table is None or sheet is None:
            continue
        left = column_number(table.range.partition(":")[0].rstrip("0123456789"))
        for place, name in enumerate(named(table.sources)):
            if name in row.cells:
                text = fitting(row.cells[name], sheet, left + place, name in row.stored)
                found.append(Edit(row.sheet, row.row, left + place, text, row.content, row.by))
    return found


def named(headers: Sequence[str]) -> list[Name]:
    """The headers told apart where one stands several times; the case and the spaces of a header do not count."""
    seen: Counter[str] = Counter()
    told = []
    for header in headers:
        key = normalise(header)
        told.append((key, seen[key]))
        seen[key] += 1
    return told


def _table_of(row: Returned, tables: Sequence[RawTable]) -> RawTable | None:
    """The table a row belongs to: on its sheet, the one that shares most of its headers."""
    here = [t for t in tables if t.sheet == row.sheet]
    return max(here, key=lambda t: len(set(named(t.sources)) & set(row.cells)), default=None)


def _rows(file: str, sheet: Sheet) -> Iterable[Returned]:
    found = _header(sheet)
    if found is None:
        return
    top, marks, headers = found
    own = [place for place in range(sheet.width) if place not in marks.values()]
    names = dict(zip(own, named([headers[place] for place in own]), strict=True))
    for cells in head(sheet.columns, top + 1, sheet.height):
        told = {mark: cells[place].strip() for mark, place in marks.items()}
        number = told["row"].partition(".")[0]
        if told["file"] and told["content"] and number.isdecimal():
            yield Returned(
                file,
                told["file"],
                told.get("sheet") or None,
                int(number),
                told["content"],
                {name: cells[place] for place, name in names.items()},
                frozenset(name for place, name in names.items() if place in sheet.stored),
            )


def _header(sheet: Sheet) -> tuple[int, dict[str, int], list[str]] | None:
    """The row offset of the header with our columns, their places, and all its cells."""
    for offset, cells in enumerate(head(sheet.columns, 0, min(_TOP, sheet.height))):
        marks = {_marks()[key]: i for i, cell in enumerate(cells) if (key := normalise(cell)) in _marks()}
        if all(mark in marks for mark in NEEDED):
            return offset, marks, cells
    return None


def _bare(sheet: Sheet) -> Sheet:
    found = _header(sheet)
    if found is None:
        return sheet
    own = [place for place in range(sheet.width) if place not in found[1].values()]
    stored = frozenset(i for i, place in enumerate(own) if place in sheet.stored)
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in own),
        stored=stored,
        numbers=np.asarray(sheet.numbers),
    )


@cache
def _marks() -> Mapping[str, str]:
    """Our columns by every name they were ever given."""
    return {
        normalise(name): mark
        for mark, names in read("returned").items()
        for listed in names.values()
        for name in listed
    }
