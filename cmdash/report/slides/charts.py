"""Charts over time as PowerPoint's own, with a data sheet behind that can be edited.

Gaps stay gaps, a line is not joined over a break.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pptx.enum.chart import XL_CHART_TYPE

from cmdash.model.views import Chart, Figure
from cmdash.report import lettering
from cmdash.report.slides.chart_data import Data
from cmdash.report.slides.chart_look import dress
from cmdash.report.slides.chart_names import names_height
from cmdash.report.slides.markup import said
from cmdash.report.slides.master import DRAWING, NOTE, SUBTITLE, Box
from cmdash.report.slides.pieces import Piece
from cmdash.report.slides.sheet import Sheet
from cmdash.wording import message

KINDS = {
    "stack": XL_CHART_TYPE.COLUMN_STACKED,
    "flow": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
LEAST = 210.0  # points below which a chart is not read
TOLD = ("break", "event")  # marks said below the chart; holidays only explain a dip on the page


@dataclass(frozen=True)
class Graph:
    """A chart with its subtitle and its note. It takes the room that is there, `LEAST` points at least."""

    chart: Chart
    language: str
    heading: str = ""
    room: float = 0.0
    brief: bool = False
    figures: tuple[Figure, ...] = ()

    @property
    def marks(self) -> list[str]:
        """What happened on the way, in words."""
        steps = {step.key: step.long for step in self.chart.steps}
        return [
            message(self.language, "report.file.named", name=steps[mark.key], text=mark.text)
            for mark in self.chart.marks
            if mark.kind in TOLD and mark.key in steps
        ]

    @property
    def note(self) -> str:
        """What the chart rests on, and what happened on its way unless a remark says it."""
        return " · ".join(filter(None, [self.chart.note, *([] if self.brief else self.marks)]))

    def _texts(self, width: float) -> tuple[float, float, float]:
        """The heights of the heading, the subtitle and the note."""
        above = lettering.height(self.heading, 14, width, True) + 2 if self.heading else 0.0
        under = lettering.height(self.chart.subtitle, 12, width) + 6 if self.chart.subtitle else 0.0
        below = lettering.height(self.note, 10, width) + 6 if self.note else 0.0
        return above, under, below

    def height(self, width: float) -> float:
        return max(self.room, sum(self._texts(width)) + max(LEAST, names_height(self.chart, width)))

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        return (replace(self, room=room), None) if self.height(width) <= room else (None, self)

    def unheaded(self) -> Piece:
        return replace(self, heading="")

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        above, under, below = self._texts(width)
        whole = self.height(width)
        if self.heading:
            sheet.words([said(self.heading, 14, "tx1", True)], Box(left, top, width, above), self.heading)
        sheet.hold(SUBTITLE, [said(self.chart.subtitle, 12, "tx2")], Box(left, top + above, width, under))
        box = Box(left, top + above + under, width, whole - above - under - below)
        told = self.chart.alt or self.chart.title
        drawn = sheet.chart(KINDS[self.chart.form], Data(self.chart, self.language), box, told, DRAWING)
        dress(drawn, self.chart, sheet, box)
        sheet.hold(NOTE, [said(self.note, 10, "tx2")], Box(left, top + whole - below + 4, width, below - 4))
