"""How the dates of a column are written: decided on all its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from cmdash.ingest.date_forms import read_shape
from cmdash.ingest.date_parts import DateForm
from cmdash.ingest.day_numbers import DIGITS, counted, days, full_years, times
from cmdash.ingest.shapes import Cells, Shapes, shapes

_MONTH_FIRST_LANGUAGES = ("en",)
_CLEAR = 0.15
"""How much more regular the rows must be under one order than under the other to settle it."""
_MANY = 18
"""Distinct days at one step throughout that are no coincidence."""
_MIXED = 0.05
"""Share of cells that contradict the order of the others, from which it is asked."""
_FEWEST = 6
"""Distinct days below which their sequence settles nothing."""


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
    could be months, and text elsewhere. `evidence["swapped"]` counts the ISO dates that look so; only a person can
    tell, and `swapped` is their answer: it exchanges the parts of these dates again.
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


Forms = list[tuple[int, DateForm]]


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
    evidence["swapped"] = _swapped(evidence, column, forms)
    order, sure = _order(evidence, column, forms, prior, language_hint)
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


def _swapped(evidence: Mapping[str, int], column: Shapes, forms: Forms) -> int:
    """How many ISO dates look exchanged: all with a day up to 12, while every other date has one above."""
    told = max(evidence.get("DMY", 0), evidence.get("MDY", 0))
    stored = [(code, form) for code, form in forms if form.kind == "date" and form.order == "YMD"]
    cells = int(sum(column.counts[code] for code, _ in stored))
    if told < _FEWEST or cells < _FEWEST or evidence.get("open", 0) or min(evidence["DMY"], evidence["MDY"]):
        return 0
    return cells if all((column.number(column.rows(c), f.day) <= 12).all() for c, f in stored) else 0


def _order(
    evidence: Counter[str], column: Shapes, forms: Forms, prior: str, language_hint: str
) -> tuple[str, bool]:
    """The order of the open cells and whether it is sure."""
    day_first, month_first = evidence["DMY"], evidence["MDY"]
    if day_first or month_first:
        order = "DMY" if (day_first, prior == "DMY") > (month_first, prior == "DMY") else "MDY"
        return order, min(day_first, month_first) <= _MIXED * (day_first + month_first)
    if not evidence["open"]:
        return _written(evidence, forms), True
    found = _by_sequence(column, forms)
    if found:
        evidence[f"sequence_{found}"] += 1
        return found, True
    if prior in ("DMY", "MDY"):
        return prior, False
    return ("MDY" if language_hint in _MONTH_FIRST_LANGUAGES else "DMY"), False


def _written(evidence: Mapping[str, int], forms: Forms) -> str:
    """The order of parts where every cell tells its own."""
    if evidence.get("YMD", 0) and evidence["YMD"] >= evidence.get("named", 0):
        return "YMD"
    return next((form.order for _, form in forms if form.order), "")


def _by_sequence(column: Shapes, forms: Forms) -> str:
    """The order under which the rows are far better sorted, or far more evenly spaced, than under the other."""
    day_first, month_first = _both(column, forms)
    if len(np.unique(day_first)) < _FEWEST:
        return ""
    for measure in (_sortedness, evenness):
        ahead = measure(day_first) - measure(month_first)
        if abs(ahead) > _CLEAR:
            return "DMY" if ahead > 0 else "MDY"
    if len(np.unique(day_first)) >= _MANY and (evenness(day_first) == 1) != (evenness(month_first) == 1):
        return "DMY" if evenness(day_first) == 1 else "MDY"
    return ""


def _both(column: Shapes, forms: Forms) -> tuple[np.ndarray, np.ndarray]:
    """The open cells with a year, in row order, as days under each of the two orders."""
    rows, found = [], []
    for code, form in forms:
        if form.kind == "open":
            here = column.rows(code)
            year = full_years(column.number(here, form.year), len(form.year))
            first, second = column.number(here, form.day), column.number(here, form.month)
            rows.append(here)
            found.append((days(year, second, first), days(year, first, second)))
    if not rows:
        return np.zeros(0, "datetime64[D]"), np.zeros(0, "datetime64[D]")
    order = np.argsort(np.concatenate(rows), kind="stable")
    day_first, month_first = (np.concatenate(part)[order] for part in zip(*found, strict=True))
    possible = ~(np.isnat(day_first) | np.isnat(month_first))
    return day_first[possible], month_first[possible]


def _sortedness(values: np.ndarray) -> float:
    """The share of changes from one row to the next that go the way most of them go."""
    steps = np.diff(values).astype(np.int64)
    moves = steps[steps != 0]
    return max((moves > 0).mean(), (moves < 0).mean()) if len(moves) else 1.0


def evenness(values: np.ndarray) -> float:
    """The share of steps between neighbouring days that equal the commonest step, in days or in whole months."""
    distinct = np.unique(values)
    steps = np.diff(distinct).astype(np.int64)
    by_days = np.bincount(np.minimum(steps, 400)).max() / len(steps)
    months = distinct.astype("datetime64[M]")
    same_day = len(np.unique(distinct - months.astype("datetime64[D]"))) == 1
    by_months = np.bincount(np.diff(months).astype(np.int64)).max() / len(steps) if same_day else 0.0
    return float(max(by_days, by_months))


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
