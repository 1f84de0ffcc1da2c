"""The quiet look of the charts of the pages, on charts of PowerPoint's own.

Colours only for what they name; months outside the period step back; names beside the lines where there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cmdash.charts.palette import FADED, palette
from cmdash.model.views import Chart, Series, Step
from cmdash.report import colours, lettering, numbers
from cmdash.report.numbers import ends
from cmdash.report.slides import markup
from cmdash.report.slides.chart_data import SIZE, daily, grouped, pieces
from cmdash.report.slides.markup import element
from cmdash.report.slides.master import Box
from cmdash.report.slides.sheet import Sheet

SPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DOTS = 40  # steps up to which each point of a line is marked, so that a lone one is seen
WORDS = 8  # dates that fit below an axis of months written out
MOST = 240.0  # points of height that names may ask for
NAME = 10  # size of a name in a legend
NAMES, PLOT = 180.0, 0.64  # points from which names are wrapped beside a chart, and what is left of its width
SHADES = (
    0,
    35,
    60,
    -30,
)  # of the neutral colour, in hundredths lighter or darker: networks without their own


def dress(drawn: Any, chart: Chart, sheet: Sheet, box: Box) -> None:
    """The quiet look of the pages: no frame, thin rules, words in grey, a colour only for what it names."""
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    language = sheet.language
    low, high, step = ends(chart)
    lang = element(f'<c:lang {SPACE} val="{markup.LANGUAGES[language]}"/>')
    drawn._chartSpace.find("{*}date1904").addnext(lang)
    drawn.has_title = drawn.has_legend = False
    drawn.font.size = Pt(SIZE)
    drawn.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
    values, dates = drawn.value_axis, drawn.category_axis
    values.tick_labels.number_format = numbers.code(chart.unit, low, high, step, language)
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    values.major_tick_mark = dates.major_tick_mark = XL_TICK_MARK.NONE
    if (least := numbers.least(chart)) is not None:
        values.minimum_scale = least
    if low > 0 and not chart.zero:
        values.major_unit = step
    if chart.unit in ("count", "people") and high - low <= 5:
        values.major_unit = 1  # whole posts and people only
    dates.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    dates.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_3
    if not grouped(chart.steps):
        _thin_out(dates, chart.steps, language)
    found = pieces(chart)
    for plot, series in zip(drawn.plots[0].series, found, strict=True):
        _colour(plot, chart, series, sheet.ink)
    if chart.form != "line":
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 40, 100
    if len(chart.series) > 1:
        apart = chart.form == "line" and _label(drawn, chart, found, box)
        if not apart:
            drawn.has_legend = True
            drawn.legend.position = XL_LEGEND_POSITION.RIGHT
            drawn.legend.include_in_layout = False
            drawn.legend.font.size = Pt(NAME)
            _name_once(drawn.legend, chart, found)
            if max(lettering.width(series.label, NAME) for series in chart.series) > NAMES:
                _share_out(drawn)


def names_height(chart: Chart, width: float) -> float:
    """The points that the names beside the plot ask for."""
    if len(chart.series) < 2:
        return 0.0
    room = width * (1 - PLOT) - 20
    return min(sum(lettering.height(series.label, NAME, room) + 2 for series in chart.series) + 12, MOST)


def _thin_out(dates: Any, steps: Sequence[Step], language: str) -> None:
    """Of many dates, as many as can be read."""
    every = max(1, -(-len(steps) // WORDS))
    if daily(steps):
        dates.tick_labels.number_format = numbers.days(language)
        dates.tick_labels.number_format_is_linked = False
        for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
            for old in dates._element.findall(f"{{*}}{name}"):
                dates._element.remove(old)
        for name, value in (("baseTimeUnit", "days"), ("majorUnit", every), ("majorTimeUnit", "days")):
            dates._element.append(element(f'<c:{name} {SPACE} val="{value}"/>'))
        return
    for name in ("tickLblSkip", "tickMarkSkip"):
        for old in dates._element.findall(f"{{*}}{name}"):
            dates._element.remove(old)
    last = dates._element.find("{*}noMultiLvlLbl")
    for name in ("tickLblSkip", "tickMarkSkip"):
        made = element(f'<c:{name} {SPACE} val="{every}"/>')
        if last is not None:
            last.addprevious(made)
        else:
            dates._element.append(made)


def _ink(colour: str, shade: int) -> str:
    """A fill in a colour, `shade` hundredths lighter, or darker where negative."""
    if shade > 0:
        changed = f'<a:lumMod val="{(100 - shade) * 1000}"/><a:lumOff val="{shade * 1000}"/>'
    else:
        changed = f'<a:lumMod val="{(100 + shade) * 1000}"/>' if shade else ""
    if colour.startswith("#"):
        return f'<a:solidFill><a:srgbClr val="{colour[1:]}">{changed}</a:srgbClr></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{colour}">{changed}</a:schemeClr></a:solidFill>'


def _colour(plot: Any, chart: Chart, series: Series, accent: str) -> None:
    colour, shared = colours.of_series(chart, series, accent, "accent3")
    shade = SHADES[shared % len(SHADES)]
    full = _ink(colour, shade)
    body = plot._element
    for old in body.xpath("./c:spPr | ./c:marker | ./c:smooth | ./c:dPt | ./c:invertIfNegative"):
        body.remove(old)
    names = f'{SPACE} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    if chart.form == "line":
        dash = '<a:prstDash val="sysDash"/>' if shade else ""
        made = [
            f'<c:spPr {names}><a:ln w="28575" cap="rnd">{full}{dash}<a:round/></a:ln></c:spPr>',
            f'<c:marker {names}><c:symbol val="circle"/><c:size val="5"/><c:spPr>{full}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>'
            if len(chart.steps) <= DOTS or _lone(series)
            else f'<c:marker {names}><c:symbol val="none"/></c:marker>',
        ]
        place = body.find("{*}tx")
        for one in reversed(made):
            place.addnext(element(one))
        body.append(element(f'<c:smooth {SPACE} val="0"/>'))
        return
    edge = f'<a:ln w="6350">{markup.fill("bg1")}</a:ln>'
    place = element(f'<c:invertIfNegative {SPACE} val="0"/>')
    body.find("{*}tx").addnext(place)
    place.addprevious(element(f"<c:spPr {names}>{full}{edge}</c:spPr>"))
    if all(step.inside for step in chart.steps):
        return
    faded = _faded(colour, shade)
    for index, step in enumerate(chart.steps):
        if not step.inside and series.points[index].value is not None:
            point = element(
                f'<c:dPt {names}><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
                f"<c:spPr>{faded}{edge}</c:spPr></c:dPt>"
            )
            place.addnext(point)
            place = point


def _faded(colour: str, shade: int) -> str:
    """A colour stepping back, mixed into the paper."""
    if colour.startswith("#"):
        return _ink(palette("light").faded(colour), 0)
    return _ink(colour, round(100 * (1 - FADED)) if shade <= 0 else round(100 - (100 - shade) * FADED))


def _lone(series: Series) -> bool:
    """Whether a value stands between two gaps: without a mark it would not be seen."""
    known = [point.value is not None for point in series.points]
    return any(
        here and not before and not after
        for before, here, after in zip([False, *known], known, [*known[1:], False], strict=False)
    )


def _label(drawn: Any, chart: Chart, found: Sequence[Series], box: Box) -> bool:
    """The name of each line beside its last value; False, and nothing done, where names would touch or leave no room."""
    low, high, _ = ends(chart)
    last = {}
    for at, series in enumerate(found):
        known = [(index, point.value) for index, point in enumerate(series.points) if point.value is not None]
        if known and series.label in {one.label for one in chart.series}:
            last[at] = known[-1]
    scale_ = (box.height - 60) / max(high - low, 1e-9)
    heights = sorted(value * scale_ for _, value in last.values())
    close = any(after - before < SIZE * 1.4 for before, after in pairwise(heights))
    ended = any(index < len(chart.steps) - 1 for index, _ in last.values())
    widest = max((lettering.width(found[at].label, SIZE) for at in last), default=0.0)
    if close or ended or len(last) < len(chart.series) or widest > 150:
        return False
    names = f'{SPACE} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for at, (index, _) in last.items():
        ink = markup.fill("tx1")
        label = element(
            f'<c:dLbls {names}><c:dLbl><c:idx val="{index}"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{SIZE * 100}" b="0">{ink}</a:defRPr></a:pPr>'
            '<a:endParaRPr lang="en-US"/></a:p></c:txPr><c:dLblPos val="r"/><c:showLegendKey val="0"/><c:showVal val="0"/>'
            '<c:showCatName val="0"/><c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
            '<c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        )
        drawn.plots[0].series[at]._element.find("{*}cat").addprevious(label)
    drawn.has_legend = False
    _place(drawn, 1 - (widest + 14) / box.width)
    return True


def _place(drawn: Any, wide: float) -> None:
    """The plot with its axes on so much of the chart's width."""
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, element(
        f'<c:layout {SPACE}><c:manualLayout><c:layoutTarget val="outer"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0"/><c:y val="0.02"/><c:w val="{wide:.4f}"/><c:h val="0.97"/></c:manualLayout></c:layout>'
    ))  # fmt: skip


def _name_once(legend: Any, chart: Chart, found: Sequence[Series]) -> None:
    """The earlier parts of a broken line are not named again."""
    labels = {series.label for series in chart.series}
    place = legend._element.find("{*}legendPos")
    for at, series in reversed(list(enumerate(found))):
        if series.label not in labels:
            place.addnext(
                element(f'<c:legendEntry {SPACE}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>')
            )


def _share_out(drawn: Any) -> None:
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
