"""Years in columns and months in rows (`Mois | 2024 | 2025` under `Portée Facebook`): one row for each month."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.ingest.layout.around import figure_around
from cmdash.ingest.layout.periods import ask_figure, tell_figure
from cmdash.ingest.typing import numbers
from cmdash.ingest.typing.month_names import month
from cmdash.model import RawTable

LEAST = 3  # rows that are months
MOSTLY = 0.7  # share of the rows that are months
NUMERIC = 0.8  # share of the cells of a year's column that are numbers
_YEAR = re.compile(r"(20[0-4]\d)(?:\.0)?")


def by_year(table: RawTable, figure: str | None = None) -> RawTable:
    """The table with a row for each year and month, where two columns or more are years of numbers, the first column
    names months and one figure is named around the table; else as it is, with a question where only that is missing.

    Columns that are no year (`Évolution`) stay out. Each row keeps the number of the month's row.
    """
    header = table.header or ()
    years = {i: found[1] for i, name in enumerate(header) if (found := _YEAR.fullmatch(name.strip()))}
    years = {i: year for i, year in years.items() if numbers.numeric_share(table.columns[i]) > NUMERIC}
    if len(years) < 2 or len(set(years.values())) < len(years) or 0 in years or not len(table.numbers):
        return table
    labels = [str(cell or "").strip() for cell in table.columns[0].to_pylist()]
    months = sum(month(label) is not None for label in labels)
    if months < max(LEAST, MOSTLY * len(labels)):
        return table
    field = figure or figure_around(table, [0])
    if field is None:
        return replace(table, findings=(*table.findings, ask_figure(table)))
    filled = [
        (place, i)
        for i in years
        for place in range(len(labels))
        if str(table.columns[i][place].as_py() or "").strip()
    ]
    told = table.findings if figure else (*table.findings, tell_figure(table, field))
    return replace(
        table,
        header=("Date", field),
        columns=(
            pa.array([f"{labels[place]} {years[i]}" for place, i in filled], pa.string()),
            pa.array([table.columns[i][place].as_py() for place, i in filled], pa.string()),
        ),
        numbers=np.array([int(table.numbers[place]) for place, _ in filled]),
        written=(),
        sections=(),
        stored=frozenset({1} if set(years) <= table.stored else ()),
        percents=None,
        findings=told,
    )
