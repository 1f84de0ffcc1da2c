"""The report as a workbook: live formulas with their values stored, native charts, the posts, the method."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

import xlsxwriter

from cmdash.catalog import units
from cmdash.model.report_views import Part, Report
from cmdash.report import colours
from cmdash.report.workbook.blocks import COLUMN, WIDE, write_block, write_line, write_prose
from cmdash.report.workbook.book import Book, Place
from cmdash.report.workbook.formulas import Posts
from cmdash.report.workbook.posts import write_posts
from cmdash.wording import message

if TYPE_CHECKING:
    from xlsxwriter.format import Format

FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(report: Report) -> bytes:
    """The workbook. A sheet a part, then the posts as a table. No text of a file becomes a formula, a number or a link."""
    buffer = io.BytesIO()
    safe = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(buffer, safe)
    book.set_properties({"title": report.title, "subject": report.period, "author": report.brand.name})
    posts = None
    if report.posts is not None:
        posts = Posts(message(report.language, "fields.kind.posts"), report.posts, report.language)
    made = Book(report, book, _formats(book, colours.accent(report.brand)), posts)
    for part in report.parts:
        _part(made, part)
    if posts is not None:
        write_posts(made, posts)
    book.close()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook, accent: str) -> Mapping[str, Format]:
    top = {"valign": "top"}
    made = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": accent}),
        "heading": book.add_format({"bold": True, "font_size": 12, **top}),
        "lead": book.add_format({"font_size": 12, "text_wrap": True, **top}),
        "text": book.add_format({"text_wrap": True, **top}),
        "quiet": book.add_format({"text_wrap": True, "font_color": "#5F6672", "font_size": 9, **top}),
        "small": book.add_format(
            {"text_wrap": True, "font_color": "#5F6672", "font_size": 9, "indent": 1, **top}
        ),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
        "head_number": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right", **top}
        ),
        "cell": book.add_format({"text_wrap": True, **top}),
        "right": book.add_format({"align": "right", **top}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "plain": book.add_format({"valign": "top"}),
    }
    for unit in units().values():
        made[unit.id] = book.add_format({"num_format": unit.excel, **top})
    return made


def _part(made: Book, part: Part) -> None:
    place = Place(made.book.add_worksheet(_sheet_name(made, part.title)))
    place.sheet.hide_gridlines(2)
    place.sheet.set_column(0, 0, WIDE)
    place.sheet.set_column(1, 20, COLUMN)
    place.sheet.set_landscape()
    place.sheet.set_paper(9)
    place.sheet.fit_to_pages(1, 0)
    if made.report.brand.footer or made.report.watermark:
        place.sheet.set_footer(
            "&L"
            + " · ".join(t for t in (made.report.brand.footer, made.report.watermark) if t).replace("&", "&&")
        )
    if part.id == made.report.parts[0].id:
        write_line(made, place, made.report.title, "title")
        write_line(made, place, made.report.period, "heading")
        write_prose(made, place, made.report.headline, "lead")
        place.row += 1
    write_line(made, place, part.title, "title" if part.id != made.report.parts[0].id else "heading")
    for text, style in ((part.lead, "lead"), (part.comment, "text")):
        if text:
            write_prose(made, place, text, style)
    for block in part.blocks:
        place.row += 1
        write_block(made, place, block)
    if part.id == made.report.parts[-1].id:
        place.row += 1
        write_prose(made, place, made.report.made, "quiet")


def _sheet_name(made: Book, title: str) -> str:
    """A name a sheet may have: 31 characters, none of those Excel forbids, no name twice."""
    name = title.translate(FORBIDDEN).strip("' ")[:31].rstrip("' ") or "-"
    count = 2
    while name.casefold() in made.names:
        name, count = f"{name[:28]} {count}", count + 1
    made.names.add(name.casefold())
    return name
