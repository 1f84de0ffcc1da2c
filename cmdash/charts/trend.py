"""Charts over time: stacked bars, lines and flows, with direct labels, gaps left as gaps."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import altair as alt

from cmdash.charts import scale, style
from cmdash.charts.palette import Palette, palette
from cmdash.charts.parts import Parts, Shape, parts_of, shape_of
from cmdash.model.views import Chart

LONGEST = 108  # pixels a direct label may take
STEP, NAME = "pick", "name"  # what a click tells: a step of the time axis, the name of a series
_EXAMPLE = {
    "key": "0",
    "series": "",
    "rank": 0,
    "value": 0,
    "shown": "",
    "when": "",
    "n": 0,
    "colour": "#000000",
}
_LABEL = {"key": "0", "text": "", "value": 0, "colour": "#000000", "network": ""}


def draw(chart: Chart, language: str, theme: str, small: bool = False) -> Any:
    """The altair chart of a view, in the light or dark theme. `small` is one of several side by side."""
    shape = shape_of(chart, small)
    return _built(shape, parts_of(chart, shape, palette(theme)), language, theme)


def spec(chart: Chart, language: str, theme: str, small: bool = False) -> dict[str, Any]:
    """The same chart as Vega-Lite reads it: `draw(...).to_dict()`, at a fiftieth of its price.

    Altair makes and checks a chart of each shape once; the parts of this one are then filled in.
    """
    shape = shape_of(chart, small)
    parts = parts_of(chart, shape, palette(theme))
    made = copy.deepcopy(_frame(shape, language, theme))
    made["data"] = {"values": parts.rows}
    for layer in made["layer"]:
        _fill(layer, parts)
    return made


@cache
def _frame(shape: Shape, language: str, theme: str) -> dict[str, Any]:
    """A chart of a shape with no figures of anybody."""
    labels = [_LABEL] if shape.labelled else []
    parts = Parts([_EXAMPLE], labels, ["0"], ["0"], "datum.value", scale.Axis(0, 1, (0, 1)), ",.0f")
    made: dict[str, Any] = _built(shape, parts, language, theme).to_dict()
    return made


def _fill(layer: dict[str, Any], parts: Parts) -> None:
    if "data" in layer:
        layer["data"] = {"values": parts.labels}
    x, y = layer["encoding"].get("x", {}), layer["encoding"].get("y", {})
    if "scale" in x:
        x["scale"]["domain"] = parts.keys
        x["axis"] |= {"values": parts.marked, "labelExpr": parts.words}
    if "scale" in y:
        y["scale"]["domain"] = [parts.axis.low, parts.axis.high]
        y["axis"] |= {"values": list(parts.axis.ticks), "format": parts.format}


def _built(shape: Shape, parts: Parts, language: str, theme: str) -> Any:
    colours = palette(theme)
    layers = [_marks(shape, parts, language)]
    if shape.form == "flow":
        layers.append(
            alt.Chart().mark_rule(color=colours.grey, strokeWidth=1, aria=False).encode(y=alt.datum(0))
        )
    if shape.labelled:
        layers += _label_layers(shape, parts, colours)
    layered = alt.layer(*layers, height=shape.height, data=style.inline(parts.rows))
    return style.start(layered, language, colours)


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


def _y(shape: Shape, parts: Parts, stack: bool) -> alt.Y:
    axis = alt.Axis(values=list(parts.axis.ticks), format=parts.format, domain=False, ticks=False, grid=True)
    scaled = alt.Scale(domain=[parts.axis.low, parts.axis.high], nice=False, zero=shape.zero)
    return alt.Y("value:Q", axis=axis, scale=scaled, stack="zero" if stack else None)


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
        y=_y(shape, parts, shape.form == "stack"),
        color=alt.Color("colour:N", scale=None),
        tooltip=_tooltip(shape, language),
    )
    pick = _click(STEP, "key")
    if shape.form == "line":
        point = {"size": 26, "filled": True} if shape.dotted else False
        marked = base.mark_line(strokeWidth=2, interpolate="linear", point=point)
        return marked.encode(detail="series:N").add_params(pick)
    return base.mark_bar().encode(order=alt.Order("rank:Q")).add_params(pick)


def _click(name: str, field: str) -> Any:
    """What a click on a mark tells: the value of a field of its row."""
    return alt.selection_point(name=name, fields=[field], on="click", clear="dblclick")


def _label_layers(shape: Shape, parts: Parts, colours: Palette) -> list[Any]:
    """The name of each series beside its last value, behind a dot of its colour."""
    base = alt.Chart(style.inline(parts.labels)).encode(
        x=alt.X("key:O", sort=None, bandPosition=1), y=_y(shape, parts, stack=False)
    )
    dots = base.mark_point(filled=True, size=44, shape="circle", opacity=1, xOffset=8).encode(
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
