"""The parts of a report shared out among slides: each slide with a title of its own, nothing beyond its edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, Report, Words
from cmdash.model.views import Figure
from cmdash.report.slides import tables
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.master import BOTTOM, ROOM, TOP, title_size, top_below
from cmdash.report.slides.pieces import Cards, Columns, Piece, Text, figure_cards, post_cards

BETWEEN = 14.0  # points between two pieces
COMMENT = 13.0  # least size of the person's own words
BELOW = 125.0  # points that a chart leaves to what is small enough to share its slide
HEIGHT = BOTTOM - TOP


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


@dataclass
class Page:
    """A slide to be: its title, the part it is of, its pieces from top to bottom."""

    title: str
    part: str
    gap: float = BETWEEN
    pieces: list[Piece] = field(default_factory=list)
    used: float = 0.0
    run: int = 0  # which slide it is of those on which one piece goes on

    @property
    def height(self) -> float:
        """The points below the title; a number behind the title may come to it."""
        return BOTTOM - top_below(f"{self.title} (10/10)")

    def settled(self) -> list[Piece]:
        """The pieces once the title is final: a chart takes the room that no number behind it needed."""
        spare = BOTTOM - top_below(self.title) - self.height
        return [
            replace(piece, room=piece.room + spare) if isinstance(piece, Graph) else piece
            for piece in self.pieces
        ]

    @property
    def room(self) -> float:
        return self.height - self.used - (self.gap if self.pieces else 0.0)

    def add(self, piece: Piece) -> None:
        self.used += (self.gap if self.pieces else 0.0) + piece.height(ROOM)
        self.pieces.append(piece)

    @property
    def figures(self) -> list[Figure]:
        """The figures on the slide, each once."""
        return list(dict.fromkeys(figure for piece in self.pieces for figure in piece.figures))


def pages(report: Report) -> list[Page]:
    """The slides of the report without its cover. An owner's parts share one slide as far as they fit."""
    if report.audience == "owner":
        found = _for_owner(report)
    else:
        found = [page for part in report.parts for page in _of_part(part, report)]
    return _distinct(found)


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
        made = _poured(pieces, title, parts[0].title, " · ".join(part.title for part in parts), size.gap)
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
        found = _poured(pieces, lead if titled else part.title, part.title, part.title, size.gap)
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
        return [Graph(block.chart, language, block.chart.title)]
    if isinstance(block, Grid):
        return tables.grid(block.table, block.heading, block.note, size.cells)
    return [post_cards(block.cards, block.heading, language, size.small)] if block.cards else []


def _poured(pieces: Sequence[Piece], title: str, further: str, part: str, gap: float) -> list[Page]:
    """The pieces on slides, in their order. What fits an empty slide is not cut, unless it has just begun to be."""
    found = [Page(title, part, gap)]
    waiting = list(pieces)
    if waiting:
        waiting[0] = _named(waiting[0], found[0])
    while waiting:
        piece, page = waiting.pop(0), found[-1]
        if isinstance(piece, Graph):
            quiet = _followers(waiting)
            _draw_up(piece, quiet, found, further)
            del waiting[: len(quiet)]
            continue
        high = piece.height(ROOM)
        if high <= page.room:
            page.add(piece)
            continue
        if isinstance(piece, Columns) and (not page.pieces or high > page.height):
            waiting[:0] = piece.texts
            continue
        if page.pieces and (high <= HEIGHT or page.room < page.height / 3):
            found.append(_next(piece, further, page))
            waiting.insert(0, _named(piece, found[-1]))
            continue
        first, rest = piece.split(ROOM, page.room)
        if first is not None:
            page.add(first)
        elif not page.pieces:
            page.add(piece)  # a single row higher than a slide: it shrinks no further
            continue
        if rest is not None:
            page.run = page.run or 1
            found.append(_next(piece, page.title if page.title != title else further, page))
            found[-1].run = page.run + 1
            waiting.insert(0, _named(rest, found[-1]))
    return [page for page in found if page.pieces] or found[:1]


def _next(piece: Piece, further: str, page: Page) -> Page:
    return Page(piece.heading if _short(piece.heading) else further, page.part, page.gap)


def _named(piece: Piece, page: Page) -> Piece:
    """The piece without its heading where the slide's title says it."""
    return piece.unheaded() if piece.heading == page.title else piece


def _short(heading: str) -> bool:
    return bool(heading) and title_size(heading) is not None


def _followers(waiting: Sequence[Piece]) -> list[Piece]:
    """The remarks and the small table that follow a chart and stand below it, as long as the chart keeps its room."""
    found: list[Piece] = []
    for piece in waiting:
        small = (isinstance(piece, Text) and piece.quiet) or (
            isinstance(piece, tables.Rows) and not piece.heading
        )
        if not small or sum(p.height(ROOM) + BETWEEN for p in (*found, piece)) > BELOW:
            break
        found.append(piece)
    return found


def _draw_up(chart: Graph, quiet: Sequence[Piece], found: list[Page], further: str) -> None:
    """A chart with the slide's title for its own; below its title where something small stands above it."""
    page = found[-1]
    below = sum(piece.height(ROOM) + page.gap for piece in quiet)
    if page.pieces or found == [page]:
        alone = not page.pieces  # the finding of the part is the title; the chart has its own above it
        light = page.used <= BELOW or all(isinstance(piece, Text | Cards) for piece in page.pieces)
        if not alone and not (light and chart.height(ROOM) + below <= page.room):
            page = _next(chart, further, page)
            found.append(page)
    made = _named(chart, page)
    page.add(replace(made, room=page.room - below) if isinstance(made, Graph) else made)
    page.used = page.height - below
    for piece in quiet:
        page.add(piece)
    page.used = page.height


def _distinct(found: Sequence[Page]) -> list[Page]:
    """Every slide with a title of its own: what goes on over several is numbered, what is said twice names its part."""
    alike: dict[tuple[str, str], list[Page]] = {}
    for page in found:
        alike.setdefault((page.part, page.title), []).append(page)
    for pages_ in alike.values():
        before = 1 if pages_[0].run == 2 else 0  # the first of them is headed by the finding
        if len(pages_) + before > 1:
            for at, page in enumerate(pages_, before + 1):
                page.title = f"{page.title} ({at}/{len(pages_) + before})"
    taken: set[str] = set()
    for page in found:
        if page.title in taken:
            page.title = f"{page.part} \u2013 {page.title}"
        taken.add(page.title)
    return list(found)
