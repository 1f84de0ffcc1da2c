"""Starts and ends written as a month, a quarter or a year: an end is its last day, a start alone is the whole of it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.typing.dates import ConvertedDates
from cmdash.model import ColumnMatch

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEARS = range(2000, 2050)


def with_bare_years(array: pa.Array, converted: ConvertedDates) -> tuple[ConvertedDates, np.ndarray]:
    """The dates with the years that stand alone among them (`2026` under `01/01/2025`), and the period each cell names
    (empty: a day)."""
    values, bad = converted.values.copy(), []
    named = (
        np.full(len(values), converted.period or "", dtype=object)
        if converted.periods is None
        else np.array([period or "" for period in converted.periods], dtype=object)
    )
    for row in converted.bad.tolist():
        cell = str(array[row].as_py()).strip().removesuffix(".0")
        if cell.isdecimal() and len(cell) == 4 and int(cell) in _YEARS:
            values[row], named[row] = np.datetime64(f"{int(cell)}-01-01"), "year"
        else:
            bad.append(row)
    plain = ConvertedDates(
        values, np.array(bad, dtype=np.int64), converted.period, converted.periods,
        converted.yearless, converted.beside, converted.serials,
    )  # fmt: skip
    return plain, np.where(np.isnat(values), "", named)


def settle_ends(work: Work, named: dict[str, np.ndarray], yearless: np.ndarray) -> None:
    """Puts the last days of the months, quarters and years that ends name, and the ends that such starts bring where
    none is written; each told. `named` is the period that each cell of `start` and `end` names, `yearless` the rows of
    ends without a year: they come after their start."""
    start, end = work.values.get("start"), work.values.get("end")
    if start is not None and end is not None and len(yearless):
        before = yearless[end[yearless] < start[yearless]]
        months = end[before].astype("datetime64[M]")
        end[before] += (months + 12).astype("datetime64[D]") - months.astype("datetime64[D]")
    if end is not None:
        _tell_firsts(work, start, end, named)
        last, rows = _last_days(end, named["end"])
        if len(rows):
            work.values["end"] = end = last
            work.note_rows("end-of-unit", "info", rows, _source(work, "end"))
    if start is not None:
        last, rows = _last_days(start, named["start"])
        empty = work.blank("end")
        dated = work.values.get("date")  # a line of one day within the month of its campaign keeps its day
        rows = rows[empty[rows] & (True if dated is None else np.isnat(dated[rows]))]
        if len(rows):
            blank = np.full(len(start), np.datetime64("NaT"), dtype="datetime64[us]")
            settled = blank if end is None else end.copy()
            settled[rows] = last[rows]
            work.values["end"] = settled
            work.note_rows("end-from-start", "info", rows, _source(work, "start"))


def _source(work: Work, name: str) -> str | None:
    found: tuple[ColumnMatch, pa.Array] | None = work.column(name)
    return found[0].source if found else None


def _last_days(values: np.ndarray, named: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The days with the last one of the period each names, and the rows that name one."""
    days = values.astype("datetime64[D]")
    for period, count in _MONTHS.items():
        after = (days.astype("datetime64[M]") + count).astype("datetime64[D]")
        days = np.where(named == period, after - 1, days)
    days = np.where(named == "week", days + 6, days)
    rows: np.ndarray = np.flatnonzero(named != "")
    settled = values.copy()
    settled[rows] = days[rows].astype("datetime64[us]")
    return settled, rows


def _tell_firsts(work: Work, start: np.ndarray | None, end: np.ndarray, named: dict[str, np.ndarray]) -> None:
    """Ends that are the first day of a month each, as starts are: a spreadsheet makes that of a month typed into it."""
    known = ~np.isnat(end) & (named["end"] == "")
    days = end.astype("datetime64[D]")
    firsts = known & (days == days.astype("datetime64[M]").astype("datetime64[D]"))
    if start is None or not firsts.any() or not firsts[known].all():
        return
    begun = start.astype("datetime64[D]")
    also = np.isnat(begun) | (begun == begun.astype("datetime64[M]").astype("datetime64[D]"))
    if also[firsts].all():
        work.note_rows("end-on-first", "warning", np.flatnonzero(firsts), _source(work, "end"))
