"""The parts of a report shared out among slides, each set as large as it needs the fewest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, Report, Words
from cmdash.model.views import Chart
from cmdash.report import lettering
from cmdash.report.slides import single, tables
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.master import ROOM, title_size
from cmdash.report.slides.pages import BETWEEN, HEIGHT, Page, distinct, filled, poured
from cmdash.report.slides.pieces import Columns, Piece, Text, figure_cards, post_cards

MOST = 5  # figures side by side
GROUPS = 3  # groups of figures from which all are small
NOTES = 40.0  # points that the note of a chart may take
COMMENT = 13.0  # least size of the person's own words

CLOSING = ("next", "needs")  # parts that share a slide where they fit
LAST = "method"  # the part that goes on below a line or two of what is needed, or below the only thing to do
FEW = 0.3  # of a slide: what a line or two take
BEGUN = 4  # rows from which a table begins below them


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


# A part takes the first at which it needs the fewest slides; a few sentences that are a slide of their own are large.
LARGE = (Scale(22), Scale(20), Scale(18))
SCALES = (Scale(16), Scale(14), Scale(13), Scale(12), Scale(12, 11, True, 12), Scale(11, 10, True, 10))


def pages(report: Report) -> list[Page]:
    """The slides of the report without its cover; an owner has one."""
    if report.audience == "owner":
        return [single.page(report)] if report.parts else []
    found: list[Page] = []
    parts = list(report.parts)
    while parts:
        shared = _shared(parts, report)
        found += shared or _of_part(parts[0], report)
        del parts[: 2 if shared else 1]
    return distinct(found)


def _shared(parts: Sequence[Part], report: Report) -> list[Page]:
    """The slides that the first part shares with the second; none where it has its own."""
    ids = tuple(part.id for part in parts[:2])
    if ids == CLOSING:
        return _together(parts[0], parts[1], report)
    if len(ids) < 2 or ids[1] != LAST or ids[0] not in CLOSING:
        return []
    alone = [item for block in parts[0].blocks if isinstance(block, Words) for item in block.items]
    return _before(parts[0], parts[1], report) if ids[0] == "needs" or len(alone) == 1 else []


def _together(part: Part, other: Part, report: Report) -> list[Page]:
    """Two parts on one slide, the title of the second within; none where they do not fit at a size easily read."""
    for size in (*_large(part, other), *SCALES[:-1]):
        pieces = _pieces(part, report, size)
        below = _pieces(other, report, size)
        heads = below and isinstance(below[0], Text) and not below[0].heading and not below[0].bar
        if not pieces or not heads:
            return []
        below[0] = replace(below[0], heading=other.title)  # type: ignore[type-var]
        made = poured([*pieces, *below], part.title, part.title, part.title, size.gap)
        if len(made) == 1:
            return made
    return []


def _before(part: Part, other: Part, report: Report) -> list[Page]:
    """A part of a line or two at the head of the slides of the next; none where it is longer."""
    high = sum(piece.height(ROOM) for piece in _pieces(part, report, SCALES[0]))
    if part.lead or not other.lead or high > FEW * HEIGHT:
        return []

    def made(size: Scale) -> list[Page]:
        head = Text((other.lead,), other.title, size=size.words)
        pieces = [*_pieces(part, report, size), head, *_pieces(other, report, size)]
        return poured(pieces, part.title, other.title, part.title, size.gap, BEGUN)

    found = _fewest(made, SCALES)
    for page in found[1:]:
        page.part = other.title
    return filled(found)


def _of_part(part: Part, report: Report) -> list[Page]:
    """The slides of one part: its finding is the first title, where it is short enough for one."""
    lead = part.lead or (report.headline if part.id == "summary" else "")
    titled = bool(lead) and title_size(lead) is not None

    def made(size: Scale) -> list[Page]:
        pieces = _pieces(part, report, size)
        if lead and not titled:
            pieces.insert(0, Text((lead,), size=size.words))
        return poured(pieces, lead if titled else part.title, part.title, part.title, size.gap)

    return filled(_fewest(made, (*_large(part), *SCALES)))


def _fewest(made: Callable[[Scale], list[Page]], sizes: Sequence[Scale]) -> list[Page]:
    """The slides at the first of the sizes that needs the fewest."""
    best: list[Page] = []
    for size in sizes:
        found = made(size)
        if not best or len(found) < len(best):
            best = found
        if len(best) == 1:
            break
    return best


def _large(*parts: Part) -> tuple[Scale, ...]:
    """The large sizes, for parts of sentences alone, without headings."""
    plain = all(
        isinstance(block, Words) and not block.heading and not block.quiet
        for part in parts
        for block in part.blocks
    )
    return LARGE if plain else ()


def _pieces(part: Part, report: Report, size: Scale) -> list[Piece]:
    groups = [len(block.figures) for block in part.blocks if isinstance(block, Figures)]
    across = min(max(groups), MOST) if len(groups) > 1 else 0  # groups below each other stand on one grid
    size = replace(size, small=size.small or len(groups) >= GROUPS)
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
            made += _piece(blocks[0], report.language, size, across)
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


def _piece(block: Block, language: str, size: Scale, across: int = 0) -> Iterable[Piece]:
    if isinstance(block, Words):
        return (
            [Text(block.items, block.heading, block.points, block.quiet, size=size.words)]
            if block.items
            else []
        )
    if isinstance(block, Figures):
        return [figure_cards(block.figures, block.heading, size.small, across)] if block.figures else []
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
