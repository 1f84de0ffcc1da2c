"""Months that an account's record lacks: a sum over them is too small, and is compared with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cmdash.catalog import kpis
from cmdash.model import Period
from cmdash.model.memory import remembered
from cmdash.story.asked import Asked

BETWEEN_ENDS = (
    "change",
    "growth",
)  # stats of a first and a last day alone: a month without rows takes nothing away


def holes(asked: Asked, name: str, periods: Iterable[Period]) -> tuple[dt.date, ...]:
    """The first days of the months of these periods in which an account of the question has no row, though a sum of
    account rows would need it; empty for other KPIs."""
    entry = kpis()[name]
    if not entry.flow or entry.stat in BETWEEN_ENDS or asked.kind_of(name) != "account":
        return ()
    wanted = asked.query.networks
    missing = {day for network, day in _missing(asked) if not wanted or network in wanted}
    return tuple(sorted(day for day in missing if any(span.start <= day <= span.end for span in periods)))


def _missing(asked: Asked) -> tuple[tuple[str, dt.date], ...]:
    """Every month told as missing from a record, with its network."""

    def found() -> tuple[tuple[str, dt.date], ...]:
        return tuple(
            (str(one.params.get("network", "")), dt.date.fromisoformat(f"{month}-01"))
            for one in asked.tracking.ledger.all_findings()
            if one.code == "month-missing"
            for month in str(one.params["months"]).split(", ")
        )

    known: tuple[tuple[str, dt.date], ...] = remembered(asked.tracking, "months missing", found)
    return known
