"""Which column is which field: exact spelling first, then words, then likeness, then the values themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyarrow as pa

from cmdash.catalog import (
    Field,
    Format,
    bare,
    fields,
    fields_of,
    never_a_count,
    normalise,
    of_another_span,
    words,
)
from cmdash.ingest.layout.cells import EMPTY, LINK, SENTENCE, classify
from cmdash.ingest.typing import choices, dates, numbers
from cmdash.model import ColumnMatch, RawTable

SURE, BARE, WORDS, ALIKE, VALUES = 1.0, 0.92, 0.85, 0.7, 0.65
DAMAGED = 0.8  # the header names the field to the letter, most of its cells cannot be read
LIKENESS = 88  # RapidFuzz ratio, in percent
SAMPLE = 400
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}$|0[.,]\d+$")
ADDED_BY_PEOPLE = ("theme", "campaign", "account", "paid", "status", "spend")


@dataclass(frozen=True)
class Column:
    """A column as the matcher sees it: its header, a sample of its values, and what share of them reads as what."""

    index: int
    source: str
    key: str
    sample: pa.Array
    numeric: float
    dated: float
    linked: float
    long: float
    varied: bool
    empty: bool

    @cached_property
    def networks(self) -> float:
        """The share of cells that name a network."""
        return _share(self.sample, "network")

    @cached_property
    def formats(self) -> float:
        """The share of cells that name a format."""
        return _share(self.sample, "format")


def look_at(table: RawTable) -> tuple[Column, ...]:
    """What can be seen of each column without converting it. Shares are of the cells that say something."""
    header = table.header or table.sources
    return tuple(_look(i, table.sources[i], header[i], column) for i, column in enumerate(table.columns))


def _look(index: int, source: str, name: str, column: pa.Array) -> Column:
    sample = _spread(column)
    kinds = [kind for kind in (classify(cell) for cell in sample.to_pylist()) if kind != EMPTY]
    count = len(kinds)
    return Column(
        index=index,
        source=source,
        key=normalise(name),
        sample=sample,
        numeric=numbers.numeric_share(sample) if count else 0.0,
        dated=dates.date_share(sample) if count else 0.0,
        linked=sum(k == LINK for k in kinds) / count if count else 0.0,
        long=sum(k == SENTENCE for k in kinds) / count if count else 0.0,
        varied=_varied(sample.to_pylist()),
        empty=not count,
    )


def _varied(cells: list[str]) -> bool:
    """Whether the cells are texts of several words, nearly all different: what people write of each post."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if len(texts) < 3:
        return False
    several = sum(len(text.split()) >= 2 and not text[0].isdigit() for text in texts)
    return several >= 0.7 * len(texts) and len(set(texts)) >= 0.8 * len(texts)


def _spread(column: pa.Array) -> pa.Array:
    """Up to SAMPLE cells, taken evenly over the whole column: its start alone may be all zeros or all blanks."""
    if len(column) <= SAMPLE:
        return column
    step = len(column) / SAMPLE
    return column.take(pa.array([int(i * step) for i in range(SAMPLE)]))


