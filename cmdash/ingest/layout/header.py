"""Which row of a block of cells is the header: by its words, by its shape, by its contrast with what stands below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from cmdash.catalog import fields, formats, normalise
from cmdash.ingest.layout.cells import DATE, EMPTY, LINK, NUMBER, SENTENCE, WORD, classify
from cmdash.ingest.layout.structure import (
    figure_columns,
    first_data_row,
    is_title,
    names_periods,
    reads_as_names,
    recurs,
    tells_units,
    with_figures,
)

DEPTH = 30  # rows looked at from the top of a block
ENOUGH = 1.15
TELLING = 5  # groups of headers of a named export that only its header row has together
CERTAIN = 9.0
HESITATION = 0.4
LONGEST_PART = 16  # letters of the second part of a name; a longer text describes the column
MOST_ROWS = 4  # of group names over a header
RECURRING = 0.2  # of the words of a row stand again below it: it is no header


@dataclass(frozen=True)
class Header:
    """Where the header of a block is: its first and last row (block offsets) and the joined names."""

    first: int
    last: int
    names: tuple[str, ...]


@cache
def vocabulary() -> frozenset[str]:
    """Every header spelling the catalog knows, normalised."""
    known = {alias for field in fields().values() for alias in field.aliases}
    for export in formats().values():
        known |= {spelling for spellings in export.columns.values() for spelling in spellings}
        known |= export.extras
        for group in export.signature.headers:
            known |= group
    return frozenset(known)


@cache
def _signatures() -> tuple[tuple[frozenset[str], ...], ...]:
    """The headers by which named exports are known, where they are too many to stand in one row by chance."""
    return tuple(f.signature.headers for f in formats().values() if len(f.signature.headers) >= TELLING)


def find_header(rows: list[list[str]]) -> Header | None:
    """The header of a block given its first rows (row by row, equal widths), or None where nothing looks like one.

    A row of a group name per block of columns right above (or the row right below, where the found row leaves gaps
    under its group names) is joined with it: "Audience" over "Vues" is "Audience Vues".
    """
    best, best_score = None, ENOUGH - 0.05
    told = with_figures(rows)
    for index, row in enumerate(rows[:DEPTH]):
        score = _score(row, rows[index + 1 :], told[index:])
        if score > best_score + (0.05 if best is None else _margin(rows, best, index)):
            best, best_score = index, score
    start = first_data_row(rows)
    if start is not None and best_score < CERTAIN:
        if best is None or best >= start:  # what stands above the figures names them, or nothing does
            return _above(rows, start)
        if best + 1 < start and (last := _lower(rows, best, start)) > best:
            first = _with_groups(rows, best).first
            return header_at(rows[first : last + 1], first)
    if best is None:
        return None
    return _with_groups(rows, best)


def _margin(rows: list[list[str]], best: int, index: int) -> float:
    """How much better a row must look than one above it: much, where rows of the table would be lost over it."""
    lost = [row for row in rows[best:index] if sum(1 for cell in row if cell.strip()) > 2]
    wide = sum(1 for cell in rows[index] if cell.strip())
    return 0.05 if not lost or max(sum(1 for c in row if c.strip()) for row in lost) < wide else HESITATION


def _above(rows: list[list[str]], start: int) -> Header | None:
    """The header that stands right above the first row of data, however little it looks like one by itself."""
    last = start - 1
    width = sum(1 for cell in rows[start] if cell.strip())
    while last >= 0 and (not any(c.strip() for c in rows[last]) or is_title(rows[last], width)):
        last -= 1  # a section name or a blank row between the header and its rows
    if last < 0 or not reads_as_names(rows[last]):
        return None
    if sum(1 for cell in rows[last] if cell.strip()) < max(2, 0.3 * width):
        return None
    told = with_figures(rows)
    if recurs(rows[last], [row for row, data in zip(rows, told, strict=True) if data]) > RECURRING:
        return None
    return _with_groups(rows, last)


def _lower(rows: list[list[str]], best: int, start: int) -> int:
    """The last row of a header of several rows: words right below it that stand where the columns have figures."""
    figures = figure_columns([[classify(cell) for cell in row] for row in rows])
    last, named = best, {i for i, cell in enumerate(rows[best]) if cell.strip()}
    for index in range(best + 1, start):
        row = rows[index]
        told = [i for i, cell in enumerate(row) if cell.strip()]
        over = [i for i in told if i in figures]
        dated = any(classify(row[i]) == DATE and not any(c.isalpha() for c in row[i]) for i in told)
        described = dated or any(i in named and len(row[i].strip()) > LONGEST_PART for i in told)
        section = told == [0] and len(named) > 2  # "FACEBOOK" above its rows
        if section or not over or len(over) * 2 < len(told) or described or tells_units(row):
            break
        if not reads_as_names(row):
            break
        last, named = index, named | set(told)
    return last


def _score(row: list[str], below: list[list[str]], told: list[bool]) -> float:
    kinds = [classify(cell) for cell in row]
    present = [i for i, kind in enumerate(kinds) if kind != EMPTY]
    body = [r for r in below[:12] if any(c.strip() for c in r)][:10]
    width = max((sum(1 for c in r if c.strip()) for r in body), default=0)
    if not present or len(present) < min(2, max(1, width)) or len(present) < 0.34 * width:
        return 0.0
    count = len(present)
    texts = [normalise(row[i]) for i in present]
    # However many columns of its own the sheet has beside them.
    if any(all(group.intersection(texts) for group in groups) for groups in _signatures()):
        return CERTAIN
    known = sum(text in vocabulary() for text in texts) / count
    words = sum(kinds[i] == WORD for i in present) / count
    over = [_contrasts(kinds[i], [classify(r[i]) for r in body]) for i in present]
    values = (
        sum(kinds[i] in (NUMBER, DATE, LINK) and not o for i, o in zip(present, over, strict=True)) / count
    )
    sentences = sum(kinds[i] == SENTENCE for i in present) / count
    distinct = len(set(texts)) / count
    contrast = sum(over) / count
    again = recurs(row, [r for r, data in zip(below, told[1:], strict=True) if data])
    alone = 0.4 if not body else 0.0
    if values and names_periods([row, *body], 0, [i for i in present if kinds[i] in (NUMBER, DATE)]):
        values = 0.0
        contrast = max(contrast, 0.5)
    coverage = min(1.0, count / width) if width else 1.0
    return (
        1.2 * known + 0.6 * words + 0.3 * distinct + 0.8 * contrast + 0.3 * coverage
        - 1.6 * values - 0.8 * sentences - alone - (1.5 * again if again > RECURRING else 0.0)
    )  # fmt: skip


def _contrasts(kind: str, below: list[str]) -> bool:
    """A word over numbers, dates or links is a header over its values; so is a month over numbers."""
    values = [k for k in below if k != EMPTY]
    if kind not in (WORD, DATE) or not values:
        return False
    usual = Counter(values).most_common(1)[0][0]
    return usual == NUMBER if kind == DATE else usual in (NUMBER, DATE, LINK, SENTENCE)


def _with_groups(rows: list[list[str]], index: int) -> Header:
    row = [cell.strip() for cell in rows[index]]
    first, names = index, tuple(row)
    while first and index - first < MOST_ROWS and _is_group_row(rows[first - 1], rows[first]):
        first -= 1
    if first < index:
        return header_at(rows[first : index + 1], first)
    if index + 1 < len(rows) and _gaps_are_filled(row, rows[index + 1], rows[index + 2 : index + 8]):
        return Header(index, index + 1, _join(row, [c.strip() for c in rows[index + 1]]))
    return Header(index, index, names)


def header_at(rows: list[list[str]], first: int = 0) -> Header:
    """The header that these rows are, all of them: one row, or rows of group names over the last one."""
    names: list[str] | tuple[str, ...] = [cell.strip() for cell in rows[0]]
    for row in rows[1:]:
        names = _join(names, [cell.strip() for cell in row])
    return Header(first, first + len(rows) - 1, tuple(names))


def _is_group_row(above: list[str], row: list[str]) -> bool:
    """Group names stand over several columns: fewer than the header's cells, words only, not all in the first."""
    places = [i for i, cell in enumerate(above) if cell.strip()]
    if is_title(above, len(row)) and len(places) > 1:
        return False
    if not places or not all(classify(above[i]) == WORD or reads_as_names([above[i]]) for i in places):
        return False
    covered = sum(1 for cell in row if cell.strip())
    said = {above[i].strip() for i in places}
    if covered > 2 and len(places) >= covered > len(said) > 1 and len(said) <= 0.7 * len(places):
        return True  # a merged name said in each of its cells
    if len(places) >= covered or covered < 3 or places == [0]:
        return False
    repeated = Counter(normalise(cell) for cell in row if cell)
    return len(places) >= 2 or any(n > 1 for n in repeated.values())


def _gaps_are_filled(row: list[str], below: list[str], body: list[list[str]]) -> bool:
    """The found row names groups and leaves gaps, and the row below names the columns under them."""
    gaps = [i for i in range(1, len(row)) if not row[i] and below[i].strip()]
    if not gaps or any(classify(cell) not in (WORD, EMPTY) for cell in below):
        return False
    values = [classify(r[i]) for r in body for i in gaps]
    return bool(values) and sum(k in (NUMBER, DATE, EMPTY) for k in values) > 0.7 * len(values)


def _join(groups: list[str] | tuple[str, ...], row: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    names, group = [], ""
    for i, cell in enumerate(row):
        group = groups[i].strip() or group
        own = cell.strip()
        names.append(f"{group} {own}".strip() if own and group != own else own or groups[i].strip())
    return tuple(names)
