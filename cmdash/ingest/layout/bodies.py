"""Which rows below a header are rows of the table: not its totals, notes, sections, descriptions, its header again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import fields_of, normalise, read
from cmdash.ingest.layout.cells import DATE, EMPTY, LINK, NUMBER, SENTENCE, WORD, classify, head
from cmdash.ingest.layout.header import Header, vocabulary
from cmdash.ingest.layout.structure import figure_columns, tells_units
from cmdash.ingest.typing import numbers
from cmdash.ingest.typing.month_names import names_month
from cmdash.model import Finding, Sheet

_TOTAL = rf"^\s*(?:{'|'.join(read('lines')['totals'])})\s*:?\s*$"
_MEAN_OR_MEDIUM = rf"^\s*{read('lines')['mean_or_medium']}\s*:?\s*$"
TOTAL = re.compile(_TOTAL, re.IGNORECASE)
_NOTE = re.compile(
    rf"\s*(?:\*+\s?\S|[†‡§]|\(?[1-9a-z]\d?\)\s|[1-9]\s?/\s|(?:{'|'.join(read('lines')['notes'])})\b\s*(?:[:.(]|\w|$))",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\s*(?:nombre )?total\s+(?P<number>(?:number|count)\s)?(?:(?:des|de|du|of)\s+|d['’])?(?P<rest>.+)",
    re.IGNORECASE,
)
_NAMED_TOTAL = re.compile(r"\D{1,40}\btotals?$", re.IGNORECASE)  # at the end of a table
_WORDED = re.compile(r"\d.{0,20}$")  # a figure with words: "4,6 sur 5"
SAMPLE = 60
MOST_SUMMED = 500  # rows above a total that may be its parts
LONGEST_END = 30  # rows at the end of a table that may be notes


@dataclass(frozen=True, eq=False)
class Block:
    """A rectangle of a sheet: row offsets (start to stop) and column offsets (left to right)."""

    start: int
    stop: int
    left: int
    right: int


def body_rows(
    file: str, sheet: Sheet, grid: np.ndarray, block: Block, start: int, header: Header | None
) -> tuple[np.ndarray, list[Finding]]:
    """Which rows below the header are rows of the table, and a finding for each that is not."""
    keep = np.ones(block.stop - start, dtype=bool)
    notes: list[Finding] = []

    def leave_out(offsets: np.ndarray | list[int], code: str) -> None:
        for offset in offsets:
            if keep[offset]:
                keep[offset] = False
                notes.append(Finding(code, "info", file, sheet.name, int(sheet.numbers[start + int(offset)])))

    if not len(keep):
        return keep, notes
    keep &= grid[start : block.stop, block.left : block.right].any(axis=1)
    columns = [c.slice(start, block.stop - start) for c in sheet.columns[block.left : block.right]]
    part = grid[start : block.stop, block.left : block.right]
    if header is not None:
        leave_out(_description_row(columns), "description-row")
        leave_out(_repeated_headers(columns, header, part), "repeated-header")
        leave_out(_total_rows(columns, part), "total-row")
    leave_out(_notes_at_the_end(columns, part, keep, header), "note-row")
    lone = _lonely_rows(columns, part, sum(1 for name in header.names if name) if header else 0)
    last = int(np.flatnonzero(keep)[-1]) if keep.any() else 0
    while last in lone:
        last -= 1
    leave_out([row for row in lone if row < last], "section-row")
    leave_out([row for row in lone if row > last], "note-row")
    return keep, notes


def _description_row(columns: list[pa.Array]) -> list[int]:
    """Facebook Insights and Google Business put a row of sentences right under the header."""
    rows = head(tuple(columns), 0, min(6, len(columns[0])))
    if len(rows) < 2:
        return []
    if tells_units(rows[0]):
        return [0]
    first, rest = [classify(c) for c in rows[0]], [[classify(c) for c in r] for r in rows[1:]]
    told = [i for i, kind in enumerate(first) if kind in (SENTENCE, WORD) and len(rows[0][i].strip()) > 25]
    over_numbers = [i for i in told if any(r[i] == NUMBER for r in rest) or all(r[i] == EMPTY for r in rest)]
    figures = any(kind == NUMBER for kind in first)
    return [0] if over_numbers and not figures and len(over_numbers) >= 0.8 * len(told) else []


def _repeated_headers(columns: list[pa.Array], header: Header, part: np.ndarray) -> np.ndarray:
    named = [i for i, name in enumerate(header.names[: len(columns)]) if name][:3]
    if not named:
        return np.array([], dtype=int)
    same = np.ones(len(part), dtype=bool)
    for i in named:
        last = header.names[i]
        same &= pc.equal(columns[i], last).to_numpy(zero_copy_only=False)
        if not same.any():
            break
    return np.flatnonzero(same)


def _total_rows(columns: list[pa.Array], part: np.ndarray) -> list[int]:
    """Rows whose leftmost cell says total (or average, or evolution) and that have no date and no link."""
    leading = part.argmax(axis=1)
    found: set[int] = set()
    for i in range(min(3, len(columns))):
        if not (leading == i).any():
            continue
        hits = pc.match_substring_regex(columns[i], _TOTAL, ignore_case=True).to_numpy(zero_copy_only=False)
        mean = pc.match_substring_regex(columns[i], _MEAN_OR_MEDIUM, ignore_case=True).to_numpy(
            zero_copy_only=False
        )
        hits = hits | mean if mean.sum() == 1 else hits
        found |= {int(r) for r in np.flatnonzero(hits & (leading == i))}
    for row in range(max(0, len(part) - 3), len(part)):
        if part[row].any() and _NAMED_TOTAL.match(str(columns[int(leading[row])][row].as_py()).strip()):
            found.add(row)
    kept: list[int] = []
    usual = np.median(part.sum(axis=1)) if found else 0
    for row in sorted(found):
        cells = [column[row].as_py() for column in columns]
        others = [classify(c) for j, c in enumerate(cells) if j != leading[row]]
        if any(kind in ("U", "D") for kind in others):
            continue
        whole = part[row].sum() >= usual
        if whole and _names_quantity(cells[leading[row]]) and not _adds_up(columns, row, kept):
            continue
        kept.append(row)
    return kept


def _names_quantity(cell: str) -> bool:
    """Whether a cell that begins with "total" says what its row counts: "Total number of firms", "Total abonnés"."""
    told = _QUANTITY.match(cell)
    return bool(told and (told["number"] or normalise(told["rest"]) in _figures()))


@cache
def _figures() -> frozenset[str]:
    """All spellings of the figures of an account."""
    return frozenset(alias for field in fields_of("account") if field.numeric for alias in field.aliases)


def _adds_up(columns: list[pa.Array], row: int, totals: list[int]) -> bool:
    """Whether a row holds sums (or means) of the rows above it, in most of the columns of figures that it fills."""
    first = max(0, row - MOST_SUMMED)
    above = [i for i in range(first, row) if i not in totals]
    near = []
    for column in columns:
        cells = column.slice(first, row + 1 - first)
        if classify(cells[row - first].as_py()) != NUMBER:
            continue
        values = numbers.convert(cells, numbers.decide([cells])).values
        parts = values[[i - first for i in above]]
        parts, told = parts[~np.isnan(parts)], values[-1]
        near.append(len(parts) > 1 and bool(np.isclose([parts.sum(), parts.mean()], told, rtol=1e-3).any()))
    return bool(near) and sum(near) > 0.5 * len(near)


def _notes_at_the_end(
    columns: list[pa.Array], part: np.ndarray, keep: np.ndarray, header: Header | None
) -> list[int]:
    """Lines of text after the last row: sources, remarks, words where the columns hold figures."""
    if len(columns) < 2:
        return []
    top = head(tuple(columns), 0, min(SAMPLE, len(part)))
    figures = figure_columns([[classify(cell) for cell in row] for row in top])
    found: list[int] = []
    for row in np.flatnonzero(keep)[::-1][:LONGEST_END].tolist():
        cells = {i: str(columns[i][row].as_py()).strip() for i in np.flatnonzero(part[row]).tolist()}
        kinds = {i: classify(cell) for i, cell in cells.items()}
        words = [i for i, kind in kinds.items() if kind in (WORD, SENTENCE, LINK)]
        told = any(kinds.get(i) in (NUMBER, DATE) for i in figures)
        first = cells[min(cells)]
        same = len(cells) > 2 and len(set(cells.values())) == 1 and bool(words)
        named = " " in first and normalise(first) in vocabulary()  # "Note moyenne"
        note = _NOTE.match(first) and not named
        among = sum(i in figures and not _WORDED.match(cells[i]) for i in words)
        if told or not (same or (figures and (note or among > 0.5 * len(figures)))):
            if not (len(cells) == 1 and 0 in cells and _NOTE.match(first)) and len(cells) > 1:
                break
            if len(cells) == 1 and not _NOTE.match(first):
                break
        found.append(row)
    return found if header is not None and len(found) < keep.sum() else []


def _lonely_rows(columns: list[pa.Array], part: np.ndarray, named: int) -> list[int]:
    """Rows with a single filled cell in a table of several columns: section names, footers, stray labels."""
    if part.shape[1] < 2:
        return []
    typical = np.median(part.sum(axis=1)) if len(part) > 2 else named
    typical = max(typical, min(named, 2))  # however many notes stand below
    single = np.flatnonzero(part.sum(axis=1) == 1)
    if typical < 2:
        return []
    kept = []
    for row in single:
        place = int(part[row].argmax())
        kind = classify(columns[place][int(row)].as_py())
        section = kind in (WORD, SENTENCE) or (kind == DATE and _heads_days(columns[place], int(row)))
        if section and (typical >= 3 or place == 0):
            kept.append(int(row))
    return kept


def _heads_days(column: pa.Array, row: int) -> bool:
    """Whether a cell names a month over the days of that month: `FÉVRIER 2026` where the others are no months."""
    if not names_month(str(column[row].as_py())):
        return False
    others = [cell for cell in column.slice(0, SAMPLE).to_pylist() if cell.strip()]
    return sum(names_month(cell) for cell in others) < 0.3 * len(others)
