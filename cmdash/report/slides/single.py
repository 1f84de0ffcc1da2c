"""The owner's report: one slide to read standing. What it has no room for is in its notes, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, PostCards, Report, Words
from cmdash.model.views import Figure
from cmdash.report import lettering
from cmdash.report.slides import markup
from cmdash.report.slides.master import BOTTOM, ROOM, TITLES, top_below
from cmdash.report.slides.pages import Page
from cmdash.report.slides.pieces import (
    APART,
    GAP,
    TIGHT,
    Cards,
    Columns,
    Piece,
    Text,
    figure_cards,
    post_cards,
)

CARDS, POSTS, LISTS = 6, 3, 3  # at most
GAPS = (12.0, 26.0)  # between the rows, the least and the most
SMALL = 12.0  # size of words at and below which the cards are small too
EYEBROW = 11.0


@dataclass(frozen=True)
class Measure:
    """How much goes on the slide: items of a list, lines of an item, lines of a post, whether the person's words do."""

    items: int
    lines: int
    post: int = 2
    comments: bool = False


MEASURES = (  # the person's own words before the last items of a list
    Measure(4, 5, comments=True),
    Measure(3, 4, comments=True),
    Measure(2, 3, 1, comments=True),
    Measure(4, 5),
    Measure(3, 4),
    Measure(3, 4, 1),
    Measure(3, 3, 1),
    Measure(2, 4),
    Measure(2, 3, 1),
    Measure(2, 2, 1),
    Measure(1, 1, 1),
)
SIZES = (16.0, 14.0, 13.0, 12.0, 11.0)


def page(report: Report) -> Page:
    """The slide: the headline, the figures, lists side by side, the posts. The largest that fits with the most on it."""
    size, most = TITLES[-1]
    title = lettering.clipped(report.headline or report.title, size, ROOM, most, bold=True)
    room = BOTTOM - top_below(title)
    for measure in MEASURES:
        for words in SIZES:
            pieces = _pieces(report, measure, words)
            taken = [piece.height(ROOM) for piece in pieces]
            if sum(taken) + GAPS[0] * (len(taken) - 1) <= room:
                return _made(report, title, pieces, room - sum(taken))
    return _made(report, title, pieces[:1], 0.0)  # the figures; the rest is told in the notes


def _made(report: Report, title: str, pieces: Sequence[Piece], spare: float) -> Page:
    gap = max(GAPS[0], min(GAPS[1], spare / max(len(pieces) - 1, 1)))
    about = " · ".join(text for text in (report.title, report.period) if text)
    found = Page(title, lettering.clipped(about, EYEBROW, ROOM, 1, bold=True), gap)
    for piece in pieces:
        found.add(piece)
    found.aside = tuple(_aside(report, _shown(found, pieces)))
    return found


def _pieces(report: Report, measure: Measure, size: float) -> list[Piece]:
    small = size <= SMALL
    found: list[Piece] = []
    comments = tuple(part.comment for part in report.parts if part.comment)
    if measure.comments and comments:
        found.append(Text(comments, bar=True, size=size))
    if figures := _figures(report)[:CARDS]:
        found.insert(0, figure_cards(figures, "", small))
    lists = [one for part in report.parts for one in _lists(part, measure.items)][:LISTS]
    if lists:
        wide = (ROOM - APART * (len(lists) - 1)) / len(lists) - markup.indent(size)
        found.append(Columns(tuple(_list(one, size, wide, measure.lines) for one in lists)))
    for part in report.parts:
        for block in part.blocks:
            if isinstance(block, PostCards) and block.cards:
                found.append(_posts(part, block, report.language, measure, small))
                break
    return found


def _figures(report: Report) -> list[Figure]:
    return [
        figure
        for part in report.parts
        for block in part.blocks
        if isinstance(block, Figures)
        for figure in block.figures
    ]


def _lists(part: Part, most: int) -> Iterator[Words]:
    """The sentences of a part under their heading; what is planned joins the first of them as far as there is room."""
    found = [
        replace(block, heading=block.heading or part.title, items=block.items[:most])
        for block in part.blocks
        if isinstance(block, Words) and block.items and not block.quiet
    ]
    for block in part.blocks:
        if isinstance(block, Grid):
            rows = tuple(_line(row) for row in block.table.shown)
            if not found:
                found.append(Words(rows[:most], block.heading or part.title))
    yield from found


def _line(row: Sequence[str]) -> str:
    return " · ".join(cell for cell in row if cell.strip())


def _list(words: Words, size: float, width: float, lines: int) -> Text:
    items = tuple(lettering.clipped(item, size, width, lines) for item in words.items)
    return Text(items, words.heading, points=True, size=size)


def _posts(part: Part, block: PostCards, language: str, measure: Measure, small: bool) -> Piece:
    """The posts with their words in few lines; what their habit is stands in the notes."""
    wide = (ROOM - GAP * (POSTS - 1)) / POSTS - 2 * TIGHT - 8
    cards = [
        replace(card, text=lettering.clipped(markup.one_line(card.text), 12, wide, measure.post), habit="")
        for card in block.cards[:POSTS]
    ]
    return post_cards(cards, part.title, language, small)


def _shown(found: Page, pieces: Sequence[Piece]) -> str:
    """All that stands on the slide."""
    said = [found.title, found.part]
    for piece in pieces:
        for text in piece.texts if isinstance(piece, Columns) else (piece,):
            said.append(text.heading)
            if isinstance(text, Text):
                said += text.items
            elif isinstance(text, Cards):
                said += ["".join(run.text for run in line.runs) for _, made in text.cards for line in made]
    return "\n".join(said)


def _aside(report: Report, shown: str) -> Iterator[str]:
    """What the slide does not say, part by part."""
    if report.headline and report.headline not in shown:
        yield report.headline
    for part in report.parts:
        told = [part.comment, part.lead, *(text for block in part.blocks for text in _told(block))]
        left = [text for text in told if text and text not in shown]
        if left:
            yield part.title
            yield from (f"   {text}" for text in left)
    yield report.made


def _told(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield from block.items
    elif isinstance(block, Figures):
        yield from (_figure(figure) for figure in block.figures[CARDS:])
    elif isinstance(block, Grid):
        yield from (_line(row) for row in block.table.shown)
        yield block.note
    elif isinstance(block, PostCards):
        for card in block.cards:
            yield from (markup.one_line(card.text), card.facts, card.habit)
    elif isinstance(block, Drawing):
        yield block.chart.alt


def _figure(figure: Figure) -> str:
    value = f"{figure.label} {figure.shown} {figure.unit}".rstrip()
    return " · ".join((value, *(change.text for change in figure.changes)))
