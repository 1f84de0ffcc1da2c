"""The formats of the workbook's cells: sizes and rules, numbers and days as the reader writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import xlsxwriter

from cmdash.catalog import units
from cmdash.report.numbers import LOCALES
from cmdash.wording import NARROW

if TYPE_CHECKING:
    from xlsxwriter.format import Format

GREY = "#5F6672"
DAYS = {"fr": "dd/mm/yyyy", "en": "d mmm yyyy"}


def number(code: str, language: str) -> str:
    """The code of a number in the writing of the language; the percent sign stands apart in French."""
    apart = code.replace("%", f'"{NARROW}"%') if language == "fr" else code
    return f"[$-{LOCALES[language]}]{apart}"


def formats(book: xlsxwriter.Workbook, accent: str, language: str) -> Mapping[str, Format]:
    """The formats by their name; those of numbers by the id of their unit."""
    top = {"valign": "top"}
    wrapped = {"text_wrap": True, **top}
    quiet = {"font_color": GREY, "font_size": 9, **wrapped}
    head = {"bold": True, "bottom": 1, "bottom_color": accent, "text_wrap": True, "valign": "bottom"}
    apart = {"align": "left", "indent": 1}
    made = {
        "title": {"bold": True, "font_size": 16, "font_color": accent, **wrapped},
        "heading": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "bottom"},
        "lead": {"font_size": 12, **wrapped},
        "text": wrapped,
        "quiet": quiet,
        "small": {**apart, **quiet},
        "head": head,
        "head_number": {"align": "right", **head},
        "head_apart": {**head, **apart},
        "head_filter": {**head, "align": "right", "valign": "top"},  # above the button of the filter
        "head_name": {**head, **apart, "valign": "top"},
        "cell": wrapped,
        "cell_apart": {**apart, **wrapped},
        "right": {"align": "right", **top},
        "plain": {**apart, **top},  # on one line: some programs draw wrapped lines over the rows below
        "day": {"num_format": f"[$-{LOCALES[language]}]{DAYS[language]}", **apart, **top},
    }
    made |= {unit.id: {"num_format": number(unit.excel, language), **top} for unit in units().values()}
    return {name: book.add_format(style) for name, style in made.items()}
