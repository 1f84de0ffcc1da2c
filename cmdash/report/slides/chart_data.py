"""The figures of a chart as the data sheet behind it, where they can be edited: steps down, series across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter

from cmdash.model.plain_text import PLAIN_TEXT
from cmdash.model.views import Chart, Point, Series, Step
from cmdash.report import lettering, numbers
from cmdash.report.slides import markup

SIZE = 11  # of the words of a chart, in points
ACROSS = 760  # points that the dates share


class Sheets(CategoryWorkbookWriter):  # type: ignore[misc] # python-pptx is untyped
    """The workbook behind a chart, where a name that begins with "=" or "http" stays a text."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        for option, wanted in PLAIN_TEXT.items():  # python-pptx makes the workbook itself
            setattr(worksheet, option, wanted)
        super()._populate_worksheet(workbook, worksheet)  # type: ignore[no-untyped-call]


class Data(CategoryChartData):  # type: ignore[misc] # python-pptx is untyped
    """The steps and the series of a chart."""

    def __init__(self, chart: Chart, language: str) -> None:
        low, high, step = numbers.ends(chart)
        super().__init__(number_format=numbers.code(chart.unit, low, high, step, language))  # type: ignore[no-untyped-call]
        if grouped(chart.steps):
            group = None
            for step_ in chart.steps:
                if group is None or step_.group != group.label:
                    group = self.add_category(markup.clean(step_.group))  # type: ignore[no-untyped-call]
                group.add_sub_category(markup.clean(step_.short))
        elif daily(chart.steps):
            self.categories = [step_.start for step_ in chart.steps]
        else:
            self.categories = [markup.clean(f"{step_.short} {step_.group}".strip()) for step_ in chart.steps]
        for series in pieces(chart):
            self.add_series(markup.clean(series.label), [point.value for point in series.points])  # type: ignore[no-untyped-call]

    @cached_property
    def _workbook_writer(self) -> Sheets:
        return Sheets(self)  # type: ignore[no-untyped-call]


def grouped(steps: Sequence[Step]) -> bool:
    """Whether the dates stand on two levels below the axis, the year below the months: few enough, each with a year."""
    room = ACROSS / max(len(steps), 1)
    return all(step.group for step in steps) and all(
        lettering.width(step.short, SIZE) + 4 <= room for step in steps
    )


def daily(steps: Sequence[Step]) -> bool:
    """Whether the steps are days one after the other: their axis is one of dates, with a word here and there."""
    return len(steps) > 1 and all(
        step.start == step.end == steps[0].start + dt.timedelta(days=at) for at, step in enumerate(steps)
    )


def pieces(chart: Chart) -> list[Series]:
    """The series as they are drawn: one that is broken in as many as it has parts, so that no line joins them. The last
    part keeps the name."""
    found = []
    steps = {step.key: step.long for step in chart.steps}
    for series in chart.series:
        cuts = [point.key for point in series.points if (series.id, point.key) in chart.parted]
        cuts = cuts if chart.form == "line" else []
        for number in range(len(cuts) + 1):
            points, at = [], 0
            for point in series.points:
                at += point.key in cuts
                points.append(point if at == number else Point(point.key, None))
            label = series.label if number == len(cuts) else f"{series.label} (< {steps[cuts[number]]})"
            found.append(Series(series.id, label, tuple(points)))
    return found
