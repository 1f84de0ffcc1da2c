"""The blocks of a part as lines of a sheet: sentences, figures with their live formulas, charts, tables, posts."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.catalog import kpis, units
from cmdash.model.report_views import Block, Drawing, Figures, Grid, PostCards, Words
from cmdash.model.views import Figure, Table
from cmdash.report.workbook import charts
from cmdash.report.workbook.book import CELL, Book, Place
from cmdash.report.workbook.formulas import formula

WIDE, COLUMN = 34, 15  # characters: the first column, the others
PROSE = 135  # characters a line of text takes over the first columns
ACROSS = 7  # columns a line of text runs over
SPAN, LONG = 5, 40  # columns that a last column of texts longer than that takes
LINE = 15.0  # points a line takes
SMALL = 36  # characters of small type that two columns hold


def write_line(made: Book, place: Place, text: str, style: str) -> None:
    """A text in the first cell of a line."""
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.row += 1


def write_prose(made: Book, place: Place, text: str, style: str) -> None:
    """A text over several columns, as high as it needs."""
    lines = sum(1 + len(line) // PROSE for line in text.splitlines() or [""])
    place.sheet.set_row(place.row, 15.5 * lines + (2 if style == "lead" else 0))
    place.sheet.merge_range(place.row, 0, place.row, ACROSS, "", made.formats[style])
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.row += 1


def write_block(made: Book, place: Place, block: Block) -> None:
    """A block below what stands already."""
    heading = block.chart.title if isinstance(block, Drawing) else block.heading
    if heading:
        write_line(made, place, heading, "heading")
    if isinstance(block, Words):
        for item in block.items:
            write_prose(
                made, place, f"\u2022 {item}" if block.points else item, "quiet" if block.quiet else "text"
            )
    elif isinstance(block, Figures):
        _figures(made, place, block.figures)
    elif isinstance(block, Drawing):
        if block.chart.subtitle:
            write_prose(made, place, block.chart.subtitle, "quiet")
        charts.draw(made, place, block.chart)
        if block.chart.note:
            write_prose(made, place, block.chart.note, "quiet")
        charts.write(made, place, block.chart)
    elif isinstance(block, Grid):
        _grid(made, place, block.table)
        if block.note:
            write_prose(made, place, block.note, "quiet")
    elif isinstance(block, PostCards):
        for card in block.cards:
            facts = (card.index_shown, card.when, card.network_label, card.format, card.text, card.facts)
            write_prose(made, place, " · ".join(text for text in facts if text), "text")


def _figures(made: Book, place: Place, figures: tuple[Figure, ...]) -> None:
    """A figure a line: the live formula where the posts give it, its changes, its formula in words, its rows."""
    for at, name in enumerate(("figure", "value", "changes", "formula", "rests")):
        style = "head_number" if name == "value" else "head"
        place.sheet.write_string(place.row, _at(at), made.words(f"method.{name}"), made.formats[style])
    place.row += 1
    for figure in figures:
        stamp = figure.stamp
        place.sheet.write_string(place.row, 0, _with_unit(figure), made.formats["cell"])
        _value(made, place, 1, figure.kpi, figure.value, figure.shown)
        texts = (
            " · ".join(change.text for change in figure.changes),
            stamp.formula,
            " · ".join(text for text in (", ".join(stamp.counted), stamp.used, *stamp.exclusions) if text),
        )
        for at, text in enumerate(texts, 2):
            _cell(made, place, _at(at), text, "small", 2)
        _fit(place, texts, [SMALL] * 3, LINE * 0.8)


def _at(column: int) -> int:
    """The first of the two sheet columns that a wide column of the figures takes."""
    return column if column < 2 else 2 * column - 2


def _with_unit(figure: Figure) -> str:
    return f"{figure.label} ({figure.unit})" if figure.unit else figure.label


def _value(made: Book, place: Place, column: int, name: str, value: float, shown: str, of: str = "") -> None:
    """A KPI's value: a formula with the value stored where there is one, else the number, its text as a note."""
    style = made.formats[_style(name, shown, value)]
    text = formula(name, value, made.posts, of)
    if text is None:
        place.sheet.write_number(place.row, column, value, style)
    else:
        place.sheet.write_formula(place.row, column, text, style, value)


def _style(name: str, shown: str, value: float) -> str:
    """The number format of a value by the unit of its KPI; an amount has that of money."""
    known = kpis().get(name)
    if known is None:
        return _unit_style("", shown, value)
    if known.unit == "ratio" and known.shown != "percent":
        return "score"
    return known.unit if known.unit in units() else "money"


def _grid(made: Book, place: Place, table: Table) -> None:
    """A table; a KPI of a network is a live formula too. Long texts of the last column run over several."""
    last = len(table.columns) - 1
    long = not table.columns[last].number and max((len(row[last]) for row in table.shown), default=0) > LONG
    widths = [WIDE, *[COLUMN] * last]
    widths[last] *= SPAN if long and last else 1
    for at, column in enumerate(table.columns):
        style = "head_number" if column.number else "head"
        _cell(made, place, at, column.label, style, SPAN if long and at == last and last else 1)
    _fit(place, [column.label for column in table.columns], widths)
    networks = _networks(made) if table.columns[0].id == "name" else set()
    for row, shown in zip(table.rows, table.shown, strict=True):
        for at, (value, text) in enumerate(zip(row, shown, strict=True)):
            column = table.columns[at]
            if isinstance(value, float | int) and column.number:
                if row[0] in networks:
                    _value(made, place, at, column.id, float(value), text, str(row[0]))
                else:
                    style = _unit_style(column.unit, text, value)
                    place.sheet.write_number(place.row, at, value, made.formats[style])
            else:
                style = "right" if column.number else "cell"
                _cell(made, place, at, text, style, SPAN if long and at == last and last else 1)
        _fit(place, shown, widths)


def _cell(made: Book, place: Place, at: int, text: str, style: str, span: int = 1) -> None:
    """A text in a cell, or over several."""
    if span > 1:
        place.sheet.merge_range(place.row, at, place.row, at + span - 1, "", made.formats[style])
    place.sheet.write_string(place.row, at, text[:CELL], made.formats[style])


def _fit(place: Place, texts: Sequence[str], widths: Sequence[int], line: float = LINE) -> None:
    """Make the row as high as its longest text needs, and go to the next one."""
    lines = max(-(-len(text) // width) or 1 for text, width in zip(texts, widths, strict=True))
    place.sheet.set_row(place.row, max(LINE, line * lines + 2))
    place.row += 1


def _networks(made: Book) -> set[object]:
    """The names of the networks that have posts."""
    if made.posts is None or "network" not in made.posts.places:
        return set()
    return {row[made.posts.places["network"]] for row in made.posts.table.rows}


def _unit_style(unit: str, shown: str, value: float) -> str:
    """The number format of a value that no KPI declares: by its unit, else by how it reads."""
    if shown.rstrip().endswith("%"):
        return "ratio"
    if unit in units() and unit != "ratio":
        return unit
    return "count" if float(value).is_integer() else "score"
