"""Charts of one post: its ladder of acts, and its place among the others."""

from __future__ import annotations

from typing import Any

import altair as alt

from cmdash.charts import scale, style
from cmdash.charts.palette import palette
from cmdash.model.views import Ladder, Place

ROW = 30  # pixels a bar of the ladder takes
PLACE = 150


def ladder(view: Ladder, language: str, theme: str) -> Any:
    """The acts on one post from the least engaging (top) to the most; each bar says its number."""
    colours = palette(theme)
    rows = [{"act": bar.label, "value": bar.value, "shown": bar.shown} for bar in view.bars]
    top = scale.ticks(0.0, max(bar.value for bar in view.bars), whole=True)[-1]
    base = alt.Chart(style.inline(rows)).encode(
        y=alt.Y(
            "act:N",
            sort=[bar.label for bar in view.bars],
            axis=alt.Axis(
                ticks=False, domain=False, labelColor=colours.ink, labelFontSize=13, labelLimit=140
            ),
        ),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False, zero=True)),
    )
    bars = base.mark_bar(color=colours.accent, height=14)
    words = base.mark_text(align="left", dx=6, fontSize=12, color=colours.ink).encode(text="shown:N")
    layered = alt.layer(bars, words, height=ROW * len(rows) + 14)
    return style.start(layered, language, colours, right=64)


def place(view: Place, language: str, theme: str) -> Any:
    """How many posts reached what multiple of the habit; the class of the chosen post stands out."""
    colours = palette(theme)
    rows = [
        {"class": bar.label, "value": bar.value, "shown": bar.shown, "chosen": bar.id == view.mark}
        for bar in view.bars
    ]
    domain = scale.ticks(0.0, max(bar.value for bar in view.bars), count=3, whole=True)
    base = alt.Chart(style.inline(rows)).encode(
        x=alt.X(
            "class:O",
            sort=None,
            axis=alt.Axis(labelAngle=0, ticks=False, grid=False, labelOverlap="greedy"),
            scale=alt.Scale(paddingInner=0.12),
        ),
        y=alt.Y(
            "value:Q",
            scale=alt.Scale(domain=[0, domain[-1]], nice=False, zero=True),
            axis=alt.Axis(values=domain, format=",d", domain=False, ticks=False),
        ),
        color=alt.condition("datum.chosen", alt.value(colours.accent), alt.value(colours.grid)),
        tooltip=[
            alt.Tooltip("class:O", title=style.word(language, "tooltip.class")),
            alt.Tooltip("shown:N", title=style.word(language, "tooltip.n")),
        ],
    )
    bars = base.mark_bar()
    mark = (
        base.transform_filter("datum.chosen")
        .mark_text(dy=-8, fontSize=12, color=colours.ink)
        .encode(text=alt.value(style.word(language, "here")), color=alt.value(colours.ink))
    )
    return style.start(alt.layer(bars, mark, height=PLACE), language, colours)
