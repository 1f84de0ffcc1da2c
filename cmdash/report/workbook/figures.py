"""Figures on a sheet: the live formula, the changes, the formula in words, the rows each rests on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, product

from xlsxwriter.utility import xl_rowcol_to_cell

from cmdash.model.views import Figure
from cmdash.report import lettering
from cmdash.report.workbook.book import ACROSS, Book, Held, Place, points
from cmdash.report.workbook.formulas import formula
from cmdash.report.workbook.grids import Number, number, write_number
from cmdash.report.workbook.lines import AIR, INDENT, TEXT, height, write_words
from cmdash.report.workbook.quotients import Beside, parted, quotient

BESIDE = ("changes", "formula", "rests")  # the texts beside a figure
VALUES = 1  # the column of the values


def write_figures(made: Book, place: Place, figures: tuple[Figure, ...], start: int) -> None:
    """A figure a line: the live formula where the posts give it, its changes, its formula in words, its rows.

    The values come with `write_values`, once the tables of the part stand."""
    block = len(place.held)
    heads, spans = place.row, _beside(place.figures or figures)
    starts = dict(zip(spans, accumulate((2, *spans.values())), strict=False))
    write_words(made, place, 0, made.words("method.figure"), "head")
    write_words(made, place, 1, made.words("method.value"), "head_number")
    for name, span in spans.items():
        write_words(made, place, starts[name], made.words(f"method.{name}"), "head_apart", span)
    place.close(TEXT * lettering.LEADING + AIR)
    for figure in figures:
        label, texts = _with_unit(figure), _texts(figure)
        place.sheet.write_string(place.row, 0, label, made.formats["cell"])
        place.held.append(Held(place.row, figure, block))
        high = [height(label, points(0, 1), "cell")]
        for name, span in spans.items():
            write_words(made, place, starts[name], texts[name], "small", span)
            high.append(height(texts[name], points(1, span) - INDENT, "small"))
        place.close(max(high))
        place.keep(start if place.row == heads + 2 else place.row - 1)  # the heads stay with the first


def write_values(made: Book, place: Place) -> None:
    """The values of all figures of a part: computed from the posts, from other figures of the part or from its tables
    where these give them exactly, else the number."""
    found = [
        (
            held,
            number(made, held.figure.kpi, held.figure.value, held.figure.shown, _of_posts(made, held.figure)),
        )
        for held in place.held
    ]
    for held, one in found:
        text = one and (one.formula or _from_beside(held, found, place))
        if text:
            one = number(made, held.figure.kpi, held.figure.value, held.figure.shown, text)
        if one is not None:
            write_number(place, held.row, VALUES, one)


def _of_posts(made: Book, figure: Figure) -> str | None:
    return formula(figure.kpi, figure.value, made.posts)


def _from_beside(held: Held, found: Sequence[tuple[Held, Number | None]], place: Place) -> str | None:
    """From figures of the same part, those of the same block first; from a table; else from its own two parts."""
    figure = held.figure
    near = sorted(found, key=lambda pair: pair[0].block == held.block)
    cells = {
        other.figure.kpi: (xl_rowcol_to_cell(other.row, VALUES), one.value)
        for other, one in near
        if one is not None and other.figure.kpi != figure.kpi
    }
    for columns in ({}, *place.tables):
        text = quotient(figure.kpi, figure.value, Beside(cells, columns))
        if text is not None:
            return text
    return parted(figure.parts, figure.value) if figure.parts else None


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
        return sum(max(height(text[name], widths[name], "small") for name in names) for text in texts)

    shares = [spans for spans in product(range(1, room), repeat=len(names)) if sum(spans) == room]
    return dict(zip(names, min(shares, key=high), strict=True))


def _with_unit(figure: Figure) -> str:
    told = not figure.unit or figure.unit in figure.label or figure.unit in figure.shown
    return figure.label if told else f"{figure.label} ({figure.unit})"
