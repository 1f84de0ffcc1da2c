"""How the cells of a text file are divided: its delimiter, a `sep=` line, lines quoted twice."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CANDIDATES = (",", ";", "\t", "|")
ROWS = 150
ACCEPTED = 0.4
LONGEST_FIGURE = 40  # no figure or date is longer; keeps the patterns off long texts
_SEP = re.compile(r'"?sep=(?P<mark>[\t -!#-~]|)"?(?P<rest>[;,\t|]*)(?P<end>\r\n|\r|\n|$)', re.IGNORECASE)
_FIGURE = re.compile(
    r"[-+−(]?\s*[€$£]?\s*\d[\d\s\u00a0\u202f.,'’]*\s*(?:%|[kKmM€$£]|[A-Z]{3})?\)?$"  # 1 234,5 / 12 % / 18,9K
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?$|\d{1,2}:\d{2}(?::\d{2})?$"
)
_DECIMAL_COMMA = re.compile(r"\s*[-+]?\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*,\d+\s*%?\s*$")


@dataclass(frozen=True)
class Dialect:
    """`delimiter` None: one column. `skip` is the length in bytes of a `sep=` line. `width`: the usual cell count."""

    delimiter: str | None
    skip: int
    width: int


def sniff(sample: str, complete: bool) -> Dialect:
    """The dialect of a text from its beginning. `complete`: the sample is the whole text.

    The delimiter is the one that gives neighbouring rows the same cell count and leaves pieces that look like
    cells. A delimiter named by a `sep=` line is believed unless no row holds it.
    """
    named = _SEP.match(sample)
    body = sample[named.end() :] if named else sample
    skip = len(sample[: named.end()].encode()) if named else 0
    tables = {mark: records(body, mark, complete) for mark in CANDIDATES}
    if named and (mark := named["mark"]):
        rows = tables.get(mark) or records(body, mark, complete)
        others = [_score(table) for table in tables.values() if len(table) > 2]
        if any(len(row) > 1 for row in rows) or max(others, default=0.0) < ACCEPTED:
            return Dialect(mark, skip, usual_width(rows))
    best = max(CANDIDATES, key=lambda mark: _score(tables[mark]))
    if _score(tables[best]) < ACCEPTED or (best == "," and _decimals_only(body, tables[best])):
        return Dialect(None, skip, 1)
    return Dialect(best, skip, usual_width(tables[best]))


def records(sample: str, delimiter: str, complete: bool) -> list[list[str]]:
    """The first records of a sample, blank ones left out; the last is dropped when it may be cut."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(lines(sample), delimiter=delimiter):
            if row:
                found.append(row)
            if len(found) > ROWS:
                return found
    except csv.Error:  # a cell beyond csv's own limit, from an unclosed quote: judge on what came before
        return found
    return found if complete or len(found) < 2 else found[:-1]


def lines(text: str) -> Iterator[str]:
    """Physical lines with their ends; only CR, LF and CRLF end a line."""
    return (found.group() for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text))


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The most frequent cell count, the larger one of two equally frequent."""
    counts = Counter(len(row) for row in rows)
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _score(rows: list[list[str]]) -> float:
    """0 to 1: how much the rows agree on a cell count above 1, times how whole their cells look."""
    widths = [len(row) for row in rows]
    if not rows or max(widths) < 2:
        return 0.0
    near = [
        width > 1 and width in (*widths[max(0, i - 1) : i], *widths[i + 1 : i + 2])
        for i, width in enumerate(widths)
    ]
    agreed = 1.0 if len(rows) == 1 else sum(near) / len(rows)
    divided = 0.6 * sum(width > 1 for width in widths) / len(rows)
    cells = [cell for row in rows for cell in row if len(row) > 1]
    return max(agreed, divided) * sum(map(_wholeness, cells)) / len(cells)


def _wholeness(cell: str) -> float:
    """1 for a figure, a date or a link; 0 for a piece that another delimiter would divide further."""
    if not cell:
        return 0.8
    if (len(cell) <= LONGEST_FIGURE and _FIGURE.match(cell)) or cell.startswith(("http://", "https://")):
        return 1.0
    if re.search(r"\S[;\t|]\S|[^\s\d],\S|\S,[^\s\d]", cell) and "\n" not in cell and " " not in cell[:40]:
        return 0.0
    if re.search(r"\S[;\t|]\S", cell) and len(cell) < 200:
        return 0.1
    return 0.5 if cell[0] == " " else 0.9


def _decimals_only(sample: str, rows: list[list[str]]) -> bool:
    """Whether every line that a comma divides is one number with a decimal comma: then it is one column."""
    divided = [line.rstrip("\r\n") for line in lines(sample) if "," in line][:ROWS]
    return usual_width(rows) == 2 and all(
        len(line) <= LONGEST_FIGURE and _DECIMAL_COMMA.match(line) for line in divided
    )
