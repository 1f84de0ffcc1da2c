"""The parts of a report shared out among slides, each set as large as it needs the fewest of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, Report, Words
from cmdash.model.views import Chart
from cmdash.report.slides import lettering, tables
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.master import ROOM, title_size
from cmdash.report.slides.pages import BETWEEN, Page, distinct, poured
from cmdash.report.slides.pieces import Columns, Piece, Text, figure_cards, post_cards

NOTES = 40.0  # points that the note of a chart may take
COMMENT = 13.0  # least size of the person's own words


@dataclass(frozen=True)
class Scale:
    """How large a part is set: its words, those of its tables at most, and whether its cards are small."""

    words: float
    cells: float = 12.0
    small: bool = False
    gap: float = BETWEEN

    @property
    def columns(self) -> float:
        """The size of words in columns."""
        return min(self.words, 14.0)


# A part takes the first at which it needs the fewest slides, an owner's report the first at which it needs one.
SCALES = (Scale(16), Scale(14), Scale(13), Scale(12), Scale(12, 11, True, 12), Scale(11, 10, True, 10))
DENSE = (*SCALES, Scale(10.5, 10, True, 9), Scale(10, 10, True, 8))


def pages(report: Report) -> list[Page]:
    """The slides of the report without its cover. An owner's parts share one slide as far as they fit."""
    if report.audience == "owner":
        found = _for_owner(report)
    else:
        found = [page for part in report.parts for page in _of_part(part, report)]
    return distinct(found)


def _for_owner(report: Report) -> list[Page]:
    """As many parts together as share a slide, then the others."""
    found: list[Page] = []
    left = list(report.parts)
    while left:
        shared = next((n for n in range(len(left), 1, -1) if _together(left[:n], report, not found)), 1)
        made = _together(left[:shared], report, not found) if shared > 1 else None
        found += [made] if made else _of_part(left[0], report)
        del left[:shared]
    return found


def _together(parts: Sequence[Part], report: Report, first: bool) -> Page | None:
    """Parts on one slide, as large as that allows; None where they do not fit."""
    lead = report.headline if first else parts[0].lead
    title = lead if lead and title_size(lead) else parts[0].title
    for size in DENSE:
        pieces = _pieces(parts[0], report, size)
        if lead and title != lead:
            pieces.insert(0, Text((lead,), size=size.words))
        for part in parts[1:]:
            pieces += _under(part, _pieces(part, report, size), size)
        made = poured(pieces, title, parts[0].title, " · ".join(part.title for part in parts), size.gap)
        if len(made) == 1:
            return made[0]
    return None


def _under(part: Part, made: list[Piece], size: Scale) -> list[Piece]:
    """The pieces of a part below those of another: its title and its lead stand among them."""
    if part.lead:
        return [Text((part.lead,), part.title, size=size.words), *made]
    if made and isinstance(made[0], Text) and not made[0].heading:
        return [replace(made[0], heading=part.title), *made[1:]]
    return [Text((), part.title, size=size.words), *made]


def _of_part(part: Part, report: Report) -> list[Page]:
    """The slides of one part: its finding is the first title, where it is short enough for one."""
    lead = part.lead or (report.headline if part.id == "summary" else "")
    titled = bool(lead) and title_size(lead) is not None
    best: list[Page] = []
    for size in SCALES:
        pieces = _pieces(part, report, size)
        if lead and not titled:
            pieces.insert(0, Text((lead,), size=size.words))
        found = poured(pieces, lead if titled else part.title, part.title, part.title, size.gap)
        if not best or len(found) < len(best):
            best = found
        if len(best) == 1:
            break
    return best


def _pieces(part: Part, report: Report, size: Scale) -> list[Piece]:
    made: list[Piece] = (
        [Text((part.comment,), bar=True, size=max(size.words, COMMENT))] if part.comment else []
    )
    blocks = list(part.blocks)
    while blocks:
        together = _side_by_side(blocks)
        if len(together) > 1:
            made.append(Columns(tuple(
                Text(block.items, block.heading, block.points, size=size.columns) for block in together
            )))  # fmt: skip
        else:
            made += _piece(blocks[0], report.language, size)
        blocks = blocks[max(len(together), 1) :]
    return made


def _side_by_side(blocks: Sequence[Block]) -> list[Words]:
    """The two or three lists at the beginning that stand beside each other."""
    found: list[Words] = []
    for block in blocks[:3]:
        if not isinstance(block, Words) or block.quiet or not block.heading:
            break
        found.append(block)
    return found


def _piece(block: Block, language: str, size: Scale) -> Iterable[Piece]:
    if isinstance(block, Words):
        return (
            [Text(block.items, block.heading, block.points, block.quiet, size=size.words)]
            if block.items
            else []
        )
    if isinstance(block, Figures):
        return [figure_cards(block.figures, block.heading, size.small)] if block.figures else []
    if isinstance(block, Drawing):
        return _graph(block.chart, language)
    if isinstance(block, Grid):
        return tables.grid(block.table, block.heading, block.note, size.cells)
    return [post_cards(block.cards, block.heading, language, size.small)] if block.cards else []


def _graph(chart: Chart, language: str) -> list[Piece]:
    """A chart; what happened on its way goes below it as a remark where the note would grow too long."""
    made = Graph(chart, language, chart.title)
    if lettering.height(made.note, 10, ROOM) <= NOTES:
        return [made]
    return [replace(made, brief=True), Text((" · ".join(made.marks),), quiet=True)]
