"""What a workbook in the making knows, and where the next line of a sheet goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import xlsxwriter

from cmdash.model.report_views import Report
from cmdash.model.views import Figure
from cmdash.report.workbook.formulas import Posts
from cmdash.report.workbook.quotients import Cells
from cmdash.wording import message

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL = 32_000  # characters a cell can hold
LINE = 15.0  # points of a row that says nothing else
GAP = 8.0  # points between two blocks
WIDE, COLUMN = 34, 15  # characters: the first column, the others
ACROSS = 8  # columns that a line of text runs over


def points(first: int, count: int) -> float:
    """The width of so many columns of a part's sheet from the first on."""
    widths = [WIDE if at == 0 else COLUMN for at in range(first, first + count)]
    return sum((7 * width + 5) * 0.75 for width in widths)


@dataclass(frozen=True)
class Held:
    """A figure whose value is written when all that it may be computed from stands: its row, and its block."""

    row: int
    figure: Figure
    block: int


@dataclass
class Place:
    """Where the next line of a sheet goes, how high its rows are, and which of them stay on one page."""

    sheet: Worksheet
    figures: tuple[Figure, ...] = ()  # all of the part: their columns stand below each other
    row: int = 0
    columns: int = ACROSS
    heights: dict[int, float] = field(default_factory=dict)
    kept: list[tuple[int, int]] = field(default_factory=list)  # from the first row to before the last
    held: list[Held] = field(default_factory=list)
    tables: list[Mapping[str, Cells]] = field(default_factory=list)  # their columns of numbers, by id

    def close(self, height: float = LINE) -> None:
        """The row is written: it is so high, and the next one comes."""
        self.sheet.set_row(self.row, height)
        self.heights[self.row] = height
        self.row += 1

    def keep(self, start: int) -> None:
        """The rows from there to here stay on one page."""
        self.kept.append((start, self.row))

    def breaks(self, room: float, width: float) -> list[int]:
        """The rows before which a printed page ends, on pages of that room set to the width of the sheet."""
        scale = min(1.0, width / points(0, self.columns))
        page, found, begun = room / scale - self.heights.get(0, LINE), list[int](), 0
        for start, end in sorted(
            self.kept, key=lambda rows: (rows[0], -rows[1])
        ):  # the whole before its parts
            high = self._high(start, end)
            if high <= page < self._high(begun, start) % page + high and start > begun:
                found.append(start)
                begun = start
        return found

    def _high(self, start: int, end: int) -> float:
        """How high the rows are; the first, a title that each page repeats, is no part of its room."""
        return sum(self.heights.get(row, LINE) for row in range(max(start, 1), end))


@dataclass(frozen=True)
class Book:
    report: Report
    book: xlsxwriter.Workbook
    formats: Mapping[str, Format]
    posts: Posts | None
    names: set[str] = field(default_factory=set)
    codes: dict[str, Format] = field(default_factory=dict)

    def words(self, key: str) -> str:
        return message(self.report.language, f"report.{key}")

    def coded(self, code: str) -> Format:
        """The format of a number that reads as such a code says."""
        if code not in self.codes:
            self.codes[code] = self.book.add_format({"num_format": code, "align": "right", "valign": "top"})
        return self.codes[code]
