"""Tables of the report as PowerPoint's own: columns as wide as their words ask, rows over as many slides as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cmdash.model.views import Column, Figure, Table
from cmdash.report import lettering
from cmdash.report.slides import markup
from cmdash.report.slides.markup import Paragraph, said
from cmdash.report.slides.master import BOTTOM, ROOM, TOP, Box
from cmdash.report.slides.pieces import Piece, Text, head
from cmdash.report.slides.sheet import Sheet

PAD, ABOVE = 5.0, 4.0  # points beside and above the words of a cell
SIZES = (12.0, 11.0, 10.0)
AIR = 60.0  # points a column may have beyond its wish
WHOLE = 0.6  # of the width from which a table takes all of it
LAST = 3  # rows that go on together, at least, where a table has many
APART = 12.0  # points between a number and the words of the next column


@dataclass(frozen=True)
class Rows:
    """Rows of a table under its head, with the note below the last of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    size: float
    heading: str = ""
    note: str = ""
    told: str = ""
    heights: tuple[float, ...] = ()  # of the head and of each row
    figures: tuple[Figure, ...] = ()

    def _cells(self, row: Sequence[str], bold: bool = False) -> list[Paragraph]:
        return [
            said(text, self.size, "tx2" if bold else "tx1", bold, align="r" if column.number else "l")
            for column, text in zip(self.columns, row, strict=True)
        ]

    def _high(self, cells: Sequence[Paragraph]) -> float:
        taken = (
            cell.height(width - _sides(self.columns, at))
            for at, (cell, width) in enumerate(zip(cells, self.widths, strict=True))
        )
        return max(taken, default=0.0) + 2 * ABOVE + 1

    def _head(self) -> list[Paragraph]:
        return self._cells([column.label for column in self.columns], bold=True)

    def measured(self) -> Rows:
        """The same with its heights: they are asked for at each slide."""
        taken = (self._high(self._cells(row)) for row in self.rows)
        return replace(self, heights=(self._high(self._head()), *taken))

    def _above(self, width: float) -> float:
        return markup.height(head(self.heading), width) + 4 if self.heading else 0.0

    def _below(self, width: float) -> float:
        return lettering.height(self.note, 10, width) + 8 if self.note else 0.0

    def height(self, width: float) -> float:
        return self._above(width) + sum(self.heights) + self._below(width)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        heights = self.heights
        if self._above(width) + sum(heights) + self._below(width) <= room:
            return self, None
        used, count = self._above(width) + heights[0], 0
        for high in heights[1:]:
            if used + high > room:
                break
            used, count = used + high, count + 1
        if count == len(self.rows):  # the note alone goes on: a row goes with it
            count -= 1
        if count >= 2 * LAST:
            count = min(count, len(self.rows) - LAST)
        return self.parted(count) if count > 0 else (None, self)

    def parted(self, count: int) -> tuple[Rows, Rows]:
        """So many rows, and those that go on under the same head, with the note."""
        heights = self.heights
        first = replace(self, rows=self.rows[:count], heights=heights[: count + 1], note="")
        return first, replace(self, rows=self.rows[count:], heights=(heights[0], *heights[count + 1 :]))

    def cut(self, width: float, room: float) -> tuple[Piece, Piece]:
        """The first row, too high for any slide, in two: each cell goes on after the last words that fit."""
        free = room - self._above(width) - self.heights[0] - 2 * ABOVE - 1
        most = max(1, int(free / (self.size * lettering.LEADING)))
        pairs = [
            lettering.broken(text, self.size, wide - _sides(self.columns, at), most)
            for at, (text, wide) in enumerate(zip(self.rows[0], self.widths, strict=True))
        ]
        first, rest = tuple(begun for begun, _ in pairs), tuple(left for _, left in pairs)
        begun = replace(self, rows=(first,), note="").measured()
        return begun, replace(self, rows=(rest, *self.rows[1:])).measured()

    def unheaded(self) -> Piece:
        return replace(self, heading="")

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        if self.heading:
            high = markup.height(head(self.heading), width)
            sheet.words(head(self.heading), Box(left, top, width, high), self.heading)
            top += high + 4
        heights = self.heights
        box = Box(left, top, sum(self.widths), sum(heights))
        rows = [self._cells(row) for row in self.rows]
        lefts = [_sides(self.columns, at) - PAD for at in range(len(self.columns))]
        sheet.table(self._head(), rows, self.widths, heights, box, self.told, (PAD, ABOVE), lefts)
        if self.note:
            below = top + sum(heights) + 8
            note = [said(self.note, 10, "tx2")]
            sheet.words(note, Box(left, below, width, markup.height(note, width)), "Note")


def _sides(columns: Sequence[Column], at: int) -> float:
    """What the margins of a cell take of its width."""
    return 2 * PAD + (APART if at and columns[at - 1].number and not columns[at].number else 0.0)


