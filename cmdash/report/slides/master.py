"""The empty deck: its theme in the colours of the brand, its master and three layouts with real placeholders.

Everything on the slides refers to the theme, so that a change of the theme's colours or fonts re-brands the deck.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from cmdash.charts.palette import palette
from cmdash.model.brand import Brand
from cmdash.report import colours
from cmdash.report.lettering import FONT, LEADING, height, lines
from cmdash.report.slides.markup import NAMES, clean, element, emu, fill, quoted

WIDTH, HEIGHT = 960.0, 540.0  # points, 16:9
LEFT, ROOM = 44.0, 872.0
TOP, BOTTOM = 120.0, 500.0  # of what stands on a slide below its title
TITLE = (38.0, 66.0)
TITLES = ((24.0, 2), (22.0, 2), (20.0, 2), (18.0, 3))  # sizes of a title, and the lines it may take
ON_ONE_LINE = 20.0  # the least size of a title for the sake of one line
NAME = 18.0  # size of the brand's name on the cover
BAND = 300.0  # height of the coloured part of the cover
EYEBROW, BODY, SUBTITLE, DRAWING, NOTE, PERIOD, HEADLINE, BRAND, FOOTER, NUMBER = (
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    20,
    21,
)
COVER, FINDING, CHART = 0, 1, 2
LONGEST = 255  # characters of a property of the file

_EMPTY = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@dataclass(frozen=True)
class Box:
    """Where something stands, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def xfrm(self) -> str:
        return (
            f'<a:xfrm><a:off x="{emu(self.left)}" y="{emu(self.top)}"/>'
            f'<a:ext cx="{emu(self.width)}" cy="{emu(self.height)}"/></a:xfrm>'
        )


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout: its kind (`title`, `body`, `chart`, `ftr`, `sldNum`), its place and its style."""

    kind: str
    index: int
    name: str
    box: Box
    size: float
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"

    def xml(self, identifier: int) -> str:
        index = "" if self.kind == "title" else f' idx="{self.index}"'
        style = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{self.align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr sz="{round(self.size * 100)}" b="{int(self.bold)}">{fill(self.colour)}</a:defRPr></a:lvl1pPr>'
        )
        field = "{B5A1D6A1-5E0B-4C0E-9C57-000000000001}"
        text = (
            f'<a:fld id="{field}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
            if self.kind == "sldNum"
            else f"<a:r><a:rPr/><a:t>{escape(self.name)}</a:t></a:r>"
        )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{identifier}" name="{escape(self.name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{self.kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{self.box.xfrm}'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" wrap="square" '
            f'lIns="0" tIns="0" rIns="0" bIns="0" anchor="{self.anchor}"><a:normAutofit/></a:bodyPr>'
            f"<a:lstStyle>{style}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
        )


def title_size(text: str) -> float | None:
    """The size at which the text stands as the title of a slide, a little smaller rather than with one word on a second
    line; None where it is too long for a title."""
    alone = (size for size, _ in TITLES if size >= ON_ONE_LINE and lines(text, size, ROOM, True) == 1)
    fitting = (size for size, most in TITLES if lines(text, size, ROOM, True) <= most)
    return next(alone, None) or next(fitting, None)


def top_below(text: str) -> float:
    """Where what stands below such a title begins, in points from the top of the slide."""
    size = title_size(text) or TITLES[-1][0]
    return TITLE[0] + height(text, size, ROOM, True) + TOP - TITLE[0] - TITLES[0][0] * 2 * LEADING


def theme_colours(brand: Brand) -> dict[str, str]:
    """The colours of the theme by their name there: those of the brand first, then the quiet ones of cmdash."""
    light = palette("light")
    return {
        "dk1": light.ink, "lt1": light.paper, "dk2": light.grey, "lt2": "#F3F4F6",
        "accent1": colours.first(brand), "accent2": colours.second(brand), "accent3": light.neutral, "accent4": light.good,
        "accent5": light.bad, "accent6": light.grid, "hlink": colours.accent(brand), "folHlink": light.grey,
    }  # fmt: skip


def ink(brand: Brand) -> str:
    """The name of the colour of words and marks on white: the brand's own, or its legible form where it is too pale."""
    found = theme_colours(brand)
    return "accent1" if found["accent1"] == found["hlink"] else "hlink"