@cache
def _aliases(kind: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Header spelling -> the fields of a kind it may name, with the rank of the spelling (0 is the usual one).

    A spelling of the whole goes before one that may hold a part of it.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for field in fields_of(kind):
        for rank, alias in enumerate((normalise(field.id.replace("_", " ")), field.id, *field.aliases)):
            found.setdefault(alias, []).append((field.id, -1 if alias in field.whole else rank))
    return {alias: tuple(entries) for alias, entries in found.items()}


def match_format(export: Format, columns: tuple[Column, ...]) -> list[ColumnMatch]:
    """The columns of a named export by its declaration; what it does not list, by exact spelling only.

    Where several listed headers of a field are there, the first listed is the field and the next ones fill its empty
    cells (`why` is "fills"). Where a header stands twice the first column wins (Facebook writes `Views` twice).
    """
    taken: dict[int, ColumnMatch] = {}
    for field, spellings in export.columns.items():
        for spelling in spellings:
            column = next((c for c in columns if c.key == spelling), None)
            if column and column.index not in taken:
                why = "fills" if any(m.field == field for m in taken.values()) else "format"
                taken[column.index] = ColumnMatch(column.index, column.source, field, SURE, why, export.id)
    if export.kind != "other" and not export.reading.closed:
        _match_beside(export, columns, taken)
    return [taken.get(c.index, ColumnMatch(c.index, c.source, None, 1.0, "extra")) for c in columns]


def _match_beside(export: Format, columns: tuple[Column, ...], taken: dict[int, ColumnMatch]) -> None:
    """Columns that people add to an export (a theme, a campaign): by exact spelling, where no doubt is possible."""
    known = {spelling for group in export.columns.values() for spelling in group} | export.extras
    known |= {spelling for group in export.per_row.values() for spelling in group}
    for column in columns:
        if column.index in taken or column.key in known or not column.key:
            continue
        for field, _ in _aliases(export.kind).get(column.key, ()):
            declared = field in export.columns or any(m.field == field for m in taken.values())
            if not declared and field in ADDED_BY_PEOPLE and _fits(fields()[field], column):
                taken[column.index] = ColumnMatch(
                    column.index, column.source, field, SURE, "alias", column.key
                )
                break


def match_columns(kind: str, columns: tuple[Column, ...]) -> list[ColumnMatch]:
    """The best assignment of columns to the fields of a kind: each field once, the surest pairs first."""
    candidates: list[tuple[float, int, int, str, str, str]] = []
    for column in columns:
        elsewhere = kind != "goals" and of_another_span(column.key, kind)
        for field, score, rank, why, evidence in _candidates(kind, column):
            # a spelling of the field itself (`Budget prévu`, also with a unit behind it) says what it is
            own = score >= SURE or (why == "alias" and of_another_span(evidence, kind))
            if elsewhere and fields()[field].numeric and not own:
                continue
            candidates.append((score, -rank, -column.index, field, why, evidence))
    candidates.sort(reverse=True)
    chosen: dict[int, ColumnMatch] = {}
    used: set[str] = set()
    for score, _, negative, field, why, evidence in candidates:
        index = -negative
        if index not in chosen and field not in used:
            used.add(field)
            chosen[index] = ColumnMatch(index, columns[index].source, field, round(score, 2), why, evidence)
    return [chosen.get(c.index, ColumnMatch(c.index, c.source, None, 1.0, "extra")) for c in columns]


def _candidates(kind: str, column: Column) -> Iterable[tuple[str, float, int, str, str]]:
    named: set[str] = set()
    for field, rank in _aliases(kind).get(column.key, ()):
        if _fits(fields()[field], column):
            named.add(field)
            yield field, SURE, rank, "alias", column.key
        elif _fits_badly(fields()[field], column):
            named.add(field)
            yield field, DAMAGED, rank, "alias", column.key
    present = words(column.key)
    plain = bare(column.key)
    if plain != column.key:
        for field, rank in _aliases(kind).get(plain, ()):
            if field not in named and not _forbidden(field, present) and _fits(fields()[field], column):
                named.add(field)
                yield field, BARE, rank, "alias", plain
    if named:
        return
    for field_ in fields_of(kind):
        group = next((g for g in field_.words if set(g) <= set(present)), None)
        if group and not _forbidden(field_.id, present) and _fits(field_, column):
            named.add(field_.id)
            yield (
                field_.id,
                WORDS - 0.02 * max(0, len(present) - len(group) - 1),
                len(present),
                "words",
                " ".join(group),
            )
    if not named and len(column.key) >= 4:
        yield from _alike(kind, column)
    yield from _by_values(kind, column)


def _forbidden(field: str, present: Iterable[str]) -> bool:
    """Whether one of the words of a header says that it is something else than this field: a rate of it, a cost."""
    return bool((fields()[field].without | never_a_count(field)) & set(present))


def _alike(kind: str, column: Column) -> Iterable[tuple[str, float, int, str, str]]:
    from rapidfuzz import fuzz, process

    known = [a for a in _aliases(kind) if len(a) >= 4]
    hit = process.extractOne(column.key, known, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if hit:
        spelling, likeness, _ = hit
        for field, rank in _aliases(kind)[spelling]:
            if not _forbidden(field, words(column.key)) and _fits(fields()[field], column):
                yield field, ALIKE * likeness / 100, rank, "alike", spelling


def _by_values(kind: str, column: Column) -> Iterable[tuple[str, float, int, str, str]]:
    """What the values say of a column whose header says nothing: a date, a link, network names, formats, a text."""
    if column.empty or (column.key and column.numeric > 0.5):
        return
    allowed = {field.id for field in fields_of(kind)}
    if column.linked >= 0.8 and "url" in allowed:
        yield "url", VALUES, 0, "links", ""
    elif column.dated >= 0.9 and "date" in allowed and column.numeric < 0.5:
        yield "date", VALUES - 0.1, 0, "dates", ""
    elif "network" in allowed and column.networks >= 0.8:
        yield "network", VALUES, 0, "networks", ""
    elif "format" in allowed and column.formats >= 0.8:
        yield "format", VALUES - 0.03, 0, "formats", ""
    elif (
        "text" in allowed
        and (column.long >= 0.5 or column.varied)
        and not fields()["text"].without & set(words(column.key))
    ):
        yield "text", VALUES - 0.04, 0, "texts", ""


def _share(sample: pa.Array, field: str) -> float:
    """The share of cells that name a value of a closed field."""
    cells = Counter(cell for cell in sample.to_pylist() if cell.strip())
    named = sum(count for cell, count in cells.items() if _names(cell, field))
    return named / cells.total() if cells else 0.0


def _names(cell: str, field: str) -> bool:
    return choices.listed(cell, field) is not None or (
        field == "network" and bool(choices.several_networks(cell))
    )


def _fits(field: Field, column: Column) -> bool:
    """Whether the values of a column can be those of a field. An empty column fits any field its header names."""
    if column.empty:
        return True
    if field.type in ("count", "people") and _is_rate(field, column):
        return False
    if field.numeric:
        return column.numeric >= 0.6 and not (column.dated > 0.9 and column.numeric < 0.95)
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


def _fits_badly(field: Field, column: Column) -> bool:
    """A column named to the letter of which some cells can be read: imported, its bad cells told one by one."""
    if field.type == "date":
        return column.dated > 0 and column.numeric < 0.5
    if field.type in ("count", "people") and _is_rate(field, column):
        return False
    return field.numeric and column.numeric >= 0.25 and column.dated < 0.5


def _network_like(column: Column) -> bool:
    """A `Source` or `Canal` column may hold anything: some of its cells must name a network."""
    return column.networks >= (0.05 if column.key in _NETWORK_WORDS else 0.5)


_NETWORK_WORDS = frozenset(
    {
        "network",
        "social network",
        "reseau",
        "reseau social",
        "reseaux sociaux",
        "reseaux",
        "platform",
        "plateforme",
    }
)
