"""The lines of the campaign table behind a page: which campaigns, on which days, in which currencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash import kpi
from cmdash.kpi import days
from cmdash.model import Period
from cmdash.model.memory import remembered
from cmdash.story import calendar
from cmdash.story.asked import NOBODY, Asked

BY = ("network", "account", "campaign")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """The lines a question selects.

    `spans`: each campaign's days, None where no line of it has a date. `spent`: by currency (empty: not known), what
    was spent; nothing where no line says so. `overlapping` lines touch the period but are longer than it, so that
    nobody can say what fell inside.
    """

    spans: Mapping[Key, Period | None]
    spent: Mapping[str, float]
    overlapping: int

    @property
    def several(self) -> bool:
        """Whether amounts in several currencies stand side by side."""
        return len([currency for currency in self.spent if currency]) > 1


def lines(asked: Asked, period: Period | None) -> Lines:
    """The lines of the selection in a period; of every day without one."""
    query = asked.query.during(period)
    found: Lines = remembered(asked.tracking, ("lines", query), lambda: _lines(asked, period))
    return found


def _lines(asked: Asked, period: Period | None) -> Lines:
    ready = kpi.prepare(asked.tracking)
    table = ready.table("campaigns", asked.query.counting)
    kept = table.rows(asked.query.during(period), ready.today)
    frame = asked.tracking.campaigns[kept]
    texts = [frame[name].fillna(NOBODY).tolist() for name in BY]
    spans: dict[Key, list[int]] = {}
    for *key, first, last in zip(*texts, table.first[kept].tolist(), table.last[kept].tolist(), strict=True):
        ends = spans.setdefault(tuple(key), [])
        ends += [first, last] if first != days.NONE else []
    monthly = asked.facts("campaigns").monthly
    return Lines(
        spans={key: _span(ends, monthly) for key, ends in spans.items()},
        spent=_spent(frame),
        overlapping=_overlapping(asked, period) if period else 0,
    )


def _span(ends: list[int], monthly: bool) -> Period | None:
    if not ends:
        return None
    last = days.date(max(ends))
    return Period(days.date(min(ends)), calendar.bounds("month", last)[1] if monthly else last)


def _spent(frame: pd.DataFrame) -> dict[str, float]:
    paid = frame[frame["spend"].notna()]
    sums = paid["spend"].groupby(paid["currency"].fillna("").to_numpy()).sum()
    return {str(currency): float(amount) for currency, amount in sums.items()}


def _overlapping(asked: Asked, period: Period) -> int:
    ready = kpi.prepare(asked.tracking)
    table = ready.table("campaigns", asked.query.counting)
    start, end = days.number(period.start), days.number(period.end)
    touching = (table.first != days.NONE) & (table.first <= end) & (table.last >= start)
    inside = table.rows(asked.query.during(period), ready.today)
    return int(np.count_nonzero(table.rows(asked.query.during(None), ready.today) & touching & ~inside))
