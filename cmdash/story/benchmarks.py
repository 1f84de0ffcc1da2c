"""Is that a lot? Each network's rate in words beside its own months, accounts of its size and published tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmdash import kpi
from cmdash.catalog import Published, kpis, published, reference_rules
from cmdash.kpi import Compared, Reference
from cmdash.model.page_views import Benchmarks
from cmdash.story.asked import Asked
from cmdash.story.figures import RATES
from cmdash.story.words import listed, say, written
from cmdash.wording import day, message, network


def benchmarks(asked: Asked, rates: Mapping[str, str], order: Sequence[str]) -> Benchmarks | None:
    """What each network's rate is set beside; None where nothing can be said of any.

    `rates`: the rate the page shows of each network; a published table of another rate stands beside that other one.
    """
    language = asked.language
    if asked.kind != "posts" or not rates:
        return None
    found = [
        one
        for one in kpi.compared(asked.tracking, asked.query, tuple(dict.fromkeys(rates.values())))
        if one.network in rates and (one.kpi == rates[one.network] or _beside_tables(one))
    ]
    shown = {name: [one for one in found if one.network == name] for name in order}
    lines = tuple(
        (
            name,
            network(name, language),
            tuple(
                _line(one, language) for one in _ordered(some, rates[name]) if one.references or one.broken
            ),
        )
        for name, some in shown.items()
        if any(one.references or one.broken for one in some)
    )
    if not lines:
        return None
    few = [network(name, language) for name in order if name in rates and not shown[name]]
    return Benchmarks(lines, tuple(_notes(asked, found, few)), _sources(found, language))


def _beside_tables(one: Compared) -> bool:
    return any(reference.table for reference in one.references)


def _ordered(found: Sequence[Compared], first: str) -> list[Compared]:
    """The rate the page shows before those that are there for a published table alone."""
    return sorted(
        (
            one if one.kpi == first else replace(one, broken=(), references=_tables(one))
            for one in found
            if one.kpi == first or _beside_tables(one)
        ),
        key=lambda one: one.kpi != first,
    )


def _tables(one: Compared) -> tuple[Reference, ...]:
    return tuple(reference for reference in one.references if reference.table)


def _line(one: Compared, language: str) -> str:
    value = written(one.value, "ratio", language)
    said = [_said(one, reference, language) for reference in one.references]
    said += [
        message(
            language,
            "benchmarks.broken",
            title=message(language, f"findings.series-break.{found.id}.title"),
            day=day(found.date, language),
        )
        for found in one.broken[-1:]
    ]
    joined = message(language, "benchmarks.join").join(said)
    return message(language, "benchmarks.line", value=value, over=_over(one.kpi, language), said=joined)


def _over(name: str, language: str) -> str:
    """What a rate is over, in the words the table of networks has below it."""
    if name not in RATES:
        return message(language, "benchmarks.reach_of")
    return say(language, f"over.{kpis()[name].denominators[0]}")


def _said(one: Compared, reference: Reference, language: str) -> str:
    table = reference.table
    aim, good = (written(value, "ratio", language) for value in (reference.low, reference.high))
    place = message(language, f"benchmarks.place.{_place(one.value, reference)}", aim=aim, good=good)
    value, edition = _value(reference, language), table.edition if table else ""
    key = f"benchmarks.{reference.kind}"
    return message(language, key, count=reference.n, value=value, place=place, edition=edition)


def _value(reference: Reference, language: str) -> str:
    low, high = (written(value, "ratio", language) for value in (reference.low, reference.high))
    return (
        low if reference.low == reference.high else message(language, "benchmarks.range", low=low, high=high)
    )


def _place(value: float, reference: Reference) -> str:
    """Where a rate lies: below, around or above; on a scale, what of it is reached."""
    if reference.kind == "scale":
        return "no_aim" if value < reference.low else "aim" if value <= reference.high else "good"
    around = reference_rules().around
    if value < reference.low / around:
        return "below"
    return "above" if value > reference.high * around else "around"


def _notes(asked: Asked, found: Sequence[Compared], few: Sequence[str]) -> list[str]:
    language = asked.language
    notes = [message(language, "benchmarks.note")]
    if any(kpi.touched(kpis()[one.kpi], asked.query.counting) for one in found):
        notes.append(message(language, "benchmarks.chosen"))
    if few:
        least = reference_rules().posts
        notes.append(message(language, "benchmarks.few", networks=listed(few, language), least=least))
    return notes


def _sources(found: Sequence[Compared], language: str) -> tuple[str, ...]:
    """Where the published figures shown come from, one line a table."""
    used = {reference.table.id for one in found for reference in one.references if reference.table}
    return tuple(_source(table, language) for table in published() if table.id in used)


def _source(table: Published, language: str) -> str:
    """Where a published figure comes from: its statistic, denominator, population, year and address."""
    return message(
        language,
        "benchmarks.source_scale" if table.statistic == "scale" else "benchmarks.source",
        edition=table.edition,
        statistic=message(language, f"benchmarks.statistic.{table.statistic}")
        if table.statistic != "scale"
        else "",
        over=_over(table.kpi, language),
        population=message(language, f"benchmarks.population.{table.id}"),
        year=table.year,
        source=table.source,
    )
