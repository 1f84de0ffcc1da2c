"""The blocks of a part as lines of a sheet: sentences, figures with their live formulas, charts, tables, posts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations_with_replacement, product

from cmdash.catalog import kpis, units
from cmdash.model.report_views import Block, Drawing, Figures, Grid, PostCards, Words
from cmdash.model.views import Column, Figure, Table
from cmdash.report import lettering
from cmdash.report.workbook import charts, values
from cmdash.report.workbook.book import ACROSS, CELL, LINE, Book, Place, points
from cmdash.report.workbook.formulas import formula
from cmdash.wording import message

SIZES = {"lead": 12.0, "quiet": 9.0, "small": 9.0, "title": 16.0, "heading": 12.0}
TEXT = 10.0  # points of all other words
AIR = 4.0  # points between two rows
INDENT = 9.0  # points of an indent
SAMPLE = 60  # rows that the widths of a table are taken from
BESIDE = ("changes", "formula", "rests")  # the texts beside a figure


def write_prose(made: Book, place: Place, text: str, style: str) -> None:
    """A text over several columns, as high as it needs."""
    place.sheet.merge_range(place.row, 0, place.row, ACROSS - 1, "", made.formats[style])
    place.sheet.write_string(place.row, 0, text[:CELL], made.formats[style])
    place.close(_height(text[:CELL], points(0, ACROSS), style))


def write_block(made: Book, place: Place, block: Block) -> None:
    """A block below what stands already."""
    start = place.row
    heading = block.chart.title if isinstance(block, Drawing) else block.heading
    if heading:
        write_prose(made, place, heading, "heading")
    if isinstance(block, Words):
        for item in block.items:
            write_prose(
                made, place, f"\u2022 {item}" if block.points else item, "quiet" if block.quiet else "text"
            )
    elif isinstance(block, Figures):
        _figures(made, place, block.figures, start)
        return
    elif isinstance(block, Drawing):
        if block.chart.subtitle:
            write_prose(made, place, block.chart.subtitle, "quiet")
        charts.draw(made, place, block.chart)
        if block.chart.note:
            write_prose(made, place, block.chart.note, "quiet")
        place.keep(start)
        charts.write(made, place, block.chart)
    elif isinstance(block, Grid):
        _grid(made, place, block.table)
        if block.note:
            write_prose(made, place, block.note, "quiet")
    elif isinstance(block, PostCards):
        _grid(made, place, _posts(made, block))
    place.keep(start)


def _figures(made: Book, place: Place, figures: tuple[Figure, ...], start: int) -> None:
    """A figure a line: the live formula where the posts give it, its changes, its formula in words, its rows."""
    heads, spans = place.row, _beside(place.figures or figures)
    starts = dict(zip(spans, accumulate((2, *spans.values())), strict=False))
    _cell(made, place, 0, made.words("method.figure"), "head")
    _cell(made, place, 1, made.words("method.value"), "head_number")
    for name, span in spans.items():
        _cell(made, place, starts[name], made.words(f"method.{name}"), "head_apart", span)
    place.close(TEXT * lettering.LEADING + AIR)
    for figure in figures:
        label, texts = _with_unit(figure), _texts(figure)
        place.sheet.write_string(place.row, 0, label, made.formats["cell"])
        _value(made, place, 1, figure.kpi, figure.value, figure.shown)
        high = [_height(label, points(0, 1), "cell")]
        for name, span in spans.items():
            _cell(made, place, starts[name], texts[name], "small", span)
            high.append(_height(texts[name], points(1, span) - INDENT, "small"))
        place.close(max(high))
        place.keep(start if place.row == heads + 2 else place.row - 1)  # the heads stay with the first


def _texts(figure: Figure) -> dict[str, str]:
    """The texts beside a figure: its changes, its formula in words, its rows."""
    stamp = figure.stamp
    rests = (", ".join(stamp.counted), stamp.used, *stamp.exclusions)
    return {
        "changes": " · ".join(change.text for change in figure.changes),
        "formula": stamp.formula,
        "rests": " · ".join(text.rstrip(".") for text in rests if text),
    }


def _beside(figures: Sequence[Figure]) -> dict[str, int]:
    """How many columns of the sheet each text beside a figure takes, so that the rows are low; no changes, no column."""
    names = BESIDE if any(figure.changes for figure in figures) else BESIDE[1:]
    texts = [_texts(figure) for figure in figures]
    room = ACROSS - 2

    def high(spans: tuple[int, ...]) -> float:
        widths = {name: points(1, span) - INDENT for name, span in zip(names, spans, strict=True)}
        return sum(max(_height(text[name], widths[name], "small") for name in names) for text in texts)

    shares = [spans for spans in product(range(1, room), repeat=len(names)) if sum(spans) == room]
    return dict(zip(names, min(shares, key=high), strict=True))


def _with_unit(figure: Figure) -> str:
    told = not figure.unit or figure.unit in figure.label or figure.unit in figure.shown
    return figure.label if told else f"{figure.label} ({figure.unit})"


def _value(made: Book, place: Place, column: int, name: str, value: float, shown: str, of: str = "") -> None:
    """A KPI's value as the report shows it: a formula with the value stored where the posts give it, else the number."""
    text = formula(name, value, made.posts, of)
    found = values.cell(shown, made.report.language, value)
    if found is not None and (found.exact or text is None):
        number, style = found.number, made.coded(found.code)
    else:
        number, style = value, made.formats[_style(name, shown, value)]
    if text is None:
        place.sheet.write_number(place.row, column, number, style)
    else:
        place.sheet.write_formula(place.row, column, text, style, value)


