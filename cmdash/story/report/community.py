"""The audiences, what they gained and lost; and what is said of the name."""

from __future__ import annotations

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, Words
from cmdash.model.views import Column, Table
from cmdash.story.report.making import Making
from cmdash.story.reputation import reputation as heard
from cmdash.story.words import say


def part(making: Making) -> Part | None:
    """Absent where the files hold no followers."""
    language, view = making.language, making.community
    if not view.figures and not view.rows:
        return None
    blocks: list[Block] = [Figures(view.figures)] if view.figures else []
    if view.rows and view.columns:
        columns = (Column("network", say(language, "report.networks.network")), *view.columns)
        rows = tuple((row.label, *row.values) for row in view.rows)
        shown = tuple((row.label, *row.cells) for row in view.rows)
        notes = [
            say(language, "report.community.check", network=row.label, told=row.check)
            for row in view.rows
            if row.check and not row.fits
        ]
        blocks.append(Grid(Table(columns, rows, shown), note=" ".join(notes)))
    blocks += [Drawing(chart) for chart in view.charts]
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    return Part("community", say(language, "report.part.community"), view.sentence, tuple(blocks))


def reputation(making: Making) -> Part | None:
    """Absent where the files hold neither mentions nor answers."""
    view = heard(making.tracking, making.query, making.language)
    if not view.groups:
        return None
    blocks: list[Block] = [Figures(group.figures, group.title) for group in view.groups]
    blocks += [Grid(table, table.caption) for table in view.tables]
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    title = say(making.language, "report.part.reputation")
    return Part("reputation", title, view.sentence, tuple(blocks))
