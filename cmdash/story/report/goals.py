"""Goals against what was done, with their pace and their status in words."""

from __future__ import annotations

from cmdash.model.report_views import Grid, Part
from cmdash.model.views import Column
from cmdash.story.report.making import Making
from cmdash.story.report.tables import NONE, of_words
from cmdash.story.words import say

COLUMNS = ("goal", "period", "actual", "target", "status", "told")
NUMBERS = ("actual", "target")


def part(making: Making) -> Part | None:
    """Absent where there is no goal."""
    language, found = making.language, making.goals.cards
    if not found:
        return None
    columns = [
        Column(name, say(language, f"report.goals.{name}"), "count" if name in NUMBERS else "")
        for name in COLUMNS
    ]
    rows = (
        (card.title, card.period, card.actual or NONE, card.of or NONE, card.label, " ".join(card.sentences))
        for card in found
    )
    shown = Grid(of_words(columns, rows), note=" ".join(making.goals.notes))
    return Part("goals", say(language, "report.part.goals"), making.goals.sentence, (shown,))
