"""Months in columns and figures or networks in rows ("Indicateur | janv. 2025 | févr. 2025"): one row a month."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.catalog import fields_of, normalise, settings, words
from cmdash.ingest.layout.around import figure_around
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.ingest.typing import dates, numbers
from cmdash.model import Finding, Option, RawTable

LIKELY = 5  # answers proposed where nothing says what a table counts
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
LEAST = 3  # columns named by a month (or a week, a quarter, a year) that make a table wide


def by_period(table: RawTable, figure: str | None = None) -> tuple[RawTable, ...]:
    """The table itself, or one table for each network with a row for each period.

    A table is turned when at least LEAST headers are periods, the columns under them hold numbers, and the first
    columns name figures. Its network is read from a column, a section row or the figure's own name. Columns that are
    no period (`Total`, `Moyenne`, `Évolution`) stay out. The rows of the turned table bear the number of the first
    row they come from. Where the first columns name networks alone, all cells are the one figure that is named around
    them, or the field that a person said (`figure`); where neither is, it is asked for and nothing is turned.
    """
    header = table.header or ()
    periods = _period_columns(header, table)
    labels = list(range(min(periods))) if len(periods) >= LEAST else []
    if not labels or not len(table.numbers):
        return (table,)
    named = [_label(table, row, labels) for row in range(len(table.numbers))]
    if _networks_alone(named):
        one = figure_around(table, labels)
        if not (figure or one):
            return (replace(table, findings=(*table.findings, ask_figure(table))),)
        named = [(figure or str(one), network) for _, network in named]
        table = table if figure else replace(table, findings=(*table.findings, tell_figure(table, str(one))))
    known = [row for row, (label, _) in enumerate(named) if _is_figure(label)]
    if len(known) < max(1, 0.3 * len(named)):
        return (table,)
    networks = dict.fromkeys(network for _, network in named)
    return tuple(_turn(table, network, named, periods) for network in networks)


def _networks_alone(named: list[tuple[str, str | None]]) -> bool:
    """Whether the rows are a network each, no two the same, and none says what it counts."""
    owners = [network for _, network in named]
    return None not in owners and len(set(owners)) == len(owners) > 1 and not any(label for label, _ in named)


def ask_figure(table: RawTable) -> Finding:
    """The question which figure all cells of a table are."""
    options = tuple(Option(field) for field in settings()["figure"].values[:LIKELY])
    params = {"rows": len(table.numbers)}
    return Finding(
        "figure-unknown", "question", table.file, table.sheet, None, None, params, "figure", options
    )


def tell_figure(table: RawTable, figure: str) -> Finding:
    """The remark that says which figure was named around the table."""
    return Finding("figure-around", "info", table.file, table.sheet, params={"field": figure})


def _period_columns(header: tuple[str, ...], table: RawTable) -> list[int]:
    """The columns whose header is a period and whose cells are numbers."""
    texts = pa.array([name.strip() for name in header], pa.string())
    style = dates.decide(texts)
    values = dates.convert(texts, style, anchor=np.datetime64("2100-12-31")).values
    return [
        index
        for index in np.flatnonzero(~np.isnat(values)).tolist()
        if numbers.numeric_share(table.columns[index]) >= 0.6 or not any(table.columns[index].to_pylist())
    ]


def _label(table: RawTable, row: int, labels: list[int]) -> tuple[str, str | None]:
    """The figure a row is of, and its network where a cell of the row or the section above tells it."""
    cells = [table.columns[index][row].as_py().strip() for index in labels]
    number = int(table.numbers[row])
    above = [text for place, text in table.sections if place < number]
    network = None
    for text in (*cells, *above[-1:]):
        network = network or (network_in_text(text) if text else None)
    if network is None and len(labels) > 1:  # a network written once, for the rows below it
        column = table.columns[labels[0]].to_pylist()
        filled = [cell for cell in column[: row + 1] if cell.strip()]
        network = network_in_text(filled[-1]) if filled else None
    figures = [cell for cell in cells if cell and not _only_network(cell)]
    return (figures[-1] if figures else ""), network


def _only_network(cell: str) -> bool:
    return network_in_text(cell) is not None and not _is_figure(cell)


def _is_figure(label: str) -> bool:
    """Whether a label names a figure of an account: by its spelling, or by its words."""
    key, present = normalise(label), set(words(label))
    bare = re.sub(r"\s*\(.*\)$", "", key)
    for field in fields_of("account"):
        if not field.numeric:
            continue
        by_words = any(set(group) <= present for group in field.words) and not field.without & present
        if bare in field.aliases or key in field.aliases or by_words:
            return True
    return False


def _corner_year(header: tuple[str, ...], periods: list[int]) -> str:
    """The year that the corner of the table says for months without one: `2023 | janv. | févr.`; empty for none."""
    if any(_YEAR.search(header[index]) for index in periods):
        return ""
    years = [name.strip().removesuffix(".0") for name in header[: min(periods)]]
    told = [year for year in years if _YEAR.fullmatch(year)]
    return told[0] if len(told) == 1 else ""


def _turn(
    table: RawTable, network: str | None, named: list[tuple[str, str | None]], periods: list[int]
) -> RawTable:
    header = table.header or ()
    rows = [row for row, (figure, owner) in enumerate(named) if owner == network and figure]
    year = _corner_year(header, periods)
    columns = [pa.array([f"{header[index].strip()} {year}".strip() for index in periods], pa.string())]
    columns += [
        pa.array([table.columns[index][row].as_py() for index in periods], pa.string()) for row in rows
    ]
    first = int(table.numbers[rows[0]]) if rows else int(table.numbers[0])
    return replace(
        table,
        header=("Date", *(named[row][0] for row in rows)),
        columns=tuple(columns),
        numbers=np.full(len(periods), first),
        network=network,
        sections=(),
        stored=frozenset(range(1, len(columns)) if table.stored & set(periods) else ()),
        percents=None,
    )
