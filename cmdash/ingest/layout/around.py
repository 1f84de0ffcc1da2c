"""The month, the year and the figure that stand around a table: in its titles, its tab, the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmdash.catalog import fields, fields_of, normalise, read, words
from cmdash.ingest.typing.month_names import is_whole_name, month, names_month
from cmdash.model import RawTable

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_NUMBERED = re.compile(
    r"(?<!\d)(?<!\d[-_./])(?:(20[0-4]\d)[-_./](0?[1-9]|1[0-2])(?![-_./]?\d)|(0?[1-9]|1[0-2])[-_./](20[0-4]\d)(?!\d))"
)
_LONG_ENOUGH = 4  # letters of a spelling that counts within a longer text
_ASIDE = frozenset(read("dates")["asides"])
_RATES = frozenset({"taux", "rate", "ratio", "part", "share", "%"})  # whatever stands further away
_SHORT = 6  # words of a title that names a month or a figure; a longer one is a sentence


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
    """The one month that stands around the table: that of the title which says little else, or of the tab; else that of
    any other title, the nearest first, or of the file's name.

    `comparer à mai 2025`, `(maj le vendredi)` or `objectif en décembre` above the table are no title of it, and a
    short name of a month counts in a tab or a file's name only: in a line it is as often another word (`maj`, `sept`).
    """
    titles = [text for text in reversed(table.titles) if not _ASIDE & set(words(text))]
    bare = [text for text in titles if _bare(text)]
    others = [text for text in titles if not _bare(text)]
    tab, file = table.sheet or "", re.sub(r"\.\w+$", "", table.file)
    for texts, short in ((bare, True), ((tab,), True), (others, False), ((file,), True)):
        for text in texts:
            if found := _month_in(text, short):
                number, year, written = found
                return Month(number, year or years_around(table), written)
    return None


def month_of(text: str, table: RawTable) -> Month | None:
    """The month that a line of the table names (`FÉVRIER 2026`, `Mois de mai`), in the year around where it has none."""
    found = _month_in(text, True) if names_month(text) else None
    if found is None:
        return None
    number, year, written = found
    return Month(number, year or years_around(table), written)


def _bare(text: str) -> bool:
    """Whether a line names a month and hardly anything else: `JUIN 2025`, `Bilan juin`."""
    rest = [word for word in words(text) if month(word) is None and not _YEAR.fullmatch(word)]
    return len(rest) <= 1


def _month_in(text: str, short: bool) -> tuple[int, int | None, str] | None:
    numbered = _NUMBERED.search(text)
    if numbered:
        year, number = (numbered[1], numbered[2]) if numbered[1] else (numbered[4], numbered[3])
        return int(number), int(year), numbered[0]
    present = words(text.replace("_", " "))
    named = {
        word: number
        for word in present
        if (number := month(word)) is not None and len(word) > 2 and (short or is_whole_name(word))
    }
    if len(set(named.values())) != 1 or len(present) > _SHORT:
        return None
    years = set(_YEAR.findall(text))
    word, number = next(iter(named.items()))
    return number, int(years.pop()) if len(years) == 1 else None, word


def figure_around(table: RawTable, corner: Sequence[int] = ()) -> str | None:
    """The one figure of an account that all cells of a table are: its field, as the header of a `corner` column, the
    nearest title or the tab tells it. None where the nearest that names figures names several, and where a word of it
    may make another figure of one (`Évolution communauté`) unless what stands further away says the same plainly (the
    tab `Abonnés`)."""
    heads = [(table.header or ())[index] for index in corner]
    doubtful: set[str] = set()
    for text in (*heads, *reversed(table.titles), table.sheet or ""):
        if len(words(text)) > _SHORT:
            continue
        found, sure = _figures_in(text)
        if not sure and set(words(text)) & _RATES:
            return None
        if not sure:
            doubtful |= found
        elif found:
            return found.pop() if len(found) == 1 and doubtful <= found else None
    return None


def _figures_in(text: str) -> tuple[set[str], bool]:
    """The figures of an account that a text names, the longest spelling first; False where a word of it (`évolution`,
    `taux`) may make another figure of one."""
    plain, present = normalise(text.replace("_", " ")), set(words(text.replace("_", " ")))
    figures = [field for field in fields_of("account") if field.numeric]
    spelled = sorted(((alias, f.id) for f in figures for alias in f.aliases), key=lambda a: -len(a[0]))
    found: set[str] = set()
    for alias, field in spelled:
        pattern = rf"(?<![\w@]){re.escape(alias)}(?!\w)"
        if len(alias) >= _LONG_ENOUGH and re.search(pattern, plain):
            found.add(field)
            plain = re.sub(pattern, " ", plain)
    sure = not any(field.id in found and field.without & present for field in figures)
    return found, sure


def headed(table: RawTable, field: str) -> int | None:
    """The column whose header is a spelling of a field, or None."""
    known = fields()[field].aliases
    return next((i for i, name in enumerate(table.header or ()) if normalise(name) in known), None)
