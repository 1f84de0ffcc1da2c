"""Text as DrawingML: every text of the user passes here and stays text, unchanged but for what XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from cmdash.report import lettering

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
POINT = 12_700  # English Metric Units
INDENT = (12.0, 0.9)  # of a point of a list: in points at least, and in sizes of its words
_SPACES = re.compile("[ \t\n\r]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the control characters that no XML may hold."""
    return _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """The text on one line: breaks and runs of spaces are one space, the spaces that hold a number to its unit stay."""
    return _SPACES.sub(" ", text).strip()


def quoted(text: str) -> str:
    """The text as the value of an attribute, quotes included."""
    return quoteattr(clean(text))


def emu(points: float) -> int:
    return round(points * POINT)


def indent(size: float) -> float:
    """How far the words of a list stand from its mark, in points."""
    least, sizes = INDENT
    return max(least, sizes * size)


@dataclass(frozen=True)
class Run:
    """Words in one style. `colour` is a name of the theme (`tx1`, `accent1`) or `#RRGGBB`; `size` in points."""

    text: str
    size: float
    colour: str = "tx1"
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs on a line, wrapped. `before` is the space above it in points, `align` `l`, `r` or `ctr`."""

    runs: tuple[Run, ...]
    before: float = 0.0
    point: bool = False
    align: str = "l"

    def height(self, room: float) -> float:
        """The height of the paragraph in a room of so many points, the space above it included."""
        size = max((run.size for run in self.runs), default=0.0)
        text = "".join(run.text for run in self.runs)
        bold = any(run.bold for run in self.runs)
        inner = room - (indent(size) if self.point else 0.0)
        return self.before + lettering.height(clean(text), size, inner, bold)


def said(text: str, size: float, colour: str = "tx1", bold: bool = False, **form: Any) -> Paragraph:
    """A paragraph in one style."""
    return Paragraph((Run(text, size, colour, bold),), **form)


def height(paragraphs: Iterable[Paragraph], room: float) -> float:
    """The height of paragraphs below each other, in points."""
    return sum(paragraph.height(room) for paragraph in paragraphs)


def fill(colour: str) -> str:
    """A solid fill in a colour of the theme or a fixed one."""
    if colour.startswith("#"):
        return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def paragraphs(found: Iterable[Paragraph], language: str) -> str:
    """Paragraphs as `a:p` elements; one that is empty where there are none."""
    return "".join(_paragraph(one, LANGUAGES[language]) for one in found) or "<a:p/>"


def _paragraph(one: Paragraph, code: str) -> str:
    if one.point:
        wide = emu(indent(max((run.size for run in one.runs), default=0.0)))
        form = f'marL="{wide}" indent="-{wide}"'
        mark = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>'
    else:
        form, mark = 'marL="0" indent="0"', "<a:buNone/>"
    space = f'<a:spcBef><a:spcPts val="{round(one.before * 100)}"/></a:spcBef>'
    runs = "".join(_run(run, code) for run in one.runs if run.text)
    size = round(max((run.size for run in one.runs), default=10.0) * 100)  # an empty line has a height too
    end = f'<a:endParaRPr lang="{code}" sz="{size}" dirty="0"/>'
    return f'<a:p><a:pPr algn="{one.align}" {form}>{space}{mark}</a:pPr>{runs}{end}</a:p>'


def _run(run: Run, code: str) -> str:
    bold = ' b="1"' if run.bold else ' b="0"'
    style = f'lang="{code}" sz="{round(run.size * 100)}"{bold} dirty="0"'
    pieces = (
        f"<a:r><a:rPr {style}>{fill(run.colour)}</a:rPr><a:t>{escape(line)}</a:t></a:r>"
        for line in clean(run.text).split("\n")
    )
    return f"<a:br><a:rPr {style}/></a:br>".join(pieces)


def element(text: str) -> Any:
    """XML as python-pptx's own elements."""
    return parse_xml(text)
