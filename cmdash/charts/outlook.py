"""A forecast: what was seen, then a dashed line in the band of its interval, and the naive forecast in grey."""

from __future__ import annotations

from typing import Any

import altair as alt

from cmdash.charts import scale, style
from cmdash.charts.palette import palette
from cmdash.model.forecast_views import Outlook

HEIGHT = 240


def draw(view: Outlook, language: str, theme: str) -> Any:
    """The altair chart of a forecast, in the light or dark theme."""
    colours = palette(theme)
    rows = [
        {
            "key": p.key, "when": p.long, "seen": p.seen, "value": p.value, "low": p.low, "high": p.high,
            "naive": p.naive, "shown": p.shown,
        }
        for p in view.points
    ]  # fmt: skip
    numbers = [n for p in view.points for n in (p.seen, p.value, p.low, p.high, p.naive) if n is not None]
    axis = scale.fitted(min(numbers), max(numbers), whole=True)
    words = {p.key: f"{p.short}|{p.group}" for p in view.points}
    marked = [p.key for at, p in enumerate(reversed(view.points)) if at % 6 == 0]
    label = " : ".join(f"datum.value == '{key}' ? split('{words[key]}', '|')" for key in marked)
    x = alt.X(
        "key:O",
        sort=None,
        scale=alt.Scale(domain=[p.key for p in view.points], padding=0.3),
        axis=alt.Axis(values=marked, labelExpr=f"{label} : ''", labelAngle=0, ticks=False, grid=False),
    )
    base = alt.Chart(style.inline(rows)).encode(x=x)

    def y(field: str) -> alt.Y:
        ticks = alt.Axis(
            values=list(axis.ticks),
            format=style.number_format("people", axis.step),
            domain=False,
            ticks=False,
        )
        scaled = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=scaled, axis=ticks)

    tooltip = [
        alt.Tooltip("when:N", title=style.word(language, "tooltip.when")),
        alt.Tooltip("shown:N", title=style.word(language, "tooltip.value")),
    ]
    band = base.mark_area(color=colours.accent, opacity=0.18, aria=False).encode(y=y("low"), y2="high:Q")
    naive = base.mark_line(color=colours.grey, strokeWidth=1.5, strokeDash=[2, 3], aria=False).encode(
        y=y("naive")
    )
    coming = base.mark_line(color=colours.accent, strokeWidth=2, strokeDash=[6, 4]).encode(y=y("value"))
    seen = base.mark_line(color=colours.accent, strokeWidth=2).encode(y=y("seen"))
    dots = base.mark_point(size=90, opacity=0, filled=True).encode(y=y("at"), tooltip=tooltip)
    dots = dots.transform_calculate(at="isValid(datum.seen) ? datum.seen : datum.value")
    return style.start(alt.layer(band, naive, coming, seen, dots, height=HEIGHT), language, colours)
