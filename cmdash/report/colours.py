"""The colours of a brand, made legible: text of a brand's colour keeps its contrast on white."""

from __future__ import annotations

from cmdash.charts.palette import palette
from cmdash.model.brand import Brand, is_colour
from cmdash.model.views import Chart, Series

CONTRAST = 4.5  # WCAG 2.2, text of usual size


def accent(brand: Brand) -> str:
    """The first colour of the brand, darkened until it can be read on white; cmdash's own where none is given."""
    return _legible(brand.colour) if brand.colour else palette("light").accent


def first(brand: Brand) -> str:
    """The first colour of the brand as it was chosen, for surfaces; cmdash's own where none is given."""
    return brand.colour.upper() if is_colour(brand.colour) else palette("light").accent


def on_first(brand: Brand) -> str:
    """The colour of words on the first colour: white, or ink on a pale one."""
    light = palette("light")
    return light.paper if on_white(first(brand)) >= CONTRAST else light.ink


def second(brand: Brand) -> str:
    """The second colour of the brand, for lines and surfaces; the accent where none is given."""
    return brand.second.upper() if is_colour(brand.second) else accent(brand)


def of_series(chart: Chart, series: Series, accent: str, neutral: str) -> tuple[str, int]:
    """The colour of a series of a chart, one of those given or that of its network, and how many before it share it:
    networks without a colour of their own are neutral."""
    if chart.form == "flow":
        return (accent if series.label == chart.series[0].label else neutral), 0
    if not series.id:
        return accent, 0
    networks = palette("light").networks
    if series.id in networks:
        return networks[series.id], 0
    return neutral, [one.id for one in chart.series if one.id and one.id not in networks].index(series.id)


def on_white(colour: str) -> float:
    """The contrast of a colour with white, from 1 to 21 (WCAG: relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _legible(colour: str) -> str:
    if not is_colour(colour):
        return palette("light").accent
    while on_white(colour) < CONTRAST:
        colour = "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.92):02X}" for at in (1, 3, 5))
    return colour.upper()
