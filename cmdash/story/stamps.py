"""What stands behind a figure: its formula, the actions counted, the rows used, the files, what was left out."""

from __future__ import annotations

from dataclasses import replace

from cmdash import kpi
from cmdash.catalog import Kpi, kpis, measures
from cmdash.model import Period
from cmdash.model.views import StampText
from cmdash.story import calendar, counting
from cmdash.story.asked import Asked, Row
from cmdash.story.changes import absolute
from cmdash.story.same_days import aging, settled_period
from cmdash.story.tables import TableFacts, columns_of, possible
from cmdash.story.words import listed, say
from cmdash.wording import day, has_message, message, network

FILES = 6  # file names listed before the rest is counted


def stamp(asked: Asked, name: str, row: Row, compared: bool = True, behind: str = "") -> StampText:
    """The stamp of one KPI answer; `compared` adds what its comparison leaves out, `behind` is the figures compared."""
    entry, language = kpis()[name], asked.language
    return StampText(
        formula=counting.formula(entry, asked.query.counting, language),
        counted=counted(asked, entry),
        denominator=_denominator(entry, language),
        used=used(asked, entry, row),
        sources=sources(asked, asked.origin(entry, _span(asked, entry)).files),
        exclusions=tuple(exclusions(asked, entry, row, compared, behind)),
        n=row.n,
        of=row.of,
    )


def counted(asked: Asked, entry: Kpi) -> tuple[str, ...]:
    """The actions that enter the sum of this selection, in words: the parts that some row has."""
    known, chosen = _rows(asked, entry), asked.query.counting
    found: list[str] = []
    for measure in kpi.counted(entry, chosen).numerators:
        if measures()[measure].kind == "column":
            continue
        for field in columns_of(measure, chosen):
            if field in known.columns:
                found.append(message(asked.language, f"fields.field.{field}"))
        total = measures()[measure].total
        if total and measure in known.totals:
            found.append(say(asked.language, "stamp.total"))
    return tuple(dict.fromkeys(found))


def _denominator(entry: Kpi, language: str) -> str:
    """What a rate is over, in words."""
    words = []
    for measure in entry.denominators:
        key = f"fields.field.{measure}"
        own = f"story.denominator.{measure}"
        words.append(message(language, own if has_message(language, own) else key))
    return listed(words, language)


def fair(asked: Asked, entry: Kpi, row: Row, span: Period | None) -> Row:
    """The answer of a selection beside the rows that could have the figure, where it comes from the accounts' own rows:
    a daily sheet of views lacks no new followers. `span`: the days the answer is about."""
    if asked.kind_of(entry.id) != "account" or entry.kind == "stock" or row.n >= row.of:
        return row
    query = asked.query.during(span)
    names = kpi.counted(entry, query.counting).numerators
    columns = dict.fromkeys(one for name in names for one in columns_of(name, query.counting))
    return replace(row, of=max(row.n, min(row.of, possible(asked.tracking, "account", columns, query))))


def used(asked: Asked, entry: Kpi, row: Row) -> str:
    """How many rows entered: "38 publications sur 41 dans la période"."""
    unit = "accounts" if entry.kind == "stock" else asked.kind_of(entry.id)
    key = "some" if row.n < row.of else "all"
    return say(asked.language, f"rows.{unit}_{key}", count=row.n, of=row.of)


def _rows(asked: Asked, entry: Kpi) -> TableFacts:
    """The rows a figure rests on: those of the period; of every day for a stock, which is carried."""
    return asked.facts(asked.kind_of(entry.id), _span(asked, entry))


def _span(asked: Asked, entry: Kpi) -> Period | None:
    return None if entry.kind == "stock" else asked.period


def sources(asked: Asked, names: tuple[str, ...], most: int = FILES) -> tuple[str, ...]:
    """The files the rows come from; the rest is counted beyond a few."""
    if len(names) <= most:
        return names
    return (*names[:most], say(asked.language, "stamp.more_files", count=len(names) - most))


def exclusions(asked: Asked, entry: Kpi, row: Row, compared: bool, behind: str = "") -> list[str]:
    """Sentences on what did not enter, and what is `behind` a comparison that is not one of whole sums."""
    language = asked.language
    known = _rows(asked, entry)
    out = [
        say(language, "stamp.excluded", network=network(name, language))
        for name in entry.exclude
        if name in known.networks
    ]
    if row.n < row.of and entry.kind != "stock":
        out.append(say(language, "stamp.missing", count=row.of - row.n))
    if entry.kind == "median":
        out.append(say(language, "stamp.stories"))
    joined = not asked.query.paid and 0 < known.paid < known.rows - known.mixed
    if joined and entry.kind != "count":
        out.append(say(language, "stamp.joined", count=known.paid))
    if known.mixed and entry.kind != "count":
        out.append(say(language, "stamp.mixed", count=known.mixed))
    if asked.query.paid:
        out.append(say(language, f"stamp.paid_{'_'.join(asked.query.paid)}"))
    current = settled_period(asked, entry) if compared else None
    cut = asked.period is not None and current is not None and current.end < asked.period.end
    if cut and current is not None:
        reason = "young" if aging(asked, entry) else "cut"
        out.append(say(language, f"stamp.{reason}", day=day(current.end, language)))
    if entry.stat in ("end", "change", "growth"):
        out.append(say(language, "stamp.audiences"))
    daily = (
        compared and entry.flow and not absolute(entry)
    )  # a number of posts, a balance and a rate never are
    if daily and not cut and asked.period and calendar.unit(asked.period) in ("month", "quarter"):
        out.append(say(language, "stamp.per_day"))
    out += [behind] if behind else []
    return out
