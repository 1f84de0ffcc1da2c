"""What of a chart over time comes from its view: the rows, the labels, the ends and marks of its axes.

What a filter of the page may change stands in tables beside the chart: a browser keeps a chart whose text stays the same
and only moves its marks. The dates alone are written into it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cmdash.charts import scale, style
from cmdash.charts.palette import Palette
from cmdash.model.views import Chart, Series, Step

HEIGHT, SMALL = 260, 170
LABELS = 7  # dates below the axis: as many as fit on a phone
LONG = 6  # letters from which a date takes more room ("27 avr.")
LABEL_GAP = 15  # pixels between two direct labels
AXIS = 44  # pixels of the height that the dates and the padding take
DOTS = 40  # steps up to which each point of a line is marked, so that a lone one is seen
ROWS, LABELLED, AXIS_OF, MARKED = "rows", "labels", "axis", "marks"  # the tables of a chart
COLUMNS = {
    ROWS: ("key", "series", "part", "rank", "value", "shown", "when", "n", "colour"),
    LABELLED: ("key", "text", "value", "colour", "network"),
    AXIS_OF: ("low", "high", "first", "stop", "step", "format", "base"),
    MARKED: ("key", "kind", "text", "when"),
}


@dataclass(frozen=True)
class Shape:
    """Everything about a chart but its figures: two charts of one shape differ in their parts alone."""

    form: str
    small: bool
    named: bool
    labelled: bool
    dotted: bool
    marked: bool

    @property
    def height(self) -> int:
        return SMALL if self.small else HEIGHT

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that a chart of this shape reads: one it does not read cannot be changed in a browser."""
        absent = {LABELLED: not self.labelled, MARKED: not self.marked}
        return tuple(name for name in COLUMNS if not absent.get(name))


@dataclass(frozen=True)
class Parts:
    """The figures of a chart as tables, and what its steps make of the time axis."""

    tables: dict[str, list[dict[str, Any]]]
    keys: list[str]
    marked: list[str]
    words: str


def shape_of(chart: Chart, small: bool) -> Shape:
    """The shape of a view's chart."""
    several = len(chart.series) > 1
    return Shape(
        form=chart.form,
        small=small,
        named=several or bool(chart.series[0].id),
        labelled=several or not small,  # without labels too: another filter brings them
        dotted=len(chart.steps) <= DOTS,
        marked=bool(chart.marks) or not small,  # the same: another filter brings them
    )


def parts_of(chart: Chart, shape: Shape, colours: Palette) -> Parts:
    """The parts of a view's chart."""
    axis = _axis(chart)
    marked, words = _dates(chart.steps)
    tables = {
        ROWS: _rows(chart, colours),
        LABELLED: _labels(chart, colours, axis, shape.height),
        AXIS_OF: [_ends(chart, axis)],
        MARKED: _marks(chart),
    }
    return Parts(
        tables={name: tables[name] for name in shape.tables},
        keys=[step.key for step in chart.steps],
        marked=marked,
        words=words,
    )


def _rows(chart: Chart, colours: Palette) -> list[dict[str, Any]]:
    """One row a step and series; nothing else ever reaches the browser."""
    steps = {step.key: step for step in chart.steps}
    lit = chart.form == "line" or all(step.inside for step in chart.steps)
    return [
        {
            "key": point.key,
            "series": series.label,
            "part": part[point.key],
            "rank": rank,
            "value": point.value,
            "shown": point.shown,
            "when": steps[point.key].long,
            "n": point.n,
            "colour": full if lit or steps[point.key].inside else colours.faded(full),
        }
        for rank, series in enumerate(chart.series)
        for full in (colour(chart, series, rank, colours),)
        for part in (_parts(chart, series),)
        for point in series.points
        if chart.form == "line" or point.value is not None
    ]


