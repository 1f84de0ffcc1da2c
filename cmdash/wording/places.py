"""Where findings are, in the reader's words: file, sheet, rows, column. They hold the file's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cmdash.model import Finding
from cmdash.wording import message

_ROWS = 12  # rows written out in one place


def place(finding: Finding, language: str) -> str:
    """Where a finding is: file, sheet, row, column; what it lacks is left out. Holds the file's words."""
    if len(finding.rows) > 1:
        return _spot([finding], language)
    parts = [finding.file] if finding.file else []
    for key, value in (("sheet", finding.sheet), ("row", finding.row), ("column", finding.column)):
        if value is not None:
            parts.append(message(language, f"data.place.{key}", value=str(value)))
    return ", ".join(parts)


def places(findings: Iterable[Finding], language: str) -> str:
    """Where the same finding is met: each file, sheet and column once, with its rows."""
    met: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    for finding in findings:
        met.setdefault((finding.file, finding.sheet, finding.column), []).append(finding)
    return " · ".join(_spot(alike, language) for alike in met.values())


def _spot(alike: list[Finding], language: str) -> str:
    rows = rows_of(alike)
    if len(rows) < 2:
        return place(alike[0], language)
    numbers = ", ".join(str(row) for row in rows[:_ROWS]) + ("…" if rows[_ROWS:] else "")
    where = place(replace(alike[0], row=None, rows=()), language)
    told = message(language, "data.place.rows", value=numbers)
    return f"{where}, {told}" if where else told


def rows_of(findings: Iterable[Finding]) -> list[int]:
    """The rows that findings are about, in their order."""
    return [
        row
        for finding in findings
        for row in (finding.rows or ((finding.row,) if finding.row is not None else ()))
    ]
