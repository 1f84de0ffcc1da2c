"""The figures of a period as they are shown: value, unit, change in words, on how many rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cmdash import kpi
from cmdash.catalog import Kpi, kpis
from cmdash.model import Period
from cmdash.model.memory import remembered
from cmdash.model.views import Figure
from cmdash.story import calendar, counting, seasons
from cmdash.story.asked import Asked, Row
from cmdash.story.changes import AGAINST, FEW, Past, Sides, absolute, broken, change, sides
from cmdash.story.holes import holes, lacking
from cmdash.story.stamps import fair, stamp, used
from cmdash.story.words import MINUS, listed, say, signed, written
from cmdash.wording import day, month

RATES = ("er_reach", "er_impressions", "er_views", "er_followers")
MOST = 0.8  # share of the best covered rate's rows that another needs to come before it
YEAR = 365  # days from which a period is a year, of this length or a day longer
CARRY = 2.0  # a rate this many times its typical post is carried by a few


def figures(asked: Asked, names: Iterable[str], compared: bool = True) -> tuple[Figure, ...]:
    """The figures that can be computed, in the order asked; those that cannot are absent."""
    wanted = tuple(name for name in names if name in kpis())
    found = asked.rows([*wanted, *(f"{name}_median" for name in wanted)], asked.period)
    rows = {name: fair(asked, kpis()[name], row, asked.period) for name, row in found.items()}
    past = Past(asked, wanted) if compared and asked.period else None
    return tuple(figure(asked, name, rows, past) for name in wanted if name in rows)


def figure(asked: Asked, name: str, rows: dict[str, Row], past: Past | None) -> Figure:
    """One figure with its changes, notes and stamp."""
    entry, row = kpis()[name], rows[name]
    value = row.value if row.value is not None else 0.0
    compared = sides(past, name) if past else ()
    against = tuple(change(past, name, one) for one in compared) if past else ()
    return Figure(
        kpi=name,
        label=counting.label(entry, asked.query.counting, asked.language),
        value=value,
        shown=shown(entry, value, row.unit, asked.language),
        unit=_unit(entry, value, asked.language),
        stamp=stamp(asked, name, row, bool(against), _behind(asked, entry, compared)),
        changes=against,
        notes=(
            *_notes(asked, entry, row, rows.get(f"{name}_median")),
            *_since(asked, entry, past),
            *_broken(asked, name, past),
        ),
    )


def _behind(asked: Asked, entry: Kpi, compared: tuple[Sides, ...]) -> str:
    """The figures that are compared, with their days, where they are not those of the whole periods; that a year is
    compared per day with one of another length."""
    language, cut = asked.language, [one for one in compared if one.cut]
    if not cut:
        leap = [one for one in compared if one.then_days.days != one.current.days >= YEAR]
        if not leap or not entry.flow or absolute(entry):
            return ""
        return say(language, "stamp.per_day_of", now=leap[0].current.days, then=leap[0].then_days.days)
    now, *then = (
        say(language, "stamp.figure", value=shown(entry, row.value or 0.0, row.unit, language), when=calendar.inside(days, language))
        for row, days in ((cut[0].now, cut[0].current), *((one.then, one.then_days) for one in cut))
    )  # fmt: skip
    return say(language, "stamp.compared", now=now, then=listed(then, language))


def shown(entry: Kpi, value: float, unit: str, language: str, exact: bool = False) -> str:
    """A value in the reader's format; a balance carries its sign, a multiple no percent. `exact` as in `written`."""
    if entry.stat in ("change", "gap", "growth", "growth_monthly"):
        return signed(written(abs(value), unit, language, exact=exact), value)
    text = written(value, "score" if entry.shown == "times" else unit, language, exact=exact)
    return text.replace("-", MINUS, 1) if value < 0 else text


def _unit(entry: Kpi, value: float, language: str) -> str:
    if entry.shown == "times":
        return say(language, "unit.times")
    if entry.unit in ("per_week", "per_post", "minutes"):
        return say(language, f"unit.{entry.unit}")
    return say(language, "unit.people", count=abs(value)) if entry.unit == "people" else ""


def _notes(asked: Asked, entry: Kpi, row: Row, typical: Row | None) -> list[str]:
    """On how many rows a figure rests, where that is not its own value; and the typical post beside a rate."""
    language = asked.language
    notes = []
    if typical is not None and typical.value is not None and row.n >= FEW:
        notes.append(say(language, "note.typical", value=written(typical.value, typical.unit, language)))
    if entry.kind in ("count", "per_week", "regularity"):
        return notes
    if entry.kind in ("ratio", "median") and row.n < FEW and asked.kind == "posts":
        return [*notes, say(language, "note.few", count=row.n)]
    return [*notes, used(asked, entry, row)] if row.n < row.of else notes


def _since(asked: Asked, entry: Kpi, past: Past | None) -> list[str]:
    """From which day a growth is counted, where no figure from before the period is recent enough."""
    if past is None or entry.stat not in ("change", "growth"):
        return []
    key = ("since", entry.numerators, asked.query)
    since: dt.date | None = remembered(
        asked.tracking, key, lambda: kpi.stamp(asked.tracking, entry.id, asked.query, "account").since
    )
    return [say(asked.language, "note.since", day=day(since, asked.language))] if since else []


def _broken(asked: Asked, name: str, past: Past | None) -> list[str]:
    """Why a figure is not compared, or what parts its period: a network counts otherwise, a month has no rows."""
    if past is None or asked.period is None:
        return []
    others = [past.before(asked.period, against) for against in AGAINST]
    starts = [other.start for other in others if other is not None and past.covered(other, name)]
    found = broken(asked, name, Period(min([asked.period.start, *starts]), asked.period.end))
    compared = [asked.period, *(one for one in others if one and past.covered(one, name))]
    said = []
    if gone := holes(asked, name, compared):
        whose = say(asked.language, "note.lacking", count=lacking(asked, name, compared))
        words = {"count": len(gone), "month": month(gone[0], asked.language), "whose": whose}
        said = [say(asked.language, "note.holes", **words)]
    return [*(seasons.sentence(one, asked.language) for one in found), *said]


def best_rate(asked: Asked) -> str | None:
    """The engagement rate over what was chosen; else the one most posts have what it needs for, the earlier in the
    list where they are close."""
    rows = asked.rows(RATES, asked.period)
    wanted = counting.RATE_OF.get(asked.query.counting.over, "")
    if wanted in rows:
        return wanted
    most = max((row.n for row in rows.values()), default=0)
    return next((name for name in RATES if name in rows and rows[name].n >= most * MOST), None)
