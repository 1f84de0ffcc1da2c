"""Cells changed by a person: put into the sheet before anything is looked for in it, each one said in the ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from cmdash.ingest.layout.cells import column_number, letter
from cmdash.ingest.typing import numbers
from cmdash.model import Answer, Finding, OpenedFile, Sheet

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_PLAIN = re.compile(r"-?\d+\.\d+")
CELL = 32_767  # characters that a cell of a workbook holds: a longer text never left, so it cannot come back
SOUGHT = 20_000  # rows of a sheet in which a row that has moved is looked for


@dataclass(frozen=True)
class Edit:
    """A new text for one cell. `content` is the fingerprint of its row as written; `by` the returned file it comes from."""

    sheet: str | None
    row: int
    column: int
    text: str
    content: str
    by: str = ""


def row_print(cells: Sequence[str]) -> str:
    """The fingerprint of a row as written, by which a change finds it again; empty cells at its end say nothing."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return hashlib.sha256("\x1f".join(kept).encode()).hexdigest()[:16]


def cells_at(sheet: Sheet, position: int) -> list[str]:
    """The cells of the row at a position of a sheet, as written."""
    return [str(column[position].as_py()) for column in sheet.columns]


def edits_of(answers: Iterable[Answer], file: str) -> list[Edit]:
    """The cell edits among the answers of a person that may concern a file."""
    found = []
    for answer in answers:
        match = _ADDRESS.fullmatch(answer.cell or "")
        if answer.key == "cell" and match and answer.content and answer.file in (None, file):
            place = column_number(match[1])
            found.append(Edit(answer.sheet, int(match[2]), place, answer.value, answer.content))
    return found


def amend(opened: OpenedFile, edits: Sequence[Edit]) -> tuple[OpenedFile, tuple[Edit, ...]]:
    """The file with its cells changed and a finding for each, and the edits whose row is not in it.

    A row is known by its cells as written, at its number or, where rows came or went above it, elsewhere in the sheet;
    where it is not found, nothing is changed. An edit that changes nothing says nothing.
    """
    sheets, findings, placed = [], list(opened.findings), set[Edit]()
    for sheet in opened.sheets:
        changed, told, done = _amend(opened.name, sheet, [e for e in edits if e.sheet == sheet.name])
        sheets.append(changed)
        findings += told
        placed |= done
    lost = tuple(edit for edit in edits if edit not in placed)
    return replace(opened, sheets=tuple(sheets), findings=tuple(findings)), lost


def _amend(file: str, sheet: Sheet, edits: Sequence[Edit]) -> tuple[Sheet, list[Finding], set[Edit]]:
    rows = _find_rows(sheet, {(e.row, e.content) for e in edits}) if edits else {}
    columns, findings, done = list(sheet.columns), [], set[Edit]()
    changes: dict[int, dict[int, str]] = {}
    for edit in edits:
        position = rows.get((edit.row, edit.content))
        if position is None or edit.column >= sheet.width:
            continue
        done.add(edit)
        old = str(columns[edit.column][position].as_py())
        new = fitting(edit.text, sheet, edit.column)
        if new != old and not (edit.by and not new and len(old) > CELL):
            changes.setdefault(edit.column, {})[position] = new
            findings.append(_told(file, sheet, position, edit, old, new))
    for column, texts in changes.items():
        cells = columns[column].to_pylist()
        for position, text in texts.items():
            cells[position] = text
        columns[column] = pa.array(cells, pa.string())
    return (replace(sheet, columns=tuple(columns)) if changes else sheet), findings, done


def _told(file: str, sheet: Sheet, position: int, edit: Edit, old: str, new: str) -> Finding:
    number = int(sheet.numbers[position])
    params = {"cell": f"{letter(edit.column)}{number}", "was": old[:80], "now": new[:80], "by": edit.by}
    code = "cell-from-returned" if edit.by else "cell-by-hand"
    return Finding(code, "info", file, sheet.name, number, params=params)


def _find_rows(sheet: Sheet, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The position of each row wanted by its number and its fingerprint."""
    found, astray = {}, []
    for number, content in wanted:
        at = int(np.searchsorted(sheet.numbers, number))
        if at < sheet.height and sheet.numbers[at] == number and row_print(cells_at(sheet, at)) == content:
            found[number, content] = at
        else:
            astray.append((number, content))
    if astray and sheet.height <= SOUGHT:
        rows = zip(*(column.to_pylist() for column in sheet.columns), strict=True)
        places: dict[str, int] = {}
        for position, row in enumerate(rows):
            places.setdefault(row_print(row), position)
        found |= {key: places[key[1]] for key in astray if key[1] in places}
    return found


def fitting(text: str, sheet: Sheet, column: int, stored: bool = False) -> str:
    """A text as its new column writes its numbers, so that none changes its value on the way.

    Where the column holds numbers as a workbook stores them, a typed number (`1 234,5`) is written like them. Where
    the column is typed and the text comes from a stored number (`stored`), it takes the decimal mark of the column.
    """
    if column in sheet.stored and not stored:
        style = numbers.decide([pa.array([text])])
        value = numbers.convert(pa.array([text]), style).values[0]
        return text if np.isnan(value) or style.ambiguous or "%" in text else _shortest(float(value))
    if stored and column not in sheet.stored and _PLAIN.fullmatch(text):
        mark = numbers.decide([sheet.columns[column]]).decimal
        return text.replace(".", mark)
    return text


def _shortest(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
