"""The report as a deck of slides: native charts and tables in the brand's theme, to be edited and re-branded.

`flow` shares the parts out among slides, the pieces draw themselves; nothing is computed here but room.
"""

from __future__ import annotations

import io

from cmdash.model.report_views import Report
from cmdash.report import lettering
from cmdash.report.slides import master
from cmdash.report.slides.charts import Graph
from cmdash.report.slides.flow import pages
from cmdash.report.slides.master import (
    BRAND,
    CHART,
    COVER,
    EYEBROW,
    FINDING,
    HEADLINE,
    LEFT,
    NOTE,
    PERIOD,
    ROOM,
    Box,
    top_below,
)
from cmdash.report.slides.notes import notes
from cmdash.report.slides.pages import Page
from cmdash.report.slides.sheet import Foot, Sheet

TITLES = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0)  # of the cover
HEADLINES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
LOGO = Box(716, 340, 200, 110)
SMALL_LOGO = Box(LEFT + ROOM - 150, 509, 100, 20)
NAMES = (18.0, 16.0, 14.0, 12.0, 10.0)  # of the brand on the cover: two lines at most
EYEBROWS = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
FOOT = 620.0  # points that the footer has beside the logo
FEET = ((10.0, 1), (9.0, 2), (8.0, 2), (7.0, 2), (6.0, 2))  # its sizes, and the lines it may take


def write(report: Report) -> bytes:
    """The report as the bytes of a PPTX file."""
    deck = master.presentation(report.brand, report.title, report.brand.name)
    if report.brand.logo:
        _sign(deck, report)
    footer = _footer(report)
    found = pages(report)
    covered = report.brand.cover and report.audience != "owner"
    if covered:
        _cover(deck, report, footer)
    for at, page in enumerate(found):
        _page(deck, page, report, footer, named=at == 0 and not covered)
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def _sign(deck, report: Report) -> None:  # type: ignore[no-untyped-def] # python-pptx is untyped
    """The logo, small, in the foot of the layouts: it is replaced once for all slides."""
    for layout in list(deck.slide_layouts)[FINDING:]:
        made = master.picture(
            layout.part, report.brand.logo, SMALL_LOGO, report.brand.name or report.title, 95
        )
        if made is not None:
            layout.element.find("{*}cSld").find("{*}spTree").append(made)


def _cover(deck, report: Report, footer: Foot) -> None:  # type: ignore[no-untyped-def]
    sheet = Sheet(deck, COVER, report.language)
    name = " ".join(report.brand.name.split())
    if name:
        sheet.put(BRAND, name, lettering.fitting(name, NAMES, ROOM, 2, bold=True) or NAMES[-1])
    sheet.title(report.title, lettering.fitting(report.title, TITLES, ROOM, 3, bold=True) or TITLES[-1])
    sheet.put(PERIOD, report.period)
    size = next((s for s in HEADLINES if lettering.height(report.headline, s, 660) <= 120), HEADLINES[-1])
    sheet.put(HEADLINE, report.headline, size)
    if lettering.lines(report.made, 10, 640) <= 3:
        sheet.put(NOTE, report.made)
    if report.brand.logo:
        sheet.picture(
            master.picture(sheet.slide.part, report.brand.logo, LOGO, report.brand.name or report.title, 96)
        )
    sheet.close(footer, report.watermark, [report.headline, report.made])


def _page(deck, page: Page, report: Report, footer: Foot, named: bool) -> None:  # type: ignore[no-untyped-def]
    charted = any(isinstance(piece, Graph) for piece in page.pieces)
    sheet = Sheet(deck, CHART if charted else FINDING, report.language, master.ink(report.brand))
    sheet.title(page.title)
    name = " ".join(report.brand.name.split()) if named else ""
    if above := " · ".join(text for text in (name, page.part if page.part != page.title else "") if text):
        size = lettering.fitting(above, EYEBROWS, ROOM, 1, bold=True) or EYEBROWS[-1]
        sheet.put(EYEBROW, above, size if size != EYEBROWS[0] else 0.0)
    top = top_below(page.title)
    for piece in page.settled():
        piece.draw(sheet, LEFT, top, ROOM)
        top += piece.height(ROOM) + page.gap
    sheet.close(footer, report.watermark, notes(page, report))


def _footer(report: Report) -> Foot:
    """The brand's own line, whole, smaller and on two lines where it is long; else what the deck is about, on one.

    Above an owner's one slide stands what it is about already: its foot says from what it is made.
    """
    if report.brand.footer:
        own = " ".join(report.brand.footer.split())
        sizes = (size for size, most in FEET if lettering.lines(own, size, FOOT) <= most)
        return Foot(own, next(sizes, FEET[-1][0]))
    if report.audience == "owner":
        short = (
            f"{report.made.partition(', ')[0]}."  # the day; the files are in the notes where they are many
        )
        return Foot(report.made if lettering.lines(report.made, 10, FOOT) == 1 else short)
    whole = " · ".join(text for text in (report.brand.name, report.title, report.period) if text)
    if lettering.lines(whole, 10, FOOT) > 1:
        whole = lettering.clipped(report.title, 10, FOOT, 1)
    return Foot(whole)
