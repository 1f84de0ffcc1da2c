"""Native charts of the workbook, over cells beside them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cmdash.catalog import units
from cmdash.charts.palette import palette
from cmdash.model.views import Chart, Series

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEIGHT, WIDTH = 300, 760  # pixels
ROW = 20  # pixels a row takes
KINDS = {
    "stack": {"type": "column", "subtype": "stacked"},
    "flow": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"},
}


def add(
    book: xlsxwriter.Workbook, sheet: Worksheet, row: int, chart: Chart, formats: Mapping[str, Format]
) -> int:
    """Write a chart's figures, a step a row, and draw the chart below them; the row after it.

    A gap is an empty cell and stays a gap; a line is not joined over a break: it goes on as a series of its own.
    """
    unit = units().get(chart.unit) or units()["money"]
    sheet.write_blank(row, 0, None, formats["head"])
    columns = [part for series in chart.series for part in _parts(chart, series)]
    for at, (series, _) in enumerate(columns, 1):
        sheet.write_string(row, at, series.label, formats["head_number"])
    names = _steps(chart)
    for step, _ in enumerate(chart.steps):
        sheet.write_string(row + 1 + step, 0, names[step], formats["cell"])
    drawn: Any = book.add_chart(KINDS[chart.form])
    repeated = []
    for at, (series, steps) in enumerate(columns, 1):
        for number in steps:
            value = series.points[number].value
            if value is not None:
                sheet.write_number(row + 1 + number, at, value, formats[unit.id])
        if at > 1 and columns[at - 2][0].id == series.id:
            repeated.append(at - 1)
        drawn.add_series(_series(sheet.get_name(), row, at, len(chart.steps), series, chart.form))
    below = row + 1 + len(chart.steps)
    drawn.set_title({"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_legend(
        {"position": "bottom", "delete_series": repeated} if len(chart.series) > 1 else {"none": True}
    )
    grid = palette("light").grid
    drawn.set_y_axis(
        {
            "num_format": unit.excel,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": grid}},
        }
        | ({"min": 0} if chart.zero and chart.form != "flow" else {})
    )
    drawn.set_x_axis({"label_position": "low"})
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    sheet.insert_chart(below, 0, drawn, {"description": chart.alt, "x_offset": 4, "y_offset": 6})
    return below + HEIGHT // ROW + 1


def _steps(chart: Chart) -> list[str]:
    """The steps in few words, each with the year it is in: "juil. 2025"."""
    names, group = [], ""
    for step in chart.steps:
        group = step.group or group
        names.append(f"{step.short} {group}".strip())
    return names


def _parts(chart: Chart, series: Series) -> list[tuple[Series, range]]:
    """A series cut where its network began to count otherwise."""
    keys = [step.key for step in chart.steps]
    cuts = sorted({keys.index(key) for name, key in chart.parted if name == series.id and key in keys} - {0})
    ends = [0, *cuts, len(keys)]
    return [(series, range(start, end)) for start, end in itertools.pairwise(ends)]


def _series(name: str, row: int, column: int, count: int, series: Series, form: str) -> dict[str, Any]:
    colour = palette("light").network(series.id)
    drawn: dict[str, Any] = {
        "name": [name, row, column],
        "categories": [name, row + 1, 0, row + count, 0],
        "values": [name, row + 1, column, row + count, column],
    }
    if form == "line":
        return drawn | {
            "line": {"color": colour, "width": 2},
            "marker": {"type": "circle", "size": 4, "fill": {"color": colour}, "border": {"color": colour}},
        }
    return drawn | {"fill": {"color": colour}, "border": {"none": True}, "gap": 40}
