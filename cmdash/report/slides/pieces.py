"""What stands on a slide, each piece with the room it takes: words, columns of words, figures and posts as cards.

A piece tells its height in a width, splits where a slide ends, and draws itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cmdash.charts.palette import palette
from cmdash.model.post_views import PostCard
from cmdash.model.views import Change, Figure
from cmdash.report.slides import markup
from cmdash.report.slides.markup import Paragraph, Run, said
from cmdash.report.slides.master import Box
from cmdash.report.slides.sheet import Sheet
from cmdash.wording import message

GAP = 12.0  # between cards, in points
INSET, TIGHT = 10.0, 7.0  # within a card, and within a small one
APART = 28.0  # between columns of words
MOODS = {"good": "accent4", "bad": "accent5", "usual": "tx2", "plain": "tx1"}


class Piece(Protocol):
    """Something that takes room on a slide. `heading` is empty where the slide's title says it."""

    @property
    def heading(self) -> str: ...
    @property
    def figures(self) -> tuple[Figure, ...]: ...
    def height(self, width: float) -> float: ...
    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into the room, and what goes on over the next slide. The first is None where nothing fits."""

    def unheaded(self) -> Piece: ...
    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None: ...


def head(heading: str, size: float = 13.0) -> list[Paragraph]:
    """The heading of a piece, if it has one."""
    return [said(heading, size, "tx1", True)] if heading else []


@dataclass(frozen=True)
class Text:
    """Sentences. `bar` marks the person's own words; `quiet` is a remark beside what was said."""

    items: tuple[str, ...]
    heading: str = ""
    points: bool = False
    quiet: bool = False
    bar: bool = False
    size: float = 14.0
    figures: tuple[Figure, ...] = ()

    def paragraphs(self) -> list[Paragraph]:
        size = min(self.size - 1, 11.0) if self.quiet else self.size
        colour = "tx2" if self.quiet else "tx1"
        space = size * (0.5 if self.points else 0.35)
        made = [
            said(item, size, colour, point=self.points, before=space if at or self.heading else 0.0)
            for at, item in enumerate(self.items)
        ]
        return [*head(self.heading, max(self.size, 12.0)), *made]

    def height(self, width: float) -> float:
        return markup.height(self.paragraphs(), width - (14 if self.bar else 0)) + 2

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        for count in range(len(self.items), 0, -1):
            first = replace(self, items=self.items[:count])
            if first.height(width) <= room:
                rest = self.items[count:]
                return first, replace(self, items=rest) if rest else None
        return self._cut(width, room)

    def _cut(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """An item longer than the room goes on after the last word that fits."""
        text, low, high = self.items[0], 0, len(self.items[0])
        while low < high:
            middle = (low + high + 1) // 2
            fits = replace(self, items=(text[:middle],)).height(width) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        at = text.rfind(" ", 0, low)
        at = at if at > 0 else low
        if at <= 0:
            return None, self
        return replace(self, items=(text[:at],)), replace(self, items=(text[at:].lstrip(), *self.items[1:]))

    def unheaded(self) -> Piece:
        return replace(self, heading="")

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        box = Box(left, top, width, self.height(width))
        sheet.words(self.paragraphs(), box, self.heading or "Text", bar="accent1" if self.bar else "")


@dataclass(frozen=True)
class Columns:
    """Lists of sentences side by side."""

    texts: tuple[Text, ...]
    heading: str = ""
    figures: tuple[Figure, ...] = ()

    def _room(self, width: float) -> float:
        return (width - APART * (len(self.texts) - 1)) / len(self.texts)

    def height(self, width: float) -> float:
        return max(text.height(self._room(width)) for text in self.texts)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        return (self, None) if self.height(width) <= room else (None, self)

    def unheaded(self) -> Piece:
        return self

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        room = self._room(width)
        for at, text in enumerate(self.texts):
            text.draw(sheet, left + at * (room + APART), top, room)


@dataclass(frozen=True)
class Cards:
    """Cards in rows, all of one height in a row; each is a list of paragraphs with a name."""

    cards: tuple[tuple[str, tuple[Paragraph, ...]], ...]
    across: int
    heading: str = ""
    stamped: tuple[Figure, ...] = ()  # one a card, or none
    inset: float = INSET

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.stamped

    def _rows(self) -> list[tuple[tuple[str, tuple[Paragraph, ...]], ...]]:
        return [self.cards[at : at + self.across] for at in range(0, len(self.cards), self.across)]

    def _room(self, width: float) -> float:
        return (width - GAP * (self.across - 1)) / self.across

    def _heights(self, width: float) -> list[float]:
        inner = self._room(width) - 2 * self.inset
        return [
            max(markup.height(made, inner) for _, made in row) + 2 * self.inset + 2 for row in self._rows()
        ]

    def height(self, width: float) -> float:
        heights = self._heights(width)
        above = markup.height(head(self.heading), width) + 6 if self.heading else 0.0
        return above + sum(heights) + GAP * (len(heights) - 1)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        for count in range(len(self._heights(width)), 0, -1):
            at = count * self.across
            first = replace(self, cards=self.cards[:at], stamped=self.stamped[:at])
            if first.height(width) <= room:
                rest = replace(self, cards=self.cards[at:], stamped=self.stamped[at:])
                return first, rest if rest.cards else None
        return None, self

    def unheaded(self) -> Piece:
        return replace(self, heading="")

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        if self.heading:
            high = markup.height(head(self.heading), width)
            sheet.words(head(self.heading), Box(left, top, width, high), self.heading)
            top += high + 6
        room = self._room(width)
        for row, high in zip(self._rows(), self._heights(width), strict=True):
            for at, (name, made) in enumerate(row):
                box = Box(left + at * (room + GAP), top, room, high)
                sheet.words(made, box, name, ground="bg2", inset=self.inset)
            top += high + GAP


def figure_cards(figures: Sequence[Figure], heading: str, small: bool = False, across: int = 0) -> Cards:
    """Figures as cards: name, value with its unit, changes in words, what it rests on; `across` side by side if given."""
    made = tuple((figure.label, _figure(figure, small)) for figure in figures)
    across = across or (_across(len(figures)) if len(figures) > 2 else 4)
    return Cards(made, across, heading, tuple(figures), TIGHT if small else INSET)


def _across(count: int) -> int:
    """How many cards stand side by side so that the last row is not left almost empty."""
    if count <= 4:
        return count
    return next((n for n in (4, 3) if count % n == 0 or count % n == n - 1), 4)


def _figure(figure: Figure, small: bool) -> tuple[Paragraph, ...]:
    unit = (Run(f" {figure.unit}", 11, "tx2"),) if figure.unit else ()
    value = Paragraph((Run(figure.shown, 20 if small else 26, "tx1", True), *unit), before=2)
    return (
        said(figure.label, 11 if small else 12, "tx2"),
        value,
        *(_change(change, 10 if small else 11) for change in figure.changes),
        *(said(note, 10, "tx2", before=2) for note in figure.notes),
    )


def _change(change: Change, size: float) -> Paragraph:
    """A change in words, its number first; that it is out of the usual is said too, never by colour alone."""
    colour = MOODS[change.mood]
    rest = change.text.removeprefix(change.shown) if change.shown else change.text
    word = f", {change.word}" if change.word and change.mood != "usual" else ""
    first = (Run(change.shown, size, colour, True),) if change.shown else ()
    return Paragraph((*first, Run(rest + word, size, colour)), before=2)


def post_cards(cards: Sequence[PostCard], heading: str, language: str, small: bool = False) -> Cards:
    """Posts as cards: how far from the habit, where and when, the words of the post, its figures, the reason."""
    made = tuple((card.network_label or "Post", _post(card, language, small)) for card in cards)
    return Cards(made, max(3, min(len(cards), 4)), heading, inset=TIGHT if small else INSET)


def _post(card: PostCard, language: str, small: bool) -> tuple[Paragraph, ...]:
    where = " · ".join(part for part in (card.network_label, card.format, card.when) if part)
    size = 10.0 if small else 11.0
    lines = [
        said(message(language, "posts.times", index=card.index_shown), 12 if small else 14, "tx1", True),
        Paragraph(
            (Run("■ ", size, palette("light").network(card.network)), Run(where, size, "tx2")), before=2
        ),
        said(
            markup.one_line(card.text) or message(language, "posts.no_text"),
            11 if small else 12,
            "tx1",
            before=4,
        ),
        said(card.facts, size, "tx2", before=4),
    ]
    if card.habit:
        lines.append(said(card.habit, 10, "tx2", before=3))
    return tuple(lines)
