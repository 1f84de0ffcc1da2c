"""Charts over time: stacked bars, lines and flows, with direct labels, gaps left as gaps."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import altair as alt

from cmdash.charts import style
from cmdash.charts.palette import Palette, palette
from cmdash.charts.parts import AXIS_OF, LABELLED, MARKED, ROWS, Parts, Shape, parts_of, shape_of
from cmdash.model.views import Chart

LONGEST = 108  # pixels a direct label may take
STEP, NAME = "pick", "name"  # what a click tells: a step of the time axis, the name of a series
# until the table of the axis is there
_NO_AXIS = "{low: 0, high: 1, first: 0, stop: 0, step: 1, format: ',.0f', base: 0}"


def draw(chart: Chart, language: str, theme: str, small: bool = False) -> Any:
    """The altair chart of a view, in the light or dark theme. `small` is one of several side by side."""
    shape = shape_of(chart, small)
    return _built(shape, parts_of(chart, shape, palette(theme)), language, theme)


def spec(chart: Chart, language: str, theme: str, small: bool = False) -> dict[str, Any]:
    """The same chart as Vega-Lite reads it: `draw(...).to_dict()`, at a fiftieth of its price.

    Altair makes and checks a chart of each shape once; the parts of this one are then filled in. But for its
    `datasets`, the chart is the same for every filter that keeps the steps and the kind of the series.
    """
    shape = shape_of(chart, small)
    parts = parts_of(chart, shape, palette(theme))
    made = copy.deepcopy(_frame(shape, language, theme))
    made["datasets"] = parts.tables
    for layer in made["layer"]:
        x = layer["encoding"].get("x", {})
        if "scale" in x:
            x["scale"]["domain"] = parts.keys
            x["axis"] |= {"values": parts.marked, "labelExpr": parts.words}
    return made


@cache
def _frame(shape: Shape, language: str, theme: str) -> dict[str, Any]:
    """A chart of a shape with no figures of anybody."""
    parts = Parts({name: [] for name in shape.tables}, ["0"], ["0"], "datum.value")
    # Checking against the grammar takes longer than all the rest; `draw(...).to_dict()` of the tests checks.
    made: dict[str, Any] = _built(shape, parts, language, theme).to_dict(validate=False)
    return made


def _built(shape: Shape, parts: Parts, language: str, theme: str) -> Any:
    colours = palette(theme)
    layers = [_marks(shape, parts, language), _base(shape, colours)]
    if shape.marked:
        layers += _mark_layers(colours, language)
    if shape.labelled:
        layers += _label_layers(colours)
    layered = alt.layer(*layers, height=shape.height, data=alt.NamedData(ROWS), datasets=parts.tables)
    ends = alt.param(name=AXIS_OF, expr=f"data('{AXIS_OF}')[0] || {_NO_AXIS}")
    return style.start(layered.add_params(ends), language, colours)


def _x(shape: Shape, parts: Parts) -> alt.X:
    """The dates: equal steps, every step there even without a value, few words."""
    axis = alt.Axis(
        values=parts.marked,
        labelExpr=parts.words,
        labelAngle=0,
        labelOverlap="greedy",
        labelSeparation=8,
        ticks=False,
        grid=False,
        labelLineHeight=15,
    )
    if shape.form == "line":
        scaled = alt.Scale(domain=parts.keys, padding=0.3)
    else:
        scaled = alt.Scale(domain=parts.keys, paddingInner=0.28, paddingOuter=0.1)
    return alt.X("key:O", sort=None, scale=scaled, axis=axis)


def _y(field: str = "value", stack: bool = False) -> alt.Y:
    """The values: ends, ticks and format come from the table of the axis."""
    axis = alt.Axis(
        values=alt.ExprRef(f"sequence({AXIS_OF}.first, {AXIS_OF}.stop, {AXIS_OF}.step)"),
        labelExpr=f"format(datum.value, {AXIS_OF}.format)",
        domain=False,
        ticks=False,
        grid=True,
    )
    scaled = alt.Scale(domain=alt.ExprRef(f"[{AXIS_OF}.low, {AXIS_OF}.high]"), nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=axis, scale=scaled, stack="zero" if stack else None)


def _tooltip(shape: Shape, language: str) -> list[alt.Tooltip]:
    series = [alt.Tooltip("series:N", title=style.word(language, "tooltip.series"))]
    return [
        alt.Tooltip("when:N", title=style.word(language, "tooltip.when")),
        *(series if shape.named else []),
        alt.Tooltip("shown:N", title=style.word(language, "tooltip.value")),
        alt.Tooltip("n:Q", format=",d", title=style.word(language, "tooltip.n")),
    ]


def _marks(shape: Shape, parts: Parts, language: str) -> Any:
    base = alt.Chart().encode(
        x=_x(shape, parts),
        y=_y(stack=shape.form == "stack"),
        color=alt.Color("colour:N", scale=None),
        tooltip=_tooltip(shape, language),
    )
    pick = _click(STEP, "key")
    if shape.form == "line":
        point = {"size": 26, "filled": True} if shape.dotted else False
        marked = base.mark_line(strokeWidth=2, interpolate="linear", point=point)
        return marked.encode(detail="part:N").add_params(pick)
    return base.mark_bar().encode(order=alt.Order("rank:Q")).add_params(pick)


def _click(name: str, field: str) -> Any:
    """What a click on a mark tells: the value of a field of its row."""
    return alt.selection_point(name=name, fields=[field], on="click", clear="dblclick")


def _base(shape: Shape, colours: Palette) -> Any:
    """The line from which flows go up and down. The other charts have it unseen: Vega-Lite drops a table that no layer
    reads, and with it the axis."""
    seen = 1 if shape.form == "flow" else 0
    rule = alt.Chart(alt.NamedData(AXIS_OF)).mark_rule(
        color=colours.grey, strokeWidth=1, opacity=seen, aria=False
    )
    return rule.encode(y=_y("base"))


def _label_layers(colours: Palette) -> list[Any]:
    """The name of each series beside its last value, behind a dot of its colour."""
    base = alt.Chart(alt.NamedData(LABELLED)).encode(x=alt.X("key:O", sort=None, bandPosition=1), y=_y())
    dots = base.mark_point(filled=True, size=44, shape="circle", opacity=1, xOffset=8, aria=False).encode(
        color=alt.Color("colour:N", scale=None)
    )
    words = base.mark_text(
        align="left",
        baseline="middle",
        dx=16,
        fontSize=12,
        color=colours.ink,
        limit=LONGEST,
        cursor="pointer",
    ).encode(text="text:N")
    return [dots, words.add_params(_click(NAME, "network"))]


def _mark_layers(colours: Palette, language: str) -> list[Any]:
    """A dashed rule where a network begins to count otherwise; above the plot a triangle for an event, in grey a dot for
    a public holiday and a dash where there is no school."""
    base = alt.Chart(alt.NamedData(MARKED)).encode(
        x=alt.X("key:O", sort=None, bandPosition=0.5),
        tooltip=[alt.Tooltip("when:N", title=style.word(language, "tooltip.when")),
                 alt.Tooltip("text:N", title=style.word(language, "tooltip.mark"))],
    )  # fmt: skip
    ruled = base.transform_filter("datum.kind == 'break'").mark_rule(
        color=colours.ink, strokeDash=[3, 3], strokeWidth=1, aria=False
    )
    events = base.transform_filter("datum.kind == 'event'").mark_point(
        shape="triangle-down", filled=True, size=70, color=colours.ink, opacity=1, aria=False
    )
    public = base.transform_filter("datum.kind == 'public'").mark_point(
        shape="circle", filled=True, size=28, color=colours.grey, opacity=1, aria=False
    )
    school = base.transform_filter("datum.kind == 'school'").mark_point(
        shape="stroke", size=160, strokeWidth=4, color=colours.grey, opacity=0.7, aria=False
    )
    return [
        ruled.encode(x=alt.X("key:O", sort=None, bandPosition=0)),
        events.encode(y=alt.value(-8)),
        public.encode(y=alt.value(-2)),
        school.encode(y=alt.value(-2)),
    ]
