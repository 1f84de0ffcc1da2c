"""What is known after reading: the canonical tables and the ledger that accounts for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cmdash.catalog import fields_of
from cmdash.model.findings import Finding
from cmdash.model.query import Answer
from cmdash.model.sheets import ColumnMatch, Locale, TableKind

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SetAside:
    """One row that was read and not kept: where it is, why, and its cells as written."""

    code: str
    row: int
    cells: tuple[str, ...]
    params: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class RowCount:
    """`read = kept + set_aside`, always."""

    read: int = 0
    kept: int = 0
    set_aside: int = 0


@dataclass(frozen=True)
class TableReport:
    """The ledger's entry for one table: what it was taken for and what became of its rows.

    `chosen` are the answers of a person that say where the table is (`header`, `range`).
    """

    sheet: str | None
    range: str
    kind: TableKind
    platform: str | None
    network: str | None
    header_rows: tuple[int, ...]
    confidence: float
    locale: Locale
    rows: RowCount
    columns: tuple[ColumnMatch, ...]
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    fingerprint: str = ""
    network_why: str = ""
    start: str | None = None
    end: str | None = None
    chosen: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class CellChange:
    """One figure of a row that is another than in the older copy."""

    field: str
    before: float
    after: float


@dataclass(frozen=True)
class RowChange:
    """One row of a file whose figures are not those of the older copy in another file.

    `row` is the row a person sees in Excel; `name` the row's text, campaign, link, id or account, cut short; `date`
    its ISO day. Cells that were empty before are no change.
    """

    kind: TableKind
    sheet: str | None
    row: int
    network: str | None
    date: str | None
    name: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class JoinReport:
    """What one file brought to the files before it, for one kind of table. Counts are of things, not of copies.

    `new`: no older file has it. `updated`: a figure changed. `completed`: figures added, none changed. `unchanged`:
    nothing new. `superseded`: rows of this file that were set aside for a newer copy. `changes` are the first of the
    updated ones. The file whose data end first brings all of its rows as new. `continues`: an older file has rows of
    the same network and account.
    """

    kind: TableKind
    new: int = 0
    updated: int = 0
    completed: int = 0
    unchanged: int = 0
    superseded: int = 0
    changes: tuple[RowChange, ...] = ()
    continues: bool = False


@dataclass(frozen=True)
class FileReport:
    """The ledger's entry for one file. `error` is the finding that refused it, when it could not be opened.

    `joins`: where several files hold the same kind of table, what this one brought, by kind.
    """

    name: str
    sha256: str
    encoding: str | None = None
    delimiter: str | None = None
    tables: tuple[TableReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: Finding | None = None
    joins: tuple[JoinReport, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """What was done with every file, table, column and row of one reading."""

    files: tuple[FileReport, ...] = ()
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, files in the order given, then those about the whole drop."""
        found = [f for file in self.files for f in file.findings]
        found += [f for file in self.files for table in file.tables for f in table.findings]
        found += [file.error for file in self.files if file.error]
        return (*found, *self.findings)


def nothing_of(kind: str) -> pd.DataFrame:
    """A canonical frame of a kind without rows, every column there with its type."""
    import pandas as pd

    columns: dict[str, pd.Series[object]] = {}
    for known in fields_of(kind):
        dtype = "float64" if known.numeric else "datetime64[us]" if known.type == "date" else "str"
        columns[known.id] = pd.Series([], dtype=dtype)
    if kind in ("posts", "account", "campaigns"):
        columns |= {"total_stands_for": pd.Series([], dtype="str"), "side": pd.Series([], dtype="str")}
    columns |= {
        "file": pd.Series([], dtype="str"),
        "sheet": pd.Series([], dtype="str"),
        "row": pd.Series([], dtype="int64"),
    }
    return pd.DataFrame(columns)


@dataclass(frozen=True, eq=False)
class Tracking:
    """The canonical tables of everything dropped, and the ledger.

    Each frame has the fields of its kind as columns, in the order of the catalog (all of them, also those no sheet
    had: then all missing), followed by `file`, `sheet`, `row` (where the row came from). `posts`, `account` and
    `campaigns` also carry `total_stands_for`: `interactions` or `engagement_total` where the sheet's own combined
    total may stand in for that sum, missing elsewhere; and `side`: `own` or `peer`.
    Counts, people and money are float64 with NaN for missing; dates `datetime64[us]`; text `str`.
    `extras[kind]` has the same index and the columns the catalog does not know, as text.
    """

    posts: pd.DataFrame
    account: pd.DataFrame
    campaigns: pd.DataFrame
    calendar: pd.DataFrame
    goals: pd.DataFrame
    ledger: Ledger
    extras: Mapping[str, pd.DataFrame] = field(default_factory=lambda: MappingProxyType({}))
    mentions: pd.DataFrame = field(default_factory=lambda: nothing_of("mentions"))

    def frame(self, kind: str) -> pd.DataFrame:
        """The canonical frame of a kind (`posts`, `account`, `campaigns`, `calendar`, `goals`, `mentions`)."""
        frame: pd.DataFrame = getattr(self, kind)
        return frame
