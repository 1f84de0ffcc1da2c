"""Number formats of the reader's language for the axes and the data of a chart.

An office program writes separators as its own machine does; where a format can hold them as letters, they are those of
the report's language.
"""

from __future__ import annotations

import math

from cmdash.charts import scale
from cmdash.model.views import Chart
from cmdash.wording import NARROW

THOUSAND, MILLION = 1_000, 1_000_000
LOCALES = {"fr": "40C", "en": "809"}  # as number formats name them


def code(unit: str, low: float, high: float, step: float, language: str) -> str:
    """The format code for values between `low` and `high` that are told apart by `step`."""
    if unit == "ratio":
        percent = f'"{NARROW}"%' if language == "fr" else "%"
        return f"0{_decimals(step * 100)}{percent}"
    decimals = "" if unit in ("count", "people") else _decimals(step)
    top = max(high, -low) + step  # an office program may mark one step more
    if top < THOUSAND:
        return f"0{decimals}"
    if low < 0 and low - step <= -THOUSAND:
        return f"#,##0{decimals}"
    mark = NARROW if language == "fr" else ","
    thousands = f'[>={THOUSAND}]#"{mark}"##0{decimals};0{decimals}'
    if top < MILLION:
        return thousands
    return f'[>={MILLION}]#"{mark}"###"{mark}"##0{decimals};{thousands}'


def ends(chart: Chart) -> tuple[float, float, float]:
    """The least and the greatest value on the axis, and the distance of its ticks."""
    if chart.form == "stack":
        totals = [
            sum(series.points[at].value or 0.0 for series in chart.series) for at in range(len(chart.steps))
        ]
        low, high = 0.0, max(totals, default=0.0)
    else:
        values = [
            point.value for series in chart.series for point in series.points if point.value is not None
        ]
        low, high = min(values, default=0.0), max(values, default=0.0)
    if chart.zero:
        low, high = min(0.0, low), max(0.0, high)
    axis = scale.fitted(low, max(high, chart.ceiling or high), whole=chart.unit in ("count", "people"))
    return axis.low, axis.high, axis.step


def least(chart: Chart) -> float | None:
    """Where the axis begins: at zero, or at the step below the least value. None, left to the program, below zero."""
    low, _, step = ends(chart)
    if low < 0:
        return None
    return 0.0 if chart.zero else math.floor(low / step) * step


def days(language: str) -> str:
    """The format code of a day in the reader's language: `3 juin`, `3 Jun`."""
    return f"[$-{LOCALES[language]}]d\\ mmm"


def _decimals(step: float) -> str:
    places = 0 if step >= 1 and step % 1 == 0 else 1 if step >= 0.1 else 2
    return f".{'0' * places}" if places else ""