def _parts(chart: Chart, series: Series) -> dict[str, str]:
    """For each step the piece of the series' line it belongs to: a line is not joined over a break."""
    cuts = {key for identifier, key in chart.parted if identifier == series.id}
    found, number = {}, 0
    for point in series.points:
        number += point.key in cuts
        found[point.key] = f"{series.label} {number}"
    return found


def _marks(chart: Chart) -> list[dict[str, Any]]:
    steps = {step.key: step for step in chart.steps}
    return [
        {"key": mark.key, "kind": mark.kind, "text": mark.text, "when": steps[mark.key].long}
        for mark in chart.marks
    ]


def colour(chart: Chart, series: Series, rank: int, colours: Palette) -> str:
    """The fixed colour of a network; the accent for a figure over all networks; gained and lost by their side."""
    if chart.form == "flow":
        return colours.accent if rank == 0 else colours.neutral
    return colours.network(series.id) if series.id else colours.accent


def _axis(chart: Chart) -> scale.Axis:
    """The value axis: from zero for bars and rates, around the values for a stock alone."""
    values = [p.value for s in chart.series for p in s.points if p.value is not None] or [0.0]
    low, high = min(values), max(values)
    if chart.form == "stack":
        totals = [sum(s.points[i].value or 0.0 for s in chart.series) for i in range(len(chart.steps))] or [
            0.0
        ]
        low, high = 0.0, max(totals)
    if chart.zero:
        low, high = min(0.0, low), max(0.0, high)
    high = max(high, chart.ceiling or high)
    return scale.fitted(low, high, whole=chart.unit in ("count", "people"))


def _ends(chart: Chart, axis: scale.Axis) -> dict[str, Any]:
    """The value axis as a row: its ends, its ticks from `first` on and before `stop`, and where its marks start."""
    first = axis.ticks[0] if axis.ticks else axis.low
    return {
        "low": axis.low,
        "high": axis.high,
        "first": first,
        "stop": first + (len(axis.ticks) - 0.5) * axis.step,
        "step": axis.step,
        "format": style.number_format(chart.unit, axis.step),
        "base": 0 if chart.form == "flow" else axis.low,
    }


def _labels(chart: Chart, colours: Palette, axis: scale.Axis, height: int) -> list[dict[str, Any]]:
    """The name of each series beside its last value, moved apart where they would touch."""
    if len(chart.series) < 2:
        return []
    below = 0.0
    wanted: list[float] = []
    for series in chart.series:
        known = [p.value for p in series.points if p.value is not None]
        if chart.form == "stack":
            last = series.points[-1].value or 0.0
            wanted.append(below + last / 2)
            below += last
        else:
            wanted.append(known[-1] if known else axis.low)
    gap = LABEL_GAP * (axis.high - axis.low) / (height - AXIS)
    positions = scale.spread(wanted, gap, axis.low, axis.high)
    return [
        {
            "key": chart.steps[-1].key,
            "text": series.label,
            "value": positions[rank],
            "colour": colour(chart, series, rank, colours),
            "network": "" if chart.form == "flow" else series.id,
        }
        for rank, series in enumerate(chart.series)
    ]


def _dates(steps: Sequence[Step]) -> tuple[list[str], str]:
    """The steps that get a word below the axis, first and latest always, and the expression that gives each its word:
    the year (or month) stands below it where it changes."""
    most = LABELS if all(len(step.short) < LONG for step in steps) else LABELS - 2
    every = max(1, -(-len(steps) // most))
    marked = list(reversed(steps[::-1][::every]))
    if marked and marked[0] is not steps[0]:
        near = steps.index(marked[0]) < every / 2 + 0.5
        marked = [steps[0], *marked[1 if near else 0 :]]
    texts: dict[str, list[str]] = {}
    group = ""
    for step in marked:
        texts[step.key] = [step.short, step.group] if step.group and step.group != group else [step.short]
        group = step.group
    return [step.key for step in marked], f"{json.dumps(texts, ensure_ascii=False)}[datum.value]"