def _style(name: str, shown: str, value: float) -> str:
    """The number format of a value by the unit of its KPI; an amount has that of money."""
    known = kpis().get(name)
    if known is None:
        return "ratio" if shown.rstrip().endswith("%") else "count" if value.is_integer() else "score"
    if known.unit == "ratio" and known.shown != "percent":
        return "score"
    return known.unit if known.unit in units() else "money"


def _posts(made: Book, block: PostCards) -> Table:
    """Posts as rows: their words, how far from the habit, when and where, their figures."""
    language = made.report.language
    fields = {
        name: message(language, f"fields.field.{name}") for name in ("text", "date", "network", "format")
    }
    columns = (
        Column("text", fields["text"]),
        Column("index", made.words("posts.own_index"), "score"),
        Column("date", fields["date"]),
        Column("network", fields["network"]),
        Column("format", fields["format"]),
        Column("facts", made.words("posts.facts")),
    )
    none = message(language, "posts.no_text")
    shown = tuple(
        (" ".join(c.text.split(" ")) or none, c.index_shown, c.when, c.network_label, c.format, c.facts)
        for c in block.cards
    )
    rows = tuple((row[0], card.index, *row[2:]) for card, row in zip(block.cards, shown, strict=True))
    return Table(columns, rows, shown)


def _grid(made: Book, place: Place, table: Table) -> None:
    """A table; a KPI of a network is a live formula too. Long texts run over several columns of the sheet."""
    spans = _spans(table)
    starts = [0, *accumulate(spans)][:-1]
    place.columns = max(place.columns, sum(spans))
    heads = [column.label for column in table.columns]
    for at, text in enumerate(heads):
        style = ("head_number", "head_apart", "head")[_kind(table.columns, at)]
        _cell(made, place, starts[at], text, style, spans[at])
    place.close(
        max(_height(t, points(starts[at], spans[at]) - INDENT, "head", True) for at, t in enumerate(heads))
    )
    networks = _networks(made) if table.columns[0].id == "name" else set()
    for row, shown in zip(table.rows or table.shown, table.shown, strict=True):
        high = [LINE]
        for at, (value, text) in enumerate(zip(row, shown, strict=True)):
            column = table.columns[at]
            known = float(value) if isinstance(value, float | int) else None
            if column.number and known is not None and row[0] in networks:
                _value(made, place, starts[at], column.id, known, text, str(row[0]))
            elif column.number and (found := values.cell(text, made.report.language, known)) is not None:
                place.sheet.write_number(place.row, starts[at], found.number, made.coded(found.code))
            else:
                style = ("right", "cell_apart", "cell")[_kind(table.columns, at)]
                _cell(made, place, starts[at], text, style, spans[at])
                if not column.number:
                    high.append(_height(text, points(starts[at], spans[at]) - INDENT, style))
        place.close(max(high))


def _kind(columns: Sequence[Column], at: int) -> int:
    """0 for numbers, 1 for words that stand beside numbers, 2 for other words."""
    return 0 if columns[at].number else 1 if at and columns[at - 1].number else 2


def _spans(table: Table) -> list[int]:
    """How many columns of the sheet each column takes: those left go where they make the table the shortest."""
    count = len(table.columns)
    worded = [at for at in range(count) if not at or not table.columns[at].number]
    rows = table.shown[:SAMPLE]
    best, found = float("inf"), [1] * count
    for spare in range(max(0, ACROSS - count) + 1):
        for given in combinations_with_replacement(worded, spare):
            spans = [1 + given.count(at) for at in range(count)]
            starts = [0, *accumulate(spans)][:-1]
            widths = [points(start, span) - INDENT - 4 for start, span in zip(starts, spans, strict=True)]
            lines = sum(max(lettering.lines(row[at], TEXT, widths[at]) for at in worded) for row in rows)
            if lines < best:
                best, found = lines, spans
    return found


def _cell(made: Book, place: Place, at: int, text: str, style: str, span: int = 1) -> None:
    """A text in a cell, or over several."""
    if span > 1:
        place.sheet.merge_range(place.row, at, place.row, at + span - 1, "", made.formats[style])
    place.sheet.write_string(place.row, at, text[:CELL], made.formats[style])


def _height(text: str, width: float, style: str, bold: bool = False) -> float:
    """The height of a row that holds a text."""
    size = SIZES.get(style, TEXT)
    bold = bold or style in ("heading", "title")
    return max(LINE, lettering.height(text, size, width - 4, bold) + AIR)


def _networks(made: Book) -> set[object]:
    """The names of the networks that have posts."""
    if made.posts is None or "network" not in made.posts.places:
        return set()
    return {row[made.posts.places["network"]] for row in made.posts.table.rows}
