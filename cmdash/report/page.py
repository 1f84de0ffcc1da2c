"""The report as one HTML file: it loads nothing, runs nothing, works offline and prints well."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from cmdash.charts.palette import palette
from cmdash.model.report_views import Block, Report
from cmdash.model.views import Chart, Table
from cmdash.report import colours, drawing
from cmdash.wording import message

SHORT, LONG = 14, 60  # letters up to which a cell is never broken, and from which it holds sentences
WHOLE = 14  # rows up to which a printed table is not parted
DENSE = 11  # columns from which the letters of a table are small
STILL = 3  # columns up to which a table needs no scrolling, on a phone too
NARROW = 360  # pixels of a drawing on a phone: a wide one made as small could not be read


def write(report: Report) -> bytes:
    """The file. Every text is escaped; the charts are drawings within it."""
    page = _templates().get_template("page.html")
    language = report.language
    words = {
        "formula": message(language, "report.file.formula"),
        "behind": message(language, "overview.behind"),
    }
    text = page.render(
        report=report,
        logo=_picture(report.brand.logo),
        colours=palette("light"),
        accent=colours.accent(report.brand),
        second=colours.second(report.brand),
        words=words,
        kind_of=_kind,
        grid=_grid,
        drawn=lambda chart, narrow=False: _drawn(chart, language, narrow),
    )
    return text.encode("utf-8", "replace")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def _kind(block: Block) -> str:
    return type(block).__name__


def _grid(table: Table, name: str) -> Markup:
    """A table; one that may be wider than its page is scrolled with the keys too, and `name` says what it is."""
    count = len(table.columns)
    looks = [_look(table, at) for at in range(count)]
    classes = " ".join(
        word for word, told in (("whole", len(table.shown) <= WHOLE), ("dense", count >= DENSE)) if told
    )
    page = _templates().get_template("table.html")
    text = page.render(table=table, looks=looks, classes=classes, name=name if count > STILL else "")
    return Markup(text)  # noqa: S704 - rendered by an escaping template


def _look(table: Table, at: int) -> str:
    """The class of a column: numbers stand right, a few letters on one line, and sentences have room on a phone too."""
    if table.columns[at].number:
        return "number"
    most = max((len(row[at]) for row in table.shown), default=0)
    return "short" if most <= SHORT else "long" if most > LONG else ""


def _drawn(chart: Chart, language: str, narrow: bool) -> Markup:
    width = NARROW if narrow else drawing.WIDTH
    return Markup(drawing.svg(chart, language, width))  # noqa: S704 - the renderer escapes the texts of the chart


def _picture(logo: bytes) -> str:
    """A picture within the page; empty for none and for bytes that are no PNG or JPEG."""
    if logo.startswith(b"\x89PNG"):
        kind = "png"
    elif logo.startswith(b"\xff\xd8"):
        kind = "jpeg"
    else:
        return ""
    return f"data:image/{kind};base64,{base64.b64encode(logo).decode()}"
