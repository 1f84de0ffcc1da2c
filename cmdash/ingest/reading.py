"""The way in: from uploads to the tracking, one file after the other, nothing lost on the way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cmdash.ingest.canonical.accounts import name_accounts, take_sides
from cmdash.ingest.canonical.conversion import Converted, convert
from cmdash.ingest.canonical.network_totals import on_all_networks, without_totals
from cmdash.ingest.canonical.planned_twice import row_for_each_network
from cmdash.ingest.gathering import Understood, gather
from cmdash.ingest.layout.chosen import KEYS, find_chosen
from cmdash.ingest.layout.periods import by_period
from cmdash.ingest.layout.regions import find_tables
from cmdash.ingest.layout.side_figures import with_side_figures
from cmdash.ingest.layout.surroundings import in_context
from cmdash.ingest.layout.unpivot import by_network
from cmdash.ingest.layout.year_columns import by_year
from cmdash.ingest.meaning.answers import answer
from cmdash.ingest.meaning.recognition import recognise
from cmdash.ingest.meaning.stock_line import stock_line
from cmdash.ingest.meaning.understanding import fingerprint, understand
from cmdash.ingest.mending.edits import Edit, amend, edits_of
from cmdash.ingest.mending.leaving import taken_aside
from cmdash.ingest.mending.returned import Returned, edits_for, returned_rows, without_marks
from cmdash.ingest.opening.archive import expand
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.limits import Limits, limits
from cmdash.model import (
    AsideTable,
    FileReport,
    Finding,
    Ledger,
    OpenedFile,
    Profile,
    RawTable,
    Refusal,
    Tracking,
    Upload,
)

Progress = Callable[[int, int, str], None]


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
    whole = [on_all_networks(table) for table in without_totals(named)]
    understood = [_told_apart(u, table) for u, table in zip(understood, whole, strict=True)]
    return gather(opened, understood, (*archive_findings, *strange))


def _told_apart(understood: Understood, converted: Converted | None) -> Understood:
    """The table as it is counted; one of totals alone asks for no network."""
    mapping = understood.mapping
    if converted and converted.set_aside and not len(converted.frame):
        rest = tuple(f for f in mapping.findings if f.code != "network-unknown")
        mapping = replace(mapping, findings=rest)
    return replace(understood, mapping=mapping, converted=converted)


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
    found = [part for table in _found(opened, profile) for part in _parts(table, profile)]
    findings = opened.findings if found else (*opened.findings, _nothing_found(opened))
    tables = _in_one_order([_understand(part, profile, today) for part in found], profile, today)
    return _Read(upload, replace(report, findings=tuple(findings)), tables, lost=lost)


def _found(opened: OpenedFile, profile: Profile) -> Iterable[RawTable]:
    """The tables of a file, where a person said or else where they are found."""
    if any(answer.key in KEYS for answer in profile.answers):
        return find_chosen(opened, profile.answers)
    return with_side_figures(opened, list(find_tables(opened)))


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


def _parts(table: RawTable, profile: Profile) -> tuple[RawTable, ...]:
    """A named export is taken whole; a home-made table may have its months or its networks side by side."""
    if recognise(table):
        return (table, *stock_line(table))
    figure = answer(profile, "figure", table.file, fingerprint(table.sources), table.sheet)
    turned = by_year(table, figure)
    months = by_period(turned, figure) if turned is table else (turned,)
    return tuple(part for one in months for part in by_network(in_context(one)))


def _nothing_found(opened: OpenedFile) -> Finding:
    return Finding("no-table", "warning", opened.name)


def _in_one_order(tables: list[Understood], profile: Profile, today: dt.date) -> list[Understood]:
    """The tables of a file, those that would ask for the order of day and month in the one that the others show."""
    shown = {u.converted.order for u in tables if u.converted and u.converted.order}
    if len(shown) != 1:
        return tables
    order = next(iter(shown))
    return [
        _understand(u.table, profile, today, order)
        if u.converted and any(f.code == "date-order-unclear" for f in u.converted.findings)
        else u
        for u in tables
    ]


def _understand(table: RawTable, profile: Profile, today: dt.date, order: str = "") -> Understood:
    mapping, export = understand(table, profile)
    if mapping.kind == "other":
        return Understood(table, mapping, None)
    table = row_for_each_network(table, mapping)
    return Understood(table, mapping, convert(table, mapping, export, profile, today, order))


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
