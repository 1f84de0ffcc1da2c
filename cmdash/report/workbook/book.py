"""What a workbook in the making knows, and where the next line of a sheet goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import xlsxwriter

from cmdash.model.report_views import Report
from cmdash.report.workbook.formulas import Posts
from cmdash.wording import message

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL = 32_000  # characters a cell can hold


@dataclass
class Place:
    """Where the next line of a sheet goes."""

    sheet: Worksheet
    row: int = 0


@dataclass(frozen=True)
class Book:
    report: Report
    book: xlsxwriter.Workbook
    formats: Mapping[str, Format]
    posts: Posts | None
    names: set[str] = field(default_factory=set)

    def words(self, key: str) -> str:
        return message(self.report.language, f"report.{key}")
