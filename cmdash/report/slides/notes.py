"""What the speaker's notes say: the stamp of each figure on the slide, and each chart in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from cmdash.model.views import Figure
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.pages import Page
from cmdash.wording import message

STAMP = ("formula", "counted", "denominator", "used", "sources", "exclusions")


def notes(page: Page, language: str) -> list[str]:
    """The lines of the notes: what the slide had no room for, then charts and stamps; empty where there is none."""
    charts = (piece.chart for piece in page.pieces if isinstance(piece, Graph))
    said = [text for chart in charts for text in (chart.alt, chart.note) if text]
    return [*page.aside, *said, *(line for figure in page.figures for line in _stamp(figure, language))]


def _stamp(figure: Figure, language: str) -> Iterable[str]:
    stamp = figure.stamp
    colon = " : " if language == "fr" else ": "
    values = {
        "formula": stamp.formula,
        "counted": ", ".join(stamp.counted),
        "denominator": stamp.denominator,
        "used": stamp.used,
        "sources": ", ".join(stamp.sources),
        "exclusions": " ".join(stamp.exclusions),
    }
    yield f"{figure.label}{colon}{figure.shown}{f' {figure.unit}' if figure.unit else ''}"
    for name in STAMP:
        if values[name]:
            yield f"   {message(language, f'overview.stamp.{name}')}{colon}{values[name]}"
