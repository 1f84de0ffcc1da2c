"""From the tables understood to the tracking: joined, checked, and every row accounted for in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from cmdash.catalog import formats
from cmdash.ingest.canonical.assembly import assemble, data_ends, with_cells
from cmdash.ingest.canonical.conversion import Converted
from cmdash.ingest.canonical.goal_rates import settle_rates
from cmdash.ingest.canonical.joining import findings_of
from cmdash.ingest.canonical.sameness import Placed
from cmdash.ingest.checks.checking import check
from cmdash.model import (
    DATA_KINDS,
    FileReport,
    Finding,
    JoinReport,
    Ledger,
    Locale,
    RawTable,
    RowCount,
    SetAside,
    TableMapping,
    TableReport,
    Tracking,
)


@dataclass(frozen=True, eq=False)
class Understood:
    """A table and everything made of it; `converted` is None where it is of no use for a KPI."""

    table: RawTable
    mapping: TableMapping
    converted: Converted | None


def gather(
    opened: list[tuple[FileReport, int]], understood: list[Understood], archive_findings: Sequence[Finding]
) -> Tracking:
    """One tracking of all tables: `opened` are the files with how many of the tables, in order, each holds."""
    frames: dict[str, pd.DataFrame] = {}
    extras: dict[str, pd.DataFrame] = {}
    superseded: dict[int, tuple[SetAside, ...]] = {}
    checked: dict[int, list[Finding]] = {}
    findings = list(archive_findings)

    def header(table: int, field: str) -> str | None:
        converted = understood[table].converted
        return next((c.source for c in converted.columns if c.field == field), None) if converted else None

    owners = [file for file, (_, count) in enumerate(opened) for _ in range(count)]
    placed = [
        Placed(i, owners[i], u.converted, opened[owners[i]][0].sha256, _gathered(u.mapping))
        for i, u in enumerate(understood)
        if u.converted
    ]
    ends = data_ends(placed)
    joins: dict[int, list[JoinReport]] = {}
    for kind in DATA_KINDS:
        together = assemble(kind, [p for p in placed if p.table.kind == kind], ends)
        frames[kind], extras[kind] = together.frame, together.extras
        superseded |= together.superseded
        findings += together.findings
        for file, report in together.joins.items():
            joins.setdefault(file, []).append(report)
        for i, finding in check(kind, together.frame, together.extras, together.owner, header):
            checked.setdefault(i, []).append(finding)
    frames["goals"], named = settle_rates(frames, placed)
    for i, finding in named:
        checked.setdefault(i, []).append(finding)
    reports = [_report(u, superseded.get(i, ()), checked.get(i, ())) for i, u in enumerate(understood)]
    files, start = [], 0
    for number, (file_report, count) in enumerate(opened):
        brought = tuple(joins.get(number, ()))
        told = (finding for join in brought for finding in findings_of(join, file_report.name))
        files.append(
            replace(
                file_report,
                tables=tuple(reports[start : start + count]),
                findings=(*file_report.findings, *told),
                joins=brought,
            )
        )
        start += count
    return Tracking(**frames, ledger=Ledger(tuple(files), tuple(findings)), extras=MappingProxyType(extras))


def _gathered(mapping: TableMapping) -> bool:
    """Whether cmdash wrote the table from what it had read before."""
    return mapping.platform is not None and formats()[mapping.platform].reading.settled


def _report(
    understood: Understood, superseded: tuple[SetAside, ...], checked: Sequence[Finding]
) -> TableReport:
    table, mapping, converted = understood.table, understood.mapping, understood.converted
    aside = converted.set_aside if converted else ()
    read_rows = len(converted.frame) + len(aside) if converted else 0
    replaced = tuple(with_cells(row, _cells(table, row.row)) for row in superseded)
    told = _tell_superseded(table, replaced)
    kept = read_rows - len(aside) - len(replaced) if converted else 0
    frame = converted.frame if converted else None
    report = TableReport(
        sheet=table.sheet,
        range=table.range,
        kind=mapping.kind,
        platform=mapping.platform,
        network=_network_said(mapping, frame),
        header_rows=table.header_rows,
        confidence=mapping.confidence,
        locale=converted.locale if converted else Locale(),
        rows=RowCount(read_rows, kept, read_rows - kept) if converted else RowCount(),
        columns=converted.columns if converted else mapping.columns,
        findings=(
            *table.findings,
            *mapping.findings,
            *(converted.findings if converted else ()),
            *checked,
            *told,
        ),
        set_aside=(*aside, *replaced),
        sample=tuple(_cells_at(table, i) for i in range(min(3, len(table.numbers)))),
        fingerprint=mapping.fingerprint,
        network_why=mapping.network_why,
        chosen=table.chosen,
    )
    return _with_span(report, frame)


def _with_span(report: TableReport, frame: pd.DataFrame | None) -> TableReport:
    if frame is None:
        return report
    days = [frame[c].dropna() for c in ("date", "start", "end") if c in frame]
    known = pd.concat([d for d in days if len(d)]) if any(len(d) for d in days) else None
    if known is None:
        return report
    return replace(report, start=f"{known.min():%Y-%m-%d}", end=f"{known.max():%Y-%m-%d}")


def _network_said(mapping: TableMapping, frame: pd.DataFrame | None) -> str | None:
    """The one network of a table, "several", or None where nothing tells."""
    if frame is None or "network" not in frame:
        return mapping.network if mapping.network != "column" else None
    names = frame["network"].dropna().unique()
    return None if len(names) == 0 else str(names[0]) if len(names) == 1 else "several"


def _tell_superseded(table: RawTable, rows: tuple[SetAside, ...]) -> tuple[Finding, ...]:
    return tuple(
        Finding("superseded", "info", table.file, table.sheet, row.row, params=row.params) for row in rows
    )


def _cells(table: RawTable, row: int) -> tuple[str, ...]:
    position = int((table.numbers == row).argmax())
    return _cells_at(table, position)


def _cells_at(table: RawTable, position: int) -> tuple[str, ...]:
    return tuple(str(column[position].as_py())[:200] for column in table.columns)
