"""The report as a workbook: live formulas with their values stored, native charts, the posts, the method."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_range

from cmdash.catalog import kpis, units
from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, PostCards, Report, Words
from cmdash.model.views import Figure, Table
from cmdash.report import colours, sheet_charts
from cmdash.report.formulas import Posts, formula
from cmdash.wording import message

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDE, COLUMN = 34, 15  # characters: the first column, the others
PROSE = 135  # characters a line of text takes over the first columns
ACROSS = 7  # columns a line of text runs over
SPAN, LONG = 5, 40  # columns that a last column of texts longer than that takes
LINE = 15.0  # points a line takes
SMALL = 36  # characters of small type that two columns hold
CELL = 32_000  # characters a cell can hold
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
POSTS_WIDTHS = {"text": 60, "url": 30, "date": 12}


@dataclass
class _Place:
    """Where the next line of a sheet goes."""

    sheet: Worksheet
    row: int = 0


@dataclass(frozen=True)
class _Book:
    report: Report
    book: xlsxwriter.Workbook
    formats: Mapping[str, Format]
    posts: Posts | None
    names: set[str] = field(default_factory=set)

    def words(self, key: str) -> str:
        return message(self.report.language, f"report.{key}")


def write(report: Report) -> bytes:
    """The workbook. A sheet a part, then the posts as a table. No text of a file becomes a formula, a number or a link."""
    buffer = io.BytesIO()
    safe = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(buffer, safe)
    book.set_properties({"title": report.title, "subject": report.period, "author": report.brand.name})
    posts = None
    if report.posts is not None:
        posts = Posts(message(report.language, "fields.kind.posts"), report.posts, report.language)
    made = _Book(report, book, _formats(book, colours.accent(report.brand)), posts)
    for part in report.parts:
        _part(made, part)
    if posts is not None:
        _posts(made, posts)
    book.close()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook, accent: str) -> Mapping[str, Format]:
    top = {"valign": "top"}
    made = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": accent}),
        "heading": book.add_format({"bold": True, "font_size": 12, **top}),
        "lead": book.add_format({"font_size": 12, "text_wrap": True, **top}),
        "text": book.add_format({"text_wrap": True, **top}),
        "quiet": book.add_format({"text_wrap": True, "font_color": "#5F6672", "font_size": 9, **top}),
        "small": book.add_format(
            {"text_wrap": True, "font_color": "#5F6672", "font_size": 9, "indent": 1, **top}
        ),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
        "head_number": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right", **top}
        ),
        "cell": book.add_format({"text_wrap": True, **top}),
        "right": book.add_format({"align": "right", **top}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "plain": book.add_format({"valign": "top"}),
    }
    for unit in units().values():
        made[unit.id] = book.add_format({"num_format": unit.excel, **top})
    return made


def _part(made: _Book, part: Part) -> None:
    place = _Place(made.book.add_worksheet(_sheet_name(made, part.title)))
    place.sheet.hide_gridlines(2)
    place.sheet.set_column(0, 0, WIDE)
    place.sheet.set_column(1, 20, COLUMN)
    place.sheet.set_landscape()
    place.sheet.set_paper(9)
    place.sheet.fit_to_pages(1, 0)
    if made.report.brand.footer or made.report.watermark:
        place.sheet.set_footer(
            "&L"
            + " · ".join(t for t in (made.report.brand.footer, made.report.watermark) if t).replace("&", "&&")
        )
    if part.id == made.report.parts[0].id:
        _line(made, place, made.report.title, "title")
        _line(made, place, made.report.period, "heading")
        _prose(made, place, made.report.headline, "lead")
        place.row += 1
    _line(made, place, part.title, "title" if part.id != made.report.parts[0].id else "heading")
    for text, style in ((part.lead, "lead"), (part.comment, "text")):
        if text:
            _prose(made, place, text, style)
    for block in part.blocks:
        place.row += 1
        _block(made, place, block)
    if part.id == made.report.parts[-1].id:
        place.row += 1
        _prose(made, place, made.report.made, "quiet")


def _sheet_name(made: _Book, title: str) -> str:
    """A name a sheet may have: 31 characters, none of those Excel forbids, no name twice."""
    name = title.translate(FORBIDDEN).strip("' ")[:31].rstrip("' ") or "-"
    count = 2
    while name.casefold() in made.names:
        name, count = f"{name[:28]} {count}", count + 1
    made.names.add(name.casefold())
    return name


def _line(made: _Book, place: _Place, text: str, style: str) -> None:
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.row += 1


def _prose(made: _Book, place: _Place, text: str, style: str) -> None:
    """A text over several columns, as high as it needs."""
    lines = sum(1 + len(line) // PROSE for line in text.splitlines() or [""])
    place.sheet.set_row(place.row, 15.5 * lines + (2 if style == "lead" else 0))
    place.sheet.merge_range(place.row, 0, place.row, ACROSS, "", made.formats[style])
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.row += 1


def _block(made: _Book, place: _Place, block: Block) -> None:
    heading = block.chart.title if isinstance(block, Drawing) else block.heading
    if heading:
        _line(made, place, heading, "heading")
    if isinstance(block, Words):
        for item in block.items:
            _prose(
                made, place, f"\u2022 {item}" if block.points else item, "quiet" if block.quiet else "text"
            )
    elif isinstance(block, Figures):
        _figures(made, place, block.figures)
    elif isinstance(block, Drawing):
        if block.chart.subtitle:
            _prose(made, place, block.chart.subtitle, "quiet")
        place.row = sheet_charts.add(made.book, place.sheet, place.row, block.chart, made.formats)
        _prose(made, place, block.chart.note, "quiet")
    elif isinstance(block, Grid):
        _grid(made, place, block.table)
        if block.note:
            _prose(made, place, block.note, "quiet")
    elif isinstance(block, PostCards):
        for card in block.cards:
            facts = (card.index_shown, card.when, card.network_label, card.format, card.text, card.facts)
            _prose(made, place, " · ".join(text for text in facts if text), "text")


def _figures(made: _Book, place: _Place, figures: tuple[Figure, ...]) -> None:
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


def _value(
    made: _Book, place: _Place, column: int, name: str, value: float, shown: str, of: str = ""
) -> None:
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


def _grid(made: _Book, place: _Place, table: Table) -> None:
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


def _cell(made: _Book, place: _Place, at: int, text: str, style: str, span: int = 1) -> None:
    """A text in a cell, or over several."""
    if span > 1:
        place.sheet.merge_range(place.row, at, place.row, at + span - 1, "", made.formats[style])
    place.sheet.write_string(place.row, at, text[:CELL], made.formats[style])


def _fit(place: _Place, texts: Sequence[str], widths: Sequence[int], line: float = LINE) -> None:
    """Make the row as high as its longest text needs, and go to the next one."""
    lines = max(-(-len(text) // width) or 1 for text, width in zip(texts, widths, strict=True))
    place.sheet.set_row(place.row, max(LINE, line * lines + 2))
    place.row += 1


def _networks(made: _Book) -> set[object]:
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


def _posts(made: _Book, posts: Posts) -> None:
    """The posts as a table one can filter; interactions are the sum of their acts where they are."""
    sheet = made.book.add_worksheet(posts.sheet)
    made.names.add(posts.sheet.casefold())
    sheet.freeze_panes(1, 0)
    table = posts.table
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, POSTS_WIDTHS.get(column.id, 14))
        style = "head_number" if column.number else "head"
        sheet.write_string(0, at, column.label, made.formats[style])
    acts = [
        at for at, column in enumerate(table.columns) if column.id in ("likes", "comments", "shares", "saves")
    ]
    for number, row in enumerate(table.rows, 1):
        known = [cell for at in acts if isinstance(cell := row[at], float)]
        for at, cell in enumerate(row):
            column = table.columns[at]
            if cell is None:
                continue
            if column.id == "date":
                sheet.write_datetime(number, at, _day(str(cell)), made.formats["day"])
            elif isinstance(cell, str):
                sheet.write_string(number, at, cell[:CELL], made.formats["plain"])
            elif (
                column.id == "interactions"
                and known
                and acts == list(range(acts[0], acts[-1] + 1))
                and sum(known) == cell
            ):
                sheet.write_formula(number, at, _sum_of(number, acts), made.formats["count"], cell)
            else:
                sheet.write_number(
                    number, at, cell, made.formats[column.unit if column.unit in units() else "score"]
                )
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _sum_of(row: int, columns: list[int]) -> str:
    return f"=SUM({xl_range(row, columns[0], row, columns[-1])})"


def _day(text: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
