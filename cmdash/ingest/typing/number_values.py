"""The values of a column of numbers, once its style is decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.typing.number_forms import NumberForm, read_shape
from cmdash.ingest.typing.number_style import NumberStyle
from cmdash.ingest.typing.shapes import Cells, Shapes, sample, shapes

LARGEST = 1e100
_EXACT_DIGITS = 15
"""Digits a decimal number may have so that digits / 10^n is its nearest float64."""


@dataclass(frozen=True, eq=False)
class Converted:
    """A column read as numbers.

    `values` are float64, NaN where the cell says nothing or is bad. `bad` are the positions, ascending, of cells with
    text that is neither a number nor missing. `currency` is the ISO code the cells carry (None when they carry none);
    where they carry several, it is the most frequent one and `currencies` gives the code of every cell (or None).
    """

    values: np.ndarray
    bad: np.ndarray
    currency: str | None = None
    currencies: np.ndarray | None = None


def convert(cells: Cells, style: NumberStyle) -> Converted:
    """The numbers of a column. A percentage is a fraction (`12,5 %` is 0.125), `18,9K` is 18 900."""
    column = shapes(cells)
    values = _direct(column, style)
    found = _by_shape(column, style) if values is None else Converted(values, np.zeros(0, np.int64))
    return _bounded(found)


def _bounded(found: Converted) -> Converted:
    """The same without what no figure can be (`1e400`, which a float64 holds as infinite): such a cell is bad."""
    huge = np.abs(found.values) > LARGEST
    if not huge.any():
        return found
    bad = np.union1d(found.bad, np.flatnonzero(huge))
    return replace(found, values=np.where(huge, np.nan, found.values), bad=bad)


def _direct(column: Shapes, style: NumberStyle) -> np.ndarray | None:
    """The values by one cast, where every cell is empty or written as a program writes numbers; else None."""
    pointed = style.decimal == "." and not style.grouped and column.only(b".-")
    if not pointed and not column.plain:
        return None
    array = column.array
    if (np.diff(column.offsets) == 0).any():
        array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
    try:
        if pointed:
            sample(array).array.cast(
                pa.float64()
            )  # a cast that fails is slow: it is tried on a few cells first
        return np.array(array.cast(pa.float64()).to_numpy(zero_copy_only=False))
    except pa.ArrowInvalid:  # "1.2.3", a lone "-": shape by shape then
        return None


def _by_shape(column: Shapes, style: NumberStyle) -> Converted:
    values = np.full(len(column), np.nan)
    strange = np.zeros(len(column.texts), bool)
    codes: dict[int, str] = {}
    stored: list[int] = []
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        if form is None:
            strange[code] = True
        elif isinstance(form, NumberForm):
            if form.currency:
                codes[code] = form.currency
            if form.canonical and len(form.digits) > _EXACT_DIGITS and _decimal(form, style) in ("", "."):
                stored.append(code)
            else:
                rows = column.rows(code)
                values[rows] = _values(column, rows, form, style)
    if stored:
        rows = np.concatenate([column.rows(code) for code in stored])
        values[rows] = column.array.take(pa.array(rows)).cast(pa.float64()).to_numpy(zero_copy_only=False)
    return Converted(values, np.flatnonzero(strange[column.codes]), *_currency(column, codes))


def _decimal(form: NumberForm, style: NumberStyle) -> str:
    """The decimal mark of a shape under a style; empty where it has none."""
    if not form.open:
        return form.decimal
    if style.grouped and not form.sized:
        return ""
    decimal = (style.sized_decimal or style.decimal) if form.sized else style.decimal
    return form.open if form.open == decimal else ""


def _values(column: Shapes, rows: np.ndarray, form: NumberForm, style: NumberStyle) -> np.ndarray:
    scale = (3 if _decimal(form, style) else 0) if form.open else form.scale
    if len(form.digits) > _EXACT_DIGITS or form.exponent:
        return _one_by_one(column, rows, form, scale)
    whole = column.number(rows, form.digits).astype(np.float64)
    values = _shifted(whole, form.power - scale)
    if form.open and not scale:  # 0,123 is a decimal even where 1,234 groups thousands
        led = column.number(rows, form.digits[:1]) == 0
        if led.any():
            values[led] = _shifted(whole[led], form.power - 3)
    return -values if form.negative else values


def _shifted(whole: np.ndarray, power: int) -> np.ndarray:
    return whole * float(10**power) if power >= 0 else whole / float(10**-power)


def _one_by_one(column: Shapes, rows: np.ndarray, form: NumberForm, scale: int) -> np.ndarray:
    """Long numbers and powers of ten, read by Python: correctly rounded, at a cost."""
    sign, places = form.exponent or ("", ())
    values = np.empty(len(rows))
    for at, text in enumerate(column.cells(rows)):
        raw = text.encode()
        digits = bytes(raw[i] for i in form.digits).decode()
        power = int(f"{sign}{bytes(raw[i] for i in places).decode()}") if places else 0
        values[at] = float(f"{digits}e{power + form.power - scale}")
    return -values if form.negative else values


def _currency(column: Shapes, codes: dict[int, str]) -> tuple[str | None, np.ndarray | None]:
    if not codes:
        return None, None
    cells: Counter[str] = Counter()
    for code, currency in codes.items():
        cells[currency] += int(column.counts[code])
    most = cells.most_common(1)[0][0]
    if len(cells) == 1:
        return most, None
    named = np.full(len(column.texts), None, dtype=object)
    for code, currency in codes.items():
        named[code] = currency
    return most, named[column.codes]
