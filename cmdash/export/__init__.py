"""Files that leave: the canonical tables as CSV, JSON and one tidy workbook, and the blank tracking sheet.

The writers of workbooks are imported on first use, so that a command that needs none starts fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmdash.model import Tracking

__all__ = ["canonical_csv", "canonical_json", "template", "workbook"]


def canonical_csv(tracking: Tracking, kind: str) -> bytes:
    """The canonical table of a kind as CSV; see `cmdash.export.canonical.as_csv`."""
    from cmdash.export.canonical import as_csv

    return as_csv(tracking, kind)


def canonical_json(tracking: Tracking, kind: str) -> bytes:
    """The canonical table of a kind as JSON; see `cmdash.export.canonical.as_json`."""
    from cmdash.export.canonical import as_json

    return as_json(tracking, kind)


def workbook(tracking: Tracking, language: str = "en", remarks: Sequence[str] = ()) -> bytes:
    """Every canonical table in one xlsx that reads back; see `cmdash.export.tidy.write`."""
    from cmdash.export.tidy import write

    return write(tracking, language, remarks)


def template(language: str) -> bytes:
    """The blank tracking sheet (xlsx) in a language; see `cmdash.export.blank.write`."""
    from cmdash.export.blank import write

    return write(language)
