"""Which column is which field: exact spelling first, then words, then likeness, then the values themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cmdash.catalog import (
    Format,
    bare,
    fields,
    fields_of,
    never_a_count,
    normalise,
    of_another_span,
    words,
)
from cmdash.ingest.meaning.columns import Column
from cmdash.ingest.meaning.fitting import fits, fits_badly
from cmdash.model import ColumnMatch

SURE, BARE, WORDS, ALIKE, VALUES = 1.0, 0.92, 0.85, 0.7, 0.65
DAMAGED = 0.8  # the header names the field to the letter, most of its cells cannot be read
LIKENESS = 88  # RapidFuzz ratio, in percent
MOSTLY = 0.8  # share of the cells of a second column that are numbers
ADDED_BY_PEOPLE = ("theme", "campaign", "account", "paid", "status", "spend")


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
            if not declared and field in ADDED_BY_PEOPLE and fits(fields()[field], column):
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
    candidates.sort(key=lambda c: (c[0], not columns[-c[2]].empty, *c[1:]), reverse=True)
    chosen: dict[int, ColumnMatch] = {}
    used: set[str] = set()
    for score, _, negative, field, why, evidence in candidates:
        index = -negative
        if index not in chosen and field not in used:
            used.add(field)
            chosen[index] = ColumnMatch(index, columns[index].source, field, round(score, 2), why, evidence)
    _complete_texts(kind, columns, chosen)
    return [chosen.get(c.index, ColumnMatch(c.index, c.source, None, 1.0, "extra")) for c in columns]


def _complete_texts(kind: str, columns: tuple[Column, ...], chosen: dict[int, ColumnMatch]) -> None:
    """A second column of the text (`Titre` beside `Description`) fills the empty cells of the first, where no row has both."""
    own = next(
        (match for match in chosen.values() if match.field == "text" and match.confidence >= BARE), None
    )
    for column in columns:
        if own is None or column.index in chosen or column.empty or "text" not in _named(kind, column):
            continue
        pairs = zip(columns[own.index].sample.to_pylist(), column.sample.to_pylist(), strict=True)
        if not any(first.strip() and second.strip() for first, second in pairs):
            chosen[column.index] = ColumnMatch(column.index, column.source, "text", BARE, "fills", column.key)


def _named(kind: str, column: Column) -> set[str]:
    """The fields whose spelling a header is, to the letter or but for a unit."""
    return {field for key in (column.key, bare(column.key)) for field, _ in _aliases(kind).get(key, ())}


def second_columns(
    kind: str, columns: tuple[Column, ...], matches: Sequence[ColumnMatch]
) -> list[tuple[ColumnMatch, ColumnMatch]]:
    """The columns left beside whose header spells a figure that another column already is (`Reposts` beside `Shares`),
    each with the one that is counted; those that say the same in every cell aside."""
    taken = {match.field: match for match in matches if match.field and fields()[match.field].numeric}
    found = []
    for match in matches:
        column = columns[match.index]
        if (
            match.field is not None
            or column.empty
            or column.numeric < MOSTLY
            or of_another_span(column.key, kind)
        ):
            continue
        spelled = [*_named(kind, column), *(field for field, *_ in _alike(kind, column))]
        rival = next((taken[field] for field in spelled if field in taken), None)
        if rival and _fits_the_same(rival, column) and column.sample != columns[rival.index].sample:
            found.append((match, rival))
    return found


def _fits_the_same(rival: ColumnMatch, column: Column) -> bool:
    return bool(rival.field) and fits(fields()[str(rival.field)], column)


def _candidates(kind: str, column: Column) -> Iterable[tuple[str, float, int, str, str]]:
    named: set[str] = set()
    for field, rank in _aliases(kind).get(column.key, ()):
        if fits(fields()[field], column):
            named.add(field)
            yield field, SURE, rank, "alias", column.key
        elif fits_badly(fields()[field], column):
            named.add(field)
            yield field, DAMAGED, rank, "alias", column.key
    present = words(column.key)
    plain = bare(column.key)
    if plain != column.key:
        for field, rank in _aliases(kind).get(plain, ()):
            if field not in named and not _forbidden(field, present) and fits(fields()[field], column):
                named.add(field)
                yield field, BARE, rank, "alias", plain
    if named:
        return
    for field_ in fields_of(kind):
        group = next((g for g in field_.words if set(g) <= set(present)), None)
        if group and not _forbidden(field_.id, present) and fits(field_, column):
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
            if not _forbidden(field, words(column.key)) and fits(fields()[field], column):
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
