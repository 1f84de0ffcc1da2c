"""The report as a workbook: live formulas with their values stored, native charts, the posts, the method."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from cmdash.model.plain_text import PLAIN_TEXT
from cmdash.model.report_views import Figures, Part, Report, Words
from cmdash.report import colours, lettering
from cmdash.report.workbook.blocks import write_block
from cmdash.report.workbook.book import COLUMN, GAP, LINE, WIDE, Book, Place
from cmdash.report.workbook.figures import write_values
from cmdash.report.workbook.formats import formats
from cmdash.report.workbook.formulas import Posts
from cmdash.report.workbook.lines import write_prose
from cmdash.report.workbook.posts import write_posts
from cmdash.wording import has_message, message

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4 = 9  # as xlsxwriter names the paper
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches
PAPER = (595.0 - 1.1 * 72, 842.0 - 0.8 * 72)  # points within them, lying: the height and the width
FOOTER = 235  # letters below a page: Excel keeps 255, the marks of size and number included
SMALL, ACROSS_PAGE = 8.0, 600.0  # the size of their line, and the points it has beside the number of the page
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(report: Report) -> bytes:
    """The workbook. A sheet a part, then the posts as a table. No text of a file becomes a formula, a number or a link."""
    buffer = io.BytesIO()
    font = {"font_name": lettering.FONT, "font_size": 10}
    book = xlsxwriter.Workbook(buffer, {**PLAIN_TEXT, "in_memory": True, "default_format_properties": font})
    book.set_properties({"title": report.title, "subject": report.period, "author": report.brand.name})
    posts = None
    if report.posts is not None:
        posts = Posts(message(report.language, "fields.kind.posts"), report.posts, report.language)
    made = Book(report, book, formats(book, colours.accent(report.brand), report.language), posts)
    if posts is not None:
        made.names.add(posts.sheet.casefold())  # kept for them: the formulas name it
    for part in report.parts:
        _part(made, part)
    if posts is not None:
        _print(write_posts(made, posts), report)
    book.close()
    return buffer.getvalue()


def _part(made: Book, part: Part) -> None:
    figures = tuple(f for block in part.blocks if isinstance(block, Figures) for f in block.figures)
    place = Place(made.book.add_worksheet(_sheet_name(made, part)), figures)
    place.sheet.freeze_panes(1, 0)
    place.sheet.repeat_rows(0)
    place.sheet.set_default_row(LINE)
    place.sheet.hide_gridlines(2)
    place.sheet.set_column(0, 0, WIDE)
    place.sheet.set_column(1, 20, COLUMN)
    if part.id == made.report.parts[0].id:
        write_prose(made, place, made.report.title, "title")
        if made.report.brand.name:
            write_prose(made, place, " ".join(made.report.brand.name.split()), "heading")
        write_prose(made, place, made.report.period, "heading")
        write_prose(made, place, made.report.headline, "lead")
        place.close(GAP)
    write_prose(made, place, part.title, "title" if part.id != made.report.parts[0].id else "heading")
    for text, style in ((part.lead, "lead"), (part.comment, "text")):
        if text:
            write_prose(made, place, text, style)
    begun = place.row
    for block in part.blocks:
        place.close(GAP)
        remark = isinstance(block, Words) and block.quiet
        begun = begun if remark else place.row
        write_block(made, place, block)
        if remark:  # it stays with what it is about
            place.keep(begun)
    write_values(made, place)
    if part.id == made.report.parts[-1].id:
        place.close(GAP)
        write_prose(made, place, made.report.made, "quiet")
    _print(place.sheet, made.report)
    place.sheet.set_h_pagebreaks(place.breaks(*PAPER))


def _print(sheet: Worksheet, report: Report) -> None:
    """A page as wide as the sheet, lying, with the brand's line, what it is and its number below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**MARGINS)
    own = " · ".join(text for text in (report.brand.footer, report.watermark) if text)
    title = " · ".join(text for text in (report.title, report.watermark) if text)
    said = own if report.brand.footer else lettering.clipped(title, SMALL, ACROSS_PAGE, 1)
    first, rest = lettering.broken(" ".join(said.split()), SMALL, ACROSS_PAGE, 1)
    text = f"{first}\n{rest}" if rest else first
    while len(text.replace("&", "&&")) > FOOTER:
        text = text[:-1]
    sheet.set_footer(f"&L&8{text.replace('&', '&&')}&R&8&A \u2013 &P/&N")


def _sheet_name(made: Book, part: Part) -> str:
    """A name a sheet may have: short, 31 characters at most, none of those Excel forbids, no name twice."""
    key = f"report.sheet.{part.id}"
    said = message(made.report.language, key) if has_message(made.report.language, key) else part.title
    name = said.translate(FORBIDDEN).strip("' ")[:31].rstrip("' ") or "-"
    count = 2
    while name.casefold() in made.names:
        name, count = f"{name[:28]} {count}", count + 1
    made.names.add(name.casefold())
    return name
