"""What a single row cannot say: more people than displays, more clicks than displays, a count below zero, 128 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from cmdash.catalog import Above, checks, fields_of, words
from cmdash.ingest.checks.telling import by_table, shown, warn
from cmdash.ingest.typing import numbers
from cmdash.model import Finding

Told = Iterator[tuple[int, Finding]]
"""Findings with the number of the table they belong to."""
Header = Callable[[int, str], str | None]
"""The header of a field in a table, as written."""


def above(kind: str, frame: pd.DataFrame, owner: np.ndarray, header: Header) -> Told:
    """Figures that are above what limits them, one warning a check and table."""
    for rule in checks().above:
        if kind not in rule.kinds:
            continue
        figure, limit = _sum(frame, rule.figure), _sum(frame, rule.limit)
        over = figure - limit >= rule.least
        if rule.excepted and over.any():
            over &= ~frame["network"].isin(list(rule.excepted)).to_numpy()
        for table, rows in by_table(np.flatnonzero(over), owner):
            yield table, _told(rule, frame, rows, figure, limit, header(table, rule.figure[0]))


def _sum(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """The sum of the known parts, NaN where none is known."""
    parts = [frame[name].to_numpy(dtype=float) for name in names]
    known = np.logical_or.reduce([~np.isnan(part) for part in parts])
    total: np.ndarray = np.where(known, np.sum([np.nan_to_num(part) for part in parts], axis=0), np.nan)
    return total


def _told(
    rule: Above,
    frame: pd.DataFrame,
    rows: np.ndarray,
    figure: np.ndarray,
    limit: np.ndarray,
    column: str | None,
) -> Finding:
    first = rows[np.argmin(frame["row"].to_numpy()[rows])]
    params = {"value": shown(figure[first]), "limit": shown(limit[first])}
    return warn(rule.code, frame, rows, column if len(rule.figure) == 1 else None, params)


def negative(kind: str, frame: pd.DataFrame, owner: np.ndarray, header: Header) -> Told:
    """Counts below zero where the field cannot be: one warning a column and table."""
    rules = checks()
    for field in fields_of(kind):
        if not field.numeric or field.id in rules.may_be_negative:
            continue
        below = frame[field.id].to_numpy(dtype=float) < 0
        free = [network for network, named in rules.negative_on.items() if field.id in named]
        if free and below.any():
            below &= ~frame["network"].isin(free).to_numpy()
        for table, rows in by_table(np.flatnonzero(below), owner):
            first = rows[np.argmin(frame["row"].to_numpy()[rows])]
            value = shown(float(frame[field.id].iloc[int(first)]))
            yield table, warn("negative-count", frame, rows, header(table, field.id), {"value": value})


def rates(frame: pd.DataFrame, extras: pd.DataFrame, owner: np.ndarray) -> Told:
    """Cells above 100 % in a column that the sheet calls a rate of engagement or of clicks; a rate is never imported.

    A cell with a per cent sign says its scale. A plain number is compared with what the row's own figures give, where
    they tell whether the column counts in hundredths; where nothing tells, only more than 100 is too much on any scale.
    """
    for name in extras.columns:
        if not _is_rate(str(name)):
            continue
        column = extras[name].fillna("").astype("str")
        for table in np.unique(owner[(column != "").to_numpy()]):
            mine = np.flatnonzero(owner == table)
            cells = column.iloc[mine]
            over = mine[_over(cells, frame.iloc[mine])]
            if len(over):
                first = over[np.argmin(frame["row"].to_numpy()[over])]
                params = {"value": column.iloc[int(first)].strip()[:40]}
                yield int(table), warn("rate-above-100", frame, over, str(name), params)


def _is_rate(header: str) -> bool:
    rule, present = checks().rate, set(words(header))
    return bool(present & rule.words and present & rule.of and not present & rule.without)


def _over(cells: pd.Series, frame: pd.DataFrame) -> np.ndarray:
    array = pa.array(cells.tolist(), pa.string())
    if numbers.numeric_share(array) < 0.6:
        return np.zeros(len(cells), dtype=bool)
    values = numbers.convert(array, numbers.decide([array])).values
    signed = cells.str.contains("%", regex=False).to_numpy(dtype=bool)
    bound = np.where(signed, 1.0, 1.0 if _fractions(values[~signed], frame[~signed]) else 100.0)
    over: np.ndarray = values > bound * (1 + 1e-9)
    return over


def _fractions(values: np.ndarray, frame: pd.DataFrame) -> bool:
    """Whether plain numbers are fractions (0.064) and not per cents (6.4): told by the row's own interactions."""
    if "likes" not in frame or not len(values):
        return False
    acts = _sum(frame, [f for f in ("likes", "comments", "shares", "saves", "interactions") if f in frame])
    seen = (
        frame[[f for f in ("reach", "impressions", "views") if f in frame]]
        .bfill(axis=1)
        .iloc[:, 0]
        .to_numpy(dtype=float)
    )
    known = (values > 0) & (acts > 0) & (seen > 0)
    if known.sum() < 3:
        return False
    return float(np.median(values[known] * seen[known] / acts[known])) < 10
