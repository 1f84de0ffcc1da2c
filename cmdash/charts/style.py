"""What all charts share: the reader's number and date formats, the type, the quiet axes."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from cmdash.charts.palette import Palette
from cmdash.wording import message

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif'
NARROW = "\u202f"


@cache
def locale(language: str) -> dict[str, Any]:
    """The d3 formats of a language: `1 234,5`, `12,3 %`, `juin 2026` in French."""
    from babel import Locale

    names = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])
    days = [(number + 6) % 7 for number in range(7)]  # d3 counts from Sunday, CLDR from Monday
    return {
        "number": {
            "decimal": "," if language == "fr" else ".",
            "thousands": NARROW if language == "fr" else ",",
            "grouping": [3],
            "currency": ["", "\u00a0€"] if language == "fr" else ["€", ""],
            "percent": f"{NARROW}%" if language == "fr" else "%",
            "minus": "\u2212",
        },
        "time": {
            "dateTime": "%A %-d %B %Y %H:%M",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [names.days["format"]["wide"][d] for d in days],
            "shortDays": [names.days["format"]["abbreviated"][d] for d in days],
            "months": [names.months["stand-alone"]["wide"][m] for m in range(1, 13)],
            "shortMonths": [names.months["stand-alone"]["abbreviated"][m] for m in range(1, 13)],
        },
    }


def start(chart: alt.LayerChart | alt.FacetChart, language: str, colours: Palette, right: int = 8) -> Any:
    """The chart in the house style. `configure` comes first: it wipes what was configured before it."""
    return (
        chart.configure(
            locale=locale(language),
            background="transparent",
            font=FONT,
            padding={"left": 2, "top": 10, "right": right, "bottom": 2},
            autosize={"type": "fit", "contains": "padding"},
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.grey,
            titleColor=colours.grey,
            labelFontSize=12,
            labelPadding=6,
            gridColor=colours.grid,
            domainColor=colours.grey,
            tickColor=colours.grey,
            title=None,
        )
    )


def number_format(unit: str, tick: float) -> str:
    """The d3 format of an axis whose ticks are `tick` apart: rates as percentages, no useless decimals."""
    size = tick * 100 if unit == "ratio" else tick
    places = 0 if size >= 1 and size % 1 == 0 else 1 if size >= 0.1 else 2
    return f",.{places}{'%' if unit == 'ratio' else 'f'}"


def inline(rows: list[dict[str, Any]]) -> Any:
    """A chart's own small table, written into it."""
    return alt.Data(values=rows)  # type: ignore[no-untyped-call] # altair leaves its schema classes untyped


def word(language: str, key: str, /, **params: object) -> str:
    """A word of the charts' own locale file."""
    return message(language, f"charts.{key}", **params)
