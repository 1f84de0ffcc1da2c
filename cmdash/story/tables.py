"""What the rows of a canonical table hold: files, networks, columns. Looked at once a selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash import kpi
from cmdash.catalog import fields_of, measures, networks
from cmdash.kpi.days import NONE
from cmdash.model import Counting, Query, Tracking
from cmdash.model.memory import remembered


@dataclass(frozen=True, eq=False)
class TableFacts:
    """Rows of one table: how many (`undated` of them without a date), which `files` and `networks` in order of
    first sight, which numeric `columns` some row fills, which sums the sheet's own total stands for in some row (`totals`),
    how many rows are known as sponsored (`paid`) and how many join organic and sponsored (`mixed`), the first days of the rows, sorted, and how many days a row
    covers as a rule (`typical`)."""

    rows: int
    undated: int
    files: tuple[str, ...]
    networks: tuple[str, ...]
    columns: frozenset[str]
    totals: frozenset[str]
    paid: int
    mixed: int
    days: npt.NDArray[np.datetime64]
    typical: int = 1

    @cached_property
    def step(self) -> int:
        """How many days usually lie between two days of the rows; 0 with a single one."""
        apart = np.diff(self.days).astype(np.int64)
        return int(np.median(apart)) if len(apart) else 0

    @property
    def monthly(self) -> bool:
        """Whether the rows are dated like months: all on a first, over several of them."""
        first = self.days == self.days.astype("datetime64[M]")
        return self.typical == 1 and len(self.days) > 1 and bool(first.all())


@dataclass(frozen=True)
class Origin:
    """Where the rows of a figure come from: `files` and `networks`, in order of first sight."""

    files: tuple[str, ...]
    networks: tuple[str, ...]


def origin_of(tracking: Tracking, table: str, query: Query, columns: Iterable[str]) -> Origin:
    """The origin of the rows of a table that a question selects and that fill one of these columns; of all of them
    where it has none of these (a count of rows)."""
    frame = tracking.frame(table)
    ready = kpi.prepare(tracking)
    kept = ready.table(table, query.counting).rows(query, ready.today)
    there = [~np.isnan(frame[name].to_numpy(np.float64)) for name in columns if name in frame]
    if there:
        kept &= np.any(there, axis=0)
    return Origin(*(_distinct(tracking, table, name, kept) for name in ("file", "network")))


def possible(tracking: Tracking, table: str, columns: Iterable[str], query: Query) -> int:
    """How many of the rows that a question selects could have one of these columns: those of a network, account and
    granularity (day, month...) that have it somewhere in the record. Rows that count other things do not lack it."""
    frame = tracking.frame(table)
    names = tuple(name for name in columns if name in frame)

    def could() -> npt.NDArray[np.bool_]:
        has = frame[list(names)].notna().any(axis=1)
        alike = frame[["network", "account", "period"]].astype(object).where(lambda cells: cells.notna(), "")
        every = has.groupby([alike[name] for name in alike]).transform("any")
        found: npt.NDArray[np.bool_] = every.to_numpy(bool)
        return found

    known: npt.NDArray[np.bool_] = remembered(tracking, ("could", table, names), could)
    ready = kpi.prepare(tracking)
    return int((ready.table(table, query.counting).rows(query, ready.today) & known).sum())


def columns_of(measure: str, chosen: Counting) -> tuple[str, ...]:
    """The columns of a sheet that a measure is made of, once a person has chosen what counts."""
    declared = measures()[measure]
    if declared.kind == "column":
        return (measure,)
    return tuple(name for term in kpi.terms_of(declared, chosen) for name in columns_of(term, chosen))


def present(tracking: Tracking, field: str) -> tuple[str, ...]:
    """The networks (in the catalog's order) or accounts (by name) of posts, account figures and campaigns."""
    found: tuple[str, ...] = remembered(tracking, ("present", field), lambda: _present(tracking, field))
    return found


def _present(tracking: Tracking, field: str) -> tuple[str, ...]:
    frames = (tracking.posts, tracking.account, tracking.campaigns)
    found = {str(name) for frame in frames for name in frame[field].dropna().unique()}
    listed = [name for name in networks() if name in found] if field == "network" else []
    return (*listed, *sorted(found - {*listed}, key=str.casefold))


def facts_of(tracking: Tracking, table: str, query: Query) -> TableFacts:
    """The facts of the rows of a table that a question selects."""
    frame = tracking.frame(table)
    ready = kpi.prepare(tracking)
    rows = ready.table(table, query.counting)
    kept = rows.rows(query, ready.today)
    first, last = rows.first[kept], rows.last[kept]
    known = first != NONE
    dates = first.astype("datetime64[D]")
    return TableFacts(
        rows=int(kept.sum()),
        undated=int((~known).sum()),
        files=_distinct(tracking, table, "file", kept),
        networks=_distinct(tracking, table, "network", kept),
        columns=frozenset(f.id for f in fields_of(table) if f.numeric and _filled(frame[f.id], kept)),
        totals=frozenset(_distinct(tracking, table, "total_stands_for", kept)),
        paid=_count(tracking, table, "paid", "paid", kept),
        mixed=_count(tracking, table, "paid", "mixed", kept),
        days=np.unique(dates[known]),
        typical=int(np.median((last - first + 1)[known])) if known.any() else 1,
    )


def _filled(column: pd.Series, kept: npt.NDArray[np.bool_]) -> bool:
    return bool((~np.isnan(column.to_numpy(np.float64)[kept])).any())


def _count(tracking: Tracking, table: str, column: str, value: str, kept: npt.NDArray[np.bool_]) -> int:
    codes, names = _coded(tracking, table, column)
    return int((codes[kept] == names.index(value)).sum()) if value in names else 0


def _distinct(tracking: Tracking, table: str, column: str, kept: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    """The values of a column of text in order of first sight, missing and empty ones left out."""
    codes, names = _coded(tracking, table, column)
    there = np.bincount(codes[kept] + 1, minlength=len(names) + 1)[1:]
    return tuple(names[at] for at in np.flatnonzero(there) if names[at])


def _coded(tracking: Tracking, table: str, column: str) -> tuple[npt.NDArray[np.int64], list[str]]:
    """A column of text as numbers (missing: -1) with their words; worked out once a reading."""

    def made() -> tuple[npt.NDArray[np.int64], list[str]]:
        frame = tracking.frame(table)
        if column not in frame:
            return np.full(len(frame), -1), []
        codes, names = pd.factorize(frame[column])
        return codes.astype(np.int64), [str(name) for name in names]

    found: tuple[npt.NDArray[np.int64], list[str]] = remembered(tracking, ("codes", table, column), made)
    return found
