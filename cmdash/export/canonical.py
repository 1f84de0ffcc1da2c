"""The canonical tables as text: CSV and JSON that no language and no machine changes."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cmdash.catalog import Field, fields_of

if TYPE_CHECKING:
    from cmdash.model import Tracking

Cell = str | int | float | None
ORIGIN = ("file", "sheet", "row")
# What a spreadsheet would run when it opens the CSV. A handle (`@maison`) is not: it has no bracket or bar.
_RUNS = re.compile(r"[=+\-\t\r]|@(?![\w.]+(?:[\s,;:!?]|$))")


def as_csv(tracking: Tracking, kind: str) -> bytes:
    """The canonical table of a kind as UTF-8 CSV without BOM, comma separated, lines ending in a line feed.

    The header is the ids of the catalog's fields, then `file`, `sheet`, `row`. Dates are ISO (with the time where the
    sheet has times), the decimal mark is a point, whole numbers have none, a missing value is an empty cell. A text
    that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes away again.
    """
    names, columns = columns_of(tracking, kind)
    text = {field.id for field in fields_of(kind) if not field.numeric} | {"file", "sheet"}
    shown = [guarded(cells) if name in text else cells for name, cells in zip(names, columns, strict=True)]
    return rows_csv(names, zip(*shown, strict=True))


def as_json(tracking: Tracking, kind: str) -> bytes:
    """The canonical table of a kind as a JSON list of objects, one a row; a missing value is null.

    Keys and values are those of `as_csv`, numbers as numbers and text exactly as read.
    """
    names, columns = columns_of(tracking, kind)
    return rows_json(names, zip(*columns, strict=True))


def columns_of(tracking: Tracking, kind: str) -> tuple[list[str], list[list[Cell]]]:
    """The names of the canonical columns of a kind and their cells: text, whole or decimal numbers, None."""
    frame = tracking.frame(kind)
    columns = [_cells(frame, field) for field in fields_of(kind)]
    columns += [texts(frame["file"]), texts(frame["sheet"]), numbers(frame["row"])]
    return [*(field.id for field in fields_of(kind)), *ORIGIN], columns


def rows_csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows of plain cells as CSV bytes; a float is written in its shortest exact form, None as an empty cell."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return "".join(lines.written).encode("utf-8", "replace")


class _Lines:
    """Takes the rows of a csv writer, one a call, and ends each with a line feed.

    The writer itself has to believe in carriage returns, or it would not quote a cell that holds one.
    """

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix("\r\n") + "\n")


def rows_json(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows of plain cells as a JSON list of flat objects, one object a line."""
    lines = (
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) for row in rows
    )
    return ("[" + ",\n ".join(lines) + "]\n").encode("utf-8", "replace")


def numbers(values: pd.Series) -> list[Cell]:
    """A column of numbers as plain ones: whole numbers as int, missing and infinite as None."""
    return [
        None if not math.isfinite(value) else int(value) if value.is_integer() else value
        for value in pd.to_numeric(values).to_numpy(dtype=float, na_value=np.nan).tolist()
    ]


def texts(values: pd.Series) -> list[Cell]:
    """A column of text, None where missing."""
    cells: list[Cell] = values.astype(object).where(values.notna(), None).tolist()
    return cells


def dates(frame: pd.DataFrame, field: str) -> list[Cell]:
    """A column of dates as ISO text: `2026-06-03`, with `T18:30:00` in every row of a sheet that has any time."""
    values = frame[field]
    stamps = values.to_numpy(dtype="datetime64[s]")
    timed = timed_rows(frame, field)
    days = np.datetime_as_string(stamps, unit="D").astype(object)
    text = np.where(timed, np.datetime_as_string(stamps, unit="s").astype(object), days)
    return [None if missing else str(stamp) for stamp, missing in zip(text, values.isna(), strict=True)]


def timed_rows(frame: pd.DataFrame, field: str) -> np.ndarray:
    """Which rows come from a sheet whose dates have a time of day (some value is not midnight), as booleans."""
    values = frame[field]
    timed: np.ndarray = (values.notna() & (values != values.dt.normalize())).to_numpy(dtype=bool)
    if timed.all() or not timed.any():
        return timed
    sheets = frame["file"].astype(object).fillna("") + "\0" + frame["sheet"].astype(object).fillna("")
    shared: np.ndarray = sheets.isin(set(sheets[timed])).to_numpy(dtype=bool)
    return shared


def _cells(frame: pd.DataFrame, field: Field) -> list[Cell]:
    if field.numeric:
        return numbers(frame[field.id])
    if field.type == "date":
        return dates(frame, field.id)
    return texts(frame[field.id])


def guarded(cells: list[Cell]) -> list[Cell]:
    """Cells with an apostrophe before every text that a spreadsheet would run as a formula."""
    return [f"'{cell}" if isinstance(cell, str) and _RUNS.match(cell) else cell for cell in cells]
