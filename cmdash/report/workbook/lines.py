"""Words in the cells of a sheet: over one column or several, in rows as high as they need."""

from __future__ import annotations

from cmdash.report import lettering
from cmdash.report.workbook.book import ACROSS, CELL, LINE, Book, Place, points

SIZES = {"lead": 12.0, "quiet": 9.0, "small": 9.0, "title": 16.0, "heading": 12.0}
TEXT = 10.0  # points of all other words
AIR = 4.0  # points between two rows
INDENT = 9.0  # points of an indent


def write_prose(made: Book, place: Place, text: str, style: str) -> None:
    """A text over several columns, as high as it needs."""
    place.sheet.merge_range(place.row, 0, place.row, ACROSS - 1, "", made.formats[style])
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.close(height(text[:CELL], points(0, ACROSS), style))


def write_words(made: Book, place: Place, at: int, text: str, style: str, span: int = 1) -> None:
    """A text in a cell, or over several."""
    if span > 1:
        place.sheet.merge_range(place.row, at, place.row, at + span - 1, "", made.formats[style])
    place.sheet.write_string(place.row, at, text[:CELL], made.formats[style])


def height(text: str, width: float, style: str, bold: bool = False) -> float:
    """The height of a row that holds a text."""
    size = SIZES.get(style, TEXT)
    bold = bold or style in ("heading", "title")
    return max(LINE, lettering.height(text, size, width - 4, bold) + AIR)
