"""The frozen values that travel through the house. They import nothing heavy and compute nothing."""

from cmdash.model.aside import AsideRow, AsideTable
from cmdash.model.counting import DECLARED, Counting
from cmdash.model.findings import Finding, Option, Refusal, Severity
from cmdash.model.goals import Goal
from cmdash.model.lessons import Lesson
from cmdash.model.query import Answer, Period, Profile, Query
from cmdash.model.seasons import NO_SEASONS, Event, Seasons
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
    "DECLARED",
    "NO_SEASONS",
    "Answer",
    "AsideRow",
    "AsideTable",
    "CellChange",
    "ColumnMatch",
    "Counting",
    "Event",
    "FileReport",
    "Finding",
    "Goal",
    "JoinReport",
    "Ledger",
    "Lesson",
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
    "Seasons",
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
