"""Slides to be: pieces put on them in their order, nothing beyond an edge, each slide with a title of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cmdash.model.views import Figure
from cmdash.report.slides import tables
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.master import BOTTOM, ROOM, TOP, title_size, top_below
from cmdash.report.slides.pieces import Cards, Columns, Piece, Text

BETWEEN = 14.0  # points between two pieces
BELOW = 125.0  # points that a chart leaves to what is small enough to share its slide
HEIGHT = BOTTOM - TOP
LONG, SPARSE = 14, 0.4  # rows of a table that begins on a slide of which less than that is used
FEW = 0.25  # of a last slide: used less, it is hardly one


@dataclass
class Page:
    """A slide to be: its title, the part it is of, its pieces from top to bottom."""

    title: str
    part: str
    gap: float = BETWEEN
    pieces: list[Piece] = field(default_factory=list)
    used: float = 0.0
    run: int = 0  # which slide it is of those on which one piece goes on
    aside: tuple[str, ...] = ()  # what the notes say beside the stamps

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


def poured(
    pieces: Sequence[Piece], title: str, further: str, part: str, gap: float, long: int = LONG
) -> list[Page]:
    """The pieces on slides, in their order. What fits an empty slide is not cut, but for a table of `long` rows."""
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
        both = high + page.gap + waiting[0].height(ROOM) if _introduces(piece, waiting) else high
        if page.pieces and page.room < both <= page.height and both > high:
            found.append(_next(piece, further, page))
            waiting.insert(0, _named(piece, found[-1]))
            continue
        if high <= page.room:
            page.add(piece)
            continue
        if isinstance(piece, Columns) and (not page.pieces or high > page.height):
            waiting[:0] = piece.texts
            continue
        begins = (
            isinstance(piece, tables.Rows) and len(piece.rows) >= long and page.used < page.height * SPARSE
        )
        if page.pieces and not begins and (high <= HEIGHT or page.room < page.height / 3):
            found.append(_next(piece, further, page, bool(waiting)))
            waiting.insert(0, _named(piece, found[-1]))
            continue
        first, rest = piece.split(ROOM, page.room)
        if first is not None:
            page.add(first)
        elif page.pieces:
            found.append(_next(piece, further, page))
            waiting.insert(0, _named(piece, found[-1]))
            continue
        elif isinstance(piece, tables.Rows):
            begun, rest = piece.cut(ROOM, page.room)
            page.add(begun)
        else:
            page.add(piece)  # a card higher than a slide: texts of posts are shortened before
            rest = None
        if rest is not None:
            page.run = page.run or 1
            found.append(_next(piece, page.title if page.title != title else further, page))
            found[-1].run = page.run + 1 if len(page.pieces) == 1 else 2  # it began below something else
            waiting.insert(0, _named(rest, found[-1]))
    return [page for page in found if page.pieces] or found[:1]


def _next(piece: Piece, further: str, page: Page, more: bool = False) -> Page:
    """The slide that begins with a piece, under its heading; a sentence alone, with `more` after it, heads no slide."""
    alone = more and isinstance(piece, Text) and len(piece.items) == 1 and not piece.quiet
    return Page(piece.heading if _short(piece.heading) and not alone else further, page.part, page.gap)


def _introduces(piece: Piece, waiting: Sequence[Piece]) -> bool:
    """Whether it is the words above a table: they stay with it."""
    after = waiting[0] if waiting else None
    words = isinstance(piece, Text) and bool(piece.heading) and not piece.quiet
    return words and isinstance(after, tables.Rows) and not after.heading


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


def filled(found: list[Page]) -> list[Page]:
    """The slides; a last one with hardly anything on it takes half of the table that ends the one before."""
    if len(found) < 2 or found[-1].used >= found[-1].height * FEW or found[-1].run:
        return found
    before, last = found[-2:]
    table, first = before.pieces[-1], last.pieces[0]
    if not isinstance(table, tables.Rows) or len(table.rows) < 2 * tables.LAST:
        return found
    if not isinstance(first, Text | tables.Rows):
        return found
    kept, moved = table.parted(len(table.rows) // 2)
    same = before.part if before is found[0] else before.title  # the finding is the title of one slide alone
    made = Page(table.heading if _short(table.heading) else same, last.part, last.gap)
    made.run = before.run + 1 if before.run and made.title == before.title else 2
    under = first if first.heading or last.title == last.part else replace(first, heading=last.title)
    for piece in (_named(moved, made), under, *last.pieces[1:]):
        made.add(piece)
    if made.used > made.height:
        return found
    rows = [*before.pieces[:-1], kept]
    shorter = replace(before, pieces=[], used=0.0, run=before.run or int(made.title == before.title))
    for piece in rows:
        shorter.add(piece)
    return [*found[:-2], shorter, made]


def distinct(found: Sequence[Page]) -> list[Page]:
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
