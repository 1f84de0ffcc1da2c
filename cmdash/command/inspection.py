"""What `inspect --json` answers: the document of the contract."""

from __future__ import annotations

import json
from typing import Any

from cmdash.command.inputs import Reading
from cmdash.command.phrases import of_row, sentence, why
from cmdash.model import ColumnMatch, FileReport, Finding, JoinReport, TableReport

Entry = dict[str, Any]


def document(reading: Reading, language: str) -> bytes:
    """The ledger as the contract's JSON; the messages and reasons are in the reader's language.

    A file that could not be opened has `error`, a finding. Findings about the whole drop stand with the file they
    name; those that name none are listed beside `files`.
    """
    ledger = reading.tracking.ledger
    names = {file.name for file in ledger.files}
    entries = [
        _file(file, [f for f in ledger.findings if f.file == file.name], language) for file in ledger.files
    ]
    entries += [_missing(finding, language) for finding in reading.missing]
    whole: Entry = {"files": entries}
    rest = [_finding(finding, language) for finding in ledger.findings if finding.file not in names]
    if rest:
        whole["findings"] = rest
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _file(file: FileReport, shared: list[Finding], language: str) -> Entry:
    entry: Entry = {
        "name": file.name,
        "sha256": file.sha256,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "tables": [_table(file.name, table, language) for table in file.tables],
        "findings": [_finding(finding, language) for finding in (*file.findings, *shared)],
    }
    if file.joins:
        entry["joined"] = [_joined(join) for join in file.joins]
    if file.error is not None:
        entry["error"] = _finding(file.error, language)
    return entry


def _joined(join: JoinReport) -> Entry:
    """What a file brought to those before it, and the first rows whose figures changed."""
    entry: Entry = {"kind": join.kind}
    entry |= {
        name: getattr(join, name) for name in ("new", "updated", "completed", "unchanged", "superseded")
    }
    entry["changes"] = [
        {
            "sheet": change.sheet,
            "row": change.row,
            "network": change.network,
            "date": change.date,
            "name": change.name,
            "figures": {cell.field: {"before": cell.before, "after": cell.after} for cell in change.cells},
        }
        for change in join.changes
    ]
    return entry


def _missing(finding: Finding, language: str) -> Entry:
    """A path that gave no bytes at all, in the shape of a file."""
    entry: Entry = {"name": finding.file, "sha256": None, "encoding": None, "delimiter": None}
    return {**entry, "tables": [], "findings": [], "error": _finding(finding, language)}


def _table(file: str, table: TableReport, language: str) -> Entry:
    return {
        "sheet": table.sheet,
        "range": table.range,
        "kind": table.kind,
        "platform": table.platform,
        "network": table.network,
        "header_rows": list(table.header_rows),
        "confidence": round(table.confidence, 2),
        "locale": {
            "decimal": table.locale.decimal,
            "thousands": table.locale.thousands,
            "date_order": table.locale.date_order,
        },
        "rows": {"read": table.rows.read, "kept": table.rows.kept, "set_aside": table.rows.set_aside},
        "columns": [_column(match, language) for match in table.columns],
        "findings": [_finding(finding, language) for finding in all_findings(file, table)],
    }


def all_findings(file: str, table: TableReport) -> list[Finding]:
    """The findings of a table and one for every row set aside that none of them names, by row."""
    named = {(finding.code, finding.row) for finding in table.findings}
    rows = [of_row(aside, file, table.sheet) for aside in table.set_aside]
    found = [*table.findings, *(finding for finding in rows if (finding.code, finding.row) not in named)]
    return sorted(found, key=lambda finding: finding.row or 0)


def _column(match: ColumnMatch, language: str) -> Entry:
    return {
        "source": match.source,
        "field": match.field,
        "confidence": round(match.confidence, 2),
        "why": why(match, language),
    }


def _finding(finding: Finding, language: str) -> Entry:
    entry: Entry = {
        "code": finding.code,
        "severity": finding.severity,
        "row": finding.row,
        "column": finding.column,
        "message": sentence(finding, language),
    }
    if finding.rows:
        entry["rows"] = list(finding.rows)
    if finding.severity == "question":
        entry["setting"] = finding.setting
        entry["options"] = [option.value for option in finding.options]
    return entry
