"""What stands around the rows of a home-made table completes them: a month as a tab or a title, names written once,
networks as section rows, year and month in two columns."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.catalog import fields, network_spellings, normalise, value_spellings, words
from cmdash.ingest.layout.around import Month, headed, month_around
from cmdash.ingest.layout.bare_totals import without_bare_totals
from cmdash.ingest.layout.cells import filled
from cmdash.ingest.layout.ratings import with_ratings
from cmdash.ingest.meaning.columns import look_at
from cmdash.ingest.meaning.matching import match_columns
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.ingest.typing.month_names import leads_day, month
from cmdash.model import Finding, RawTable

FIRM = 0.85
_MOSTLY = 0.7  # share of the cells of a column that are days of a month
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_DAY = re.compile(r"(?:([^\W\d_]+)\.?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?")
_YEARS = frozenset({"annee", "an", "year", "ano", "jahr", "anno", "jaar", "exercice", "rok"})
_MONTHS = frozenset({"mois", "month", "mes", "monat", "mese", "maand", "miesiac"})


def in_context(table: RawTable) -> RawTable:
    """The table with what its surroundings say in each of its rows. A cell that says something is never changed, but a
    day alone or a month alone that becomes a date. Each completion is told."""
    if table.header is None or not len(table.numbers):
        return table
    for complete in (
        without_bare_totals,
        _filled_down,
        _year_and_month,
        _days_of_a_month,
        _dated_by_month,
        _networks_of_sections,
        with_ratings,
    ):
        table = complete(table)
    return table


def _cells(table: RawTable, index: int) -> list[str]:
    return [(cell or "").strip() for cell in table.columns[index].to_pylist()]


def _with(table: RawTable, index: int, cells: Sequence[str], code: str, **params: str | int) -> RawTable:
    """The table with a column rewritten, and the remark that says so."""
    columns = list(table.columns)
    columns[index] = pa.array(cells, pa.string())
    told = Finding(code, "info", table.file, table.sheet, None, table.sources[index], params)
    return replace(
        table, columns=tuple(columns), findings=(*table.findings, told), stored=table.stored - {index}
    )


def _added(table: RawTable, header: str, cells: Sequence[str], code: str, **params: str | int) -> RawTable:
    """The table with one column more, on its right, and the remark that says so."""
    told = Finding(code, "info", table.file, table.sheet, params=params)
    return replace(
        table,
        header=(*(table.header or ()), header),
        written=(*table.written, header) if table.written else (),
        columns=(*table.columns, pa.array(cells, pa.string())),
        findings=(*table.findings, told),
    )


def _filled_down(table: RawTable) -> RawTable:
    """Names, networks and months that stand in the first row of each block only."""
    network = headed(table, "network")
    for field, fits in (("account", _once_a_block), ("network", _once_a_block), ("date", _block_of_networks)):
        index = headed(table, field)
        if index is None or (field == "date" and network is None):
            continue
        said = filled(table.columns[index])
        if said.all() or not said[0]:
            continue
        cells = _cells(table, index)
        if fits(table, cells, network):
            blanks = len(said) - int(said.sum())
            table = _with(table, index, _carried(cells), "filled-down", count=blanks)
    return table


def _carried(cells: Sequence[str]) -> list[str]:
    last, filled = "", []
    for cell in cells:
        last = cell or last
        filled.append(last)
    return filled


def _once_a_block(table: RawTable, cells: Sequence[str], network: int | None) -> bool:  # noqa: ARG001
    """Each name stands once, or again only after a section or a sub-total: then blanks below it are its rows."""
    named = [(cell, int(number)) for cell, number in zip(cells, table.numbers, strict=True) if cell]
    parted = [number for number, _ in table.sections]
    parted += [f.row for f in table.findings if f.code == "total-row" and f.row is not None]
    seen: dict[str, int] = {}
    for cell, number in named:
        if cell in seen and not any(seen[cell] < row < number for row in parted):
            return False
        seen[cell] = number
    unlabelled_total = cells.index("") == len(cells) - 1  # the one blank is that of the last row
    return (len(seen) > 1 or bool(parted)) and not unlabelled_total


def _block_of_networks(table: RawTable, cells: Sequence[str], network: int | None) -> bool:
    """A date for several rows, each of another network: `janvier | Facebook`, ` | Instagram`.

    Most dates must head such a block: a blank here and there is a date that nobody wrote.
    """
    if network is None or len({cell for cell in cells if cell}) != sum(1 for cell in cells if cell):
        return False
    heads = sum(bool(cell) and not below for cell, below in itertools.pairwise(cells))
    if heads < 2 or heads < 0.6 * sum(bool(cell) for cell in cells):
        return False
    pairs = list(zip(_carried(cells), _cells(table, network), strict=True))
    return len(set(pairs)) == len(pairs) and all(name for _, name in pairs)


def _year_and_month(table: RawTable) -> RawTable:
    """`2024 | Novembre` in two columns is November 2024; a year written once counts for the rows below it."""
    plain = [normalise(name) for name in table.header or ()]
    year = next((i for i, name in enumerate(plain) if name in _YEARS), None)
    place = next((i for i, name in enumerate(plain) if name in _MONTHS), None)
    if year is None or place is None:
        return table
    years = [re.sub(r"\.0+$", "", cell) for cell in _carried(_cells(table, year))]
    months = [_month_number(cell) for cell in _cells(table, place)]
    known = [bool(_YEAR.fullmatch(y)) and m is not None for y, m in zip(years, months, strict=True)]
    if sum(known) < 0.8 * len(known):
        return table
    written = _cells(table, place)
    cells = [
        f"{y}-{m:02}" if told else cell
        for y, m, told, cell in zip(years, months, known, written, strict=True)
    ]
    return _with(table, place, cells, "year-and-month", year=table.sources[year])


def _month_number(cell: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})(?:\.0+)?", cell)
    if digits:
        return int(digits[1]) if 1 <= int(digits[1]) <= 12 else None
    return month(cell)


def _days_of_a_month(table: RawTable) -> RawTable:
    """`3`, `lundi 3` under `Jour` in the tab `Janvier 2025` is 3 January 2025."""
    index = headed(table, "date")
    if index is None:
        return table
    cells = _cells(table, index)
    said = [cell for cell in cells if cell]
    if sum(_day_number(cell) is not None for cell in said[:20]) < _MOSTLY * len(
        said[:20]
    ):  # without a look at all
        return table
    days = [_day_number(cell) for cell in cells]
    # `Objectif`, `Cumul` may stand among the days: they stay as they are, and are no date.
    if not said or sum(day is not None for day in days) < _MOSTLY * len(said):
        return table
    around = month_around(table)
    if around is None:
        return table
    dated = [
        cell if day is None else _date(day, around) or cell for day, cell in zip(days, cells, strict=True)
    ]
    return _with(table, index, dated, "days-of-month", month=around.text)


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


def _dated_by_month(table: RawTable) -> RawTable:
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
    return _added(table, "Date", [around.text] * height, "date-from-title", month=around.text)


def _networks_of_sections(table: RawTable) -> RawTable:
    """Networks that stand as section rows between the rows are those of the rows below them."""
    told = [(number, text) for number, text in table.sections if network_in_text(text)]
    if not told or table.network is not None or headed(table, "network") is not None:
        return table
    if any(_names_networks(table, index) for index in range(len(table.columns))):
        return table
    owners = [""] * len(table.numbers)
    for number, text in table.sections:
        network = network_in_text(text)
        if network is None and _within(text):
            continue
        for place in np.flatnonzero(table.numbers > number):
            owners[place] = network or ""
    if not any(owners):
        return table
    return _added(table, "Network", owners, "network-from-sections", count=len(told))


def _within(text: str) -> bool:
    """A section that parts the rows of a network further: a month, a week, a format."""
    named = [word for word in words(text) if month(word) is not None or word in {"semaine", "week", "s"}]
    return bool(named) or normalise(text).rstrip("s") in _formats()


def _formats() -> frozenset[str]:
    return frozenset(spelling.rstrip("s") for spelling in value_spellings("format"))


def _names_networks(table: RawTable, index: int) -> bool:
    cells = [normalise(cell) for cell in _cells(table, index) if cell][:50]
    return bool(cells) and sum(cell in network_spellings() for cell in cells) >= 0.8 * len(cells)
