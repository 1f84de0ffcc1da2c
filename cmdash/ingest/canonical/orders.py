"""Day or month first, where the cells of a column do not say it: the title, the columns beside, the days they lie among,
the other sheets of the file; else it is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.layout.around import month_around
from cmdash.ingest.typing import dates
from cmdash.model import ColumnMatch, Option

OF_DATES = ("date", "start", "end", "answer_date")
ORDERS = ("DMY", "MDY")
_NEAR = np.timedelta64(31, "D")
_FEWEST = 3  # days that show which order lies among them; one is enough for the order of the language


def order_around(
    work: Work, match: ColumnMatch, array: pa.Array, style: dates.DateStyle, language: str
) -> dates.DateStyle:
    """The style with the order that stands around its open cells, and no longer ambiguous; as it is where none does.

    What the title settles needs no word; what the columns beside, the days among the cells or the other sheets
    settle is told.
    """
    if order := _by_title(work, array, style):
        return replace(style, order=order, ambiguous=False)
    order = _beside(work, match) or _by_nearness(work, array, style, language) or work.order_elsewhere
    if not order:
        return style
    work.note("date-order-around", "info", None, match.source, order=order)
    return replace(style, order=order, ambiguous=False)


def ask_order(work: Work, match: ColumnMatch, style: dates.DateStyle) -> None:
    """Which comes first, the order taken first."""
    other = "MDY" if style.order == "DMY" else "DMY"
    orders = [Option(order, style.evidence.get(order, 0)) for order in (style.order, other)]
    work.ask("date-order-unclear", "date_order", orders, match.source, order=style.order)


def orders_shown(style: dates.DateStyle) -> set[str]:
    """The orders of day and month that the cells of a column show by a day above 12."""
    if style.ambiguous or style.swapped:
        return set()
    return {order for order in ORDERS if style.evidence.get(order)}


def _beside(work: Work, match: ColumnMatch) -> str:
    """The one order that the other columns of dates show; empty where they show none or both."""
    others = [found for name in OF_DATES if (found := work.column(name)) and found[0].index != match.index]
    shown = {order for _, array in others for order in orders_shown(dates.decide(array))}
    return shown.pop() if len(shown) == 1 else ""


def _by_title(work: Work, array: pa.Array, style: dates.DateStyle) -> str:
    """The order under which all dates are of the month that stands around the table."""
    told = month_around(work.table)
    if told is None:
        return ""
    fitting = []
    for order in ORDERS:
        values = dates.convert(array, replace(style, order=order)).values
        months = values[~np.isnat(values)].astype("datetime64[M]").astype(np.int64) % 12 + 1
        if len(months) and (months == told.number).all():
            fitting.append(order)
    return fitting[0] if len(fitting) == 1 else ""


def _by_nearness(work: Work, array: pa.Array, style: dates.DateStyle, language: str) -> str:
    """The order under which the open cells lie among the days that need none (real dates, `6 juin 2026`) and under the
    other they do not: `03/06/2026` among days of June."""
    under = {}
    for order in ORDERS:
        converted = dates.convert(array, replace(style, order=order), anchor=np.datetime64(work.today))
        values = converted.values.astype("datetime64[D]")
        values[converted.yearless] = np.datetime64("NaT")
        under[order] = values
    first, second = under.values()
    month = first.astype("datetime64[M]")
    alike = (first - month).astype(np.int64) == month.astype(
        np.int64
    ) % 12  # 06/06/2026 shows no order either
    known = first[(first == second) & ~np.isnat(first) & ~alike]
    open_cells = (first != second) & ~np.isnat(first) & ~np.isnat(second)
    if not len(known) or not open_cells.any():
        return ""
    near = {}
    for order, values in under.items():
        cells = values[open_cells]
        near[order] = bool(((cells >= known.min() - _NEAR) & (cells <= known.max() + _NEAR)).all())
    fitting = [order for order in ORDERS if near[order]]
    enough = len(known) >= _FEWEST or (language == "fr" and fitting == ["DMY"])
    return fitting[0] if len(fitting) == 1 and enough else ""
