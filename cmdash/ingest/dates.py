"""Dates of a column: is it one, how is it written, what are its values.

`decide` looks at all cells, `convert` reads them, `combine` adds the hour of another column, `spacing` tells the grain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from cmdash.ingest.date_forms import DateForm, read_shape
from cmdash.ingest.date_style import DateStyle, Forms, decide, evenness
from cmdash.ingest.day_numbers import days, full_years, times, week_days
from cmdash.ingest.shapes import Cells, Shapes, sample, shapes
from cmdash.ingest.years import recover

__all__ = [
    "ConvertedDates",
    "DateStyle",
    "clock_share",
    "combine",
    "convert",
    "date_share",
    "decide",
    "spacing",
]

_NAT = np.datetime64("NaT", "us")
_FIRST = np.datetime64("1990-01-01", "us")
_END = np.datetime64("2101-01-01", "us")
_SERIAL_ZERO = np.datetime64("1899-12-30", "us")
_DAY = 86_400_000_000
_LEAP = 2024
_PERIODS = ("day", "week", "month", "quarter", "year")
_REGULAR = 0.8
_BOUNDS = (2.65, 14.5, 52.0, 182.0)
"""Days between the periods' lengths, at their geometric means."""


@dataclass(frozen=True, eq=False)
class ConvertedDates:
    """A column read as dates.

    `values` are datetime64[us], the wall clock as written; a period is its first day. NaT where the cell says nothing
    or is bad. A cell without a year stands in the leap year 2024 unless an anchor was given. `bad` are the positions, ascending, of cells that hold text and no
    possible date. `yearless` are the positions of cells without a year. `period` is the period most cells name
    (`week`, `month`, `quarter`, `year`), None where they name days; `periods` is that of every cell where they differ.
    """

    values: np.ndarray
    bad: np.ndarray
    period: str | None = None
    periods: np.ndarray | None = None
    yearless: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))


def date_share(cells: Cells) -> float:
    """The share of non-missing cells that read as dates, on a sample; 0 when all are missing.

    Cells of digits alone that could as well be a figure (`2025`, `45123`, `1700000000`) count half, and only where
    the whole sample is such.
    """
    column = sample(cells)
    style = decide(column)
    converted = convert(column, style, anchor=np.datetime64("2025-12-31"))
    good = int((~np.isnat(converted.values)).sum())
    if good == 0:
        return 0.0
    share = good / (good + len(converted.bad))
    return share / 2 if style.digits else share


def clock_share(cells: Cells) -> float:
    """The share of non-missing cells that are a time of day and nothing else (`18h30`, `6 pm`), on a sample."""
    column = sample(cells)
    forms = [(read_shape(text), int(count)) for text, count in zip(column.texts, column.counts, strict=True)]
    clocks = sum(count for form, count in forms if isinstance(form, DateForm) and form.kind == "clock")
    others = sum(
        count
        for form, count in forms
        if form is None or (isinstance(form, DateForm) and form.kind != "clock")
    )
    return clocks / (clocks + others) if clocks else 0.0


def convert(cells: Cells, style: DateStyle, anchor: np.datetime64 | None = None) -> ConvertedDates:
    """The dates of a column.

    `anchor` is a day the column cannot go beyond (the export's day): cells without a year get the latest year that
    fits, rows in sequence keep their sequence over the new year. Without it they stand in a leap year, and are listed.
    """
    column = shapes(cells)
    values = np.full(len(column), _NAT)
    known = np.zeros(len(column), bool)
    periods: dict[int, str] = {}
    yearless: Forms = []
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        rows = column.rows(code)
        if isinstance(form, DateForm):
            form = _settled(form, style)
            if form.yearless:
                yearless.append((code, form))
            else:
                values[rows] = _read(column, rows, form, style)
            periods[code] = form.kind if form.kind in _PERIODS else ""
        elif form is not None:
            known[rows] = True
    without = _recover(column, yearless, values, known, anchor)
    bad = np.flatnonzero(np.isnat(values) & ~known)
    return ConvertedDates(values, bad, *_named_periods(column, periods), without)


