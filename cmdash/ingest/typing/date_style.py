"""How the dates of a column are written: decided on all its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from cmdash.ingest.typing.date_forms import read_shape
from cmdash.ingest.typing.date_order import CLEAR, Forms, order_of, sortedness
from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.day_numbers import DIGITS, counted, days, full_years, times
from cmdash.ingest.typing.shapes import Cells, Shapes, shapes

_FEWEST = 6
"""Cells of each sort below which exchanged days and months are no pattern, unless the rows' order shows it."""
_FEW = 3
"""Cells of each sort below which they never are."""


@dataclass(frozen=True)
class DateStyle:
    """How the dates of a column are written.

    `order` is `DMY`, `MDY`, `YMD` or empty where no cell shows one; `ambiguous` says that cells such as `03/04/2025`
    exist and nothing in the column settles their order. `evidence` counts the cells that speak for each order (`DMY`,
    `MDY`, `YMD`), the `open` ones, `named` months, and `sequence_DMY` or `sequence_MDY` for the rows' regularity.
    `has_time`: some cell has a time other than midnight; `has_offset`: a zone is written (and dropped).
    `yearless`: cells without a year exist. `digits` is what cells of digits alone are (`serial`, `unix`, `year`),
    empty where they are no dates. `name_number` and `pair` say whether `juin-26` and `06/26` hold a `day` or a `year`.

    A sheet of month-first dates opened with a day-first Excel comes back with day and month exchanged wherever both
    could be months, and text elsewhere. `evidence["swapped"]` counts the ISO dates that look so, and `swapped` says that
    their parts are to be exchanged again: the rows are at least as well in order that way. A person may say otherwise.
    """

    order: str = ""
    ambiguous: bool = False
    evidence: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    has_time: bool = False
    has_offset: bool = False
    yearless: bool = False
    digits: str = ""
    name_number: str = "day"
    pair: str = "day"
    swapped: bool = False


def forms_of(column: Shapes) -> Forms:
    """The shapes of a column that are dates, with their index."""
    found = ((code, read_shape(text)) for code, text in enumerate(column.texts))
    return [(code, form) for code, form in found if isinstance(form, DateForm)]


def decide(cells: Cells, prior: str = "", language_hint: str = "") -> DateStyle:
    """The style of a column of dates.

    The order of `03/04/2025` comes from the cells that show it (a part above 12), else from the rows (sorted or evenly
    spaced under one order only), else it is `prior` (an order), else that of `language_hint` (`fr`), and ambiguous.
    """
    column = shapes(cells)
    forms = forms_of(column)
    evidence: Counter[str] = Counter()
    pair = _pair(column, forms)
    for code, form in forms:
        if form.kind != "pair" or pair == "day":
            _count(evidence, column, code, form)
        if form.since and form.since.kind in ("open", "pair"):
            _count(evidence, column, code, form.since)
    evidence["swapped"], swapped = _swapped(evidence, column, forms)
    order, sure = order_of(evidence, column, forms, prior, language_hint)
    name_number = _name_number(column, forms)
    clocks = [(code, form.clock) for code, form in forms if form.clock]
    return DateStyle(
        order=order,
        ambiguous=bool(evidence["open"]) and not sure,
        evidence=MappingProxyType(dict(+evidence)),
        has_time=any((times(column, column.rows(code), clock) > 0).any() for code, clock in clocks),
        has_offset=any(clock.zone for _, clock in clocks),
        yearless=_yearless(forms, pair, name_number),
        digits=_digits(column, forms),
        name_number=name_number,
        pair=pair,
        swapped=swapped,
    )


def _count(evidence: Counter[str], column: Shapes, code: int, form: DateForm) -> None:
    cells = int(column.counts[code])
    if form.kind in ("open", "pair"):
        rows = column.rows(code)
        first, second = column.number(rows, form.day), column.number(rows, form.month)
        day_first = int(((first > 12) & (first <= 31) & (second <= 12)).sum())
        month_first = int(((second > 12) & (second <= 31) & (first <= 12)).sum())
        evidence["DMY"] += day_first
        evidence["MDY"] += month_first
        evidence["open"] += int(((first <= 12) & (second <= 12)).sum())
    elif form.order == "YMD":
        evidence["YMD"] += cells
    elif form.kind == "named" or form.name:
        evidence["named"] += cells


