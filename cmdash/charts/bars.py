"""Charts of one post: its ladder of acts, and its place among the others."""

from __future__ import annotations

from typing import Any

import altair as alt

from cmdash.charts import scale, style
from cmdash.charts.palette import palette
from cmdash.model.views import Ladder, Place

ROW = 30  # pixels a bar of the ladder takes
PLACE = 150
WORD = 15  # pixels the word over the chosen class takes
HEADROOM = 1.25  # above the tallest class, for the word over the chosen one


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
    return style.start(layered, language, colours)


def place(view: Place, language: str, theme: str) -> Any:
    """How many posts reached what multiple of the habit; the class of the chosen post stands out."""
    colours = palette(theme)
    rows = [
        {
            "class": bar.label,
            "value": bar.value,
            "shown": bar.shown,
            "chosen": bar.id == view.mark,
            "colour": colours.accent if bar.id == view.mark else colours.faded(colours.neutral),
        }
        for bar in view.bars
    ]
    most = max(bar.value for bar in view.bars)
    domain = scale.ticks(0.0, most, count=3, whole=True)
    top = most * HEADROOM
    base = alt.Chart(style.inline(rows)).encode(
        x=alt.X(
            "class:O",
            sort=None,
            axis=alt.Axis(labelAngle=0, ticks=False, grid=False, labelOverlap="greedy"),
            scale=alt.Scale(paddingInner=0.12),
        ),
        y=alt.Y(
            "value:Q",
            scale=alt.Scale(domain=[0, top], nice=False, zero=True),
            axis=alt.Axis(
                values=[tick for tick in domain if tick <= top], format=",d", domain=False, ticks=False
            ),
        ),
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("class:O", title=style.word(language, "tooltip.class")),
            alt.Tooltip("shown:N", title=style.word(language, "tooltip.n")),
        ],
    )
    bars = base.mark_bar()
    chosen = alt.Chart(style.inline([row for row in rows if row["chosen"]])).encode(
        x=alt.X("class:O", sort=None)
    )
    line = chart_line(chosen, colours.ink)
    word = chosen.mark_text(baseline="top", fontSize=12, color=colours.ink).encode(
        y=alt.value(0), text=alt.value(style.word(language, "here"))
    )
    return style.start(alt.layer(bars, line, word, height=PLACE), language, colours)


def chart_line(chosen: Any, ink: str) -> Any:
    """A thin line from the word above down to the bar it speaks of."""
    return chosen.mark_rule(color=ink, strokeWidth=1, aria=False).encode(y="value:Q", y2=alt.value(WORD))
