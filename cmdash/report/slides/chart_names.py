"""The names of what a chart shows: beside their last value where they can stand there, else in a legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cmdash.charts import scale
from cmdash.model.views import Chart, Series
from cmdash.report import lettering
from cmdash.report.numbers import ends
from cmdash.report.slides import markup
from cmdash.report.slides.chart_data import SIZE
from cmdash.report.slides.markup import element
from cmdash.report.slides.master import Box

SPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
UNTIED = (  # no line from a name to its piece
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
DIRECT, WIDEST = (
    6,
    170.0,
)  # series up to which each is named beside its last value, and the points of such a name
APART = SIZE * 1.3  # points from a name to the next
COLUMN = 1 / 1.4  # of a step: how wide a bar is
ABOVE, BELOW, BESIDE, GAP = 8.0, 42.0, 14.0, 10.0  # points around the plot: two lines of dates below it
KEY = 12.0  # points that the key before a name takes
MOST = 240.0  # points of height that names may ask for
NAME = 10  # size of a name in a legend
NAMES, PLOT = 180.0, 0.64  # points from which names are wrapped beside a chart, and what is left of its width


def names_height(chart: Chart, width: float) -> float:
    """The points that the names beside the plot ask for."""
    if len(chart.series) < 2:
        return 0.0
    room = width * (1 - PLOT) - 20
    return min(sum(lettering.height(series.label, NAME, room) + 2 for series in chart.series) + 12, MOST)


def name_directly(drawn: Any, chart: Chart, found: Sequence[Series], box: Box) -> bool:
    """The name of each series right of its last value, moved apart where they would touch; False, and nothing done,
    where there are too many, one is too long, or one has no value to stand beside."""
    labels = {one.label for one in chart.series}
    last: dict[int, int] = {}
    for at, series in enumerate(found):
        known = [index for index, point in enumerate(series.points) if point.value is not None]
        if known and series.label in labels:
            last[at] = known[-1]
    widest = max((lettering.width(found[at].label, SIZE) for at in last), default=0.0)
    if len(chart.series) > DIRECT or len(last) < len(chart.series) or widest > WIDEST:
        return False
    low, high, step = ends(chart)
    left = _axis(chart, low, high, step) + BESIDE
    wide, tall = box.width - left - widest - GAP - KEY - BESIDE, box.height - ABOVE - BELOW
    if wide < widest or tall < APART * len(last):
        return False
    points = tall / max(high - low, 1e-9)
    wanted = _levels(chart, found, last, {at: len(chart.steps) - 1 for at in last})
    own = _levels(chart, found, last, last)
    spread = dict(zip(wanted, scale.spread(list(wanted.values()), APART / points, low, high), strict=True))
    band = wide / len(chart.steps)
    for at, index in last.items():
        behind = (len(chart.steps) - 1 - index) * band
        aside = behind
        if chart.form != "line":  # there it stands in the middle of its piece
            aside += band * COLUMN / 2 + GAP + (lettering.width(found[at].label, SIZE) + KEY) / 2
        moved = aside / box.width, (own[at] - spread[at]) * points / box.height
        drawn.plots[0].series[at]._element.find("{*}cat").addprevious(_beside(index, chart.form, *moved))
    drawn.has_legend = False
    _within(drawn, left / box.width, ABOVE / box.height, wide / box.width, tall / box.height)
    return True


def _levels(
    chart: Chart, found: Sequence[Series], last: Mapping[int, int], steps: Mapping[int, int]
) -> dict[int, float]:
    """The value at whose height a name stands: that of the step, in a stack the middle of its piece."""
    levels = {}
    for at in last:
        index = steps[at]
        value = found[at].points[index].value
        if chart.form == "line":
            levels[at] = found[at].points[last[at]].value or 0.0
        elif chart.form == "flow":
            levels[at] = (value or 0.0) / 2
        else:
            below = sum(found[one].points[index].value or 0.0 for one in last if one < at)
            levels[at] = below + (value or 0.0) / 2
    return levels


def _axis(chart: Chart, low: float, high: float, step: float) -> float:
    """The points that the numbers of the axis take."""
    if chart.unit == "ratio":
        texts = ["100,0 %" if high >= 1 else "0,00 %"]
    else:
        texts = [f"{end:,.0f}" if step >= 1 else f"{end:,.2f}" for end in (low, high + step)]
    return max(lettering.width(text, SIZE) for text in texts)


def _beside(index: int, form: str, right: float, down: float) -> Any:
    """The name beside a point, moved by so much of the chart's width and height."""
    names = f'{SPACE} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    layout = (
        f'<c:layout><c:manualLayout><c:x val="{right:.4f}"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'
        if abs(right) > 1e-4 or abs(down) > 1e-4
        else ""
    )
    none = (
        '<c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="{}"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )
    return element(
        f'<c:dLbls {names}><c:dLbl><c:idx val="{index}"/>{layout}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{SIZE * 100}" b="0">{markup.fill("tx1")}'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr><c:dLblPos val="{"r" if form == "line" else "ctr"}"/>'
        f'<c:showLegendKey val="{int(form != "line")}"/>{none.format(1)}</c:dLbl>'
        f'<c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/>{none.format(0)}{UNTIED}</c:dLbls>'
    )


def _within(drawn: Any, left: float, top: float, wide: float, tall: float) -> None:
    """The plot without its axes in that part of the chart."""
    _lay(drawn, "inner", left, top, wide, tall)


def _place(drawn: Any, wide: float) -> None:
    """The plot with its axes on so much of the chart's width."""
    _lay(drawn, "outer", 0, 0.02, wide, 0.97)


def _lay(drawn: Any, target: str, left: float, top: float, wide: float, tall: float) -> None:
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, element(
        f'<c:layout {SPACE}><c:manualLayout><c:layoutTarget val="{target}"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{wide:.4f}"/><c:h val="{tall:.4f}"/>'
        "</c:manualLayout></c:layout>"
    ))  # fmt: skip


def name_once(legend: Any, chart: Chart, found: Sequence[Series]) -> None:
    """The earlier parts of a broken line are not named again."""
    labels = {series.label for series in chart.series}
    place = legend._element.find("{*}legendPos")
    for at, series in reversed(list(enumerate(found))):
        if series.label not in labels:
            place.addnext(
                element(f'<c:legendEntry {SPACE}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>')
            )


def share_out(drawn: Any) -> None:
    """Names too long for one line are wrapped in the right third."""
    _place(drawn, PLOT)
    made = element(
        f'<c:layout {SPACE}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{PLOT + 0.01}"/>'
        f'<c:y val="0.01"/><c:w val="{1 - PLOT - 0.01:.2f}"/><c:h val="0.98"/></c:manualLayout></c:layout>'
    )
    legend = drawn.legend._element
    for old in legend.findall("{*}layout"):
        legend.remove(old)
    legend.find("{*}overlay").addprevious(made)
