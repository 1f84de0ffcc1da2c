"""Charts over time: which steps, which series, and the finding that is their title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmdash.catalog import Kpi, kpis
from cmdash.model import Period
from cmdash.model.views import Chart, Column, Form, Point, Series, Step, Table
from cmdash.story import calendar, counting, seasons
from cmdash.story.asked import NOBODY, Asked, Row
from cmdash.story.captions import REST, alternative, calendar_step, finding, note
from cmdash.story.figures import shown
from cmdash.story.stamps import counted
from cmdash.story.words import kpi_label, say
from cmdash.wording import network

FLAT = 0.5  # share of the highest value above which a stock is drawn around its values, not from zero
SERIES = 6  # directly labelled; the rest is one neutral series
CHARTED = (  # every KPI that is charted by network
    "interactions", "reach", "impressions", "views", "er_reach", "er_impressions", "er_views", "er_followers",
    "community_size",
)  # fmt: skip
CHARTED_CAMPAIGNS = ("spend", "impressions", "clicks", "conversions")


def trend(asked: Asked, name: str, form: Form, split: bool = True) -> Chart | None:
    """A KPI over time by network (`split`) or all together; None where fewer than two steps have a value."""
    if asked.window is None or name not in kpis():
        return None
    step, span = asked.window
    steps = calendar.steps(step, span, asked.period, asked.language)
    by = _by_network(asked, name, step, steps)
    whole = [_together([rows[at] for rows in by.values()]) for at in range(len(steps))]
    if sum(row is not None for row in whole) < 2:
        return None
    if not split:
        by = {NOBODY: whole}
    series = _series(asked, name, step, steps, by, form)
    drawn = {one.id for one in series}
    undrawn = [] if REST in drawn or not split else [i for i in by if i not in drawn and i != NOBODY]
    return _chart(asked, kpis()[name], form, steps, series, whole, span, undrawn=undrawn)


def multiples(asked: Asked, name: str, networks: Sequence[str]) -> tuple[Chart, ...]:
    """The same chart for each network, in the order given; the networks that lack the KPI are absent."""
    if asked.window is None or name not in kpis():
        return ()
    entry = kpis()[name]
    form: Form = "stack" if entry.kind in ("sum", "count") else "line"
    step, span = asked.window
    steps = calendar.steps(step, span, asked.period, asked.language)
    by = _by_network(asked, name, step, steps)
    charts = []
    for identifier in networks:
        rows = by.get(identifier, [])
        if sum(row is not None for row in rows) >= 2:
            series = (
                _one(identifier, network(identifier, asked.language), steps, rows, entry, asked.language),
            )
            charts.append(_chart(asked, entry, form, steps, series, rows, span, identifier))
    return tuple(charts)


def _by_network(asked: Asked, name: str, step: str, steps: Sequence[Step]) -> dict[str, list[Row | None]]:
    """Each network's answers at the steps. All that charts show is asked at once, over the whole record, so that
    another period or another chart finds it there; sums and sizes over networks add up to the whole."""
    charted = CHARTED_CAMPAIGNS if asked.kind == "campaigns" else CHARTED
    answers = asked.everything(("network", step), charted)
    found: dict[str, list[Row | None]] = {}
    for identifier in dict.fromkeys(key[0] for key in answers if key[2] == name):
        rows = [answers.get((identifier, s.key, name)) for s in steps]
        if any(rows):
            found[identifier] = rows
    return found


def _series(
    asked: Asked,
    name: str,
    step: str,
    steps: Sequence[Step],
    by: dict[str, list[Row | None]],
    form: Form,
) -> tuple[Series, ...]:
    """A series a network; beyond six, the last ones of a sum make one series.

    All stacks of a page lie in one order, that of the interactions, so that an eye finds a network again; lines in
    the order of their last values.
    """
    entry, language = kpis()[name], asked.language
    acts = _by_network(asked, "interactions", step, steps) if form == "stack" else {}
    order = sorted(by, key=lambda i: (-_weight(acts.get(i, ()), form), -_weight(by[i], form)))
    if len(order) > SERIES and form == "stack":
        rest = order[SERIES - 1 :]
        by = by | {REST: [_together([by[i][at] for i in rest]) for at in range(len(steps))]}
        order = [*order[: SERIES - 1], REST]
    return tuple(
        _one(i, _label(i, language), steps, by[i], entry, language)
        if len(order) > 1 or i != NOBODY
        else _one("", kpi_label(entry.id, language), steps, by[i], entry, language)
        for i in order[:SERIES]
    )


def _label(identifier: str, language: str) -> str:
    return say(language, "chart.rest") if identifier == REST else network(identifier, language)


def _weight(rows: Sequence[Row | None], form: Form) -> float:
    values = [row.value for row in rows if row and row.value is not None]
    return sum(values) if form == "stack" else values[-1] if values else 0.0


def _together(rows: Sequence[Row | None]) -> Row | None:
    known = [row for row in rows if row is not None and row.value is not None]
    if not known:
        return None
    return Row(
        sum(r.value or 0.0 for r in known), known[0].unit, sum(r.n for r in known), sum(r.of for r in known)
    )


def _one(
    identifier: str, label: str, steps: Sequence[Step], rows: Sequence[Row | None], entry: Kpi, language: str
) -> Series:
    return Series(
        identifier,
        label,
        tuple(
            Point(step.key, row.value, shown(entry, row.value, row.unit, language), row.n)
            if row is not None and row.value is not None
            else Point(step.key, None)
            for step, row in zip(steps, rows, strict=True)
        ),
    )


def _chart(
    asked: Asked,
    entry: Kpi,
    form: Form,
    steps: tuple[Step, ...],
    series: tuple[Series, ...],
    whole: Sequence[Row | None],
    span: Period,
    identifier: str = "",
    undrawn: Sequence[str] = (),
) -> Chart:
    language = asked.language
    title = finding(asked, entry, steps, whole, identifier)
    kept = [one.id for one in series if one.id] or list(asked.facts(asked.kind_of(entry.id)).networks)
    broken = seasons.breaks(entry, kept, steps[0].start, steps[-1].end)
    marks = seasons.marks(asked, steps, broken)
    unit = next((row.unit for row in whole if row), entry.unit)
    where = say(language, f"chart.by_{calendar_step(asked)}")
    drawn = replace(asked, query=asked.query.during(span))
    acts = counted(drawn, entry) if entry.id == "interactions" else ()
    subtitle = what = counting.described(entry, asked.query.counting, where, language, acts)
    zero = form != "line" or entry.unit == "ratio" or (not identifier and not _flat(series))
    if not zero and not identifier:
        subtitle = say(language, "chart.no_zero", subtitle=subtitle)
    return Chart(
        id=f"{entry.id}-{identifier}" if identifier else entry.id,
        form=form,
        title=network(identifier, language) if identifier else title,
        subtitle=title if identifier else subtitle,
        note=" · ".join(
            [note(asked, entry, series, whole, span, undrawn), *seasons.told(asked, steps, marks, broken)]
        ),
        alt=alternative(language, title, subtitle, steps, whole, entry),
        unit=unit,
        steps=steps,
        series=series,
        table=table(language, steps, series, unit, entry),
        zero=zero,
        what=f"{network(identifier, language)}. {what}" if identifier else what,
        marks=marks,
        parted=tuple(
            (one.id, step.key)
            for found in broken
            for one in series
            for step in steps
            if step.start <= found.date <= step.end and (one.id in found.networks or not one.id)
        ),
    )


def _flat(series: Sequence[Series]) -> bool:
    """Whether all values are so close to each other that lines from zero would hide what moves."""
    values = [point.value for one in series for point in one.points if point.value is not None]
    return bool(values) and min(values) > FLAT * max(values)


def table(language: str, steps: Sequence[Step], series: Sequence[Series], unit: str, entry: Kpi) -> Table:
    """The figures behind a chart: a row a step, a column a series."""
    columns = (
        Column("when", say(language, "chart.when")),
        *(Column(s.id or "value", s.label if s.id else kpi_label(entry.id, language), unit) for s in series),
    )
    at: list[Mapping[str, Point]] = [{p.key: p for p in s.points} for s in series]
    rows = tuple((step.long, *(points[step.key].value for points in at)) for step in steps)
    cells = tuple((step.long, *(points[step.key].shown or "\u2013" for points in at)) for step in steps)
    return Table(columns, rows, cells)
