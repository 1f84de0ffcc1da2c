"""The Networks page: one network a row, volume and rate together, and the same chart for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cmdash.catalog import kpis, networks
from cmdash.model import NO_SEASONS, Query, Seasons, Tracking
from cmdash.model.memory import remembered
from cmdash.model.page_views import Multiples, NetworkRow, NetworksView
from cmdash.model.views import Chart, Column, Figure
from cmdash.story import boosts, calendar, counting, pauses
from cmdash.story.asked import Answers, Asked, Row
from cmdash.story.benchmarks import benchmarks
from cmdash.story.changes import FEW
from cmdash.story.figures import RATES, figure
from cmdash.story.network_index import INDEX, indices
from cmdash.story.overview import VISIBLE, WEIGHTED, notes
from cmdash.story.remarks import Share, shares
from cmdash.story.side_by_side import side_by_side
from cmdash.story.stamps import fair, stamp, used
from cmdash.story.trends import multiples
from cmdash.story.words import kpi_label, listed, percent, say, written
from cmdash.wording import message, network

VOLUMES = ("posts", *VISIBLE, "interactions")
STOCKS = ("community_size", "net_growth")
PACED = ("posts", "interactions")  # whose comparisons say which days are compared
ALIKE = 8  # peaks that differ less than this many times are drawn on one scale
SHARE, RATE, TYPICAL = "share", "rate", "typical"


def networks_page(
    tracking: Tracking, query: Query, language: str, seasons: Seasons = NO_SEASONS
) -> NetworksView:
    """The frozen view of the Networks page for a question, in a language."""
    asked = Asked(tracking, query, language, seasons=seasons)
    view: NetworksView = remembered(tracking, ("networks", query, language, seasons), lambda: _view(asked))
    return view


def _view(asked: Asked) -> NetworksView:
    language = asked.language
    weighted = (WEIGHTED,) if asked.query.counting.weights else ()
    names = tuple(dict.fromkeys([*VOLUMES, *RATES, *(f"{r}_median" for r in RATES), *weighted, *STOCKS]))
    answers = asked.over(("network",), names, asked.period)
    order = ordered(answers)
    rates = chosen_rates(answers, order, asked.query.counting.over)
    index = indices(asked)
    columns = _columns(asked, answers, rates, order, bool(index))
    volumes = [column.id for column in columns if column.id in VOLUMES and column.id != "posts"]
    volumes.sort(key=lambda name: name != "interactions")
    parts = {share.network: share for share in shares(asked)}
    return NetworksView(
        sentence=_sentence(asked, list(parts.values()), answers, rates, order),
        period=calendar.name(asked.period, language),
        columns=columns,
        rows=tuple(_row(asked, name, columns, answers, rates, parts, index.get(name)) for name in order),
        multiples=_multiples(asked, order, (*volumes, *dict.fromkeys(rates.values()), "community_size")),
        notes=(*_notes(asked, rates, order), *boosts.notes(asked), *pauses.told(asked, PACED), *notes(asked)),
        benchmarks=benchmarks(asked, rates, order),
        accounts=side_by_side(asked, rates, order),
    )


def ordered(answers: Answers) -> list[str]:
    """The networks of the period, most interactions first, then by size, then as the catalog lists them."""
    names = list(dict.fromkeys(key[0] for key in answers))
    known = list(networks())

    def rank(name: str) -> tuple[float, float, int, str]:
        acts = answers.get((name, "interactions"))
        size = answers.get((name, "community_size"))
        place = known.index(name) if name in known else len(known)
        return (-(acts.value or 0.0) if acts else 1.0, -(size.value or 0.0) if size else 0.0, place, name)

    return sorted(names, key=rank)


def chosen_rates(answers: Answers, order: Sequence[str], over: str = "") -> dict[str, str]:
    """The engagement rate of each network: over what was chosen alone, where some network has it; else one that all
    have where there is one, else each its best covered."""
    wanted = counting.RATE_OF.get(over, "")
    if any((name, wanted) in answers for name in order):
        return {name: wanted for name in order if (name, wanted) in answers}
    having = [name for name in order if any((name, rate) in answers for rate in RATES)]
    for rate in RATES:
        if having and all((name, rate) in answers for name in having):
            return dict.fromkeys(having, rate)
    return {
        name: max(
            (r for r in RATES if (name, r) in answers), key=lambda r: (answers[name, r].n, -RATES.index(r))
        )
        for name in having
    }


def _columns(
    asked: Asked, answers: Answers, rates: dict[str, str], order: Sequence[str], indexed: bool
) -> tuple[Column, ...]:
    """The columns some network fills; at most two of reach, impressions and views."""
    language = asked.language
    there = {key[1] for key in answers}
    seen = [name for name in VISIBLE if name in there][:2]
    plain = [name for name in VOLUMES if name in there and (name not in VISIBLE or name in seen)]
    found = [
        Column(name, counting.label(kpis()[name], asked.query.counting, language), kpis()[name].unit)
        for name in plain
    ]
    if "interactions" in there and len(order) > 1:
        found.append(Column(SHARE, say(language, "networks.share"), "ratio"))
    if rates:
        found.append(Column(RATE, say(language, "networks.rate"), "ratio"))
    if any((name, f"{rate}_median") in answers for name, rate in rates.items()):
        found.append(
            Column(
                TYPICAL, say(language, "networks.typical"), "ratio", say(language, "networks.typical_help")
            )
        )
    if indexed:
        found.append(
            Column(INDEX, say(language, "networks.index"), "score", say(language, "networks.index_help"))
        )
    found += [
        Column(name, kpi_label(name, language), kpis()[name].unit)
        for name in (WEIGHTED, *STOCKS)
        if name in there
    ]
    return tuple(found)


def _row(
    asked: Asked,
    name: str,
    columns: Sequence[Column],
    answers: Answers,
    rates: dict[str, str],
    parts: dict[str, Share],
    index: Figure | None,
) -> NetworkRow:
    cells = tuple(
        index if column.id == INDEX else _cell(asked, name, column, answers, rates, parts)
        for column in columns
    )
    return NetworkRow(name, network(name, asked.language), cells)


def _cell(
    asked: Asked,
    name: str,
    column: Column,
    answers: Answers,
    rates: dict[str, str],
    parts: dict[str, Share],
) -> Figure | None:
    if column.id == SHARE:
        return _share(asked, name, answers, parts)
    rate = rates.get(name, "")
    identifier = {RATE: rate, TYPICAL: f"{rate}_median"}.get(column.id, column.id)
    row = answers.get((name, identifier))
    if row is None:
        return None
    alone = replace(asked, query=replace(asked.query, networks=(name,))) if name else asked
    row = fair(alone, kpis()[identifier], row, asked.period)
    made = figure(asked, identifier, {identifier: row}, None)
    under = say(asked.language, f"over.{kpis()[identifier].denominators[0]}") if column.id == RATE else ""
    if column.id == TYPICAL and row.n < FEW:
        under = used(asked, kpis()[identifier], row)
    return Figure(made.kpi, made.label, made.value, made.shown, under, made.stamp)


def _share(asked: Asked, name: str, answers: Answers, parts: dict[str, Share]) -> Figure | None:
    part, row = parts.get(name), answers.get((name, "interactions"))
    if part is None or row is None:
        return None
    label = say(asked.language, "networks.share")
    shown = percent(part.share, asked.language, 0 if part.share >= 0.1 else 1)
    return Figure(SHARE, label, part.share, shown, "", stamp(asked, "interactions", row, compared=False))


def _sentence(
    asked: Asked, parts: Sequence[Share], answers: Answers, rates: dict[str, str], order: Sequence[str]
) -> str:
    """Which network carries the interactions; the highest rate too where all have the same denominator."""
    language = asked.language
    when = calendar.during(asked.period, language)
    if not order:
        return say(language, "overview.nothing", when=when)
    if not parts or len(order) == 1:
        return say(
            language,
            "networks.only",
            when=when,
            networks=listed([network(n, language) for n in order], language),
        )
    top = parts[0]
    words = {
        "when": when,
        "network": network(top.network, language),
        "share": percent(top.share, language, 0),
    }
    if top.of_posts is None:
        return say(language, "networks.sentence", **words)
    words["posts"] = percent(top.of_posts, language, 0)
    best = _highest(answers, rates)
    if best is None:
        return say(language, "networks.sentence_posts", **words)
    name, rate, row = best
    words |= {"best": network(name, language), "rate": written(row.value, "ratio", language)}
    words["over"] = say(language, f"over.{kpis()[rate].denominators[0]}")
    key = "sentence_same" if name == top.network else "sentence_rate"
    return say(language, f"networks.{key}", **words)


def _highest(answers: Answers, rates: dict[str, str]) -> tuple[str, str, Row] | None:
    """The network with the highest rate, where at least two have the same denominator and none another, and where
    that rate and another one rest on posts enough to say so."""
    if len(rates) < 2 or len(set(rates.values())) > 1:
        return None
    name = max(rates, key=lambda n: answers[n, rates[n]].value or 0.0)
    enough = sum(answers[n, rates[n]].n >= FEW for n in rates)
    if answers[name, rates[name]].n < FEW or enough < 2:
        return None
    return name, rates[name], answers[name, rates[name]]


def _notes(asked: Asked, rates: dict[str, str], order: Sequence[str]) -> tuple[str, ...]:
    """Rates over different things are said to be so; networks without a rate too."""
    language, over = asked.language, asked.query.counting.over
    if len(set(rates.values())) > 1:
        return (say(language, "networks.denominators"),)
    lacking = [network(name, language) for name in order if name not in rates]
    if lacking and over and counting.RATE_OF[over] in rates.values():
        words = message(language, f"counting.over_what.{over}")
        return (
            message(
                language, "counting.say.no_over_networks", over=words, networks=listed(lacking, language)
            ),
        )
    if rates and lacking:
        return (say(language, "networks.no_rate", networks=listed(lacking, language)),)
    return ()


def _multiples(asked: Asked, order: Sequence[str], measured: Sequence[str]) -> tuple[Multiples, ...]:
    """For each measure that at least one network fills, a chart a network; on one scale where they are of a size."""
    found = []
    for name in measured:
        charts = multiples(asked, name, order)
        if charts:
            found.append(_scaled(asked, name, charts))
    return tuple(found)


def _scaled(asked: Asked, name: str, charts: tuple[Chart, ...]) -> Multiples:
    language, label = asked.language, kpi_label(name, asked.language)
    if len(charts) < 2:
        return Multiples(name, label, "", charts)
    peaks = [max((p.value or 0.0) for p in chart.series[0].points) for chart in charts]
    if kpis()[name].kind == "stock" or max(peaks) > ALIKE * max(min(peaks), 1e-12):
        key = "own_scale" if kpis()[name].kind != "stock" else "own_scale_stock"
        return Multiples(name, label, say(language, f"networks.{key}"), charts)
    shared = tuple(replace(chart, ceiling=max(peaks)) for chart in charts)
    return Multiples(name, label, say(language, "networks.same_scale"), shared)
