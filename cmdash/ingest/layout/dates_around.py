"""Dates that the cells tell in part: year and month apart, months in digits, days of a month, a month around the table."""

from __future__ import annotations

import datetime as dt
import re

from cmdash.catalog import fields, normalise, read
from cmdash.ingest.layout.around import Month, headed, month_around, month_of
from cmdash.ingest.layout.completing import carried, cells_of, first_cells, with_added, with_column
from cmdash.ingest.meaning.columns import look_at
from cmdash.ingest.meaning.matching import match_columns
from cmdash.ingest.typing.month_names import leads_day, month
from cmdash.model import RawTable

FIRM = 0.85
_MOSTLY = 0.7  # share of the cells of a column that are days of a month
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_DAY = re.compile(r"(?:([^\W\d_]+)\.?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?")
_DIGITS = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:\.0)?")


def year_and_month(table: RawTable) -> RawTable:
    """`2024 | Novembre` in two columns is November 2024; a year written once counts for the rows below it."""
    plain = [normalise(name) for name in table.header or ()]
    year = next((i for i, name in enumerate(plain) if name in read("dates")["year_headers"]), None)
    place = next((i for i, name in enumerate(plain) if name in read("dates")["month_headers"]), None)
    if year is None or place is None:
        return table
    years = [re.sub(r"\.0+$", "", cell) for cell in carried(cells_of(table, year))]
    months = [_month_number(cell) for cell in cells_of(table, place)]
    known = [bool(_YEAR.fullmatch(y)) and m is not None for y, m in zip(years, months, strict=True)]
    if sum(known) < 0.8 * len(known):
        return table
    written = cells_of(table, place)
    cells = [
        f"{y}-{m:02}" if told else cell
        for y, m, told, cell in zip(years, months, known, written, strict=True)
    ]
    return with_column(table, place, cells, "year-and-month", year=table.sources[year])


def months_in_digits(table: RawTable) -> RawTable:
    """`202601` under `Période` is January 2026."""
    index = headed(table, "date")
    if index is None or not _DIGITS.fullmatch(str(table.columns[index][0].as_py() or "").strip()):
        return table
    cells = cells_of(table, index)
    if not all(_DIGITS.fullmatch(cell) for cell in cells if cell):
        return table
    dated = [f"{cell[:4]}-{cell[4:6]}" if cell else cell for cell in cells]
    return with_column(table, index, dated, "months-in-digits", value=cells[0], becomes=dated[0])


def _month_number(cell: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})(?:\.0+)?", cell)
    if digits:
        return int(digits[1]) if 1 <= int(digits[1]) <= 12 else None
    return month(cell)


def days_of_a_month(table: RawTable) -> RawTable:
    """`3`, `lundi 3` under `Jour` in the tab `Janvier 2025` is 3 January 2025."""
    index = headed(table, "date")
    if index is None:
        return table
    first = first_cells(table, index, 20)
    if sum(_day_number(cell) is not None for cell in first) < _MOSTLY * len(first):
        return table
    cells = cells_of(table, index)
    said = [cell for cell in cells if cell]
    days = [_day_number(cell) for cell in cells]
    # `Objectif`, `Cumul` may stand among the days: they stay as they are, and are no date.
    if not said or sum(day is not None for day in days) < _MOSTLY * len(said):
        return table
    around = month_around(table)
    told = [(row, found) for row, text in table.sections if (found := month_of(text, table))]
    if around is None and not told:
        return table
    # A month between the rows is that of the days below it.
    owners = [
        next((found for row, found in reversed(told) if row < number), around)
        for number in table.numbers.tolist()
    ]
    dated = [
        cell if day is None or owner is None else _date(day, owner) or cell
        for day, cell, owner in zip(days, cells, owners, strict=True)
    ]
    months = dict.fromkeys(owner.text for owner in owners if owner)
    return with_column(table, index, dated, "days-of-month", month=", ".join(months))


def _day_number(cell: str) -> int | None:
    found = _DAY.fullmatch(re.sub(r"\.0+$", "", cell))
    if not found or (found[1] and not leads_day(found[1])):
        return None
    return int(found[2]) if 1 <= int(found[2]) <= 31 else None


def _date(day: int, around: Month) -> str | None:
    if around.year is None:
        return f"{day} {around.written}"
    try:
        return dt.date(around.year, around.number, day).isoformat()
    except ValueError:
        return None


def dated_by_month(table: RawTable) -> RawTable:
    """Account figures without any date, in a tab or under a title that names a month, are those of the month."""
    around = month_around(table)
    if around is None or headed(table, "date") is not None:
        return table
    columns = look_at(table)
    account = {m.field for m in match_columns("account", columns) if m.field and m.confidence >= 0.6}
    posts = {m.field for m in match_columns("posts", columns) if m.field and m.confidence >= 0.6}
    ads = {m.field for m in match_columns("campaigns", columns) if m.field and m.confidence >= FIRM}
    figures = {name for name in account if fields()[name].numeric}
    if "date" in account | posts or not figures or "campaign" in ads:
        return table
    if posts & {"post_id", "url", "text", "format"} or not account & {"network", "account", "followers"}:
        return table
    height = len(table.numbers)
    return with_added(table, "Date", [around.text] * height, "date-from-title", month=around.text)
