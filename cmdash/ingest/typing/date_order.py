"""Day first or month first: what the cells of a column and the sequence of its rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.day_numbers import days, full_years
from cmdash.ingest.typing.shapes import Shapes

_MONTH_FIRST_LANGUAGES = ("en",)
CLEAR = 0.15
"""How much more regular the rows must be under one order than under the other to settle it."""
_MANY = 18
"""Distinct days at one step throughout that are no coincidence."""
_MIXED = 0.05
"""Share of cells that contradict the order of the others, from which it is asked."""
_FEWEST = 6
"""Distinct days below which their sequence settles nothing."""

Forms = list[tuple[int, DateForm]]
"""The shapes of a column that are dates, by their index."""


def order_of(
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
    for measure in (sortedness, evenness):
        ahead = measure(day_first) - measure(month_first)
        if abs(ahead) > CLEAR:
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


def sortedness(values: np.ndarray) -> float:
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
