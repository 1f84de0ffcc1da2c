"""The values of a column of dates, once its style is decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from cmdash.ingest.typing.date_forms import read_shape
from cmdash.ingest.typing.date_order import Forms
from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.date_style import DateStyle
from cmdash.ingest.typing.day_numbers import DIGITS, counted, days, full_years, times, week_days
from cmdash.ingest.typing.shapes import Cells, Shapes, shapes
from cmdash.ingest.typing.years import beside, recover

_NAT = np.datetime64("NaT", "us")
_LEAP = 2024
_NEAR = np.timedelta64(366, "D")
"""How far from the dates of its column an Excel serial number may be to be one of them."""
_PERIODS = ("week", "month", "quarter", "year")
_LENGTHS = {"week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}


@dataclass(frozen=True, eq=False)
class ConvertedDates:
    """A column read as dates.

    `values` are datetime64[us], the wall clock as written; a period is its first day. NaT where the cell says nothing
    or is bad. A cell without a year stands in the leap year 2024 unless an anchor was given. `bad` are the positions, ascending, of cells that hold text and no
    possible date. `yearless` are the positions of cells without a year; `beside` says that they took theirs from the
    dated cells around them. `serials` are the positions of Excel serial numbers that stand among dates and were read as
    such. `period` is the period most cells name
    (`week`, `month`, `quarter`, `year`), None where they name days; `periods` is that of every cell where they differ.
    """

    values: np.ndarray
    bad: np.ndarray
    period: str | None = None
    periods: np.ndarray | None = None
    yearless: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    beside: bool = False
    serials: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))


def convert(
    cells: Cells, style: DateStyle, anchor: np.datetime64 | None = None, told: bool = False
) -> ConvertedDates:
    """The dates of a column. Cells without a year among at least as many with one take theirs from those around them,
    unless the year of the anchor was `told` by somebody.

    `anchor` is a day the column cannot go beyond (the export's day): cells without a year get the latest year that
    fits, rows in sequence keep their sequence over the new year. Without it they stand in a leap year, and are listed.
    """
    column = shapes(cells)
    values = np.full(len(column), _NAT)
    known = np.zeros(len(column), bool)
    periods: dict[int, str] = {}
    yearless: Forms = []
    serials: Forms = []
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        if isinstance(form, DateForm):
            rows = column.rows(code)
            form = _settled(form, style)
            if form.kind == "serial" and not style.digits:
                serials.append((code, form))
            if form.yearless:
                yearless.append((code, form))
            else:
                values[rows] = _read(column, rows, form, style)
            periods[code] = _period(column, rows, form)
        elif form is not None:
            known[column.rows(code)] = True
    among = _read_serials(column, serials, values)
    dated = np.zeros(0, np.int64) if told else np.flatnonzero(~np.isnat(values))
    without = _recover(column, yearless, values, known, anchor, dated)
    bad = np.flatnonzero(np.isnat(values) & ~known)
    settled = bool(len(without)) and len(dated) >= len(without)
    return ConvertedDates(values, bad, *_named_periods(column, periods), without, settled, among)


def _read_serials(column: Shapes, forms: Forms, values: np.ndarray) -> np.ndarray:
    """Write the Excel serial numbers among dates into `values` where they fall near them, and give their positions.

    A cell that lost its format of a date is such a number; as many of them as of dates are figures.
    """
    dated = values[~np.isnat(values)]
    found = []
    for code, form in forms:
        rows = column.rows(code)
        told = counted(column, rows, form)
        if len(dated) > len(rows):
            near = (told >= dated.min() - _NEAR) & (told < dated.max() + _NEAR)
            values[rows[near]] = told[near]
            found.append(rows[near])
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _recover(
    column: Shapes,
    forms: Forms,
    values: np.ndarray,
    known: np.ndarray,
    anchor: np.datetime64 | None,
    dated: np.ndarray,
) -> np.ndarray:
    """Write the cells without a year into `values`, and give the positions of those that name a possible day.

    A leap year stands in to tell an impossible day (31/02) from one whose year is not known.
    """
    if not forms:
        return np.zeros(0, np.int64)
    rows: np.ndarray = np.concatenate([column.rows(code) for code, _ in forms])
    parts = [_yearless_days(column, column.rows(code), form) for code, form in forms]
    order = np.argsort(rows, kind="stable")
    rows, days_of = rows[order], np.concatenate(parts)[order]
    good = ~np.isnat(days_of)
    rows, days_of = rows[good], days_of[good]
    if anchor is not None and len(rows):
        month_of = days_of.astype("datetime64[M]")
        day = (days_of - month_of.astype("datetime64[D]")).astype(np.int64) + 1
        month = month_of.astype(np.int64) % 12 + 1
        if len(dated) >= len(rows):
            days_of = beside(month, day, rows, dated, values[dated].astype("datetime64[D]"))
        else:
            days_of = recover(month, day, anchor)
    values[rows] = _timed(column, rows, forms, days_of)
    known[rows] = True
    return rows


def _yearless_days(column: Shapes, rows: np.ndarray, form: DateForm) -> np.ndarray:
    """The days of cells without a year in a leap year that begins on a Monday, so that week 1 does too."""
    last = _days(column, rows, form, _placeholder(rows))
    return last if form.since is None else _start(column, rows, form.since, last)


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


def _period(column: Shapes, rows: np.ndarray, form: DateForm) -> str:
    """The period that cells of a form name; empty for days, and for spans of another length."""
    if form.week:
        return "week"
    if form.since is None:
        return form.kind if form.kind in _PERIODS else ""
    last = _days(column, rows, form, _placeholder(rows) if form.yearless else None)
    steps = last - _start(column, rows, form.since, last)
    length = np.median(steps[~np.isnat(steps)].astype(np.int64)) + 1 if not np.isnat(steps).all() else 0
    return next((period for period, (least, most) in _LENGTHS.items() if least <= length <= most), "")


def _start(column: Shapes, rows: np.ndarray, since: DateForm, last: np.ndarray) -> np.ndarray:
    """The first days of spans, in the month and year of their last day where they do not write their own."""
    months = last.astype("datetime64[M]").astype(np.int64)
    year = full_years(column.number(rows, since.year), len(since.year)) if since.year else months // 12 + 1970
    if not since.month and not since.name:
        found = days(year, months % 12 + 1, column.number(rows, since.day))
    else:
        found = _days(column, rows, since, year)
        if not since.year:  # from 29 December to 4 January
            found = np.where(found > last, _days(column, rows, since, year - 1), found)
    return np.where(found <= last, found, np.datetime64("NaT", "D"))


def _placeholder(rows: np.ndarray) -> np.ndarray:
    return np.full(len(rows), _LEAP)


def _settled(form: DateForm, style: DateStyle) -> DateForm:
    """The form with what only the whole column tells put in its place."""
    if form.since is not None:
        form = replace(form, since=_settled(form.since, style))
    if form.kind == "named":
        if style.name_number == "year":
            return replace(form, kind="month", year=form.day, day=())
        return replace(form, kind="date")
    if form.kind == "pair" and style.pair == "year":
        return replace(form, kind="month", year=form.month, month=form.day, day=())
    if style.swapped and form.kind == "date" and form.order == "YMD":
        return replace(form, month=form.day, day=form.month)
    if form.kind in ("open", "pair"):
        kind = "date"
        if style.order == "MDY":
            return replace(form, kind=kind, month=form.day, day=form.month)
        return replace(form, kind=kind)
    return form


def _read(column: Shapes, rows: np.ndarray, form: DateForm, style: DateStyle) -> np.ndarray:
    if form.kind in DIGITS:
        return counted(column, rows, form) if form.kind == style.digits else np.full(len(rows), _NAT)
    if form.kind == "clock":
        return np.full(len(rows), _NAT)
    first = _days(column, rows, form)
    if form.since is not None:
        first = _start(column, rows, form.since, first)
    found = first.astype("datetime64[us]")
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
