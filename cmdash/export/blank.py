"""The template: a blank tracking workbook that a beginner can fill and that reads back without a question."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cmdash.catalog import CatalogError, Field, check, fields, kinds, read
from cmdash.wording import has_message, message, network

ROWS = 5000  # how far down lists, checks and formats reach
LIST_LIMIT = 255  # characters a list of choices may take in a workbook
WIDTHS = {"text": 44, "url": 30, "note": 36, "campaign": 28, "kpi": 34, "theme": 18, "owner": 16}
DAY = {"fr": "dd/mm/yyyy", "en": "dd mmm yyyy"}


@dataclass(frozen=True)
class Tab:
    """One tab of the template, as the catalog declares it."""

    kind: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    headers: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]


@cache
def tabs() -> tuple[Tab, ...]:
    """The tabs in order. Raises `CatalogError` for an unknown kind, field or key."""
    found = []
    for kind, entry in read("template").items():
        place = f"template.toml [{kind}]"
        check("template.toml", [kind], kinds())
        check(place, entry, ("columns", "needed", "headers", "choices"))
        check(f"{place} columns", entry["columns"], kinds()[kind].fields)
        for key in ("needed", "headers", "choices"):
            check(f"{place} {key}", entry.get(key, ()), entry["columns"])
        choices = {field: tuple(values) for field, values in entry.get("choices", {}).items()}
        columns, needed = tuple(entry["columns"]), frozenset(entry["needed"])
        found.append(Tab(kind, columns, needed, frozenset(entry.get("headers", ())), choices))
    return tuple(found)


def write(language: str) -> bytes:
    """The template (xlsx) in a language: a page of help, then a tab per kind of table.

    Each tab has its header row alone, frozen, with a note on every column that says what goes there; lists to pick
    from; dates and numbers checked with a word of advice. No example stands in a cell, so that nothing is counted.
    """
    book = Workbook()
    help_sheet = book.active
    if not isinstance(help_sheet, Worksheet):
        raise CatalogError("template: a new workbook has no sheet")
    _help(help_sheet, language)
    for tab in tabs():
        _tab(book.create_sheet(message(language, f"fields.kind.{tab.kind}")), tab, language)
    book.properties.title = message(language, "template.title")
    book.properties.creator = "cmdash"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def header(tab: Tab, field: str, language: str) -> str:
    """The header of a column: the label of its field, unless the tab has a plainer word for it."""
    if field in tab.headers:
        return message(language, f"template.header.{tab.kind}.{field}")
    return message(language, f"fields.field.{field}")


def choice(field: str, value: str, language: str) -> str:
    """A value of a list as it is shown and picked."""
    if field == "network":
        return network(value, language)
    if field == "currency":
        return value
    if field == "kpi":
        return message(language, f"kpis.{value}.label")
    return message(language, f"fields.{field}.{value}")


def _help(sheet: Worksheet, language: str) -> None:
    """The first tab: prose in one column, so that it is never taken for a table."""
    sheet.title = message(language, "template.help.sheet")
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    for row, line in enumerate(message(language, "template.help.text").strip("\n").splitlines(), 1):
        cell = sheet.cell(row, 1, line.removeprefix("# "))
        title = line.startswith("# ")
        cell.font = Font(bold=title, size=14 if row == 1 else 12 if title else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _tab(sheet: Worksheet, tab: Tab, language: str) -> None:
    for position, name in enumerate(tab.columns, 1):
        _head(sheet, position, tab, name, language)
        letter = get_column_letter(position)
        column = sheet.column_dimensions[letter]
        column.width = WIDTHS.get(name, max(13, min(24, len(header(tab, name, language)) + 4)))
        column.number_format = _number_format(fields()[name], language)
        check_of = _check(tab, fields()[name], language)
        if check_of is not None:
            check_of.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(check_of)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(tab.columns))}1"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _head(sheet: Worksheet, position: int, tab: Tab, name: str, language: str) -> None:
    """A header cell: dark where the column is needed, light where it may stay empty."""
    colours = read("palette")["light"]
    needed = name in tab.needed
    cell = sheet.cell(1, position, header(tab, name, language))
    cell.font = Font(bold=True, color="FFFFFF" if needed else _colour(colours["ink"]))
    cell.fill = PatternFill("solid", fgColor=_colour(colours["accent"] if needed else colours["grid"]))
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side(style="thin", color=_colour(colours["grey"])))
    own = f"template.note.{tab.kind}.{name}"
    key = own if has_message(language, own) else f"template.note.any.{name}"
    if has_message(language, key):
        cell.comment = Comment(message(language, key), "cmdash", width=260, height=110)


def _colour(hexadecimal: str) -> str:
    return hexadecimal.removeprefix("#")


def _number_format(field: Field, language: str) -> str:
    if field.type == "date":
        return DAY[language]
    if field.id == "target":  # a spreadsheet shows 2,5 % as a percentage where no other format is set
        return "General"
    if field.type in ("money", "score"):
        return "#,##0.##"
    return "#,##0" if field.numeric else "@" if field.type in ("id", "url") else "General"


def _check(tab: Tab, field: Field, language: str) -> DataValidation | None:
    """The check of a column: a list, a date, a number from 0. It advises and never forbids."""
    if field.id in tab.choices:
        listed = ",".join(choice(field.id, value, language) for value in tab.choices[field.id])
        if len(listed) > LIST_LIMIT:
            raise CatalogError(
                f"template.toml [{tab.kind}] choices: {field.id} is over {LIST_LIMIT} characters"
            )
        found, kind = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True), "list"
    elif field.type == "date":
        found, kind = DataValidation(type="date", operator="greaterThan", formula1="36526"), "date"
    elif field.numeric:
        found, kind = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0"), "number"
    else:
        return None
    found.errorStyle = "warning"
    found.showErrorMessage = True
    found.errorTitle = message(language, f"template.check.{kind}.title")
    found.error = message(language, f"template.check.{kind}.text")
    return found
