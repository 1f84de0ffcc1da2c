"""Rows numbered by the combination of their codes, without a hash or a sort where the codes lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash.kpi.days import NONE, Ints

SPARSE = 4  # places a row that a table of every combination may take


@dataclass(frozen=True, eq=False)
class Numbering:
    """`place`: the number of each row's combination, in the order of the codes, the first code first, unknown last.
    `of`: how many rows each combination has. `row`: the first row of each."""

    place: Ints
    of: Ints
    row: Ints

    @property
    def size(self) -> int:
        return len(self.of)


def numbered(columns: Sequence[Ints]) -> Numbering:
    """The combinations of codes that occur; a code is a whole number, `NONE` where unknown. At least one column."""
    rows = len(columns[0])
    most = max(SPARSE * rows, 1 << 16)
    place, width = np.zeros(rows, np.int64), 1
    for column in columns:
        own, size = _shifted(column)
        if size == 1:
            continue
        if size > most:
            own, size = _ranked(own)
        if width * size > most:
            place, width = _ranked(place)
        place, width = place * size + own, width * size
    if width > most:
        place, width = _ranked(place)
    counts = np.bincount(place, minlength=width)
    there = counts > 0
    place = (np.cumsum(there) - 1)[place]
    of = counts[there]
    first = np.zeros(len(of), np.int64)
    first[place[::-1]] = np.arange(rows - 1, -1, -1)
    return Numbering(place, of, first)


def _shifted(column: Ints) -> tuple[Ints, int]:
    """Codes from 0 on, the unknown above all others, and how many numbers they may take."""
    if not len(column):
        return column, 1
    least, most = int(column.min()), int(column.max())
    if least != NONE:
        return column - least, most - least + 1
    if most == NONE:
        return np.zeros(len(column), np.int64), 1
    unknown = column == NONE
    least = int(column.min(where=~unknown, initial=most))
    return np.where(unknown, most - least + 1, column - least), most - least + 2


def _ranked(numbers: Ints) -> tuple[Ints, int]:
    place, distinct = pd.factorize(numbers, sort=True)
    return place.astype(np.int64), max(len(distinct), 1)


Coded = tuple[Ints, tuple[str, ...]]


def coded(texts: pd.Series) -> Coded:
    """The number of each text among the distinct ones, in their order, and these; `NONE` where missing or empty."""
    if not texts.count():
        return np.full(len(texts), NONE, np.int64), ()
    codes, distinct = pd.factorize(texts.astype("str"))
    order = np.argsort(np.asarray(distinct, object), kind="stable")
    names = tuple(str(distinct[at]) for at in order)
    empty = int(names[:1] == ("",))  # in order, an empty text is the first
    numbers = np.full(len(names) + 1, NONE, np.int64)  # the last one is for a missing text, whose code is -1
    numbers[order[empty:]] = np.arange(len(names) - empty)
    return numbers[codes], names[empty:]
