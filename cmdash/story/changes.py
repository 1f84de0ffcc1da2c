"""How a figure moved against another period, and whether that is more than its usual variation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from cmdash import kpi
from cmdash.catalog import Kpi, SeriesBreak, kpis
from cmdash.evidence.variation import Variation, usual
from cmdash.model import Period
from cmdash.model.views import Change, Mood
from cmdash.story import calendar
from cmdash.story.asked import NOTHING, Asked, Row
from cmdash.story.holes import holes
from cmdash.story.seasons import breaks
from cmdash.story.words import integer, points, relative, say, signed, times, written

Against = Literal["previous", "year"]
AGAINST: tuple[Against, ...] = ("year", "previous")  # seasons first: the same month of last year
BALANCES = ("change", "gap")  # stats that may be negative: their change is said as "against 86"
LATE = 6  # days of a period the data may lack before it counts as cut short
LEAST = 0.5  # share of a period that must be there for a comparison
STABLE = 0.0005  # a change that is written as none
FEW = 8  # rows of posts below which nothing is called much or little
EVENTS = 30  # events below which the same holds for a sum or a balance
WINDOWS = 9  # earlier spans looked at for a period that is no calendar unit


@dataclass(frozen=True, eq=False)
class Past:
    """The KPIs of the periods before the one asked, of the same kind."""

    asked: Asked
    names: tuple[str, ...]

    @cached_property
    def unit(self) -> str:
        return calendar.unit(self.asked.period) if self.asked.period else "span"

    def row(self, name: str, period: Period) -> Row:
        """A KPI in an earlier (or the same) period."""
        known = self._known.get((period, name))
        if known is None:
            found = self.asked.over((), self.names, period)
            self._known.update({(period, other): found.get((other,), NOTHING) for other in self.names})
            known = self._known[(period, name)]
        return known

    @cached_property
    def _known(self) -> dict[tuple[Period, str], Row]:
        return {}

    def covered(self, period: Period) -> bool:
        """Whether the data reach back to the period's first days."""
        known = self.asked.known
        return known is not None and (known.start - period.start).days <= LATE

    def before(self, period: Period, against: Against) -> Period | None:
        return kpi.previous(period) if against == "previous" else kpi.year_before(period)

    def changes(self, name: str, against: Against) -> list[float]:
        """The earlier changes of the same kind, latest first, the one asked left out."""
        found: list[float] = []
        at = self.asked.period
        for _ in range(WINDOWS if self.unit == "span" else 10_000):
            at = kpi.previous(at) if at else None
            other = self.before(at, against) if at else None
            if at is None or other is None or not self.covered(other):
                break
            if broken(self.asked, name, Period(other.start, at.end)):
                continue
            amount = difference(kpis()[name], self.row(name, at), self.row(name, other), at.days, other.days)
            if amount is not None:
                found.append(amount)
        return found


def difference(entry: Kpi, now: Row, then: Row, days_now: int, days_then: int) -> float | None:
    """The change of a KPI: a fraction for sums (per day) and stocks, a difference for counts, rates and balances.

    None where one side is missing, or where the other is zero and a fraction is asked.
    """
    if now.value is None or then.value is None:
        return None
    if absolute(entry):
        return now.value - then.value
    value, base = now.value, then.value
    if entry.flow:
        value, base = value / days_now, base / days_then
    return value / base - 1 if base > 0 else None


def absolute(entry: Kpi) -> bool:
    """Whether a KPI's change is a difference: counts, rates, scores and balances."""
    return entry.kind == "count" or entry.unit in ("ratio", "score") or entry.stat in BALANCES


def settled_period(asked: Asked, entry: Kpi) -> Period | None:
    """The part of the period whose figures can be compared: up to the data's last day, without young posts.

    None where less than half of it is left. Only the figures of posts grow old; their number and the accounts'
    own figures are settled at once.
    """
    period, known = asked.period, asked.known
    if period is None or known is None:
        return None
    end = min(period.end, known.end) if _cut_short(period, known.end) else period.end
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


def _cut_short(period: Period, last: dt.date) -> bool:
    return (period.end - last).days > LATE


def changes(past: Past, name: str) -> tuple[Change, ...]:
    """The figure against the period before and against the same one a year before, where both can be known; of a year,
    whose period before is the year before, once."""
    period = past.asked.period
    once = period is not None and kpi.year_before(period) == kpi.previous(period)
    found = (_change(past, name, against) for against in (AGAINST[:1] if once else AGAINST))
    return tuple(change for change in found if change)