def _recover(
    column: Shapes, forms: Forms, values: np.ndarray, known: np.ndarray, anchor: np.datetime64 | None
) -> np.ndarray:
    """Write the cells without a year into `values`, and give the positions of those that name a possible day.

    A leap year stands in to tell an impossible day (31/02) from one whose year is not known.
    """
    if not forms:
        return np.zeros(0, np.int64)
    rows = np.concatenate([column.rows(code) for code, _ in forms])
    parts = [_yearless_days(column, column.rows(code), form) for code, form in forms]
    order = np.argsort(rows, kind="stable")
    rows, days_of = rows[order], np.concatenate(parts)[order]
    good = ~np.isnat(days_of)
    rows, days_of = rows[good], days_of[good]
    if anchor is not None and len(rows):
        month_of = days_of.astype("datetime64[M]")
        day = (days_of - month_of.astype("datetime64[D]")).astype(np.int64) + 1
        month = month_of.astype(np.int64) % 12 + 1
        days_of = recover(month, day, anchor)
    values[rows] = _timed(column, rows, forms, days_of)
    known[rows] = True
    return rows


def _yearless_days(column: Shapes, rows: np.ndarray, form: DateForm) -> np.ndarray:
    """The days of cells without a year in a leap year that begins on a Monday, so that week 1 does too."""
    return _days(column, rows, form, np.full(len(rows), _LEAP))


def _timed(column: Shapes, rows: np.ndarray, forms: Forms, found: np.ndarray) -> np.ndarray:
    """Days with the time written beside them."""
    stamps: np.ndarray = found.astype("datetime64[us]")
    for code, form in forms:
        if form.kind == "week":
            at = np.flatnonzero(column.codes[rows] == code)
            year = found[at].astype("datetime64[Y]").astype(np.int64) + 1970
            week = column.number(rows[at], form.month)
            stamps[at] = week_days(year, week, np.ones_like(week)).astype("datetime64[us]")
        if form.clock:
            at = np.flatnonzero(column.codes[rows] == code)
            micro = times(column, rows[at], form.clock)
            stamps[at] = np.where(micro < 0, _NAT, stamps[at] + micro.astype("timedelta64[us]"))
    return stamps


def _settled(form: DateForm, style: DateStyle) -> DateForm:
    """The form with what only the whole column tells put in its place."""
    if form.kind == "named":
        if style.name_number == "year":
            return replace(form, kind="month", year=form.day, day=())
        return replace(form, kind="date")
    if form.kind == "pair" and style.pair == "year":
        return replace(form, kind="month", year=form.month, month=form.day, day=())
    if form.kind in ("open", "pair"):
        kind = "date"
        if style.order == "MDY":
            return replace(form, kind=kind, month=form.day, day=form.month)
        return replace(form, kind=kind)
    return form


def _read(column: Shapes, rows: np.ndarray, form: DateForm, style: DateStyle) -> np.ndarray:
    if form.kind in ("serial", "unix", "year") and form.kind != style.digits:
        return np.full(len(rows), _NAT)
    if form.kind == "serial":
        return _serials(column, rows)
    if form.kind == "unix":
        return _unix(column, rows, form)
    if form.kind == "clock":
        return np.full(len(rows), _NAT)
    found = _days(column, rows, form).astype("datetime64[us]")
    if form.clock:
        micro = times(column, rows, form.clock)
        found = np.where(micro < 0, _NAT, found + micro.astype("timedelta64[us]"))
    return found


