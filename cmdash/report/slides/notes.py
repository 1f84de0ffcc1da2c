"""What the speaker's notes say: the stamp of each figure on the slide, and each chart in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from cmdash.catalog import kpis
from cmdash.model.report_views import Figures, Report
from cmdash.model.views import Figure
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.pages import Page
from cmdash.report.slides.pieces import Cards
from cmdash.report.slides.tables import Rows
from cmdash.wording import message

STAMP = ("formula", "counted", "denominator", "used", "sources", "exclusions")


def notes(page: Page, report: Report) -> list[str]:
    """The lines of the notes: what the slide had no room for, then charts and stamps; empty where there is none."""
    charts = (piece.chart for piece in page.pieces if isinstance(piece, Graph))
    said = [text for chart in charts for text in (chart.alt, chart.note) if text]
    stamps = (line for figure in page.figures for line in _stamp(figure, report.language))
    return [*page.aside, *said, *stamps, *_tables(page, report)]


def _tables(page: Page, report: Report) -> Iterable[str]:
    """The formulas of the columns of numbers, as the report has them, and from what all of it is made."""
    columns = [c for piece in page.pieces if isinstance(piece, Rows) for c in piece.columns if c.number]
    blocks = (block for part in report.parts for block in part.blocks if isinstance(block, Figures))
    formulas = {figure.kpi: figure.stamp.formula for block in blocks for figure in block.figures}
    for column in dict.fromkeys(columns):
        if column.id in kpis():
            key = f"kpis.{column.id}.formula"
            formula = formulas.get(column.id) or message(report.language, key)
            yield _named(column.label, formula, report.language)
    if columns or any(isinstance(piece, Cards) and not piece.figures for piece in page.pieces):
        yield report.made


def _stamp(figure: Figure, language: str) -> Iterable[str]:
    stamp = figure.stamp
    values = {
        "formula": stamp.formula,
        "counted": ", ".join(stamp.counted),
        "denominator": stamp.denominator,
        "used": stamp.used,
        "sources": ", ".join(stamp.sources),
        "exclusions": " ".join(stamp.exclusions),
    }
    yield _named(figure.label, f"{figure.shown} {figure.unit}".strip(), language)
    for name in STAMP:
        if values[name]:
            yield f"   {_named(message(language, f'overview.stamp.{name}'), values[name], language)}"


def _named(name: str, text: str, language: str) -> str:
    return message(language, "report.file.named", name=name, text=text)
