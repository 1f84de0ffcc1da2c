"""Columns that hold a time of day beside a column of dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cmdash.ingest.typing.date_forms import read_shape
from cmdash.ingest.typing.date_parts import DateForm
from cmdash.ingest.typing.day_numbers import times
from cmdash.ingest.typing.shapes import Cells, sample, shapes


@dataclass(frozen=True, eq=False)
class ConvertedClocks:
    """A column read as times of day: timedelta64[us] since midnight, NaT for missing and bad; `bad` positions."""

    values: np.ndarray
    bad: np.ndarray


def convert_clocks(cells: Cells) -> ConvertedClocks:
    """The times of day of a column (`18h30`, `18:30`, `6 pm`); a date before the time is passed over."""
    column = shapes(cells)
    values = np.full(len(column), np.timedelta64("NaT", "us"))
    known = np.zeros(len(column), bool)
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        rows = column.rows(code)
        if isinstance(form, DateForm) and form.clock:
            micro = times(column, rows, form.clock)
            values[rows] = np.where(micro < 0, np.timedelta64("NaT", "us"), micro.astype("timedelta64[us]"))
        elif form is not None and not isinstance(form, DateForm):
            known[rows] = True
    return ConvertedClocks(values, np.flatnonzero(np.isnat(values) & ~known))


def combine(values: np.ndarray, clocks: Cells) -> np.ndarray:
    """Dates with the time of day of another column, datetime64[us].

    A time replaces the one the date had; where there is no readable time, or no date, the date stays as it is.
    """
    found: np.ndarray = values.astype("datetime64[us]")
    told = convert_clocks(clocks).values
    joined = found.astype("datetime64[D]").astype("datetime64[us]") + told
    return np.asarray(np.where(np.isnat(joined), found, joined))


def clock_share(cells: Cells) -> float:
    """The share of non-missing cells that are a time of day and nothing else (`18h30`, `6 pm`), on a sample."""
    column = sample(cells)
    forms = [(read_shape(text), int(count)) for text, count in zip(column.texts, column.counts, strict=True)]
    clocks = sum(count for form, count in forms if isinstance(form, DateForm) and form.kind == "clock")
    others = sum(
        count
        for form, count in forms
        if form is None or (isinstance(form, DateForm) and form.kind != "clock")
    )
    return clocks / (clocks + others) if clocks else 0.0
