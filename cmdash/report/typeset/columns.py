"""How wide the columns of a printed table are: measured, so that no word leaves its cell and no table its page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cmdash.model.views import Table
from cmdash.report.typeset import glyphs
from cmdash.report.typeset.lettering import BREAK

SIZES = (9.0, 8.2, 7.5)  # points; the largest that fits is taken
SMALL = 7.5
GUTTER = 10.0  # points between two columns
WHOLE = 16  # letters up to which a number with its words stays on one line
FULL = 0.72  # a table nearly as wide as the page is made as wide
PIECES = 60  # in how many pieces the space of a table is given out
PIECE = 9.0  # ems of a long word that stay together
NAME = 14.0  # ems that the names at the head of the rows have at least, where they want them
MOST = 11  # columns of one table, even if more would fit: beyond, nobody follows a row


@dataclass(frozen=True)
class Fit:
    """A table, or a piece of it, ready to print: which columns, their widths and the size of the type in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]
    size: float


def fit(table: Table, room: float, small: bool = False) -> tuple[Fit, ...]:
    """The table on a page `room` points wide. In several pieces where even the smallest type is too wide: each has the
    first column again."""
    every = tuple(range(len(table.columns)))
    for size in (SMALL,) if small else SIZES:
        found = _fitted(table, every, room, size)
        if found is not None and len(every) <= MOST + 2:
            return (found,)
    return tuple(_pieces(table, room))


def _pieces(table: Table, room: float) -> list[Fit]:
    pieces: list[Fit] = []
    rest = list(range(1, len(table.columns)))
    while rest:
        count = min(len(rest), MOST)
        if len(rest) > count:
            count = min(count, -(-len(rest) // -(-len(rest) // MOST)))  # pieces of about equal width
        found = None
        while found is None:
            taken = (0, *rest[:count])
            found = _fitted(table, taken, room, SMALL, forced=count == 1)
            count -= 1
        pieces.append(found)
        rest = rest[len(found.columns) - 1 :]
    return pieces


def _fitted(
    table: Table, columns: tuple[int, ...], room: float, size: float, forced: bool = False
) -> Fit | None:
    """The widths of these columns at a size; None where the narrowest are too wide together."""
    space = room - GUTTER * (len(columns) - 1)
    least, most = zip(*(_needs(table, at, size) for at in columns), strict=True)
    if sum(least) > space:
        if not forced:
            return None
        least = tuple(min(one, space / len(columns)) for one in least)
    if sum(most) <= space:
        widths = list(most)
        if sum(most) > FULL * space:
            widths = [one + (space - sum(most)) / len(most) for one in most]
        return Fit(columns, tuple(widths), size)
    return Fit(columns, _shared(table, columns, least, most, size, space), size)


def _shared(
    table: Table,
    columns: tuple[int, ...],
    least: tuple[float, ...],
    most: tuple[float, ...],
    size: float,
    space: float,
) -> tuple[float, ...]:
    """The space given out in small pieces, each to the column whose words, or whose head, make the table highest."""
    heads = [glyphs.width(table.columns[at].label.replace(BREAK, ""), size, bold=True) for at in columns]
    lengths = [[glyphs.width(row[at].replace(BREAK, ""), size) for at in columns] for row in table.shown]
    lengths.append(heads)
    # who wants no more than the fair share gets it, as far as the others can stand
    fair = space / len(columns)
    widths = list(least)
    for at in sorted(range(len(most)), key=most.__getitem__):
        if most[at] <= fair and sum(widths) + most[at] - widths[at] <= space:
            widths[at] = most[at]
    piece = max((space - sum(widths)) / PIECES, 1.0)
    while sum(widths) + piece <= space:
        wanting = [0.0] * len(widths)
        for row in lengths:
            lines = [length / width for length, width in zip(row, widths, strict=True)]
            longest = max(range(len(lines)), key=lines.__getitem__)
            if lines[longest] > 1:
                wanting[longest] += lines[longest] / widths[longest]
        chosen = max(range(len(wanting)), key=wanting.__getitem__)
        if not wanting[chosen]:
            break
        widths[chosen] = min(widths[chosen] + piece, max(most[chosen], widths[chosen]))
        if widths[chosen] >= most[chosen]:
            lengths = [[0.0 if at == chosen else one for at, one in enumerate(row)] for row in lengths]
    # what is left goes to the columns whose heads or words still break
    for at, wish in enumerate(most):
        widths[at] += min(max(wish - widths[at], 0.0), max(space - sum(widths), 0.0))
    return tuple(widths)


def _needs(table: Table, at: int, size: float) -> tuple[float, float]:
    """The narrowest and the widest that a column is at a size, in points."""
    head = table.columns[at]
    cells = [row[at] for row in table.shown]
    words = [(word, True) for word in _words(head.label)]
    if head.number:
        words += [(cell, False) for cell in cells if len(cell) <= WHOLE]
        words += [(word, False) for cell in cells if len(cell) > WHOLE for word in _words(cell)]
    else:
        words += [(word, False) for cell in cells for word in _words(cell)]
    least = max((_least(word, size, bold) for word, bold in set(words)), default=size)
    # a head of a column of numbers goes on in a second line rather than push the others aside
    lines = _two_lines(head.label, size) if head.number else glyphs.width(head.label, size, bold=True)
    widest = max((glyphs.width(cell.replace(BREAK, ""), size) for cell in set(cells)), default=0.0)
    most = max(least, lines, widest)
    figures = sum(column.number for column in table.columns)
    if at == 0 and not head.number and 2 * figures > len(table.columns):
        least = max(least, min(most, NAME * size))
    return least, most


def _least(word: str, size: float, bold: bool) -> float:
    """How narrow a word can stand: one that may break anywhere still keeps a readable piece on a line."""
    whole = glyphs.width(word.replace(BREAK, ""), size, bold)
    return min(whole, PIECE * size) if BREAK in word else whole


def _two_lines(text: str, size: float) -> float:
    """How wide a text is in at most two lines."""
    words = text.split(" ")
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words) + 1))
    return min(max(glyphs.width(half, size, bold=True) for half in pair) for pair in halves)


def _words(text: str) -> list[str]:
    """The pieces of a text between which a line may end: a no-break space ends none."""
    return [word for word in re.split(r"[ \t\n]+", text.replace("-", "- ")) if word]