def _swapped(evidence: Mapping[str, int], column: Shapes, forms: Forms) -> tuple[int, bool]:
    """How many ISO dates look exchanged, and whether the rows are as well in order, or better, once they are again.

    They look so when all have a day up to 12, while every other date has one above.
    """
    told = max(evidence.get("DMY", 0), evidence.get("MDY", 0))
    stored = [(code, form) for code, form in forms if form.kind == "date" and form.order == "YMD"]
    cells = int(sum(column.counts[code] for code, _ in stored))
    if min(told, cells) < _FEW or evidence.get("open", 0) or min(evidence["DMY"], evidence["MDY"]):
        return 0, False
    if not all((column.number(column.rows(c), f.day) <= 12).all() for c, f in stored):
        return 0, False
    order = "DMY" if evidence["DMY"] else "MDY"
    exchanged = sortedness(_in_rows(column, forms, order, exchange=True))
    as_stored = sortedness(_in_rows(column, forms, order, exchange=False))
    shown = exchanged == 1 and as_stored < 1 - CLEAR
    return (cells, exchanged >= as_stored) if min(told, cells) >= _FEWEST or shown else (0, False)


def _in_rows(column: Shapes, forms: Forms, order: str, exchange: bool) -> np.ndarray:
    """The days of the open cells (in this order) and of the ISO cells (exchanged or not), in row order."""
    rows, found = [], []
    for code, form in forms:
        here = column.rows(code)
        iso = form.kind == "date" and form.order == "YMD"
        if not iso and form.kind != "open":
            continue
        day, month = column.number(here, form.day), column.number(here, form.month)
        if exchange if iso else order == "MDY":
            day, month = month, day
        rows.append(here)
        found.append(days(full_years(column.number(here, form.year), len(form.year)), month, day))
    sequence: np.ndarray = np.concatenate(found)[np.argsort(np.concatenate(rows), kind="stable")]
    known: np.ndarray = sequence[~np.isnat(sequence)]
    return known


def _values(column: Shapes, forms: Forms, kind: str, part: str) -> np.ndarray:
    found = [
        column.number(column.rows(code), getattr(form, part)) for code, form in forms if form.kind == kind
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _pair(column: Shapes, forms: Forms) -> str:
    """Whether `06/25` is a day and a month, or a month and its year: one year beside several months."""
    first, second = _values(column, forms, "pair", "day"), _values(column, forms, "pair", "month")
    if len(first) == 0 or first.max() > 12 or first.min() < 1:
        return "day"
    few = len(np.unique(second)) <= max(1, len(np.unique(first)) // 3)
    return "year" if second.min() > 12 and few and len(np.unique(first)) > 1 else "day"


def _name_number(column: Shapes, forms: Forms) -> str:
    """Whether the number after a month's name is a day (`April 12`) or a year (`juin-26`, `juin 26`)."""
    numbers = _values(column, forms, "named", "day")
    if len(numbers) == 0:
        return "day"
    if (numbers > 31).any() or (numbers < 1).any():
        return "year"
    named = [(form, int(column.counts[code])) for code, form in forms if form.kind == "named"]
    distinct, months = len(np.unique(numbers)), len({form.name for form, _ in named})
    if distinct > 6:
        return "day"
    if distinct == 1 and months > 2 and numbers[0] > 12:
        return "year"
    cells = sum(count for _, count in named)
    joined = sum(count for form, count in named if form.joined)
    foreign = sum(count for form, count in named if not form.english)
    return "year" if joined * 2 > cells or (foreign and distinct <= months) else "day"


def _yearless(forms: Forms, pair: str, name_number: str) -> bool:
    for _, form in forms:
        if form.kind == "pair" and pair == "day":
            return True
        if form.kind == "named" and name_number == "day":
            return True
        if form.kind not in ("pair", "named") and form.yearless:
            return True
    return False


def _digits(column: Shapes, forms: Forms) -> str:
    """What cells of digits alone are: nothing, unless the whole column is such and within the years in bounds."""
    kinds = {form.kind for _, form in forms}
    if len(kinds) != 1 or any(read_shape(text) is None for text in column.texts):
        return ""
    kind = kinds.pop()
    if kind not in DIGITS:
        return ""
    outside = any(np.isnat(counted(column, column.rows(code), form)).any() for code, form in forms)
    return "" if outside else kind