def _change(past: Past, name: str, against: Against) -> Change | None:
    asked, entry = past.asked, kpis()[name]
    current = settled_period(asked, entry)
    if current is None or asked.period is None or asked.known is None:
        return None
    other = past.before(asked.period, against)
    if other is None or not past.covered(other):
        return None
    cut = _cut_short(asked.period, asked.known.end)
    then_period = Period(other.start, other.start + dt.timedelta(days=current.days - 1)) if cut else other
    if broken(asked, name, Period(then_period.start, current.end)) or holes(
        asked, name, (then_period, current)
    ):
        return None
    now = past.row(name, asked.period) if current == asked.period else asked.row(name, current)
    then = asked.row(name, then_period) if cut else past.row(name, other)
    amount = difference(entry, now, then, current.days, then_period.days)
    if amount is None or then.value is None:
        return None
    few = thin(asked, entry, now) or thin(asked, entry, then)
    variation = None if cut or few else usual(past.changes(name, against))
    mood, word = judged(entry, amount, variation)
    said = say(asked.language, f"change.mood.{word}") if word else ""
    since = "year" if against == "year" and not cut else ""
    per_day = entry.flow and not absolute(entry) and current.days != then_period.days
    text, number = _text(asked, entry, amount, then, then_period, since, per_day)
    return Change(against, amount, text, mood, said, number, few)


def broken(asked: Asked, name: str, span: Period) -> tuple[SeriesBreak, ...]:
    """The days in a span from which a network that has the KPI counts otherwise: both sides are not comparable."""
    entry = kpis()[name]
    networks = asked.facts(asked.kind_of(name)).networks
    found = breaks(entry, networks, span.start, span.end)
    if not found:
        return ()
    having = {key[0] for key in asked.over(("network",), (name,), None)}
    return tuple(one for one in found if one.networks & having)


def thin(asked: Asked, entry: Kpi, row: Row) -> bool:
    """Whether a figure rests on too little to be called high or low: few posts, or few events in a sum."""
    if asked.kind_of(entry.id) == "posts" and row.n < FEW:
        return True
    countable = entry.kind == "sum" or entry.stat in BALANCES
    return countable and abs(row.value or 0.0) < EVENTS


def younger_left_out(asked: Asked, names: Iterable[str]) -> bool:
    """Whether the comparison of one of these KPIs leaves out the period's youngest posts."""
    if asked.period is None:
        return False
    found = (settled_period(asked, kpis()[name]) for name in names if aging(asked, kpis()[name]))
    return any(current is not None and current.end < asked.period.end for current in found) and _recent(asked)


def _recent(asked: Asked) -> bool:
    """Whether a post of the period is too young to be compared."""
    days = asked.facts("posts", asked.period).days
    return bool(len(days) and asked.settled and days[-1] > np.datetime64(asked.settled))


def judged(entry: Kpi, amount: float, variation: Variation | None) -> tuple[Mood, str]:
    """How a change is to be taken: no mood and no word without a known variation, grey within it.

    A rise that is less than usual is said to be so, but it is no fall: it gets no colour.
    """
    if variation is None:
        return "plain", ""
    place = variation.place(amount)
    if place == "within":
        return "usual", "usual"
    against_sign = (amount > 0) != (place == "above") or abs(amount) < STABLE
    if entry.better == "none" or against_sign:
        return "plain", place
    return ("good" if (place == "above") == (entry.better == "up") else "bad"), place


def _text(
    asked: Asked, entry: Kpi, amount: float, then: Row, other: Period, since: str, per_day: bool
) -> tuple[str, str]:
    """The change in words, and the number at its head (empty where the words start otherwise).

    `since` is "year" where the year before is said in short, `per_day` where the two periods differ in length.
    """
    language = asked.language
    words: dict[str, object] = {
        "against": say(language, "change.on_year") if since else calendar.against(other, language),
        "then": say(language, "change.year_ago") if since else calendar.inside(other, language),
    }
    if entry.kind == "count":
        return _counted(language, round(amount), other, bool(since))
    if entry.stat in BALANCES and then.value is not None:
        value = signed(written(abs(then.value), then.unit, language), then.value)
        return say(language, "change.balance", value=value, **words), ""
    if entry.unit == "ratio" and entry.shown == "percent":
        key, value, size = "points", points(amount, language), round(abs(amount) * 100, 2)
    elif absolute(entry):
        key, value, size = "difference", signed(times(abs(amount), language), amount), round(abs(amount), 2)
    else:
        key, value, size = "relative", relative(amount, language), round(abs(amount), 3)
    if not size:
        return say(language, "change.same_per_day" if per_day else "change.same", **words), ""
    shown = say(language, f"change.{key}_per_day" if per_day else f"change.{key}", value=value, count=size)
    return say(language, "change.against", shown=shown, **words), shown


def _counted(language: str, amount: int, other: Period, year: bool) -> tuple[str, str]:
    """A difference of a number of things: "2 de plus qu'en avril 2026", never per day."""
    word = "than" if amount else "as"
    than = say(language, f"change.{word}_year_ago") if year else calendar.than(other, language, word)
    key = "more" if amount > 0 else "fewer" if amount < 0 else "as_many"
    value = integer(abs(amount), language)
    shown = say(language, f"change.{key}", value=value, count=abs(amount))
    return say(language, "change.than", shown=shown, than=than), shown if amount else ""


def legend(changed: Iterable[Change], language: str) -> str:
    """What grey means, where a change is grey."""
    return say(language, "change.legend") if any(change.mood == "usual" for change in changed) else ""
