"""Charts over time: stacked bars, lines and flows, with direct labels, gaps left as gaps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import altair as alt

from cmdash.charts import scale, style
from cmdash.charts.palette import Palette, palette
from cmdash.model.views import Chart, Series, Step

HEIGHT = 260
SMALL = 170
LABELS = 7  # dates below the axis: as many as fit on a phone
LABEL_GAP = 15  # pixels between two direct labels
AXIS = 44  # pixels of the height that the dates and the padding take
LONGEST = 108  # pixels a direct label may take


def draw(chart: Chart, language: str, theme: str, small: bool = False) -> Any:
    """The altair chart of a view, in the light or dark theme. `small` is one of several side by side."""
    colours = palette(theme)
    height = SMALL if small else HEIGHT
    rows = _rows(chart, colours)
    domain = _domain(chart)
    layers = [_marks(chart, domain, language)]
    if chart.form == "flow":
        layers.append(alt.Chart().mark_rule(color=colours.grey, strokeWidth=1).encode(y=alt.datum(0)))
    labels = _labels(chart, colours, domain, height)
    if labels:
        layers += _label_layers(chart, labels, domain, colours)
    layered = alt.layer(*layers, height=height, data=style.inline(rows))
    return style.start(layered, language, colours)


def _rows(chart: Chart, colours: Palette) -> list[dict[str, Any]]:
    """One row a step and series; nothing else ever reaches the browser."""
    steps = {step.key: step for step in chart.steps}
    lit = chart.form == "line" or all(step.inside for step in chart.steps)
    return [
        {
            "key": point.key,
            "series": series.label,
            "rank": rank,
            "value": point.value,
            "shown": point.shown,
            "when": steps[point.key].long,
            "n": point.n,
            "colour": full if lit or steps[point.key].inside else colours.faded(full),
        }
        for rank, series in enumerate(chart.series)
        for full in (colour(chart, series, rank, colours),)
        for point in series.points
        if chart.form == "line" or point.value is not None
    ]


def colour(chart: Chart, series: Series, rank: int, colours: Palette) -> str:
    """The fixed colour of a network; the accent for a figure over all networks; gained and lost by their side."""
    if chart.form == "flow":
        return colours.accent if rank == 0 else colours.neutral
    return colours.network(series.id) if series.id else colours.accent


def _domain(chart: Chart) -> scale.Axis:
    """The value axis: from zero for bars and rates, around the values for a stock alone."""
    values = [p.value for s in chart.series for p in s.points if p.value is not None] or [0.0]
    low, high = min(values), max(values)
    if chart.form == "stack":
        totals = [sum(s.points[i].value or 0.0 for s in chart.series) for i in range(len(chart.steps))] or [
            0.0
        ]
        low, high = 0.0, max(totals)
    if chart.zero:
        low, high = min(0.0, low), max(0.0, high)
    high = max(high, chart.ceiling or high)
    return scale.fitted(low, high, whole=chart.unit in ("count", "people"))


def x_axis(steps: Sequence[Step]) -> alt.X:
    """The dates: equal steps, every step there even without a value, few labels, the year where it changes."""
    every = max(1, -(-len(steps) // LABELS))
    shown = list(reversed(steps[::-1][::every]))
    texts: dict[str, list[str]] = {}
    group = ""
    for step in shown:
        texts[step.key] = [step.short, step.group] if step.group and step.group != group else [step.short]
        group = step.group
    axis = alt.Axis(
        values=[step.key for step in shown],
        labelExpr=f"{json.dumps(texts, ensure_ascii=False)}[datum.value]",
        labelAngle=0,
        labelOverlap="greedy",
        ticks=False,
        grid=False,
        labelLineHeight=15,
    )
    domain = [step.key for step in steps]
    return alt.X(
        "key:O", sort=None, scale=alt.Scale(domain=domain, paddingInner=0.28, paddingOuter=0.1), axis=axis
    )


def _y(chart: Chart, domain: scale.Axis, stack: bool) -> alt.Y:
    axis = alt.Axis(
        values=list(domain.ticks),
        format=style.number_format(chart.unit, domain.step),
        domain=False,
        ticks=False,
        grid=True,
    )
    scaled = alt.Scale(domain=[domain.low, domain.high], nice=False, zero=chart.zero)
    return alt.Y("value:Q", axis=axis, scale=scaled, stack="zero" if stack else None)


def _tooltip(chart: Chart, language: str) -> list[alt.Tooltip]:
    several = [alt.Tooltip("series:N", title=style.word(language, "tooltip.series"))]
    return [
        alt.Tooltip("when:N", title=style.word(language, "tooltip.when")),
        *(several if len(chart.series) > 1 or chart.series[0].id else []),
        alt.Tooltip("shown:N", title=style.word(language, "tooltip.value")),
        alt.Tooltip("n:Q", format=",d", title=style.word(language, "tooltip.n")),
    ]


def _marks(chart: Chart, domain: scale.Axis, language: str) -> Any:
    base = alt.Chart().encode(
        x=x_axis(chart.steps),
        y=_y(chart, domain, chart.form == "stack"),
        color=alt.Color("colour:N", scale=None),
        tooltip=_tooltip(chart, language),
    )
    pick = alt.selection_point(name="pick", fields=["key"], on="click", clear="dblclick")
    if chart.form == "line":
        alone = len(chart.steps) <= 40
        mark = base.mark_line(
            strokeWidth=2, interpolate="linear", point={"size": 26, "filled": True} if alone else False
        )
        return mark.encode(detail="series:N").add_params(pick)
    return base.mark_bar().encode(order=alt.Order("rank:Q")).add_params(pick)


def _labels(chart: Chart, colours: Palette, domain: scale.Axis, height: int) -> list[dict[str, Any]]:
    """The name of each series beside its last value, moved apart where they would touch."""
    if len(chart.series) < 2:
        return []
    below = 0.0
    wanted: list[float] = []
    for series in chart.series:
        known = [p.value for p in series.points if p.value is not None]
        if chart.form == "stack":
            last = series.points[-1].value or 0.0
            wanted.append(below + last / 2)
            below += last
        else:
            wanted.append(known[-1] if known else domain.low)
    gap = LABEL_GAP * (domain.high - domain.low) / (height - AXIS)
    positions = scale.spread(wanted, gap, domain.low, domain.high)
    return [
        {"text": series.label, "value": positions[rank], "colour": colour(chart, series, rank, colours)}
        for rank, series in enumerate(chart.series)
    ]


def _label_layers(
    chart: Chart, labels: list[dict[str, Any]], domain: scale.Axis, colours: Palette
) -> list[Any]:
    last = chart.steps[-1].key
    data = style.inline([{**row, "key": last} for row in labels])
    base = alt.Chart(data).encode(
        x=alt.X("key:O", sort=None, bandPosition=1), y=_y(chart, domain, stack=False)
    )
    dots = base.mark_point(filled=True, size=44, shape="circle", opacity=1, xOffset=8).encode(
        color=alt.Color("colour:N", scale=None)
    )
    words = base.mark_text(
        align="left", baseline="middle", dx=16, fontSize=12, color=colours.ink, limit=LONGEST
    ).encode(text="text:N")
    return [dots, words]
