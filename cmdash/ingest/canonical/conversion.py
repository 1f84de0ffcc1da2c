"""Converts the matched columns of a table into a canonical frame, and accounts for every row and unreadable cell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import Format, fields, fields_of, names_all_networks, normalise, read
from cmdash.ingest.canonical.completion import complete
from cmdash.ingest.canonical.counters import settle_counters
from cmdash.ingest.canonical.currencies import convert_currencies
from cmdash.ingest.canonical.goal_names import name_kpis
from cmdash.ingest.canonical.lost_ids import leave_out_lost_ids
from cmdash.ingest.canonical.moments import convert_dates
from cmdash.ingest.canonical.named_networks import MOST_UNKNOWN, name_networks
from cmdash.ingest.canonical.sifting import sift
from cmdash.ingest.canonical.targets import scale_targets
from cmdash.ingest.canonical.worded_targets import with_worded_targets
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.canonical.written import convert_texts
from cmdash.ingest.layout.cells import filled
from cmdash.ingest.typing import choices, numbers
from cmdash.ingest.typing.number_words import currencies, header_unit
from cmdash.ingest.typing.shapes import shapes
from cmdash.model import ColumnMatch, Finding, Locale, Option, Profile, RawTable, SetAside, TableMapping

_NUMERIC = 0.9
_HOURS = re.compile(r"\((?:hours|heures|horas|stunden|ore|uren|h)\)|\bheures\b|\bhours\b")


@dataclass(frozen=True, eq=False)
class Converted:
    """A table after conversion. `frame` holds the kept rows, `extras` the unknown columns beside them, same index."""

    kind: str
    frame: pd.DataFrame
    extras: pd.DataFrame
    locale: Locale
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    columns: tuple[ColumnMatch, ...]
    order: str = ""  # of day and month, where a cell shows it by a day above 12
    any_rate: tuple[int, ...] = ()  # the rows of goals about an engagement rate, whatever it is over


def convert(
    table: RawTable,
    mapping: TableMapping,
    export: Format | None,
    profile: Profile,
    today: dt.date,
    order: str = "",
) -> Converted:
    """The canonical frame of a table. Cells that cannot be read become missing, each with a finding that names it.

    `today` settles dates written without a year, `order` (that of the file's other tables) dates such as 03/04/2025
    where nothing in the table does. Rows that cannot be a row of the kind are set aside with a reason.
    """
    work = Work(table, mapping, export, profile, today, order)
    height = len(table.numbers)
    _numbers(work)
    convert_currencies(work)
    convert_dates(work)
    _choices(work)
    if mapping.kind == "goals":
        name_kpis(work)
    convert_texts(work)
    scale_targets(work)
    _tell_longer_rows(work)
    leave_out_lost_ids(work)
    frame = _frame(work, height)
    settle_counters(work, frame)
    set_aside, keep = sift(work, frame)
    extras = _extras(work)
    if not keep.all():
        frame, extras = frame[keep].reset_index(drop=True), extras[keep].reset_index(drop=True)
    return Converted(
        mapping.kind, frame, extras, work.locale, tuple(work.findings), tuple(set_aside), work.mapping.columns,
        "".join(work.orders) if not export and len(work.orders) == 1 else "",
        () if work.any_rate is None else tuple(int(row) for row in table.numbers[work.any_rate]),
    )  # fmt: skip


def _numbers(work: Work) -> None:
    names = dict.fromkeys(m.field for m in work.mapping.columns if m.field and fields()[m.field].numeric)
    found = [column for name in names if (column := work.column(name))]
    if not found:
        return
    seen = [shapes(array) for _, array in found]  # looked at once for deciding and converting
    typed = [
        cells for (match, _), cells in zip(found, seen, strict=True) if match.index not in work.table.stored
    ]
    counts = all(_counts(str(match.field)) for match, _ in found)
    table_style = numbers.decide(typed, counts=counts)
    if table_style.ambiguous:
        table_style = numbers.decide(typed, work.table.decimal_hint, _other_numbers(work), counts)
    mark = work.answer("decimal") or (work.export.reading.decimal if work.export else "")
    if mark:
        table_style = replace(
            table_style,
            decimal=mark,
            thousands="." if mark == "," else ",",
            ambiguous=False,
            grouped=False,
        )
    for (match, array), cells in zip(found, seen, strict=True):
        name = str(match.field)
        kind = fields()[name].type
        if kind == "seconds":
            converted = numbers.convert_duration(cells)
            scale = 3600.0 if _HOURS.search(normalise(match.source)) else 1.0
            work.values[name] = converted.values * scale
        else:
            style = table_style if mark else numbers.decide_column(cells, table_style, counts=_counts(name))
            if match.index in work.table.stored:
                style = replace(style, decimal=".", thousands=",", ambiguous=False)
            if kind == "minutes":
                unit = numbers.header_minutes(match.source)
                converted = numbers.convert_minutes(cells, unit, style)
            else:
                converted = numbers.convert(cells, style)
            work.values[name] = (
                _in_units(work, match, converted.values) if _counts(name) else converted.values
            )
            if name == "target":
                converted = with_worded_targets(work, array, converted)
                work.values[name] = converted.values
            if style.grouped:
                work.note("marks-both", "warning", None, match.source)
        if name == "lost":
            work.values[name] = _losses(work, match, work.values[name])
        if kind == "money":
            _note_currency(work, match, converted)
        work.tell_bad(match, array, converted.bad, "cell-not-a-number")
    work.locale = replace(work.locale, decimal=table_style.decimal, thousands=table_style.thousands)
    if table_style.ambiguous:
        marks = [Option(mark) for mark in sorted(",.", key=lambda m: m != table_style.decimal)]
        work.ask("decimal-mark-unclear", "decimal", marks, decimal=table_style.decimal)


def _in_units(work: Work, match: ColumnMatch, values: np.ndarray) -> np.ndarray:
    """The counts of a column whose header tells them in thousands or millions, as counts; told."""
    unit = header_unit(match.source)
    if unit == 1:
        return values
    work.note("unit-in-header", "info", None, match.source, unit=unit)
    scaled: np.ndarray = np.round(values * unit, 6)
    return scaled


def _losses(work: Work, match: ColumnMatch, values: np.ndarray) -> np.ndarray:
    """Followers lost written below zero all along (`-3`), as the number lost; told."""
    below = values[~np.isnan(values)]
    if (below > 0).any() or not (below < 0).any():
        return values
    work.note("losses-below-zero", "info", None, match.source, count=int((below < 0).sum()))
    lost: np.ndarray = np.abs(values)
    return lost


def _counts(field: str) -> bool:
    return fields()[field].type in ("count", "people")


def _other_numbers(work: Work) -> list[pa.Array]:
    """Columns of numbers that are not imported (a rate): they show the decimal mark all the same."""
    others = (work.table.columns[match.index] for match in work.mapping.columns if match.field is None)
    return [column for column in others if numbers.numeric_share(column) > _NUMERIC]


def _note_currency(work: Work, match: ColumnMatch, converted: numbers.Converted) -> None:
    """The currency of a column of amounts: of each cell where they carry several, else the header's or the sign's."""
    if converted.currencies is not None and "currency" not in work.values:
        work.values["currency"] = pa.array(converted.currencies.tolist(), pa.string())
        return
    sign = converted.currency
    codes = [word for word in re.findall(r"[A-Z]{3}", match.source) if word in read("currencies")["codes"]]
    signs = {sign: code for sign, code in currencies().items() if len(sign) == 1 and not sign.isalnum()}
    in_header = codes[0] if codes else next((c for s, c in signs.items() if s in match.source), None)
    work.currency = (
        work.currency or in_header or sign or (work.export.reading.currency if work.export else None)
    )


def _choices(work: Work) -> None:
    special = work.export.values if work.export else {}
    for name in ("network", "format", "paid", "status", "period", "nature", "sentiment", "answered"):
        found = work.column(name)
        if found is None:
            continue
        match, array = found
        listed, unknown = choices.convert(array, name, special.get(name))
        if name == "network":
            listed, unknown = _without_all(work, listed, unknown)
            name_networks(work, match, array, listed, unknown)
            continue
        _keep_format(work, name, listed)
        if name == "paid":
            for written, count in Counter(unknown).most_common(MOST_UNKNOWN):
                work.note("value-unknown", "warning", None, match.source, value=written[:60], count=count)


def _without_all(work: Work, listed: pa.Array, unknown: dict[str, int]) -> tuple[pa.Array, dict[str, int]]:
    """The networks without the words for all of them: a goal with one is on no network. Beside a budget such a word is
    no site that no list has; its rows are settled once it is known whether they add up others."""
    every = {word for word in unknown if names_all_networks(word)}
    rest = {word: count for word, count in unknown.items() if word not in every}
    if not every or not (work.mapping.kind == "goals" or work.column("budget")):
        return listed, unknown
    if work.mapping.kind == "goals":
        said = pc.is_in(listed, pa.array([f"other:{word}" for word in every]))
        listed = pc.if_else(said, pa.scalar(None, pa.string()), listed)
    return listed, rest


def _keep_format(work: Work, name: str, listed: pa.Array) -> None:
    """The values of a column; formats that the column of networks told stay where a cell says nothing."""
    told = work.values.get(name)
    work.values[name] = listed if told is None else pc.coalesce(listed, told)


def _tell_longer_rows(work: Work) -> None:
    """Rows of a text that have cells beyond the last name of the header, on nearly every row: said."""
    table = work.table
    if table.sheet is not None or work.export or not table.header or table.header[-1].strip():
        return
    if len(table.columns) > 2 and filled(table.columns[-1]).mean() > _NUMERIC:
        work.note("cells-beyond-header", "warning", None, None)


def _frame(work: Work, height: int) -> pd.DataFrame:
    kind, table = work.mapping.kind, work.table
    columns: dict[str, object] = {}
    for known in fields_of(kind):
        columns[known.id] = _series(known.type, known.numeric, work.values.pop(known.id, None), height)
    frame = pd.DataFrame(columns, copy=False)  # each column its own block: no second copy of the figures
    complete(work, frame)
    frame["file"] = pd.Series(table.file, index=frame.index, dtype="str")
    frame["sheet"] = pd.Series(
        table.sheet if table.sheet is not None else np.nan, index=frame.index, dtype="str"
    )
    frame["row"] = table.numbers.astype("int64")
    return frame


def _series(kind: str, numeric: bool, values: object, height: int) -> object:
    if numeric:
        return np.full(height, np.nan) if values is None else values
    if kind == "date":
        return np.full(height, np.datetime64("NaT", "us")) if values is None else values
    if values is None:
        values = pa.nulls(height, pa.string())
    return pd.array(values, dtype="str")


def _extras(work: Work) -> pd.DataFrame:
    """The columns the catalog does not know, as text, under their header (numbered where it stands twice)."""
    columns: dict[str, object] = {}
    again: Counter[str] = Counter()
    said = {s for spellings in (work.export.per_row if work.export else {}).values() for s in spellings}
    for match in work.mapping.columns:
        if match.field is not None or normalise(match.source) in said:
            continue
        written = name = match.source.strip() or f"#{match.index + 1}"
        while name in columns:
            again[written] += 1
            name = f"{written} ({again[written] + 1})"
        columns[name] = pd.array(work.table.columns[match.index], dtype="str")
    return pd.DataFrame(columns, index=pd.RangeIndex(len(work.table.numbers)))
