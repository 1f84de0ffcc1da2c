"""How the cells of a text file are divided: its delimiter, its quote, what escapes a quote, a `sep=` line."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cmdash.ingest.opening import wholeness

CANDIDATES = (",", ";", "\t", "|")
RARE = (":", "#", "~", "^", "!", "*", "\x1f", "\x01")  # taken only where the usual ones fail or divide less
NESTING = "#~^\x1f\x01"  # those of them that stand in no date, time or sentence
ROWS = 150
MOST_ABOVE = 12  # lines above a table: titles, comments
ACCEPTED = 0.4
EVEN = 0.9  # a rare delimiter divides nearly all rows alike
LONGEST_CELL = 20_000  # letters between two apostrophes; keeps an apostrophe that nothing closes off the rest
LONGEST_FIGURE = 40  # no figure or date is longer; keeps the patterns off long texts
_SEP = re.compile(r'"?sep=(?P<mark>[\t -!#-~]|)"?(?P<rest>[;,\t|]*)(?P<end>\r\n|\r|\n|$)', re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"\s*[-+]?\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*,\d+\s*%?\s*$")
_CLOCK = re.compile(r"(?<=\d):(?=\d)|:(?=//)")
_COMMENT = re.compile(r"[#%]")
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True)
class Dialect:
    """`delimiter` None: one column. `skip` is the length in bytes of a `sep=` line. `width`: the usual cell count.

    `escaped`: a quote inside of quotes is written after a backslash. `spaced`: spaces stand between a delimiter and a
    quote. `aligned`: the delimiter is a space, and several of them are one.
    """

    delimiter: str | None
    skip: int
    width: int
    quote: str = '"'
    escaped: bool = False
    spaced: bool = False
    aligned: bool = False

    @property
    def plain(self) -> bool:
        """Whether a common reader divides the text as it is."""
        return not (self.escaped or self.spaced or self.aligned or self.quote == "'")


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
    found = _best(body, tables, complete)
    return replace(found, skip=skip)


def _best(body: str, tables: dict[str, list[list[str]]], complete: bool) -> Dialect:
    """The dialect whose rows score highest, the usual delimiters before the rare ones."""
    marked = {mark: replace(_quoted(body, mark), width=usual_width(rows)) for mark, rows in tables.items()}
    for mark, dialect in marked.items():
        if not dialect.plain:
            tables[mark] = records(standard(body, dialect), mark, complete)
            marked[mark] = replace(dialect, width=usual_width(tables[mark]))
    even = tuple(mark for mark in CANDIDATES if _evenness(tables[mark]) >= EVEN and marked[mark].width > 2)
    scores = {mark: _score(rows, even, mark) for mark, rows in tables.items()}
    best = max(CANDIDATES, key=lambda mark: scores[mark])
    full = [mark for mark in CANDIDATES if len(tables[mark]) > 2 and _evenness(tables[mark]) == 1.0]
    if len(full) == 1 and best not in full and len(tables[best][0]) == 1:  # it divides the header too
        best = full[0]
        scores[best] = max(scores[best], ACCEPTED)
    rare = _rare(body, complete, even)
    if rare and (scores[best] < ACCEPTED or _outdoes(rare, tables[best], scores[best])):
        return rare[0]
    if scores[best] < ACCEPTED and _only_one(tables, best):
        return marked[best]
    if scores[best] < ACCEPTED or (best == "," and _decimals_only(body, tables[best])):
        return Dialect(None, 0, 1)
    return marked[best]


def _only_one(tables: dict[str, list[list[str]]], best: str) -> bool:
    """Whether nothing else divides, and the first row has as many cells as any: a sheet of short rows."""
    rows = tables[best]
    others = any(len(row) > 1 for mark, table in tables.items() if mark != best for row in table)
    divided = sum(len(row) > 1 for row in rows)
    return (
        bool(rows) and not others and len(rows[0]) == max(map(len, rows)) > 2 and divided >= 0.5 * len(rows)
    )


def _outdoes(rare: tuple[Dialect, float], rows: list[list[str]], score: float) -> bool:
    """Whether a rare delimiter divides more evenly, and into more cells, than the best usual one."""
    mark = rare[0].delimiter or ""
    if mark not in NESTING or rare[0].width <= usual_width(rows):
        return False
    inside = sum(any(mark in cell for cell in row) for row in rows)
    return inside >= EVEN * len(rows) and (rare[1] > score or _evenness(rows) < 1.0 or usual_width(rows) == 2)


def _rare(body: str, complete: bool, even: tuple[str, ...]) -> tuple[Dialect, float] | None:
    """The rare delimiter, or the runs of spaces, that divide all rows alike; None where none does."""
    found: list[tuple[Dialect, float]] = []
    for mark in RARE:
        if body.count(mark) < 2 or (mark == ":" and len(_CLOCK.findall(body)) * 2 > body.count(":") - 1):
            continue
        dialect = _quoted(body, mark)
        rows = records(standard(body, dialect), mark, complete)
        width = usual_width(rows)
        if width > 2 and len(rows) > 1 and _evenness(rows) >= EVEN:
            found.append((replace(dialect, width=width), _score(rows, even, mark)))
    if not even and " " in body:
        aligned = Dialect(" ", 0, 2, aligned=True)
        rows = _without_preamble(records(standard(body, aligned), " ", complete))
        width = usual_width(rows)
        share = sum(len(row) == width for row in rows) / max(len(rows), 1)
        figures = sum(wholeness.is_figure(cell) for row in rows for cell in row)
        if width > 1 and len(rows) > 2 and share >= EVEN and figures >= 0.25 * width * len(rows):
            runs = bool(_SPACES.search(body)) or body.startswith(" ")
            found.append((Dialect(" ", 0, width, aligned=runs), share * 0.9))
    return max((pair for pair in found if pair[1] >= ACCEPTED), key=lambda pair: pair[1], default=None)


def _quoted(body: str, mark: str) -> Dialect:
    """A dialect of this mark: cells quoted by apostrophes, after a space, with escaped quotes, or as usual."""
    found = Dialect(mark, 0, 1)
    m = re.escape(mark)
    if "'" in body and not re.search(rf'(?:^|{m} ?)"', body, re.MULTILINE):
        opened = len(re.findall(rf"(?:^|{m}) *'(?=[^'\r\n])", body, re.MULTILINE))
        closed = len(re.findall(rf"(?<=[^'\r\n{m}])' *(?={m}|$)", body, re.MULTILINE))
        whole = len(
            re.findall(rf"(?:^|{m}) *'(?:[^'\r\n]|'(?! *(?:{m}|$)))*+' *(?={m}|$)", body, re.MULTILINE)
        )
        if opened and abs(opened - closed) <= 0.1 * opened and whole >= 0.5 * opened:
            return replace(found, quote="'", spaced=bool(re.search(rf"{m} +'", body)))
    if '"' not in body:
        return found
    spaced = len(re.findall(rf'{m} +"', body))
    tight = len(re.findall(rf'{m}"', body))
    escaped = len(re.findall(rf'(?<!\\)(?:\\\\)*\\"(?! *(?:{m}|[\r\n]|$))', body))
    doubled = len(re.findall(rf'[^{m}\r\n" ]""[^{m}\r\n"]', body))
    return replace(found, escaped=escaped > doubled, spaced=mark != " " and spaced > tight)


def standard(text: str, dialect: Dialect) -> str:
    """A text in a dialect of its own, written as common readers take it: quotes doubled, no spaces around them.

    Cells between apostrophes are written between quotes: an apostrophe ends a cell only before a delimiter or at the
    end of a line (`'it isn't so',12`).
    """
    quote = dialect.quote
    if dialect.escaped:
        text = re.sub(
            rf"((?<!\\)(?:\\\\)*)\\{quote}", lambda found: found[1].replace("\\\\", "\\") + quote * 2, text
        )
    if dialect.aligned:
        pieces = re.split(rf"({quote}(?:[^{quote}]|{quote}{quote})*{quote})", text)
        pieces[::2] = [
            re.sub(r" +(?=[\r\n]|$)|(?m:^ +)", "", _SPACES.sub(" ", piece)) for piece in pieces[::2]
        ]
        return "".join(pieces)
    if dialect.spaced and dialect.delimiter:
        mark = re.escape(dialect.delimiter)
        cell = rf"(?P<cell>(?:^|(?<={mark})|(?<=[\r\n])) *{quote}(?:[^{quote}]|{quote}{quote})*{quote} *(?={mark}|[\r\n]|$))"
        text = re.sub(cell, lambda found: found["cell"].strip(" "), text)
    return _requoted(text, dialect.delimiter) if quote == "'" and dialect.delimiter else text


def _requoted(text: str, delimiter: str) -> str:
    """Every cell quoted by apostrophes, quoted by quotes; other cells as they are."""
    mark = re.escape(delimiter)
    inner = rf"(?:[^']|''|'(?!'| *(?:{mark}|[\r\n]|$))){{0,{LONGEST_CELL}}}+"
    cell = rf"(?:^|(?<={mark})|(?<=[\r\n])) *'(?P<inner>{inner})' *(?={mark}|[\r\n]|$)"
    return re.sub(cell, lambda found: '"' + found["inner"].replace("''", "'").replace('"', '""') + '"', text)


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


def _evenness(rows: list[list[str]]) -> float:
    """The share of rows that have the usual cell count above 1; a single row tells nothing."""
    counts = Counter(len(row) for row in rows)
    return (
        max((n for width, n in counts.items() if width > 1), default=0) / len(rows) if len(rows) > 1 else 0.0
    )


def _score(rows: list[list[str]], marks: Sequence[str] = (), own: str = "") -> float:
    """0 to 1: how much the rows agree on a cell count above 1, times how whole their cells look.

    `marks` are the delimiters that divide all rows evenly: a piece that holds one of them is no whole cell.
    """
    told = len(rows)
    rows = _without_preamble(rows)
    widths = [len(row) for row in rows]
    if not rows or max(widths) < 2:
        return 0.0
    near = [
        width > 1 and width in (*widths[max(0, i - 1) : i], *widths[i + 1 : i + 2])
        for i, width in enumerate(widths)
    ]
    agreed = 1.0 if len(rows) == 1 else sum(near) / len(rows)
    divided = 0.6 * sum(width > 1 for width in widths) / len(rows)
    others = "".join(mark for mark in marks if mark != own)
    cells = [cell for row in rows for cell in row if len(row) > 1]
    after = [cell for row in rows for cell in row[1:] if cell]
    spaced = bool(after) and sum(cell[0] == " " for cell in after) >= EVEN * len(after)
    if spaced and len(rows) < told and usual_width(rows) == 2:
        return 0.0  # sentences under a header of one word
    if spaced and len(rows) == told:  # ", " is the habit of the whole sheet
        cells = [cell.strip(" ") for cell in cells]
    whole = sum(wholeness.of(cell, others) for cell in cells) / len(cells)
    return (
        max(agreed, divided)
        * whole
        * (0.9 + 0.1 * _evenness(rows))
        * (0.75 + 0.25 * len(rows) / told)
        * (0.7 if own == "|" and len(rows) == 1 else 1.0)
    )


def _without_preamble(rows: list[list[str]]) -> list[list[str]]:
    """The rows without comments and without the lines above the table, where what is left is even."""
    usual = usual_width([row for row in rows if len(row) > 1])
    told = [row for row in rows if len(row) == usual or not _COMMENT.match(row[0])]
    first = next((i for i, row in enumerate(told) if len(row) == usual), 0)
    rest = told[first:] if usual > 1 and first <= MOST_ABOVE else told
    return rest if len(rest) > 1 and _evenness(rest) >= EVEN else told if len(told) > 1 else rows


def _decimals_only(sample: str, rows: list[list[str]]) -> bool:
    """Whether every line that a comma divides is one number with a decimal comma: then it is one column."""
    divided = [line.rstrip("\r\n") for line in lines(sample) if "," in line][:ROWS]
    return usual_width(rows) == 2 and all(
        len(line) <= LONGEST_FIGURE and _DECIMAL_COMMA.match(line) for line in divided
    )
