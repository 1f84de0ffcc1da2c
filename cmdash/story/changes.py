"""How a figure moved against another period, and whether that is more than its usual variation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cmdash import kpi
from cmdash.catalog import Kpi, SeriesBreak, kpis
from cmdash.evidence.variation import Variation, usual
from cmdash.model import Period
from cmdash.model.views import Change, Mood
from cmdash.story import calendar
from cmdash.story.asked import NOTHING, Asked, Row
from cmdash.story.holes import holes
from cmdash.story.records import reaches
from cmdash.story.same_days import aging, counterpart, settled_period
from cmdash.story.seasons import breaks
from cmdash.story.words import integer, points, relative, say, signed, times, written

Against = Literal["previous", "year"]
AGAINST: tuple[Against, ...] = ("year", "previous")  # seasons first: the same month of last year
BALANCES = ("change", "gap")  # stats that may be negative: their change is said as "against 86"
STABLE = 0.0005  # a change that is written as none
FEW = 8  # rows of posts below which nothing is called much or little
EVENTS = 30  # events below which the same holds for a sum or a balance
WINDOWS = 9  # earlier spans looked at for a period that is no calendar unit, or is cut short


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
            names = self._alike[name in self._aging]
            found = self.asked.over((), names, period)
            self._known.update({(period, other): found.get((other,), NOTHING) for other in names})
            known = self._known[(period, name)]
        return known

    @cached_property
    def _aging(self) -> frozenset[str]:
        return frozenset(name for name in self.names if aging(self.asked, kpis()[name]))

    @cached_property
    def _alike(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The KPIs that are compared over one span of days: those settled at once, those that grow."""
        grown = tuple(name for name in self.names if name in self._aging)
        return tuple(name for name in self.names if name not in self._aging), grown

    @cached_property
    def _known(self) -> dict[tuple[Period, str], Row]:
        return {}

    def covered(self, period: Period, name: str) -> bool:
        """Whether the record that a KPI is made from reaches back to the period's first days."""
        return reaches(self.asked, self.asked.kind_of(name), period)

    def before(self, period: Period, against: Against) -> Period | None:
        return kpi.previous(period) if against == "previous" else kpi.year_before(period)

    def changes(self, name: str, against: Against, current: Period) -> list[float]:
        """The earlier changes of the same kind, latest first, the one asked left out: over the same days where only
        those of the period up to the end of `current` are compared."""
        found: list[float] = []
        asked = at = self.asked.period
        whole = current == asked
        for _ in range(10_000 if whole and self.unit != "span" else WINDOWS):
            at = kpi.previous(at) if at else None
            other = self.before(at, against) if at else None
            if asked is None or at is None or other is None or not self.covered(other, name):
                break
            now, then = (counterpart(asked, current, one) for one in (at, other))
            if broken(self.asked, name, Period(then.start, now.end)):
                continue
            amount = difference(kpis()[name], self.row(name, now), self.row(name, then), now.days, then.days)
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


@dataclass(frozen=True)
class Sides:
    """What a change compares: the figure of the period's settled days (`current`) and that of the days that stand where
    they do in the `other` period (`then_days`), with the difference in the sense of `difference`.

    `cut`: only a part of the period is compared, with the same days of the other one.
    """

    against: Against
    current: Period
    other: Period
    then_days: Period
    now: Row
    then: Row
    amount: float
    cut: bool


def changes(past: Past, name: str) -> tuple[Change, ...]:
    """The figure against the period before and against the same one a year before, where both can be known."""
    return tuple(change(past, name, one) for one in sides(past, name))


def sides(past: Past, name: str) -> tuple[Sides, ...]:
    """What the figure is compared with: the same period a year before, the one before; of a year, whose period before
    is the year before, that once. The cards, their stamps and the titles of charts all compare these and no others."""
    period = past.asked.period
    once = period is not None and kpi.year_before(period) == kpi.previous(period)
    found = (_sides(past, name, against) for against in (AGAINST[:1] if once else AGAINST))
    return tuple(one for one in found if one)


def _sides(past: Past, name: str, against: Against) -> Sides | None:
    asked, entry = past.asked, kpis()[name]
    current = settled_period(asked, entry)
    if current is None or asked.period is None or asked.known is None:
        return None
    other = past.before(asked.period, against)
    if other is None or not past.covered(other, name):
        return None
    then_days = counterpart(asked.period, current, other)
    if broken(asked, name, Period(then_days.start, current.end)) or holes(asked, name, (then_days, current)):
        return None
    now, then = past.row(name, current), past.row(name, then_days)
    amount = difference(entry, now, then, current.days, then_days.days)
    if amount is None:
        return None
    return Sides(against, current, other, then_days, now, then, amount, current != asked.period)


def change(past: Past, name: str, found: Sides) -> Change:
    """A comparison in words, with its mood."""
    asked, entry, against, amount = past.asked, kpis()[name], found.against, found.amount
    current, then_days = found.current, found.then_days
    few = thin(asked, entry, found.now) or thin(asked, entry, found.then)
    variation = None if few else usual(past.changes(name, against, current))
    mood, word = judged(entry, amount, variation)
    said = say(asked.language, f"change.mood.{word}") if word else ""
    per_day = entry.flow and not absolute(entry) and current.days != then_days.days
    named = then_days if past.unit == "span" else found.other
    text, number = _text(asked, entry, amount, found.then, named, against == "year", per_day)
    if found.cut and (named != then_days or against == "year"):  # the words do not name the days
        text = say(asked.language, "change.same_days", shown=text)
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
    asked: Asked, entry: Kpi, amount: float, then: Row, other: Period, year: bool, per_day: bool
) -> tuple[str, str]:
    """The change in words, and the number at its head (empty where the words start otherwise).

    `year` where the other period is the same one a year before, which is said in short; `per_day` where the days
    compared differ in number.
    """
    language = asked.language
    words: dict[str, object] = {
        "against": say(language, "change.on_year") if year else calendar.against(other, language),
        "then": say(language, "change.year_ago") if year else calendar.inside(other, language),
    }
    if entry.kind == "count":
        return _counted(language, round(amount), other, year)
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
