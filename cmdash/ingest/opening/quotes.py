"""Quotes that open and never close: the rows they swallowed come back, each on its own line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmdash.ingest.opening.dialect import lines

LONGEST_CELL = 200  # lines that a cell may hold; a quote still open then was never meant to


def swallowed(cells: Sequence[str], mark: str, width: int) -> bool:
    """Whether a cell of several lines holds rows: a line of it is divided as often as a whole row."""
    least = max(2, width - 1)
    return any(line.count(mark) >= least for cell in cells for line in re.split(r"[\r\n]+", cell)[1:])


def mend(text: str, mark: str) -> tuple[str, int] | None:
    """The text with every stray quote written as text, and how many records had one; None where none had.

    A record goes over several lines where its quotes close before a delimiter or a line end; else each line is a
    record, and a quote that its own line does not close is a letter like any other.
    """
    physical = list(lines(text))
    out: list[str] = []
    mended = place = 0
    while place < len(physical):
        taken = _record(physical, place, mark)
        line = "".join(physical[place : place + taken])
        body = line.rstrip("\r\n")
        end = line[len(body) :]
        cells, stray = _divide(body, mark)
        mended += stray
        out.append(line if not stray else mark.join(map(_quoted, cells)) + end)
        place += taken
    return ("".join(out), mended) if mended else None


def _record(physical: Sequence[str], place: int, mark: str) -> int:
    """How many lines a record takes: one, or as many as close its quotes."""
    if _closed(physical[place], mark):
        return 1
    so_far = physical[place]
    for count in range(1, min(LONGEST_CELL, len(physical) - place)):
        so_far += physical[place + count]
        if _closed(so_far, mark):
            return count + 1
    return 1


def _closed(text: str, mark: str) -> bool:
    """Whether every cell that begins with a quote ends with one."""
    return not _divide(text.rstrip("\r\n"), mark)[1]


def _divide(text: str, mark: str) -> tuple[list[str], bool]:
    """The cells of a record, and whether a quote in it opened and did not close before a delimiter or the end."""
    cells, stray, place = [], False, 0
    closing = re.compile(rf'"(?:(?:[^"]|"")*)"(?={re.escape(mark)}|$)')
    while True:
        if text[place : place + 1] == '"':
            found = closing.match(text, place)
            if found:
                cells.append(found.group()[1:-1].replace('""', '"'))
                place = found.end()
                if place >= len(text):
                    return cells, stray
                place += 1
                continue
            stray = True
        end = text.find(mark, place)
        cells.append(text[place : end if end >= 0 else len(text)])
        if end < 0:
            return cells, stray
        place = end + 1


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
