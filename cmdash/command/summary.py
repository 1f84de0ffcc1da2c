"""What `inspect` tells a person: each file and table, what was recognised and what became of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cmdash.command.console import plain
from cmdash.command.grid import aligned
from cmdash.command.inputs import Reading
from cmdash.command.inspection import all_findings
from cmdash.command.phrases import field, network_name, platform, sentence, sure, why
from cmdash.model import FileReport, Finding, TableReport
from cmdash.wording import message

WIDEST = 40  # letters of a header that are shown
MANY = 5  # findings of one code beyond which the others are counted, not written out


def summary(reading: Reading, language: str) -> bytes:
    """The ledger as text of the reader's language, UTF-8, a block for each file."""
    lines: list[str] = []
    ledger = reading.tracking.ledger
    for file in ledger.files:
        if file.error is None:
            lines += [*_file(file, [f for f in ledger.findings if f.file == file.name], language), ""]
    names = {file.name for file in ledger.files}
    lines += _findings([f for f in ledger.findings if f.file not in names], language, "")
    return "".join(f"{line.rstrip()}\n" for line in lines).encode("utf-8", "replace")


def _file(file: FileReport, shared: list[Finding], language: str) -> Iterator[str]:
    yield plain(file.name)
    if file.encoding:
        delimiter = message(language, f"cli.delimiter.{_DELIMITERS.get(file.delimiter or '', 'none')}")
        yield "  " + message(language, "cli.inspect.text", encoding=file.encoding, delimiter=delimiter)
    if not file.tables:
        yield "  " + message(language, "cli.inspect.nothing")
    before: TableReport | None = None
    for table in file.tables:
        same = before is not None and _layout(table) == _layout(before)
        yield from _table(file.name, table, language, same)
        before = table
    yield from _findings([*file.findings, *shared], language, "  ")


_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def _layout(table: TableReport) -> tuple[tuple[str, str | None], ...]:
    """The columns and what they were taken for: a tab a month has one layout, told once."""
    return tuple((match.source, match.field) for match in table.columns)


def _table(file: str, table: TableReport, language: str, same: bool) -> Iterator[str]:
    place = message(language, "cli.inspect.place", range=table.range)
    if table.sheet is not None:
        place = message(language, "cli.inspect.sheet", sheet=plain(table.sheet), range=table.range)
    said = [message(language, f"fields.kind.{table.kind}"), place]
    if table.kind != "other":
        if table.rows.read:
            said.insert(1, network_name(table.network, language))
        said.append(platform(table.platform, language))
    elif table.platform:
        said.append(platform(table.platform, language))
    yield "  " + " · ".join(said)
    if table.kind != "other":
        yield "    " + _rows(table, language)
        same_line = [message(language, "cli.inspect.same")]
        yield from (f"    {line}" for line in (same_line if same else _columns(table, language)))
    yield from _findings(all_findings(file, table), language, "    ")


def _rows(table: TableReport, language: str) -> str:
    parts = (("read", table.rows.read), ("kept", table.rows.kept), ("aside", table.rows.set_aside))
    return ", ".join(message(language, f"cli.rows.{name}", count=count) for name, count in parts)


def _columns(table: TableReport, language: str) -> list[str]:
    """The columns with what they were taken for and how surely; those that are kept as they are on one line."""
    taken = [
        (
            plain(match.source),
            field(match.field, language),
            sure(match.confidence, language),
            why(match, language),
        )
        for match in table.columns
        if match.field
    ]
    lines = aligned(
        [(source, "→ " + name, f"{level} · {plain(reason)}") for source, name, level, reason in taken]
    )
    extras = [_short(match.source) for match in table.columns if not match.field and match.source.strip()]
    if extras:
        lines.append(message(language, "cli.inspect.extras", count=len(extras), names=", ".join(extras)))
    return lines


def _short(header: str) -> str:
    """A header as far as a line can hold it."""
    text = plain(header)
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _findings(findings: Iterable[Finding], language: str, indent: str) -> Iterator[str]:
    """One line a finding, the questions first; many of one code are cut after a few and counted."""
    order = ("error", "question", "warning", "info")
    ranked = sorted(findings, key=lambda f: (order.index(f.severity), f.code, f.row or 0))
    for _, same in groupby(ranked, key=lambda finding: (finding.severity, finding.code)):
        alike = list(same)
        for finding in alike[:MANY]:
            mark = message(language, f"cli.severity.{finding.severity}")
            yield f"{indent}{mark}{_placed(finding, language)}{_answer(finding, language)}"
        if len(alike) > MANY:
            yield indent + message(language, "cli.inspect.more", count=len(alike) - MANY)


def _placed(finding: Finding, language: str) -> str:
    """The sentence with its row and column before it, where the finding has them."""
    text = sentence(finding, language)
    rows = finding.rows or ((finding.row,) if finding.row is not None else ())
    listed = ", ".join(str(row) for row in rows[:MANY]) + ("…" if rows[MANY:] else "")
    place = {"row": listed, "column": finding.column or ""}
    key = "cell" if all(place.values()) else next((name for name, value in place.items() if value), "")
    if len(rows) > 1:
        key = {"row": "rows", "cell": "cells"}[key]
    return plain(message(language, f"cli.place.{key}", text=text, **place) if key else text)


def _answer(finding: Finding, language: str) -> str:
    """How a question is answered on the command line."""
    if finding.severity != "question" or not finding.setting or not finding.options:
        return ""
    told = [f"--set {finding.setting}={option.value}" for option in finding.options[:3]]
    return " " + message(language, "cli.inspect.answer", settings=" | ".join(told))
