"""One slide: words, cards, tables and charts put at their place, each with a name and told to who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from cmdash.report import lettering
from cmdash.report.slides import markup
from cmdash.report.slides.markup import NAMES, Paragraph, element, emu, fill, quoted
from cmdash.report.slides.master import (
    BODY,
    FOOTER,
    HEIGHT,
    NUMBER,
    TITLES,
    WIDTH,
    Box,
    title_size,
)

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without a style
FAINT = 9_000  # thousandths of a percent: how much of the ink a watermark has


@dataclass(frozen=True)
class Foot:
    """The line at the foot of a slide; a size where it is smaller than the layout's."""

    text: str
    size: float = 0.0


class Sheet:
    """A slide being filled. What is drawn first lies behind and is read first."""

    def __init__(self, deck: Any, layout: int, language: str, ink: str = "accent1") -> None:
        self.slide = deck.slides.add_slide(deck.slide_layouts[layout])
        self.language, self.ink = language, ink  # `ink`: the brand's colour, legible on white
        self._tree = self.slide.shapes._spTree
        self._next = 100
        self._held = {shape.placeholder_format.idx: shape for shape in self.slide.placeholders}

    def title(self, text: str, size: float = 0.0) -> None:
        """The title in its placeholder; a size only where it must be smaller than the layout's."""
        fitted = size or title_size(text) or TITLES[-1][0]
        self.put(0, text, fitted if fitted != TITLES[0][0] else 0.0)

    def put(self, index: int, text: str, size: float = 0.0) -> None:
        """A text in a placeholder, in the style of the layout."""
        style = f' sz="{round(size * 100)}"' if size else ""
        made = "<a:br/>".join(
            f'<a:r><a:rPr lang="{markup.LANGUAGES[self.language]}"{style} dirty="0"/><a:t>{escape(line)}</a:t></a:r>'
            for line in markup.clean(text).split("\n")
        )
        self._fill(self._held.pop(index), f"<a:p>{made}</a:p>")

    def words(
        self,
        found: Sequence[Paragraph],
        box: Box,
        name: str,
        ground: str = "",
        inset: float = 0.0,
        bar: str = "",
    ) -> None:
        """Paragraphs in a box: in the slide's own text placeholder while it is free, so that the outline has them."""
        if bar:
            self._rectangle(Box(box.left, box.top, 3, box.height), bar)
            box = Box(box.left + 14, box.top, box.width - 14, box.height)
        if not ground and BODY in self._held:
            self.hold(BODY, found, box)
            return
        made = markup.paragraphs(found, self.language)
        gap = emu(inset)
        self._add(
            f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{self._id()}" name={quoted(name)}/><p:cNvSpPr txBox="1"/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr>{box.xfrm}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'{fill(ground) if ground else "<a:noFill/>"}</p:spPr><p:txBody><a:bodyPr wrap="square" '
            f'lIns="{gap}" tIns="{gap}" rIns="{gap}" bIns="{gap}" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{made}</p:txBody></p:sp>"
        )

    def hold(self, index: int, found: Sequence[Paragraph], box: Box) -> None:
        """Paragraphs in a placeholder of the layout, at the place they need; in a box where it is taken."""
        if index not in self._held:
            if any(run.text for paragraph in found for run in paragraph.runs):
                self.words(found, box, "Text")
            return
        if not any(run.text for paragraph in found for run in paragraph.runs):
            return  # it stays empty, and goes
        held = self._held.pop(index)
        self._fill(held, markup.paragraphs(found, self.language))
        held._element.spPr.insert(0, element(box.xfrm.replace("<a:xfrm>", f"<a:xfrm {NAMES}>")))
        self._tree.append(held._element)  # read at its place

    def table(
        self,
        head: Sequence[Paragraph],
        rows: Sequence[Sequence[Paragraph]],
        widths: Sequence[float],
        heights: Sequence[float],
        box: Box,
        told: str,
        pads: tuple[float, float],
        lefts: Sequence[float],
    ) -> None:
        """A table of PowerPoint's own: its head marked as one, a rule below each row."""
        grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
        lines = "".join(
            f'<a:tr h="{emu(high)}">{"".join(self._cell(cell, at == 0, pads, left) for cell, left in zip(row, lefts, strict=True))}</a:tr>'
            for at, (row, high) in enumerate(zip((head, *rows), heights, strict=True))
        )
        place = box.xfrm.replace("a:xfrm", "p:xfrm")
        self._add(
            f'<p:graphicFrame {NAMES}><p:nvGraphicFramePr><p:cNvPr id="{self._id()}" name="Table" descr={quoted(told)}/>'
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'{place}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"><a:tableStyleId>{PLAIN}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>'
            f"{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def chart(self, kind: Any, data: Any, box: Box, told: str, placeholder: int | None = None) -> Any:
        """A chart of PowerPoint's own with its data sheet; the chart, to be dressed."""
        place = [emu(number) for number in (box.left, box.top, box.width, box.height)]
        held = self._held.pop(placeholder, None) if placeholder is not None else None
        if held is not None:
            held.left, held.top, held.width, held.height = place
            frame = held.insert_chart(kind, data)
        else:
            frame = self.slide.shapes.add_chart(kind, *place, data)
        self._tree.append(frame._element)  # read at its place
        properties = frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0]
        properties.set("descr", markup.clean(told))
        properties.set("id", str(self._id()))
        return frame.chart

    def close(self, footer: Foot, watermark: str, notes: Sequence[str]) -> None:
        """Footer, page number, watermark and notes; what of the layout stayed empty goes."""
        for held in self._held.values():
            held._element.getparent().remove(held._element)
        self._held = {}
        if watermark:
            self._watermark(watermark)
        said = f"<a:t>{escape(markup.clean(footer.text))}</a:t>"
        self._foot("ftr", FOOTER, f"<a:r>{self._style(footer.size)}{said}</a:r>")
        field = "{B5A1D6A1-5E0B-4C0E-9C57-000000000001}"
        number = len(self.slide.part.package.presentation_part.presentation.slides)
        self._foot(
            "sldNum",
            NUMBER,
            f'<a:fld id="{field}" type="slidenum">{self._style()}<a:t>{number}</a:t></a:fld>',
        )
        if notes:
            frame = self.slide.notes_slide.notes_text_frame
            self._fill_frame(frame._txBody, "".join(f"<a:p>{self._line(one)}</a:p>" for one in notes))

    def _line(self, text: str) -> str:
        pieces = markup.clean(text).split("\n")
        return "<a:br/>".join(f"<a:r>{self._style()}<a:t>{escape(one)}</a:t></a:r>" for one in pieces)

    def _style(self, size: float = 0.0) -> str:
        sized = f' sz="{round(size * 100)}"' if size else ""
        return f'<a:rPr lang="{markup.LANGUAGES[self.language]}"{sized} dirty="0"/>'

    def _watermark(self, text: str) -> None:
        """Behind everything, across the slide."""
        size = min(110.0, 700 / max(lettering.width(text, 1.0, bold=True), 1.0))
        box = Box(60, (HEIGHT - 160) / 2, WIDTH - 120, 160)
        made = markup.paragraphs([markup.said(text, size, "tx1", True, align="ctr")], self.language)
        ink = '<a:schemeClr val="tx1"'
        made = made.replace(f"{ink}/>", f'{ink}><a:alpha val="{FAINT}"/></a:schemeClr>')
        turned = box.xfrm.replace("<a:xfrm>", '<a:xfrm rot="-1500000">')
        shape = element(
            f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{self._id()}" name="Watermark"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f"<p:spPr>{turned}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="square" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>{made}</p:txBody></p:sp>'
        )
        self._tree.insert(2, shape)

    def _foot(self, kind: str, index: int, inner: str) -> None:
        self._add(
            f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{self._id()}" name="{kind}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{inner}</a:p></p:txBody></p:sp>"
        )

    def _cell(self, cell: Paragraph, head: bool, pads: tuple[float, float], left: float) -> str:
        line = (
            f'<a:lnB w="{emu(1.5 if head else 0.5)}">{fill("accent1" if head else "accent6")}</a:lnB>'
            "<a:noFill/>"
        )
        made = markup.paragraphs([cell], self.language)
        return (
            f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{made}</a:txBody><a:tcPr marL="{emu(left)}" marR="{emu(pads[0])}" '
            f'marT="{emu(pads[1])}" marB="{emu(pads[1])}" anchor="{"b" if head else "t"}">{line}</a:tcPr></a:tc>'
        )

    def _rectangle(self, box: Box, colour: str) -> None:
        self._add(
            f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{self._id()}" name="Bar"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
            f'{box.xfrm}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr>'
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )

    def picture(self, made: Any) -> None:
        """A picture made for this slide, if there is one."""
        if made is not None:
            self._tree.append(made)

    def _fill(self, shape: Any, inner: str) -> None:
        self._fill_frame(shape._element.txBody, inner)

    def _fill_frame(self, body: Any, inner: str) -> None:
        for old in body.findall("{*}p"):
            body.remove(old)
        for one in element(f"<p:txBody {NAMES}>{inner}</p:txBody>"):
            body.append(one)

    def _add(self, text: str) -> None:
        self._tree.append(element(text))

    def _id(self) -> int:
        self._next += 1
        return self._next