def _days(column: Shapes, rows: np.ndarray, form: DateForm, year: np.ndarray | None = None) -> np.ndarray:
    if year is None:
        year = full_years(column.number(rows, form.year), len(form.year))
    month = column.number(rows, form.month) if form.month else np.full(len(rows), form.name or 1, np.int64)
    day = column.number(rows, form.day) if form.day else np.ones(len(rows), np.int64)
    if form.kind == "week":
        return week_days(year, month, day)
    if form.kind == "quarter":
        month = np.where((month >= 1) & (month <= 4), month * 3 - 2, 0)
    return days(year, month, day)


def _bounded(values: np.ndarray) -> np.ndarray:
    return np.where((values >= _FIRST) & (values < _END), values, _NAT)


def _serials(column: Shapes, rows: np.ndarray) -> np.ndarray:
    """Days since 30 December 1899, the fraction being the time to the second."""
    numbers = np.array([float(text.strip().replace(",", ".")) for text in column.cells(rows)])
    seconds = np.round(numbers * 86_400).astype(np.int64)
    return _bounded(_SERIAL_ZERO + (seconds * 1_000_000).astype("timedelta64[us]"))


def _unix(column: Shapes, rows: np.ndarray, form: DateForm) -> np.ndarray:
    """Seconds, milliseconds or microseconds since 1970, by their number of digits."""
    unit = {13: 1_000, 16: 1}.get(len(form.year), 1_000_000)
    return _bounded((column.number(rows, form.year) * unit).astype("datetime64[us]"))


def _named_periods(column: Shapes, periods: dict[int, str]) -> tuple[str | None, np.ndarray | None]:
    if not any(periods.values()):
        return None, None
    cells: dict[str, int] = {}
    for code, period in periods.items():
        cells[period] = cells.get(period, 0) + int(column.counts[code])
    most = max(cells, key=lambda period: cells[period])
    if len(cells) == 1:
        return most, None
    named = np.full(len(column.texts), None, dtype=object)
    for code, period in periods.items():
        named[code] = period or None
    return most or None, named[column.codes]


def spacing(values: np.ndarray) -> str | None:
    """The period that the median step between distinct days is nearest to; None with fewer than two days."""
    found = np.unique(values[~np.isnat(values)].astype("datetime64[D]"))
    if len(found) < 2:
        return None
    median = float(np.median(np.diff(found).astype(np.int64)))
    return _PERIODS[int(np.searchsorted(_BOUNDS, median))]


def is_regular(values: np.ndarray) -> bool:
    """Whether the distinct days follow each other at one step, in days or in whole months, but for a few gaps."""
    distinct = np.unique(values[~np.isnat(values)].astype("datetime64[D]"))
    return len(distinct) > 1 and bool(evenness(distinct) >= _REGULAR)


@dataclass(frozen=True, eq=False)
class ConvertedClocks:
    """A column read as times of day: timedelta64[us] since midnight, NaT for missing and bad; `bad` positions."""

    values: np.ndarray
    bad: np.ndarray


def convert_clocks(cells: Cells) -> ConvertedClocks:
    """The times of day of a column (`18h30`, `18:30`, `6 pm`); a date before the time is passed over."""
    column = shapes(cells)
    values = np.full(len(column), np.timedelta64("NaT", "us"))
    known = np.zeros(len(column), bool)
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        rows = column.rows(code)
        if isinstance(form, DateForm) and form.clock:
            micro = times(column, rows, form.clock)
            values[rows] = np.where(micro < 0, np.timedelta64("NaT", "us"), micro.astype("timedelta64[us]"))
        elif form is not None and not isinstance(form, DateForm):
            known[rows] = True
    return ConvertedClocks(values, np.flatnonzero(np.isnat(values) & ~known))


def combine(values: np.ndarray, clocks: Cells) -> np.ndarray:
    """Dates with the time of day of another column, datetime64[us].

    A time replaces the one the date had; where there is no readable time, or no date, the date stays as it is.
    """
    found: np.ndarray = values.astype("datetime64[us]")
    told = convert_clocks(clocks).values
    joined: np.ndarray = found.astype("datetime64[D]").astype("datetime64[us]") + told
    return np.where(np.isnat(joined), found, joined)
