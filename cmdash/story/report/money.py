"""What was paid for, what it brought, and the budget."""

from __future__ import annotations

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, Words
from cmdash.story.budget import budget
from cmdash.story.campaigns import campaigns
from cmdash.story.report.making import Making
from cmdash.story.report.tables import of_figures
from cmdash.story.words import say


def part(making: Making) -> Part | None:
    """Absent where nothing paid for lies in the period and no budget is planned."""
    language = making.language
    view = campaigns(making.tracking, making.query, language)
    planned = budget(making.tracking, making.query, language, making.today)
    if not view.groups and not view.boosted and planned is None:
        return None
    blocks: list[Block] = [Figures(group.figures, group.title) for group in view.groups]
    if view.chart is not None:
        blocks.append(Drawing(view.chart))
    if view.rows:
        rows = ((f"{row.label} ({row.facts})" if row.facts else row.label, row.figures) for row in view.rows)
        blocks.append(Grid(of_figures(say(language, "report.campaigns.campaign"), view.columns, rows)))
    if view.boosted:
        blocks.append(Figures(view.boosted, say(language, "report.campaigns.boosted")))
    if planned is not None:
        blocks.append(Words(planned.sentences, say(language, "report.campaigns.budget")))
        blocks.append(Grid(planned.table, note=planned.note))
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    lead = view.sentence if view.groups or view.boosted else ""
    return Part("campaigns", say(language, "report.part.campaigns"), lead, tuple(blocks))
