"""Charts of the report as SVG, drawn without a browser, in the colours of the light theme."""

from __future__ import annotations

from functools import cache
from typing import Any

from cmdash.charts import trend
from cmdash.charts.palette import palette
from cmdash.model.views import Chart
from cmdash.report import fonts

# for who opens the drawing without our typeface
FAMILIES = f"&quot;{fonts.FAMILY}&quot;, &quot;Source Sans 3&quot;, sans-serif"
WIDTH = 640  # pixels; the files scale it to their measure
LABEL = 130  # of them that the name of a network may take: the longest known stands whole


def svg(chart: Chart, language: str, width: int = WIDTH) -> str:
    """The chart as one SVG with no reference to anything outside."""
    drawn: str = _engine().vegalite_to_svg(_spec(chart, language, width))
    return drawn.replace(f'font-family="{fonts.FAMILY}"', f'font-family="{FAMILIES}"')


def _spec(chart: Chart, language: str, width: int) -> dict[str, Any]:
    spec = trend.spec(chart, language, "light") | {"width": width}
    # the engine measures words in the first name alone, so that has to be one it knows
    spec["config"] = spec["config"] | {"font": fonts.FAMILY}
    if chart.form == "stack":  # in grey print two neighbours may be of one grey: a white line parts them
        spec["layer"][0]["mark"] |= {"stroke": palette("light").paper, "strokeWidth": 1}
        spec["layer"][0]["encoding"]["x"]["axis"]["zindex"] = 1  # the line they stand on stays whole
    if width >= WIDTH:
        for layer in spec["layer"]:
            if isinstance(layer["mark"], dict) and "limit" in layer["mark"]:
                layer["mark"]["limit"] = LABEL
    return spec


@cache
def _engine() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(fonts.folder()))
    return vl_convert
