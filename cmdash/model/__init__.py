"""The frozen values that travel through the house. They import nothing heavy and compute nothing."""

from cmdash.model.aside import AsideRow, AsideTable
from cmdash.model.findings import Finding, Option, Refusal, Severity
from cmdash.model.goals import Goal
from cmdash.model.query import Answer, Period, Profile, Query
from cmdash.model.sheets import (
    DATA_KINDS,
    ColumnMatch,
    Locale,
    OpenedFile,
    RawTable,
    Sheet,
    TableKind,
    TableMapping,
    Upload,
)
from cmdash.model.stamps import Stamp
from cmdash.model.tracking import (
    CellChange,
    FileReport,
    JoinReport,
    Ledger,
    RowChange,
    RowCount,
    SetAside,
    TableReport,
    Tracking,
)

__all__ = [
    "DATA_KINDS",
    "Answer",
    "AsideRow",
    "AsideTable",
    "CellChange",
    "ColumnMatch",
    "FileReport",
    "Finding",
    "Goal",
    "JoinReport",
    "Ledger",
    "Locale",
    "OpenedFile",
    "Option",
    "Period",
    "Profile",
    "Query",
    "RawTable",
    "Refusal",
    "RowChange",
    "RowCount",
    "SetAside",
    "Severity",
    "Sheet",
    "Stamp",
    "TableKind",
    "TableMapping",
    "TableReport",
    "Tracking",
    "Upload",
]
