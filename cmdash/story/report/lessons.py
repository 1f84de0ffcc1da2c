"""What was learned: claims kept from before, put to the test of the posts since."""

from __future__ import annotations

from cmdash.model.report_views import Grid, Part
from cmdash.model.views import Column
from cmdash.story.lessons import lessons
from cmdash.story.report.making import Making
from cmdash.story.report.tables import NONE, of_words
from cmdash.story.words import say

COLUMNS = ("claim", "state", "decision", "told")


def part(making: Making) -> Part | None:
    """Absent where no lesson was kept."""
    language, kept = making.language, making.profile.lessons
    if not kept:
        return None
    columns = [Column(name, say(language, f"report.lessons.{name}")) for name in COLUMNS]
    rows = (
        (
            view.sentence,
            view.word,
            view.lesson.decision or NONE,
            " · ".join(
                say(language, "report.lessons.term", name=name, text=text)
                for name, text in view.terms
                if text != view.lesson.decision
            ),
        )
        for view in lessons(making.tracking, kept, making.today, language)
    )
    return Part("lessons", say(language, "report.part.lessons"), "", (Grid(of_words(columns, rows)),))
