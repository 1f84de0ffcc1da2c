"""Rows set aside on their way out of the house, to be mended in a spreadsheet and dropped again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AsideRow:
    """One row: its number as a person sees it, why it was set aside, its whole cells, its fingerprint as written."""

    row: int
    code: str
    params: Mapping[str, str | int | float]
    cells: tuple[str, ...]
    content: str


@dataclass(frozen=True)
class AsideTable:
    """The rows of one table that were set aside. `stored` are the columns whose numbers a workbook stores as numbers;
    `typed` says that every cell is text as it was typed (a text file)."""

    file: str
    sheet: str | None
    headers: tuple[str, ...]
    rows: tuple[AsideRow, ...]
    stored: frozenset[int] = frozenset()
    typed: bool = False
