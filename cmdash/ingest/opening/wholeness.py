"""Whether a piece of a divided line looks like a whole cell, or like a part that was cut in the wrong place."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_FIGURE = 40  # no figure or date is longer; keeps the patterns off long texts
_FIGURE = re.compile(
    r"[-+−(]?\s*[€$£]?\s*\d[\d\s\u00a0\u202f.,'’]*\s*(?:%|[kKmM€$£]|[A-Z]{3})?\)?$"  # 1 234,5 / 12 % / 18,9K
    r"|[-+]?\d*\.?\d+[eE][-+]?\d+$"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?$|\d{1,2}:\d{2}(?::\d{2})?$"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_DIVISIBLE = re.compile(r"\S[;\t|]\S|[^\s\d],\S|\S,[^\s\d]")


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, a date or a time."""
    return len(cell) <= LONGEST_FIGURE and _FIGURE.match(cell) is not None


@lru_cache(maxsize=8192)
def of(cell: str, marks: str = "") -> float:
    """1 for a figure, a date or a link; 0 for a piece that another delimiter would divide further.

    `marks` are delimiters known to divide every row of the sheet evenly.
    """
    cell = cell.rstrip(" ")
    if not cell:
        return 0.8
    if is_figure(cell) or cell.startswith(("http://", "https://")):
        return 1.0
    if marks and "\n" not in cell and _holds(cell, marks):
        return 0.1
    if _DIVISIBLE.search(cell) and "\n" not in cell and " " not in cell[:40]:
        return 0.0
    if re.search(r"\S[;\t|]\S", cell) and len(cell) < 200:
        return 0.1
    if _is_cut(cell):
        return 0.2
    return 0.5 if cell[0] == " " else 0.9


def _holds(cell: str, marks: str) -> bool:
    """Whether a delimiter stands in a cell where no sentence and no pair of brackets would have it."""
    bare = _BRACKETED.sub("", cell)
    return any(
        re.search(rf"{re.escape(mark)}(?! )" if mark in ",;" else re.escape(mark), bare) for mark in marks
    )


def _is_cut(cell: str) -> bool:
    """Whether a bracket stands without its other half, or a quote: the piece was cut out of something."""
    if len(cell) > 400:
        return False
    if any(cell.count(a) != cell.count(b) for a, b in ("()", "[]", "{}")) and not re.search(
        r"[:;]-?[()]", cell
    ):
        return True
    return cell.count('"') % 2 == 1 and (cell[0] == '"' or cell[-1] == '"')
