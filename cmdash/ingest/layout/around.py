"""The month and the year that stand around a table: in its titles, its tab, the name of its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cmdash.catalog import fields, normalise, words
from cmdash.ingest.typing.month_names import month
from cmdash.model import RawTable

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_NUMBERED = re.compile(
    r"(?<!\d)(?:(20[0-4]\d)[-_./](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-_./](20[0-4]\d))(?![\d])"
)
_SHORT = 6  # words of a title that names a month; a longer one is a sentence


@dataclass(frozen=True)
class Month:
    """A month that stands around a table, as written; `year` is None where nothing around tells it."""

    number: int
    year: int | None
    written: str

    @property
    def text(self) -> str:
        return f"{self.year}-{self.number:02}" if self.year else self.written


def years_around(table: RawTable) -> int | None:
    """The one year that the tab, the nearest title or the file's name tells; None where they tell none or two."""
    for text in (table.sheet or "", *reversed(table.titles), table.file):
        years = set(_YEAR.findall(text))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def month_around(table: RawTable) -> Month | None:
    """The one month that the nearest title, the tab or the file's name tells."""
    for text in (*reversed(table.titles), table.sheet or "", re.sub(r"\.\w+$", "", table.file)):
        found = _month_in(text)
        if found is not None:
            number, year, written = found
            return Month(number, year or years_around(table), written)
    return None


def _month_in(text: str) -> tuple[int, int | None, str] | None:
    numbered = _NUMBERED.search(text)
    if numbered:
        year, number = (numbered[1], numbered[2]) if numbered[1] else (numbered[4], numbered[3])
        return int(number), int(year), numbered[0]
    present = words(text.replace("_", " "))
    named = {word: number for word in present if (number := month(word)) is not None and len(word) > 2}
    if len(set(named.values())) != 1 or len(present) > _SHORT:
        return None
    years = set(_YEAR.findall(text))
    word, number = next(iter(named.items()))
    return number, int(years.pop()) if len(years) == 1 else None, word


def headed(table: RawTable, field: str) -> int | None:
    """The column whose header is a spelling of a field, or None."""
    known = fields()[field].aliases
    return next((i for i, name in enumerate(table.header or ()) if normalise(name) in known), None)
