"""Like for like: a period that the data or its young posts cut short is compared over the days it has left, with the
same days of the other period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cmdash import kpi
from cmdash.catalog import Kpi, kpis
from cmdash.model import Period
from cmdash.model.views import Figure
from cmdash.story.asked import Asked
from cmdash.story.words import say
from cmdash.wording import day

LATE = 6  # days of a period the data may lack before it counts as cut short
LEAST = 0.5  # share of a period that must be there for a comparison


def settled_period(asked: Asked, entry: Kpi) -> Period | None:
    """The part of the period whose figures can be compared: up to the data's last day, without young posts.

    None where less than half of it is left. Only the figures of posts grow old; their number and the accounts'
    own figures are settled at once.
    """
    period, known = asked.period, asked.known
    if period is None or known is None:
        return None
    end = min(period.end, known.end) if cut_short(period, known.end) else period.end
    if aging(asked, entry) and asked.settled is not None:
        end = min(end, asked.settled)
    return Period(period.start, end) if (end - period.start).days + 1 >= period.days * LEAST else None


def aging(asked: Asked, entry: Kpi) -> bool:
    """Whether a KPI is made of figures of posts that still grow in their first days."""
    return (
        asked.kind == "posts"
        and "posts" in entry.tables
        and entry.kind not in ("count", "per_week", "regularity")
    )


def cut_short(period: Period, last: dt.date) -> bool:
    """Whether the data end well before the period does."""
    return (period.end - last).days > LATE


def notes(asked: Asked, shown: Iterable[Figure]) -> tuple[str, ...]:
    """Up to which day the changes of these figures are compared, and why: a sentence for each reason, none where
    nothing is compared or all of the period is."""
    if asked.period is None or asked.known is None:
        return ()
    found = {}
    for name in (figure.kpi for figure in shown if figure.changes):
        current = settled_period(asked, kpis()[name])
        if current is not None and current.end < asked.period.end:
            reason = "days_young" if aging(asked, kpis()[name]) else "days_end"
            found[reason] = say(asked.language, f"note.{reason}", day=day(current.end, asked.language))
    return tuple(found[reason] for reason in sorted(found))


def counterpart(period: Period, current: Period, other: Period) -> Period:
    """The days of another period that stand where those left of the period do; all of it where nothing was cut."""
    return other if current == period else kpi.same_days(period, current.end, other)
