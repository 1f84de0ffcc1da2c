"""One warning for many rows: where they are, the first ones by number, all of them counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from cmdash.catalog import checks
from cmdash.model import Finding
from cmdash.model.findings import Parameter

Rows = np.ndarray
"""Positions in a canonical frame."""


def by_table(rows: Rows, owner: np.ndarray) -> Iterator[tuple[int, Rows]]:
    """The rows of each table, in the order of the tables; the rows in their own order."""
    for number in np.unique(owner[rows]):
        yield int(number), rows[owner[rows] == number]


def warn(
    code: str,
    frame: pd.DataFrame,
    rows: Rows,
    column: str | None = None,
    params: Mapping[str, Parameter] | None = None,
) -> Finding:
    """The warning about some rows of one table: `count` says how many, `rows` names the first ones."""
    ordered = np.sort(frame["row"].to_numpy()[rows])
    named = tuple(int(row) for row in dict.fromkeys(ordered))
    first = frame.iloc[int(rows[0])]
    return Finding(
        code,
        "warning",
        str(first["file"]),
        None if pd.isna(first["sheet"]) else str(first["sheet"]),
        named[0],
        column,
        {"count": len(rows), **(params or {})},
        rows=named[: checks().rows],
    )


def shown(value: float) -> Parameter:
    """A figure as a param: whole where it is whole."""
    return int(value) if float(value).is_integer() else round(float(value), 4)
