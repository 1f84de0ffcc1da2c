"""Tables of the report, from the figures of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmdash.model.views import Column, Figure, Table

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
    values, shown = [], []
    for name, figures in lines:
        cells = [figures[at] for at in kept]
        values.append((name, *(cell.value if cell else None for cell in cells)))
        shown.append((name, *(cell.shown if cell else NONE for cell in cells)))
    return Table(heads, tuple(values), tuple(shown), caption)


def of_words(columns: Sequence[Column], rows: Iterable[tuple[str, ...]], caption: str = "") -> Table:
    """A table of text alone."""
    lines = tuple(rows)
    return Table(tuple(columns), lines, lines, caption)
