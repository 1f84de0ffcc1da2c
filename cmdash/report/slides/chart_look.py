"""The quiet look of the charts of the pages, on charts of PowerPoint's own.

Colours only for what they name; months outside the period step back; names beside the lines where there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmdash.charts.palette import FADED, palette
from cmdash.model.views import Chart, Series, Step
from cmdash.report import colours, lettering, numbers
from cmdash.report.numbers import ends
from cmdash.report.slides import markup
from cmdash.report.slides.chart_data import SIZE, daily, grouped, pieces
from cmdash.report.slides.chart_names import NAME, NAMES, name_directly, name_once, share_out
from cmdash.report.slides.markup import element
from cmdash.report.slides.master import Box
from cmdash.report.slides.sheet import Sheet

SPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DOTS = 40  # steps up to which each point of a line is marked, so that a lone one is seen
WORDS = 8  # dates that fit below an axis of months written out
SYMBOLS = (
    "circle",
    "square",
    "triangle",
    "diamond",
)  # of the marks of lines, so that grey print tells them apart
DASHES = ("solid", "dash", "sysDot", "lgDash", "dashDot", "sysDash")  # of lines whose marks do not
WEAVES = ("", "wdUpDiag", "dkHorz", "wdDnDiag", "pct20", "dkVert")  # of bars named in a legend alone
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
    named = len(chart.series) > 1 and name_directly(drawn, chart, found, box)
    for plot, series in zip(drawn.plots[0].series, found, strict=True):
        _colour(plot, chart, series, sheet.ink, named)
    if chart.form != "line":
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 40, 100
    if len(chart.series) > 1 and not named:
        drawn.has_legend = True
        drawn.legend.position = XL_LEGEND_POSITION.RIGHT
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(NAME)
        name_once(drawn.legend, chart, found)
        if max(lettering.width(series.label, NAME) for series in chart.series) > NAMES:
            share_out(drawn)


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


def _colour(plot: Any, chart: Chart, series: Series, accent: str, named: bool) -> None:
    rank = [one.id for one in chart.series].index(series.id)
    colour, shared = colours.of_series(chart, series, accent, "accent3")
    shade = SHADES[shared % len(SHADES)]
    full = _ink(colour, shade)
    body = plot._element
    for old in body.xpath("./c:spPr | ./c:marker | ./c:smooth | ./c:dPt | ./c:invertIfNegative"):
        body.remove(old)
    names = f'{SPACE} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    if chart.form == "line":
        marked = len(chart.steps) <= DOTS
        like = ""
        if rank >= len(SYMBOLS):  # its mark is that of another
            like = DASHES[1 + rank % (len(DASHES) - 1)]
        elif not (marked or named):
            like = DASHES[rank]
        dash = f'<a:prstDash val="{like or "sysDash"}"/>' if like or shade else ""
        made = [
            f'<c:spPr {names}><a:ln w="28575" cap="rnd">{full}{dash}<a:round/></a:ln></c:spPr>',
            f'<c:marker {names}><c:symbol val="{SYMBOLS[rank % len(SYMBOLS)]}"/><c:size val="6"/><c:spPr>{full}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>'
            if marked or _lone(series)
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
    weave = "" if named or chart.form == "flow" else WEAVES[rank % len(WEAVES)]
    place.addprevious(element(f"<c:spPr {names}>{_woven(full, weave)}{edge}</c:spPr>"))
    if all(step.inside for step in chart.steps):
        return
    faded = _faded(colour, shade)
    for index, step in enumerate(chart.steps):
        if not step.inside and series.points[index].value is not None:
            point = element(
                f'<c:dPt {names}><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
                f"<c:spPr>{_woven(faded, weave)}{edge}</c:spPr></c:dPt>"
            )
            place.addnext(point)
            place = point


def _faded(colour: str, shade: int) -> str:
    """A colour stepping back, mixed into the paper."""
    if colour.startswith("#"):
        return _ink(palette("light").faded(colour), 0)
    return _ink(colour, round(100 * (1 - FADED)) if shade <= 0 else round(100 - (100 - shade) * FADED))


def _woven(full: str, weave: str) -> str:
    """A fill with a pattern in the colour of the paper over it, so that grey print tells it from its neighbours."""
    if not weave:
        return full
    ground = full.removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
    paper = '<a:schemeClr val="bg1"/>'
    return f'<a:pattFill prst="{weave}"><a:fgClr>{paper}</a:fgClr><a:bgClr>{ground}</a:bgClr></a:pattFill>'


def _lone(series: Series) -> bool:
    """Whether a value stands between two gaps: without a mark it would not be seen."""
    known = [point.value is not None for point in series.points]
    return any(
        here and not before and not after
        for before, here, after in zip([False, *known], known, [*known[1:], False], strict=False)
    )
