"""The table being converted: what was decided about it, and what is found on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import Format
from cmdash.ingest.meaning.answers import answer
from cmdash.model import ColumnMatch, Finding, Locale, Option, Profile, RawTable, Severity, TableMapping
from cmdash.model.findings import Parameter

TOLD = 50  # unreadable cells told one by one, per column; the rest are counted


@dataclass
class Work:
    """The table being converted: what is found on the way is collected here and frozen at the end."""

    table: RawTable
    mapping: TableMapping
    export: Format | None
    profile: Profile
    today: dt.date
    order_elsewhere: str = ""  # the order of day and month that the other tables of the file show
    orders: set[str] = field(default_factory=set)  # that the cells of this one show
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    locale: Locale = field(default_factory=Locale)
    currency: str | None = None
    period: str | None = None
    any_rate: np.ndarray | None = None  # the goals about an engagement rate, whatever it is over
    spans: np.ndarray | None = None  # the period each date cell names (None: a day), where they differ

    def column(self, name: str) -> tuple[ColumnMatch, pa.Array] | None:
        """The column of a field, its empty cells filled from the columns that complete it."""
        matches = sorted((m for m in self.mapping.columns if m.field == name), key=lambda m: m.why == "fills")
        if not matches:
            return None
        array = self.table.columns[matches[0].index]
        for other in matches[1:]:
            array = pc.if_else(
                pc.equal(pc.utf8_trim_whitespace(array), ""), self.table.columns[other.index], array
            )
        return matches[0], array

    def blank(self, name: str) -> np.ndarray:
        """Which rows say nothing in the column of a field; all where the table has no such column."""
        found = self.column(name)
        if found is None:
            return np.ones(len(self.table.numbers), dtype=bool)
        empty: np.ndarray = pc.equal(pc.utf8_trim_whitespace(found[1]), "").to_numpy(zero_copy_only=False)
        return empty

    def answer(self, key: str) -> str | None:
        """What a person chose for a setting of this table, or None."""
        return answer(self.profile, key, self.table.file, self.mapping.fingerprint, self.table.sheet)

    def note(
        self,
        code: str,
        severity: Severity,
        row: int | None = None,
        column: str | None = None,
        **params: Parameter,
    ) -> None:
        self.findings.append(Finding(code, severity, self.table.file, self.table.sheet, row, column, params))

    def note_rows(
        self, code: str, severity: Severity, positions: np.ndarray, column: str | None, **params: Parameter
    ) -> None:
        """One finding for many rows: the first TOLD by number, `count` for all."""
        rows = tuple(int(self.table.numbers[position]) for position in positions[:TOLD])
        self.note(code, severity, rows[0], column, count=len(positions), **params)
        self.findings[-1] = replace(self.findings[-1], rows=rows)

    def ask(
        self,
        code: str,
        setting: str,
        answers: Sequence[Option],
        column: str | None = None,
        **params: Parameter,
    ) -> None:
        """A question to a person: the setting that answers it and the answers, the one assumed first."""
        self.findings.append(
            Finding(
                code,
                "question",
                self.table.file,
                self.table.sheet,
                None,
                column,
                params,
                setting,
                tuple(answers),
            )
        )

    def tell_bad(self, match: ColumnMatch, array: pa.Array, bad: np.ndarray, code: str) -> None:
        """One finding for each unreadable cell, up to TOLD a column; the rest in one that counts them."""
        for position in bad[:TOLD]:
            cell = str(array[int(position)].as_py())[:80]
            self.note(code, "warning", int(self.table.numbers[position]), match.source, value=cell)
        if len(bad) > TOLD:
            self.note(f"{code}-more", "warning", None, match.source, count=len(bad) - TOLD)
