"""Where the rows of data begin in a block of cells, told by the kinds of the cells column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cmdash.ingest.layout.cells import DATE, EMPTY, LINK, NUMBER, SENTENCE, WORD, classify

Rows = Sequence[Sequence[str]]
LONGEST = 120  # letters of a column's name
COUNTED = 0.6  # a column of figures: at least this share of its filled cells are numbers or dates
_YEAR = re.compile(r"^(?:19|20)\d{2}(?:\.0)?(?:\s?[*†\\(/)]{1,2}\s?\d{0,2}\)?)?$")
_PERIOD = re.compile(
    r"^(?:(?:(?:0?[1-9]|1[0-2])[/.-])?(?:19|20)\d{2}|[A-Za-zÀ-ÿ.]{3,10}[ -]?\d{1,4}|[TQSWH]\d{1,2}(?:[ /-]?\d{2,4})?)\b.{0,14}$"
)


def figure_columns(kinds: Sequence[Sequence[str]]) -> list[int]:
    """The columns that hold numbers or dates below whatever stands above them."""
    found = []
    for column, cells in enumerate(zip(*kinds, strict=True)):
        told = [kind for kind in cells if kind != EMPTY]
        counted = sum(kind in (NUMBER, DATE) for kind in told)
        later = [kind for kind in cells[len(cells) // 2 :] if kind != EMPTY]
        if counted and max(_share(told), _share(later)) >= COUNTED:
            found.append(column)
    return found


def _share(kinds: Sequence[str]) -> float:
    return sum(kind in (NUMBER, DATE) for kind in kinds) / len(kinds) if kinds else 0.0


def first_data_row(rows: Rows) -> int | None:
    """The first row that holds figures where the columns have them; None where no column holds figures."""
    kinds = [[classify(cell) for cell in row] for row in rows]
    columns = figure_columns(kinds)
    if not columns:
        return None
    for index, row in enumerate(kinds):
        figures = [i for i in columns if row[i] in (NUMBER, DATE)]
        words = [i for i in columns if row[i] in (WORD, SENTENCE, LINK)]
        if not figures or len(figures) < len(words) or sum(kind != EMPTY for kind in row) < 2:
            continue
        if len(figures) == len(words) and not index and WORD in row and row.count(WORD) == len(row) - 1:
            continue  # one name that reads like a date
        if names_periods(rows, index, columns):
            continue
        return index
    return None


def names_periods(rows: Rows, index: int, columns: Sequence[int]) -> bool:
    """Whether a row names years or other periods over columns of figures of another kind: then it is a header."""
    row = rows[index]
    named = [(i, row[i].strip()) for i in columns if row[i].strip()]
    told = [(i, cell) for i, cell in named if _YEAR.match(cell) or _PERIOD.match(cell)]
    if len(told) < max(2, len(named) / 2):
        return False
    if any(
        classify(cell) != WORD for i, cell in named if (i, cell) not in told
    ):  # "Total", "Moyenne" beside them
        return False
    years = [cell[:4] for _, cell in told if _YEAR.match(cell)]
    next_row = next((r for r in rows[index + 1 :] if any(c.strip() for c in r)), None)
    if len(set(years)) == 1 and next_row and reads_as_names(next_row) and not is_title(next_row, len(row)):
        return True  # a year over the names of its columns
    below_it = [
        r
        for r in rows[index + 1 : index + 4]
        for i, _ in told
        if r[i].strip() and not _YEAR.match(r[i].strip())
    ]
    if years and len(years) == len(told) and not row[0].strip() and below_it:
        return True  # years under names of groups
    if years and (len(set(years)) < len(years) or years not in (sorted(years), sorted(years, reverse=True))):
        return False
    below = [r for r in rows[index + 1 : index + 9] if any(c.strip() for c in r)]
    values = [r[i].strip() for r in below for i, _ in told if r[i].strip()]
    figures = [value for value in values if classify(value) in (NUMBER, DATE)]
    alike = sum(bool(_YEAR.match(value)) if years else classify(value) != NUMBER for value in figures)
    if not values:  # columns that are empty as far as the eye sees
        return len(years) > 2 and len(years) == len(told)
    return bool(figures) and alike < 0.3 * len(figures)


def with_figures(rows: Rows) -> list[bool]:
    """Which rows may be rows of data: those with a figure where columns hold figures; all, where no column does."""
    kinds = [[classify(cell) for cell in row] for row in rows]
    columns = figure_columns(kinds)
    return [not columns or any(row[i] in (NUMBER, DATE) for i in columns) for row in kinds]


def is_title(row: Sequence[str], width: int) -> bool:
    """Whether a row above a header is a line of text: one filled cell, the leftmost, over a table of several columns."""
    places = [i for i, cell in enumerate(row) if cell.strip()]
    if not places:
        return True
    if len(places) == 1:
        return places[0] == 0 or classify(row[places[0]]) == SENTENCE
    lines = [row[i].strip() for i in places]
    if len(places) > 2 and len(set(lines)) == 1:  # a merged title, said in each of its cells
        return True
    return (len(places) == 2 < width and lines[0].endswith(":")) or lines[0].startswith("#")


def tells_units(row: Sequence[str]) -> bool:
    """Whether all that a row says stands in brackets: the units of the columns."""
    told = [cell.strip() for cell in row if cell.strip()]
    bracketed = [cell[0] + cell[-1] in ("()", "[]") for cell in told]
    return len(told) > 1 and all(bracketed[1:]) and (bracketed[0] or len(told) > 2)


def reads_as_names(row: Sequence[str]) -> bool:
    """Whether hardly anything in a row is a figure, a link or a sentence, periods aside."""
    told = [(kind, cell.strip()) for cell in row if (kind := classify(cell)) != EMPTY]
    strange = [
        cell
        for kind, cell in told
        if kind != WORD
        and not (_YEAR.match(cell) or (kind == DATE and _PERIOD.match(cell)))
        and not (kind == SENTENCE and len(cell) < LONGEST)
    ]
    return bool(told) and len(strange) <= 0.25 * len(told)


def recurs(row: Sequence[str], below: Rows) -> float:
    """The share of the words of a row that stand again below in their column, or are built like all that stands there.

    `Nantes` over `Nantes`, `C01` over `C02`: such a row is one of the rows, not the name of its columns.
    """
    said = [i for i, cell in enumerate(row) if classify(cell) in (WORD, SENTENCE)]
    others = [r for r in below if list(r) != list(row) and any(c.strip() for c in r)]
    if not said or len(others) < 2:
        return 0.0
    again = 0
    for i in said:
        cells = [r[i].strip() for r in others if r[i].strip()]
        own = row[i].strip()
        if own in cells:
            again += 1
        elif cells and any(letter.isdigit() for letter in own):
            usual, count = Counter(map(_build, cells)).most_common(1)[0]
            again += usual == _build(own) and count >= 0.7 * len(cells) and len(cells) > 1
    return again / len(said)


def _build(cell: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell))
