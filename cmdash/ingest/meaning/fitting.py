"""Whether the values of a column can be those of a field that its header names."""

from __future__ import annotations

import re

from cmdash.catalog import Field, read
from cmdash.ingest.meaning.columns import Column

_AMOUNT = re.compile(r"[^\w]{0,3}\d.{0,18}|[★⭐]{1,5}.?")  # a target: "2 h", "4,5/5", "10k"
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}$|0[.,]\d+$")


def fits(field: Field, column: Column) -> bool:
    """Whether the values of a column can be those of a field. An empty column fits any field its header names."""
    if column.empty:
        return True
    if field.type in ("count", "people") and _is_rate(field, column):
        return False
    if field.type in ("minutes", "seconds") and column.numeric + column.lengths >= 0.6 > column.numeric:
        return column.dated < 0.5
    if field.id == "target" and column.numeric < 0.6:
        cells = [c.strip() for c in column.sample.to_pylist() if c.strip()]
        return column.dated < 0.5 and sum(bool(_AMOUNT.fullmatch(c)) for c in cells) >= 0.6 * len(cells)
    if field.numeric:
        return column.numeric >= 0.6 and not (column.dated > 0.9 and column.numeric < 0.95)
    if field.id in ("start", "end"):  # "2026" is the whole year there
        return column.dated + column.years >= 0.6
    if field.type == "date":
        return column.dated >= 0.6
    if field.id == "network":
        return column.numeric < 0.5 and _network_like(column)
    if field.id == "url":
        return column.linked >= 0.3 or column.numeric < 0.3
    if field.id in ("nature", "sentiment", "answered"):
        return column.long < 0.3 and column.linked < 0.3 and column.dated < 0.5
    if field.id in ("format", "status"):
        return column.long < 0.3 and column.linked < 0.3 and (column.numeric < 0.5 or field.id == "status")
    if field.id in ("text", "theme", "campaign", "account", "owner", "note", "author", "quote", "answer"):
        return column.numeric < 0.8 or field.id == "account"
    return True


def _is_rate(field: Field, column: Column) -> bool:
    """Cells with a percent sign; under a word that means a rate as often as a total, small numbers with decimals."""
    cells = [c.strip() for c in column.sample.to_pylist() if c.strip()]
    if sum(c.endswith("%") for c in cells) > 0.5 * len(cells):
        return True
    return field.id == "interactions" and sum(bool(_DECIMAL.match(c)) for c in cells) > 0.5 * len(cells)


def fits_badly(field: Field, column: Column) -> bool:
    """A column named to the letter of which some cells can be read: imported, its bad cells told one by one."""
    if field.type == "date":
        return column.dated > 0 and column.numeric < 0.5
    if field.type in ("count", "people") and _is_rate(field, column):
        return False
    lengths = column.lengths if field.type in ("minutes", "seconds") else 0.0
    return field.numeric and column.numeric + lengths >= 0.25 and column.dated < 0.5


def _network_like(column: Column) -> bool:
    """A `Source` or `Canal` column may hold anything: some of its cells must name a network."""
    return column.networks >= (0.05 if column.key in read("headers")["network_column"]["names"] else 0.5)
