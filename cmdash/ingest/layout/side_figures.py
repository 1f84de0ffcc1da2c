"""Lines that say one figure of an account beside or below a table (`Abonnés FB | 1 258`): a table of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa

from cmdash.catalog import fields_of, kinds, normalise
from cmdash.ingest.layout.cells import NUMBER, WORD, classify, filled, letter
from cmdash.ingest.layout.unpivot import beside
from cmdash.ingest.meaning.recognition import network_in_text, recognise
from cmdash.model import Finding, OpenedFile, RawTable, Sheet

MOST_ROWS = 400  # rows outside of the tables that are looked at
MOST_CELLS = 12  # cells of such a line; a longer one is a row of something
MOST_BELOW = 12  # rows at the end of a table that may be such lines
LONGEST = 60  # letters of a label
_ONE_CELL = re.compile(r"(?P<label>[^:=]{3,60}?)\s*[:=]\s*(?P<figure>[^:=]{1,20})")
_TOTAL = re.compile(r"tota(?:l|ux|le|les)\b|ensemble\b|cumul|all networks|tous (?:les )?reseaux")
Line = tuple[int, str, str, str]  # row offset, network (or nothing), figure, cell


def with_side_figures(opened: OpenedFile, tables: Sequence[RawTable]) -> list[RawTable]:
    """The tables of a file, and for each sheet one more with the figures of an account that stand in lines beside them.

    A line is a label that spells a figure of an account, alone or with a network (`Abonnés Insta`), and a number next
    to it. Sheets of a named export have none; a total of networks is none.
    """
    found: list[RawTable] = []
    for sheet in opened.sheets:
        own = [table for table in tables if table.sheet == sheet.name]
        if own and not any(recognise(table) for table in own):
            own = _apart(opened.name, sheet, own)
        found += own
    return found


def _apart(file: str, sheet: Sheet, tables: list[RawTable]) -> list[RawTable]:
    """The tables of a sheet without the lines that are none of their rows, and the table of these lines."""
    headed = [table for table in tables if table.header is not None]
    below = {id(table): _right_below(sheet, table) for table in headed}
    lines = [line for found in (_outside(sheet, headed), *below.values()) for line in found]
    named = any(network for _, network, _, _ in lines)
    lines = sorted(line for line in lines if line[1] or not named)
    if not lines or _repeated(lines, headed):
        return tables
    taken = {int(sheet.numbers[row]) for row, _, _, _ in lines}
    rest = [
        _without(table, taken, bool(below.get(id(table))))
        for table in tables
        if table.header is not None or not set(table.numbers.tolist()) <= taken
    ]
    return [*rest, _table(file, sheet, lines, tables)]


def _repeated(lines: Sequence[Line], tables: Sequence[RawTable]) -> bool:
    """Whether a table beside the lines has the figure itself: they are sums or repetitions of it."""
    names = {normalise(name) for table in tables for name in table.header or ()}
    return any(figure in names for _, _, figure, _ in lines)


def _without(table: RawTable, taken: set[int], below: bool) -> RawTable:
    """The table without the lines among its last rows, and without the remarks on lines that are read after all."""
    findings = tuple(
        f for f in table.findings if f.row not in taken or f.code not in ("title-line", "note-row")
    )
    if not below:
        return replace(table, findings=findings)
    keep = ~np.isin(table.numbers, list(taken))
    columns = tuple(column.filter(pa.array(keep)) for column in table.columns)
    return replace(table, columns=columns, numbers=table.numbers[keep], findings=findings)


def _outside(sheet: Sheet, tables: Sequence[RawTable]) -> list[Line]:
    """The lines outside of the tables: in rows of their own, or in columns without a name beside the rows."""
    if len(tables) == 1 and len(tables[0].numbers) + len(tables[0].header_rows) == sheet.height:
        return _unnamed(sheet, tables[0])
    inside = np.isin(sheet.numbers, np.concatenate([[-1], *(table.numbers for table in tables)]))
    inside |= np.isin(sheet.numbers, [row for table in tables for row in table.header_rows])
    found: list[Line] = []
    free = np.flatnonzero(~inside)
    if len(free) <= MOST_ROWS:
        for row in free.tolist():
            found += _pairs(row, [str(column[row].as_py()).strip() for column in sheet.columns])
    for table in tables:
        found += _unnamed(sheet, table)
    return found


def _right_below(sheet: Sheet, table: RawTable) -> list[Line]:
    """The lines right under the rows of a table of three columns or more, taken for rows of it."""
    if sum(bool(name.strip()) for name in table.header or ()) < 3:
        return []
    found: list[Line] = []
    for row in range(
        len(table.numbers) - 1, max(len(table.numbers) // 2, len(table.numbers) - MOST_BELOW), -1
    ):
        place = int(np.searchsorted(sheet.numbers, table.numbers[row]))
        lines = _pairs(place, [str(column[row].as_py()).strip() for column in table.columns])
        if not lines:
            break
        found += lines
    return found


def _unnamed(sheet: Sheet, table: RawTable) -> list[Line]:
    """The lines in the columns of a table that have no name, on its right."""
    names = table.header or ()
    places = [i for i, name in enumerate(names) if not name.strip()]
    if len(places) < 2 or places[-1] - places[0] != len(places) - 1:
        return []
    columns = [table.columns[i] for i in places]
    rows = np.flatnonzero(np.any([filled(column) for column in columns], axis=0))
    found: list[Line] = []
    for row in rows[:MOST_ROWS].tolist():
        place = int(np.searchsorted(sheet.numbers, table.numbers[row]))
        found += _pairs(place, [str(column[row].as_py()).strip() for column in columns])
    return found


def _pairs(row: int, cells: Sequence[str]) -> list[Line]:
    """What a line says: pairs of a label and a number, or cells such as `Abonnés FB : 1 258`; nothing where it says more."""
    said = [cell for cell in cells if cell]
    if not 0 < len(said) <= MOST_CELLS:
        return []
    found: list[Line] = []
    place = 0
    while place < len(said):
        label, figure = said[place], said[place + 1] if place + 1 < len(said) else ""
        if told := _ONE_CELL.fullmatch(label):
            label, figure, step = told["label"], told["figure"], 1
        else:
            step = 2
        line = _line(row, label, figure)
        if line is None:
            return []
        found.append(line)
        place += step
    return found


def _line(row: int, label: str, figure: str) -> Line | None:
    if classify(figure) != NUMBER or classify(label) != WORD or len(label) > LONGEST or figure.endswith("%"):
        return None
    plain = normalise(label)
    if _TOTAL.search(plain):
        return None
    network = network_in_text(label) or ""
    name = beside(label, network) if network else plain
    known = any(word in _figures() for word in (name, name.rstrip("s"), f"{name}s"))
    return (row, network, name, figure) if known else None


@cache
def _figures() -> frozenset[str]:
    """Every spelling of a figure that an account has and a publication has not: no line repeats a sum of posts."""
    posts = kinds()["posts"].fields
    own = [field for field in fields_of("account") if field.numeric]
    shared = {alias for f in own if f.id in posts and f.id != "followers" for alias in f.aliases}
    return (
        frozenset(alias for f in own if f.id not in posts or f.id == "followers" for alias in f.aliases)
        - shared
    )


def _table(file: str, sheet: Sheet, lines: list[Line], around: Sequence[RawTable]) -> RawTable:
    """The table of the lines: a row for each, a column for each figure, the network in a column of its own."""
    figures = list(dict.fromkeys(figure for _, _, figure, _ in lines))
    named = any(network for _, network, _, _ in lines)
    header = (*(("network",) if named else ()), *figures)
    cells = [
        (*((network,) if named else ()), *(cell if name == figure else "" for name in figures))
        for _, network, figure, cell in lines
    ]
    rows = [int(sheet.numbers[row]) for row, _, _, _ in lines]
    told = Finding("side-figures", "info", file, sheet.name, rows[0], params={"count": len(lines)})
    return replace(
        around[0],
        range=f"A{rows[0]}:{letter(len(sheet.columns) - 1)}{rows[-1]}",
        header=header,
        header_rows=(),
        columns=tuple(pa.array(column, pa.string()) for column in zip(*cells, strict=True)),
        numbers=np.array(rows),
        titles=next((table.titles for table in around if table.titles), ()),
        findings=(told,),
        network=None,
        written=(),
        sections=(),
        stored=frozenset(),
        percents=None,
    )
