"""The way in: from uploads to the tracking, one file after the other, nothing lost on the way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from cmdash.ingest.canonical.accounts import name_accounts, take_sides
from cmdash.ingest.canonical.assembly import assemble, data_ends, with_cells
from cmdash.ingest.canonical.conversion import Converted, convert
from cmdash.ingest.canonical.joining import findings_of
from cmdash.ingest.canonical.sameness import Placed
from cmdash.ingest.checks.checking import check
from cmdash.ingest.layout.chosen import KEYS, find_chosen
from cmdash.ingest.layout.periods import by_period
from cmdash.ingest.layout.regions import find_tables
from cmdash.ingest.layout.surroundings import in_context
from cmdash.ingest.layout.unpivot import by_network
from cmdash.ingest.meaning.recognition import recognise
from cmdash.ingest.meaning.stock_line import stock_line
from cmdash.ingest.meaning.understanding import understand
from cmdash.ingest.mending.edits import Edit, amend, edits_of
from cmdash.ingest.mending.leaving import taken_aside
from cmdash.ingest.mending.returned import Returned, edits_for, returned_rows, without_marks
from cmdash.ingest.opening.archive import expand
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.limits import Limits, limits
from cmdash.model import (
    DATA_KINDS,
    AsideTable,
    FileReport,
    Finding,
    JoinReport,
    Ledger,
    Locale,
    OpenedFile,
    Profile,
    RawTable,
    Refusal,
    RowCount,
    SetAside,
    TableMapping,
    TableReport,
    Tracking,
    Upload,
)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, eq=False)
class Understood:
    """A table and everything made of it; `converted` is None where it is of no use for a KPI."""

    table: RawTable
    mapping: TableMapping
    converted: Converted | None


@dataclass(frozen=True, eq=False)
class _Read:
    """One file of the drop as read. `returned` are the rows it brings back, where cmdash gave it away to be mended;
    `lost` the edits of such rows that are not in this file."""

    upload: Upload
    report: FileReport
    tables: list[Understood]
    returned: tuple[Returned, ...] = ()
    lost: tuple[Edit, ...] = ()


def read(
    uploads: Sequence[Upload],
    profile: Profile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
    bounds: Limits | None = None,
) -> Tracking:
    """Everything the files hold, as canonical tables with their ledger.

    A file that cannot be opened does not stop the others: its report carries the finding that says why. `profile`
    holds what a person answered and corrected; `today` stands for the clock (dates without a year); `progress` is
    told (files done, files in all, the name of the next).
    """
    profile, today, bounds = profile or Profile(), today or dt.date.today(), bounds or limits()
    members, archive_findings = expand(uploads, bounds)
    files: list[_Read] = []
    for number, upload in enumerate(members):
        if progress:
            progress(number, len(members), upload.name)
        files.append(_read_file(upload, profile, today, bounds))
    files = _put_back(files, profile, today, bounds)
    opened = [(file.report, len(file.tables)) for file in files]
    understood = [table for file in files for table in file.tables]
    folders = [file.upload.folder for file in files for _ in file.tables]
    named = name_accounts([u.converted for u in understood], folders)
    named, strange = take_sides(named, profile.answers)
    understood = [replace(u, converted=table) for u, table in zip(understood, named, strict=True)]
    return _gather(opened, understood, (*archive_findings, *strange))


def tables(uploads: Sequence[Upload], bounds: Limits | None = None) -> tuple[RawTable, ...]:
    """The untyped tables found in the files. Raises `Refusal` for the first file that cannot be opened."""
    bounds = bounds or limits()
    members, _ = expand(uploads, bounds)
    return tuple(table for upload in members for table in find_tables(open_upload(upload, bounds)))


def _read_file(
    upload: Upload,
    profile: Profile,
    today: dt.date,
    bounds: Limits,
    rows: Sequence[Returned] = (),
    alone: bool = False,
) -> _Read:
    """One file. `rows` came back mended for it; a file of such rows is read as tables only where it stands `alone`."""
    try:
        opened = open_upload(upload, bounds)
    except Refusal as refusal:
        return _Read(upload, FileReport(upload.name, upload.sha256, error=refusal.finding), [])
    returned = returned_rows(opened)
    report = FileReport(upload.name, upload.sha256, opened.encoding, opened.delimiter, (), opened.findings)
    if returned and not alone:
        return _Read(upload, report, [], returned)
    opened, lost = _amended(without_marks(opened) if returned else opened, profile, rows)
    found = [part for table in _found(opened, profile) for part in _parts(table)]
    findings = opened.findings if found else (*opened.findings, _nothing_found(opened))
    tables = [_understand(part, profile, today) for part in found]
    return _Read(upload, replace(report, findings=tuple(findings)), tables, lost=lost)


def _found(opened: OpenedFile, profile: Profile) -> Iterable[RawTable]:
    """The tables of a file, where a person said or else where they are found."""
    if any(answer.key in KEYS for answer in profile.answers):
        return find_chosen(opened, profile.answers)
    return find_tables(opened)


def _amended(
    opened: OpenedFile, profile: Profile, rows: Sequence[Returned]
) -> tuple[OpenedFile, tuple[Edit, ...]]:
    """The file with the cells a person changed, on the page or in the rows they brought back."""
    edits = edits_of(profile.answers, opened.name)
    if rows:
        edits += edits_for(rows, list(_found(opened, profile)), opened.sheets)
    if not edits:
        return opened, ()
    opened, lost = amend(opened, edits)
    return opened, tuple(edit for edit in lost if edit.by)


def rows_aside(
    uploads: Sequence[Upload], tracking: Tracking, profile: Profile, bounds: Limits | None = None
) -> tuple[AsideTable, ...]:
    """The rows that a reading of these files set aside, with their cells in full: the files are opened once more."""
    bounds = bounds or limits()
    reports = {(f.name, f.sha256): f for f in tracking.ledger.files if any(t.set_aside for t in f.tables)}
    members = {(u.name, u.sha256): u for u in expand(uploads, bounds)[0]}
    leaving: list[AsideTable] = []
    for key, report in reports.items():
        if key in members:
            opened = open_upload(members[key], bounds)
            now, _ = _amended(opened, profile, ())
            leaving += taken_aside(report, opened, now, list(_found(now, profile)))
    return tuple(leaving)


def opened_file(uploads: Sequence[Upload], sha256: str, bounds: Limits | None = None) -> OpenedFile:
    """One file of a drop, its cells as written. Raises `Refusal` where it cannot be opened, `LookupError` where it is not there."""
    bounds = bounds or limits()
    found = next((u for u in expand(uploads, bounds)[0] if u.sha256 == sha256), None)
    if found is None:
        raise LookupError(sha256)
    return open_upload(found, bounds)


def _put_back(files: list[_Read], profile: Profile, today: dt.date, bounds: Limits) -> list[_Read]:
    """The files of the drop with the rows that came back mended in their places, each read anew with them.

    Where none of the files such rows are of is there, they are read as tables of their own.
    """
    names = {file.report.name for file in files if not file.returned}
    rows = [row for file in files for row in file.returned if row.file in names]
    read = []
    for file in files:
        mine = [row for row in rows if row.file == file.report.name]
        if file.returned and not any(row.file in names for row in file.returned):
            read.append(_read_file(file.upload, profile, today, bounds, alone=True))
        elif mine and not file.returned:
            read.append(_read_file(file.upload, profile, today, bounds, mine))
        else:
            read.append(file)
    lost = {(e.by, e.sheet, e.row, e.content) for file in read for e in file.lost}
    return [_told_back(file, names, lost) if file.returned else file for file in read]


def _told_back(file: _Read, names: set[str], lost: set[tuple[str, str | None, int, str]]) -> _Read:
    """A file of returned rows with what became of them: put back, or not where their row is not there."""
    name = file.report.name
    astray = [
        row for row in file.returned
        if row.file not in names or (row.by, row.sheet, row.row, row.content) in lost
    ]  # fmt: skip
    findings = list(file.report.findings)
    if put := len(file.returned) - len(astray):
        into = ", ".join(dict.fromkeys(row.file for row in file.returned if row not in astray))
        findings.append(Finding("rows-returned", "info", name, params={"count": put, "into": into}))
    findings += [
        Finding("row-returned-astray", "warning", name, row.sheet, row.row, params={"into": row.file})
        for row in astray
    ]
    return replace(file, report=replace(file.report, findings=tuple(findings)))


def _parts(table: RawTable) -> tuple[RawTable, ...]:
    """A named export is taken whole; a home-made table may have its months or its networks side by side."""
    if recognise(table):
        return (table, *stock_line(table))
    return tuple(part for turned in by_period(table) for part in by_network(in_context(turned)))


def _nothing_found(opened: OpenedFile) -> Finding:
    return Finding("no-table", "warning", opened.name)


def _understand(table: RawTable, profile: Profile, today: dt.date) -> Understood:
    mapping, export = understand(table, profile)
    if mapping.kind == "other":
        return Understood(table, mapping, None)
    return Understood(table, mapping, convert(table, mapping, export, profile, today))


def _gather(
    opened: list[tuple[FileReport, int]], understood: list[Understood], archive_findings: Sequence[Finding]
) -> Tracking:
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
        Placed(i, owners[i], u.converted, opened[owners[i]][0].sha256)
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


def questions(ledger: Ledger) -> tuple[Finding, ...]:
    """The findings that need a person, each once per file, setting and layout."""
    seen: Counter[tuple[str, str | None, str | None]] = Counter()
    asked = []
    for finding in ledger.all_findings():
        key = (finding.file, finding.sheet, finding.setting)
        if finding.severity == "question" and not seen[key]:
            seen[key] += 1
            asked.append(finding)
    return tuple(asked)