def grid(
    table: Table,
    heading: str,
    note: str,
    size: float = SIZES[0],
    width: float = ROOM,
    room: float = BOTTOM - TOP,
) -> list[Piece]:
    """A table as pieces: at the largest size, `size` at most, that fits a slide of that room, else at the smallest, row after row.

    Where even that is too narrow for the words, the columns are shared out among tables that repeat the first. A note
    too long to stand below goes after the table as words of its own.
    """
    told = table.caption or heading or ", ".join(column.label for column in table.columns)
    after: list[Piece] = []
    if lettering.height(note, 10, width) > room / 3:
        note, after = "", [Text((note,), quiet=True)]
    made: list[Piece] = []
    for share in _shares(table, width):
        columns = tuple(table.columns[at] for at in share)
        cells = tuple(tuple(row[at] for at in share) for row in table.shown)
        last = note if share[-1] == len(table.columns) - 1 else ""
        made.append(_sized(columns, cells, heading, last, told, size, width, room))
    return [*made, *after]


def _sized(
    columns: tuple[Column, ...],
    cells: tuple[tuple[str, ...], ...],
    heading: str,
    note: str,
    told: str,
    most: float,
    width: float,
    room: float,
) -> Rows:
    for size in (one for one in SIZES if one <= most):
        widths = _widths(columns, cells, size, width)
        made = Rows(columns, cells, widths, size, heading, note, told).measured()
        narrow = any(
            least > wide for least, wide in zip(_least(columns, cells, size), made.widths, strict=True)
        )
        if not narrow and made.height(width) <= room:
            return made
    return made


def _shares(table: Table, width: float) -> list[list[int]]:
    """The columns that go together: all of them where they fit at the smallest size."""
    least = _least(table.columns, table.shown, SIZES[-1])
    shares: list[list[int]] = [[0]]
    used = least[0]
    for at in range(1, len(table.columns)):
        if used + least[at] > width and len(shares[-1]) > 1:
            shares.append([0])
            used = least[0]
        shares[-1].append(at)
        used += least[at]
    return shares


def _least(columns: Sequence[Column], cells: Sequence[Sequence[str]], size: float) -> list[float]:
    """The width below which a word of a column breaks; a very long word may."""
    found = []
    for at, column in enumerate(columns):
        body = max((lettering.longest_word(row[at], size) for row in cells), default=0.0)
        found.append(
            (min(max(body, lettering.longest_word(column.label, size, True)), 150.0)) / lettering.SPARE
            + _sides(columns, at)
            + 1
        )
    return found


def _widths(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], size: float, width: float
) -> tuple[float, ...]:
    """What each column gets: its words on one line where that fits, else less of what is long."""
    least = _least(columns, cells, size)
    taken = [
        [lettering.width(row[at], size) / lettering.SPARE for row in cells] for at in range(len(columns))
    ]
    wish = []
    for at, column in enumerate(columns):
        label = lettering.width(column.label, size, True) / (1.8 if column.number else 1.0)
        wish.append(max([*taken[at], label, least[at] - _sides(columns, at)]) + _sides(columns, at) + 2)
    if sum(wish) <= width:
        return _aired(columns, wish, width)
    if sum(least) >= width:
        return tuple(one * width / sum(least) for one in least)
    weights = [
        max(sum(column) / max(len(column), 1), max(column, default=0.0) / 3, 1.0) ** 0.5 for column in taken
    ]
    return _shared(least, wish, weights, width)


def _aired(columns: Sequence[Column], wish: list[float], width: float) -> tuple[float, ...]:
    """Room to spare: numbers in columns of one width, and air between all of them."""
    widest = max((much for column, much in zip(columns, wish, strict=True) if column.number), default=0.0)
    even = [widest if column.number else much for column, much in zip(columns, wish, strict=True)]
    if sum(even) <= width:
        wish = even
    air = (width - sum(wish)) / len(wish)
    if air > AIR and sum(wish) + AIR * len(wish) < WHOLE * width:
        air = AIR
    return tuple(one + air for one in wish)


def _shared(
    least: Sequence[float], wish: Sequence[float], weights: Sequence[float], width: float
) -> tuple[float, ...]:
    """Too little room: each column has its longest word, none more than it wishes, and long ones share the rest."""
    low, high = 0.0, width
    for _ in range(40):
        middle = (low + high) / 2
        given = [
            max(few, min(much, middle * weight))
            for few, much, weight in zip(least, wish, weights, strict=True)
        ]
        low, high = (middle, high) if sum(given) <= width else (low, middle)
    return tuple(
        max(few, min(much, low * weight)) for few, much, weight in zip(least, wish, weights, strict=True)
    )
