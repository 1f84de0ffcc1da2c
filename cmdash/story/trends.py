"""Charts over time: which steps, which series, and the finding that is their title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from cmdash.catalog import Kpi, kpis
from cmdash.model import Period
from cmdash.model.views import Chart, Column, Form, Point, Series, Step, Table
from cmdash.story import calendar
from cmdash.story.asked import NOBODY, Asked, Row
from cmdash.story.figures import shown
from cmdash.story.stamps import sources, used
from cmdash.story.words import kpi_label, listed, opening, say
from cmdash.wording import day, network

NAMED = 2  # files named in a note; of more, the first one and their number
SERIES = 6  # directly labelled; the rest is one neutral series
REST = "rest"
CHARTED = (  # every KPI that is charted by network
    "interactions", "reach", "impressions", "views", "er_reach", "er_impressions", "er_views", "er_followers",
    "community_size",
)  # fmt: skip
NEAR = 0.1  # around the median of the other steps: "close to"


def trend(asked: Asked, name: str, form: Form) -> Chart | None:
    """A KPI over time by network; None where fewer than two steps have a value."""
    if asked.window is None or name not in kpis():
        return None
    step, span = asked.window
    steps = calendar.steps(step, span, asked.period, asked.language)
    by = _by_network(asked, name, step, steps)
    whole = [_together([rows[at] for rows in by.values()]) for at in range(len(steps))]
    if sum(row is not None for row in whole) < 2:
        return None
    return _chart(asked, kpis()[name], form, steps, _series(asked, name, steps, by, form), whole, span)


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
    answers = asked.answers(("network", step), CHARTED, None)
    found: dict[str, list[Row | None]] = {}
    for identifier in dict.fromkeys(key[0] for key in answers if key[2] == name):
        rows = [answers.get((identifier, s.key, name)) for s in steps]
        if any(rows):
            found[identifier] = rows
    return found


def _series(
    asked: Asked, name: str, steps: Sequence[Step], by: dict[str, list[Row | None]], form: Form
) -> tuple[Series, ...]:
    """A series a network, the largest first; beyond six, the smallest ones of a sum make one series."""
    entry, language = kpis()[name], asked.language
    order = sorted(by, key=lambda i: -_weight(by[i], form))
    if len(order) > SERIES and form == "stack":
        rest = order[SERIES - 1 :]
        by = by | {REST: [_together([by[i][at] for i in rest]) for at in range(len(steps))]}
        order = [*order[: SERIES - 1], REST]
    return tuple(
        _one(i if len(order) > 1 or i != NOBODY else "", _label(i, language), steps, by[i], entry, language)
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
) -> Chart:
    language = asked.language
    title = finding(asked, entry, steps, whole)
    unit = next((row.unit for row in whole if row), entry.unit)
    where = say(language, f"chart.by_{calendar_step(asked)}")
    subtitle = say(language, f"described.{entry.id}", by=where)
    return Chart(
        id=f"{entry.id}-{identifier}" if identifier else entry.id,
        form=form,
        title=network(identifier, language) if identifier else title,
        subtitle=title if identifier else subtitle,
        note=note(asked, entry, series, whole, span),
        alt=_alt(language, title, subtitle, steps, whole, entry),
        unit=unit,
        steps=steps,
        series=series,
        table=table(language, steps, series, unit, entry),
        zero=form != "line" or entry.unit == "ratio",
    )


def calendar_step(asked: Asked) -> str:
    """The step of the charts over time: day, week, month, quarter or year."""
    return asked.window[0] if asked.window else "month"


def finding(asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None]) -> str:
    """What the chart shows, in one phrase made from its values."""
    language = asked.language
    if entry.kind == "stock":
        return _stock_finding(asked, entry, steps, whole)
    known = [(s, r.value, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    now = [(s, v, r) for s, v, r in known if s.inside]
    others = [v for s, v, _ in known if not s.inside]
    noun = say(language, f"noun.{entry.id}")
    if len(now) == 1 and sum(s.inside for s in steps) == 1 and len(others) >= 3:
        step, value, row = now[0]
        middle = median(others)
        key = (
            "highest" if value > max(others)
            else "lowest" if value < min(others)
            else "near" if middle and abs(value / middle - 1) <= NEAR
            else "above" if value > middle
            else "below"
        )  # fmt: skip
        return say(
            language, f"chart.title.{key}", when=opening(step.long), value=shown(entry, value, row.unit, language),
            noun=noun, count=len(others), total=len(others) + 1, middle=shown(entry, middle, row.unit, language),
            step=say(language, f"chart.steps_{calendar_step(asked)}"),
        )  # fmt: skip
    step, value, row = max(known, key=lambda item: item[1])
    return say(
        language, "chart.title.peak", when=step.long, value=shown(entry, value, row.unit, language), noun=noun
    )


def _stock_finding(asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None]) -> str:
    language = asked.language
    known = [(s, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    (first, start), (last, end) = known[0], known[-1]
    words = {
        "value": shown(entry, end.value or 0.0, end.unit, language),
        "since": first.long,
        "when": last.long,
        "noun": say(language, f"noun.{entry.id}"),
    }
    if end.of != start.of:
        return say(language, "chart.title.stock_other", **words)
    amount = round((end.value or 0.0) - (start.value or 0.0))
    key = "stock_more" if amount > 0 else "stock_less" if amount < 0 else "stock_same"
    return say(language, f"chart.title.{key}", amount=abs(amount), **words)


def note(
    asked: Asked, entry: Kpi, series: Sequence[Series], whole: Sequence[Row | None], span: Period
) -> str:
    """n, source and what is missing, in one line."""
    language = asked.language
    n = max if entry.kind == "stock" else sum
    rows = [row for row in whole if row is not None]
    total = Row(None, entry.unit, n(r.n for r in rows), n(r.of for r in rows))
    table = asked.kind_of(entry.id)
    parts = [
        used(asked, entry, total),
        say(language, "chart.source", files=filed(asked, table)),
    ]
    shown_ids = {s.id for s in series}
    if REST not in shown_ids:
        lacking = [n for n in asked.facts(table).networks if n not in shown_ids]
        if lacking and len(shown_ids) > 1:
            names = listed([network(n, language) for n in lacking], language)
            parts.append(say(language, "chart.lacking", networks=names))
    if asked.known and span.end > asked.known.end and entry.kind != "stock":
        parts.append(say(language, "chart.incomplete", day=day(asked.known.end, language)))
    return " · ".join(parts)


def filed(asked: Asked, table: str) -> str:
    """The files behind a chart in a few words: the first two, and how many more."""
    names = asked.facts(table).files
    if len(names) <= NAMED:
        return listed(names, asked.language)
    return " ".join(sources(asked, table, 1))


def _alt(
    language: str, title: str, subtitle: str, steps: Sequence[Step], whole: Sequence[Row | None], entry: Kpi
) -> str:
    known = [(s, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    (first, start), (last, end) = known[0], known[-1]
    return say(
        language, "chart.alt", title=title, subtitle=subtitle,
        start=shown(entry, start.value or 0.0, start.unit, language), since=first.long,
        end=shown(entry, end.value or 0.0, end.unit, language), until=last.long,
    )  # fmt: skip


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
