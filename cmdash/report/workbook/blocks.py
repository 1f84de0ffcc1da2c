"""The blocks of a part as lines of a sheet: sentences, figures, charts, tables, posts."""

from __future__ import annotations

from cmdash.model.report_views import Block, Drawing, Figures, Grid, PostCards, Words
from cmdash.model.views import Column, Table
from cmdash.report.workbook import charts
from cmdash.report.workbook.book import Book, Place
from cmdash.report.workbook.figures import write_figures
from cmdash.report.workbook.grids import write_grid
from cmdash.report.workbook.lines import write_prose
from cmdash.wording import message


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
        write_figures(made, place, block.figures, start)
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
        write_grid(made, place, block.table)
        if block.note:
            write_prose(made, place, block.note, "quiet")
    elif isinstance(block, PostCards):
        write_grid(made, place, _posts(made, block))
    place.keep(start)


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
