"""Tables of the report, from the figures of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cmdash.model.report_views import Block, Grid
from cmdash.model.views import Column, Figure, Table
from cmdash.story.words import say

MOST = 20  # rows of a table; the workbook of the data has them all
NONE = "\u2013"  # a cell that cannot be filled: never a zero


def of_figures(
    first: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[str, Sequence[Figure | None]]],
    caption: str = "",
) -> Table:
    """A named thing a row, a figure a column; what is missing is a dash. Columns that nothing fills are left out."""
    lines = [(name, list(figures)) for name, figures in rows]
    kept = [at for at in range(len(columns)) if any(figures[at] is not None for _, figures in lines)]
    heads = (Column("name", first), *(columns[at] for at in kept))
    values, shown, kpis = [], [], []
    for name, figures in lines:
        cells = [figures[at] for at in kept]
        values.append((name, *(cell.value if cell else None for cell in cells)))
        shown.append((name, *(cell.shown if cell else NONE for cell in cells)))
        kpis.append(("", *(cell.kpi if cell else "" for cell in cells)))
    return Table(heads, tuple(values), tuple(shown), caption, tuple(kpis))


def filled(table: Table) -> Table:
    """The table without the columns in which no row says anything."""
    return without(table, "")


def without(table: Table, text: str) -> Table:
    """The table without the columns in which every row says just that."""
    kept = [at for at in range(len(table.columns)) if any(row[at].strip() != text for row in table.shown)]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        shown=tuple(tuple(row[at] for at in kept) for row in table.shown),
        kpis=tuple(tuple(row[at] for at in kept) for row in table.kpis),
    )


def at_most(block: Block, language: str) -> Block:
    """The block; of a long table the first rows, and the note says how many more there are."""
    if not isinstance(block, Grid) or block.whole or len(block.table.rows) <= MOST + 1:
        return block
    more = say(language, "report.more_rows", count=len(block.table.rows) - MOST)
    table = replace(
        block.table,
        rows=block.table.rows[:MOST],
        shown=block.table.shown[:MOST],
        kpis=block.table.kpis[:MOST],
    )
    return replace(block, table=table, note=" ".join(text for text in (more, block.note) if text))


def of_words(columns: Sequence[Column], rows: Iterable[tuple[str, ...]], caption: str = "") -> Table:
    """A table of text alone."""
    lines = tuple(rows)
    return Table(tuple(columns), lines, lines, caption)
