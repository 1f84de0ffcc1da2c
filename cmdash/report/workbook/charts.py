"""Native charts of the workbook, above the cells they are drawn from."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from cmdash.catalog import units
from cmdash.charts.palette import palette
from cmdash.model.views import Chart, Series
from cmdash.report import colours, lettering, numbers
from cmdash.report.workbook import values
from cmdash.report.workbook.book import Book, Place

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEIGHT, WIDTH = 260, 900  # pixels
ROW = 20  # pixels a row takes
CLOSE = 13.0  # points of a row of its figures: two years of them stand below their chart on one page
DOTS = 40  # steps up to which each point of a line is marked
DATES = 12  # dates written out below an axis
FONT = {"name": lettering.FONT, "size": 9, "color": "#5F6672"}
DASHES = ("solid", "dash", "round_dot", "long_dash")  # of lines that share the neutral colour
SHADES = (0.0, 0.35, 0.6, 0.8)  # of bars that share it: how much of it is paper
KINDS = {
    "stack": {"type": "column", "subtype": "stacked"},
    "flow": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"},
}


def draw(made: Book, place: Place, chart: Chart) -> None:
    """A chart in the rows from here on; `write` puts its figures below, under a line for its note if it has one."""
    sheet, below = place.sheet, place.row + HEIGHT // ROW + 1
    first = below + bool(chart.note)  # the row of the heads
    drawn: Any = made.book.add_chart(KINDS[chart.form])
    columns, repeated = _columns(chart), []
    for at, (series, _) in enumerate(columns, 1):
        if at > 1 and columns[at - 2][0].id == series.id:
            repeated.append(at - 1)
        drawn.add_series(_series(made, sheet, first, at, chart, series))
    _dress(made, drawn, chart, repeated)
    sheet.insert_chart(
        place.row, 0, drawn, {"description": chart.alt or chart.title, "x_offset": 2, "y_offset": 2}
    )
    place.row = below


def write(made: Book, place: Place, chart: Chart) -> None:
    """The figures of a chart, a step a row. A gap is an empty cell and stays a gap; a line is not joined over a break:
    it goes on as a series of its own."""
    sheet, formats, row, columns = place.sheet, made.formats, place.row, _columns(chart)
    unit = units().get(chart.unit) or units()["money"]
    sheet.write_blank(row, 0, None, formats["head"])
    place.columns = max(place.columns, len(columns) + 1)
    for at, (series, steps) in enumerate(columns, 1):
        sheet.write_string(row, at, series.label, formats["head_number"])
        for number in steps:
            value = series.points[number].value
            if value is not None:
                sheet.write_number(row + 1 + number, at, values.stored(value), formats[unit.id])
    place.close()
    for name in _steps(chart):
        sheet.write_string(place.row, 0, name, formats["cell"])
        place.close(CLOSE)


def _dress(made: Book, drawn: Any, chart: Chart, repeated: list[int]) -> None:
    language, grid = made.report.language, palette("light").grid
    low, high, step = numbers.ends(chart)
    drawn.set_title({"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_legend(
        {"position": "right", "delete_series": repeated, "font": FONT}
        if len(chart.series) > 1
        else {"none": True}
    )
    least = numbers.least(chart)
    ends: dict[str, float] = {} if least is None else {"min": least}
    if least and not chart.zero:
        ends["major_unit"] = step
    if chart.unit in ("count", "people") and high - low <= DATES:
        ends["major_unit"] = max(1, step)  # whole posts and people only
    drawn.set_y_axis({
        "num_format": numbers.code(chart.unit, low, high, step, language),
        "num_font": FONT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": grid, "width": 0.75}},
    } | ends)  # fmt: skip
    every = max(1, -(-len(chart.steps) // DATES))
    drawn.set_x_axis({
        "label_position": "low",
        "num_font": FONT,
        "interval_unit": every,
        "interval_tick": every,
        "line": {"color": palette("light").neutral},
        "major_tick_mark": "none",
    })  # fmt: skip
    drawn.set_size({"width": WIDTH, "height": HEIGHT})


def _steps(chart: Chart) -> list[str]:
    """The steps in few words, each with the year it is in: "juil. 2025"."""
    names, group = [], ""
    for step in chart.steps:
        group = step.group or group
        names.append(f"{step.short} {group}".strip())
    return names


def _columns(chart: Chart) -> list[tuple[Series, range]]:
    """The series with their steps, those of lines cut where their network began to count otherwise."""
    return [part for series in chart.series for part in _parts(chart, series)]


def _parts(chart: Chart, series: Series) -> list[tuple[Series, range]]:
    keys = [step.key for step in chart.steps]
    cuts = sorted({keys.index(key) for name, key in chart.parted if name == series.id and key in keys} - {0})
    ends = [0, *cuts, len(keys)]
    return [(series, range(start, end)) for start, end in itertools.pairwise(ends)]


def _series(
    made: Book, sheet: Worksheet, row: int, column: int, chart: Chart, series: Series
) -> dict[str, Any]:
    name, count = sheet.get_name(), len(chart.steps)
    accent = colours.accent(made.report.brand)
    colour, shared = colours.of_series(chart, series, accent, palette("light").neutral)
    drawn: dict[str, Any] = {
        "name": [name, row, column],
        "categories": [name, row + 1, 0, row + count, 0],
        "values": [name, row + 1, column, row + count, column],
    }
    if chart.form == "line":
        dot = {"type": "circle", "size": 4, "fill": {"color": colour}, "border": {"color": colour}}
        dash = DASHES[shared % len(DASHES)]
        return drawn | {
            "line": {"color": colour, "width": 2, "dash_type": dash},
            "marker": dot if count <= DOTS else {"type": "none"},
        }
    colour = _paler(colour, SHADES[shared % len(SHADES)])
    pale = {"fill": {"color": palette("light").faded(colour)}, "border": {"color": "#FFFFFF", "width": 0.5}}
    outside = [None if step.inside else pale for step in chart.steps]
    return drawn | {
        "fill": {"color": colour},
        "border": {"color": "#FFFFFF", "width": 0.5},
        "gap": 40,
        **({"points": outside} if any(outside) else {}),
    }


def _paler(colour: str, paper: float) -> str:
    parts = (round(int(colour[at : at + 2], 16) * (1 - paper) + 255 * paper) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)
