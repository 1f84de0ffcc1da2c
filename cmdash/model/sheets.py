"""What travels while a file is being read: uploads, sheets of untyped cells, tables, and their mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cmdash.model.findings import Finding
from cmdash.model.query import Answer

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

TableKind = Literal["posts", "account", "campaigns", "calendar", "goals", "mentions", "other"]
DATA_KINDS: tuple[TableKind, ...] = ("posts", "account", "campaigns", "calendar", "goals", "mentions")


@dataclass(frozen=True)
class Upload:
    """One file as it came: its name and its bytes. Its identity is the sha256 of the bytes.

    `folder` is the path of folders it stood in inside an archive, cleaned; empty for a file dropped by itself.
    """

    name: str
    content: bytes = field(repr=False)
    folder: str = ""

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal sha256 of the content; the cache key everywhere."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of a file as text cells, column by column, nothing interpreted.

    `columns` are Arrow string arrays of equal length; an empty cell is the empty string, never null. A text file
    gives its cells as written; a workbook gives the stored value in its shortest decimal form, ISO for dates and
    times (`2026-06-03`, `2026-06-03T18:30:00`, `18:30:00`), TRUE/FALSE, the error word. `numbers[i]` is the row
    number a person sees (1-based; for a text file the record number).
    `ragged` maps the number of a row that is longer or shorter than its neighbours to its own cell count.
    `stored` are the columns in which a workbook stores numbers as numbers: their decimal mark is the point.
    `percents` are the cells that a workbook shows as percentages (row number, column), None where that is not known.
    """

    name: str | None
    columns: tuple[pa.Array, ...]
    numbers: np.ndarray
    ragged: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    stored: frozenset[int] = frozenset()
    percents: frozenset[tuple[int, int]] | None = None

    @property
    def height(self) -> int:
        return len(self.numbers)

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """A file after its guarded opening: its sheets, what was decided about its bytes, what was noticed."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False)
class RawTable:
    """A rectangle of a sheet that is one table: header joined, titles, totals and notes apart, cells untyped.

    `header` is None where the table has none. `columns` hold the body rows only, same length as `numbers`.
    `titles` are the lines found above the header, nearest last. `findings` say what was left out of the body.
    `network` is set where the headers told it (one table for each network of a sheet that has them side by side).
    `decimal_hint` is the decimal mark that the file's delimiter suggests (`;` goes with a comma), empty for none.
    `stored` are the columns in which a workbook stores numbers as numbers, `percents` the cells it shows as
    percentages (row number, column of the table), None where that is not known.
    `sections` are the lone cells between the rows ("INSTAGRAM", "MOIS D'OCTOBRE"): row number and text, in order.
    `chosen` are the answers of a person that say where the table is (`header`, `range`).
    """

    file: str
    sheet: str | None
    range: str
    header: tuple[str, ...] | None
    header_rows: tuple[int, ...]
    columns: tuple[pa.Array, ...]
    numbers: np.ndarray
    titles: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    network: str | None = None
    written: tuple[str, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    decimal_hint: str = ""
    stored: frozenset[int] = frozenset()
    percents: frozenset[tuple[int, int]] | None = None
    chosen: tuple[Answer, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The headers as they stand in the sheet, also where `header` says them without their network."""
        return self.written or self.header or ("",) * len(self.columns)

    @property
    def rows(self) -> list[list[str]]:
        """The body as lists of text, row by row (for `cmdash.tables` and for samples)."""
        return [list(row) for row in zip(*(column.to_pylist() for column in self.columns), strict=True)]


@dataclass(frozen=True)
class Locale:
    """How the numbers and dates of a table are written; empty strings where nothing shows it."""

    decimal: str = "."
    thousands: str = ""
    date_order: str = ""


@dataclass(frozen=True)
class ColumnMatch:
    """What a column was taken for. `field` is None for an extra; `why` is a code plus its evidence.

    `confidence` runs from 0 to 1: above 0.9 sure, from 0.6 to be checked, below asked.
    """

    index: int
    source: str
    field: str | None
    confidence: float
    why: str = "none"
    evidence: str = ""


@dataclass(frozen=True)
class TableMapping:
    """Everything decided about a table before its cells are converted."""

    kind: TableKind
    platform: str | None
    network: str | None
    confidence: float
    columns: tuple[ColumnMatch, ...]
    network_why: str = ""
    fingerprint: str = ""
    findings: tuple[Finding, ...] = ()
