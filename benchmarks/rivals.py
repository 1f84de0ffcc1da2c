"""The readers compared: cmdash on the bytes; the others on the same sheet already decoded, each at its best settings."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.cases import Case, Division, Reading, Table
from cmdash.ingest.layout.regions import find_tables
from cmdash.ingest.opening import dialect
from cmdash.ingest.opening.files import open_upload
from cmdash.ingest.opening.text import division
from cmdash.model import RawTable, Refusal, Upload

BEGINNING = 64 * 1024  # what the slow sniffers are given, as their documentation advises


def ours(case: Case) -> Reading:
    """`cmdash.tables`, and the division it decided on."""
    upload = Upload(f"sheet{case.suffix}", case.content)
    try:
        opened = open_upload(upload)
    except Refusal as refusal:
        return Reading(fault=refusal.finding.code)
    tables = tuple(map(_table, find_tables(opened)))
    if case.suffix != ".csv":
        return Reading(tables=tables)
    shape = division(case.content)
    return Reading(_Ours(shape.delimiter, shape.quote, "\\" if shape.escaped else "", shape), tables)


@dataclass(frozen=True)
class _Ours(Division):
    """A division by cmdash, whose records are those it reads."""

    shape: dialect.Dialect | None = None

    def records(self, text: str) -> list[list[str]]:
        assert self.shape
        plain = Division(self.delimiter)
        return plain.records(dialect.standard(text, self.shape))


def _table(table: RawTable) -> Table:
    return Table(table.header, tuple(map(tuple, table.rows)))


def sniffer(case: Case) -> Reading:
    """csv.Sniffer and its has_header, as the standard library's documentation shows them."""
    sample = case.text[:BEGINNING]
    try:
        found = csv.Sniffer().sniff(sample)
        header = csv.Sniffer().has_header(sample)
        division = Division(
            found.delimiter, found.quotechar or "", "" if found.doublequote else found.escapechar or ""
        )
        return Reading(division, (_split(division.records(case.text), header),))
    except (csv.Error, ValueError, IndexError, re.error) as fault:
        return Reading(fault=str(fault))


def clevercsv(case: Case) -> Reading:
    """CleverCSV: detection on the beginning, its own has_header."""
    import clevercsv as library

    sample = case.text[:BEGINNING]
    try:
        found = library.Sniffer().sniff(sample)
        if found is None:
            return Reading(fault="nothing detected")
        division = Division(found.delimiter or None, found.quotechar or "", found.escapechar or "")
        try:
            header = library.Sniffer().has_header(sample)
        except Exception:  # noqa: BLE001 - a rival's faults are its own
            header = False
        return Reading(division, (_split(division.records(case.text), header),))
    except Exception as fault:  # noqa: BLE001
        return Reading(fault=str(fault))


def pandas(case: Case) -> Reading:
    """pandas.read_csv(sep=None): the delimiter found by it, everything as text; without the lines it stops at, if any."""
    fault = ""
    for bad_lines in ("error", "skip"):
        try:
            source = io.StringIO(case.text, newline="")
            with pd.read_csv(
                source, sep=None, engine="python", dtype=str, keep_default_na=False, iterator=True,
                on_bad_lines=bad_lines,
            ) as read:  # fmt: skip
                delimiter = read._engine.data.dialect.delimiter
                frame = read.read()
            break
        except Exception as wrong:  # noqa: BLE001 - a rival's faults are its own
            fault = str(wrong)
    else:
        return Reading(fault=fault)
    names = _unmangled([str(name) for name in frame.columns], r"Unnamed: \d+(_level_\d+)?", ".")
    rows = tuple(tuple(str(cell) for cell in row) for row in frame.itertuples(index=False, name=None))
    return Reading(Division(delimiter), (Table(names, rows),))


def duckdb(case: Case) -> Reading:
    """DuckDB as it comes: sniff_csv, then read_csv with what it found."""
    return _duckdb(case, {})


def duckdb_forgiving(case: Case) -> Reading:
    """DuckDB told to forgive: short rows padded, rows it cannot read left out, loose quotes taken."""
    return _duckdb(case, {"strict_mode": False, "null_padding": True, "ignore_errors": True})


def _duckdb(case: Case, settings: dict[str, bool]) -> Reading:
    import duckdb as library

    with tempfile.TemporaryDirectory() as folder, library.connect() as connection:
        path = str(Path(folder) / "sheet.csv")
        Path(path).write_bytes(case.text.encode("utf-8", "replace"))
        given = "".join(f", {name}={str(value).lower()}" for name, value in settings.items())
        division = None
        try:
            sniffed = connection.execute(
                f"select Delimiter, Quote, Escape, SkipRows, HasHeader from sniff_csv(?{given})",  # noqa: S608 - our own settings
                [path],
            )
            mark, *marks, skipped, header = sniffed.fetchall()[0]
            quote, escape = ("" if m in ("", "\0", "(empty)") else m for m in marks)
            division = Division(mark or None, quote, "" if escape == quote else escape)
            relation = connection.read_csv(
                path, all_varchar=True, delimiter=mark, quotechar=quote, escapechar=escape,
                skiprows=skipped, header=bool(header), **settings,
            )  # fmt: skip
            rows = tuple(tuple("" if c is None else str(c) for c in row) for row in relation.fetchall())
        except Exception as wrong:  # noqa: BLE001
            return Reading(division, fault=str(wrong))
        names = _unmangled(relation.columns, r"column\d+", "_")
        return Reading(division, (Table(names if header else None, rows),))


def _split(records: list[list[str]], header: bool) -> Table:
    rows = tuple(map(tuple, records))
    return Table(rows[0], rows[1:]) if header and rows else Table(None, rows)


def _unmangled(names: list[str], made_up: str, joint: str) -> tuple[str, ...]:
    """Names as in the file: without what the reader adds to tell equal ones apart, or makes up for empty ones."""
    given = ["" if re.fullmatch(made_up, name) else name for name in names]
    seen = Counter(given)
    plain = []
    for name in given:
        stem = re.sub(rf"{re.escape(joint)}\d+$", "", name)
        plain.append(stem if stem != name and seen[stem] else name)
    return tuple(plain)


def readers() -> dict[str, Callable[[Case], Reading]]:
    """The readers that can be imported here, cmdash first."""
    found: dict[str, Callable[[Case], Reading]] = {"cmdash": ours, "csv.Sniffer": sniffer, "pandas": pandas}
    for name, reader in (
        ("clevercsv", clevercsv),
        ("duckdb", duckdb),
        ("duckdb forgiving", duckdb_forgiving),
    ):
        if importlib.util.find_spec(name.split()[0]):
            found[name] = reader
    return found