def presentation(brand: Brand, title: str, author: str) -> Any:
    """An empty presentation in the colours of the brand, with the layouts `COVER`, `FINDING` and `CHART`."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    if (kind := deck.element.find("{*}sldSz").attrib).get("type"):
        del kind["type"]
    layouts, accent = deck.slide_layouts, ink(brand)
    for layout in list(layouts)[3:]:
        layouts.remove(layout)
    _dress(deck.slide_master, brand)
    for layout, name, holders, behind in (
        (layouts[COVER], "Cover", _cover(_on_band(brand)), _rectangle(Box(0, 0, WIDTH, BAND), "accent1", 90)),
        (layouts[FINDING], "Finding", _finding(accent), _rule()),
        (layouts[CHART], "Chart", _charted(accent), _rule()),
    ):
        _fill(layout, name, holders, behind)
    properties = deck.core_properties
    properties.title, properties.author = clean(title)[:LONGEST], clean(author)[:LONGEST]
    properties.last_modified_by = ""
    properties.created = properties.modified = dt.datetime.now(dt.UTC)
    return deck


def picture(part: Any, blob: bytes, box: Box, name: str, identifier: int) -> Any:
    """A picture that fits into the box, its own shape kept, as an element of that part. None where the bytes are none."""
    try:
        image, relation = part.get_or_add_image_part(io.BytesIO(blob))
        wide, high = image.image.size
    except (OSError, ValueError, AttributeError):
        return None
    scale = min(box.width / max(wide, 1), box.height / max(high, 1))
    fitted = Box(
        box.left + box.width - wide * scale, box.top + (box.height - high * scale) / 2, wide * scale, high * scale
    )  # fmt: skip
    return element(
        f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="{identifier}" name="Logo" descr={quoted(name)}/><p:cNvPicPr>'
        f'<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{fitted.xfrm}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _on_band(brand: Brand) -> str:
    """The colour of words on the brand's own: white, or ink on a pale one."""
    return "bg1" if colours.on_first(brand) == palette("light").paper else "tx1"


def _cover(on: str) -> tuple[Holder, ...]:
    return (
        Holder("body", BRAND, "Brand", Box(LEFT, 22, ROOM, 44), NAME, on, True),
        Holder("title", 0, "Title", Box(LEFT, 66, ROOM, 144), 40, on, True, "b"),
        Holder("body", PERIOD, "Period", Box(LEFT, 222, ROOM, 44), 22, on),
        Holder("body", HEADLINE, "Headline", Box(LEFT, 326, 660, 120), 24, "tx1"),
        Holder("body", NOTE, "Sources", Box(LEFT, 456, 640, 40), 10, "tx2", anchor="b"),
        *_feet(),
    )


def _head(accent: str) -> tuple[Holder, ...]:
    return (
        Holder("title", 0, "Title", Box(LEFT, TITLE[0], ROOM, TITLE[1]), TITLES[0][0], "tx1", True),
        Holder("body", EYEBROW, "Part", Box(LEFT, 20, ROOM, 16), 11, accent, True),
    )


def _feet() -> tuple[Holder, ...]:
    return (
        Holder("ftr", FOOTER, "Footer", Box(LEFT, 508, 620, 24), 10, "tx2", anchor="ctr"),
        Holder(
            "sldNum", NUMBER, "Page", Box(LEFT + ROOM - 40, 512, 40, 16), 10, "tx2", anchor="ctr", align="r"
        ),
    )


def _finding(accent: str) -> tuple[Holder, ...]:
    body = Holder("body", BODY, "Text", Box(LEFT, TOP, ROOM, BOTTOM - TOP), 14)
    return (*_head(accent), body, *_feet())


def _charted(accent: str) -> tuple[Holder, ...]:
    return (
        *_head(accent),
        Holder("body", SUBTITLE, "Subtitle", Box(LEFT, TOP, ROOM, 18), 12, "tx2"),
        Holder("chart", DRAWING, "Chart", Box(LEFT, TOP + 22, ROOM, 326), 12),
        Holder("body", NOTE, "Note", Box(LEFT, 472, ROOM, 28), 10, "tx2"),
        *_feet(),
    )


def _rectangle(box: Box, colour: str, identifier: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identifier}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{box.xfrm}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _rule() -> str:
    """A short bar at the top edge in the brand's colour, a hair above the footer."""
    return _rectangle(Box(LEFT, 0, 56, 5), "accent1", 90) + _rectangle(
        Box(LEFT, 506, ROOM, 0.75), "accent6", 91
    )


def _fill(layout: Any, name: str, holders: tuple[Holder, ...], behind: str) -> None:
    made = "".join(holder.xml(2 + at) for at, holder in enumerate(holders))
    common = layout.element.find("{*}cSld")
    common.set("name", name)
    common.replace(common.find("{*}spTree"), element(f"<p:spTree {NAMES}>{_EMPTY}{behind}{made}</p:spTree>"))
    layout.element.attrib.pop("type", None)
    layout.element.attrib.pop("preserve", None)


def _dress(master: Any, brand: Brand) -> None:
    """The theme, the master's own placeholders and its styles of text."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    made = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>'
        for name, colour in theme_colours(brand).items()
    )
    text = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>",
        f'<a:clrScheme name="cmdash">{made}</a:clrScheme>',
        text,
        flags=re.DOTALL,
    )
    faces = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont>"
    text = re.sub(
        r"<a:fontScheme.*?</a:fontScheme>",
        f'<a:fontScheme name="cmdash">{fonts}</a:fontScheme>',
        text,
        flags=re.DOTALL,
    )
    theme._blob = text.encode("utf-8")
    common = master.element.find("{*}cSld")
    holders = "".join(
        h.xml(2 + at) for at, h in enumerate((*_head("accent1")[:1], _finding("accent1")[2], *_feet()))
    )
    holders = holders.replace(f' type="body" idx="{BODY}"', ' type="body" idx="1"')
    common.replace(common.find("{*}spTree"), element(f"<p:spTree {NAMES}>{_EMPTY}{holders}</p:spTree>"))
