"""The Overview page."""

from __future__ import annotations

from cmdash.story.overview import overview
from cmdash.ui import figures, filters, markup, plots, seasons, state
from cmdash.wording import message


def show() -> None:
    """Draw the page: the answer, the figures, the findings, the charts."""
    language = state.language()
    tracking = figures.ready("overview", language)
    if tracking is None:
        return
    view = overview(tracking, filters.query(), language, seasons.chosen())
    markup.show(
        markup.answer(view.sentence),
        markup.cards(view.figures, language),
        markup.quiet([line for line in (view.legend, *view.notes) if line]),
        markup.section(message(language, "overview.remarks")) if view.remarks else "",
        markup.remarks(view.remarks) if view.remarks else "",
        markup.section(message(language, "overview.charts")) if view.charts else "",
    )
    for chart in view.charts:
        plots.show(tracking, chart, language, picks=True)
    if view.charts:
        markup.show(markup.quiet([message(language, "overview.pick")]))
        seasons.show(language)
