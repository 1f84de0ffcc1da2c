"""What the cells of a column of networks name beyond the listed ones: a network and a format, several, one not listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import network_spellings, normalise
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.typing import choices
from cmdash.model import ColumnMatch

MOST_UNKNOWN = 12  # values that are said one by one
LOOKED_AT = 500  # values no list has, the most frequent first, that may be the name of a site
LONGEST_NAME = 30  # letters of the name of a site
MOST_WORDS = 3
LIKENESS = 80  # RapidFuzz ratio, in percent: nearer to a listed spelling, a name is a slip of the pen
_NAME = re.compile(r"[^\W\d_][\w .&'’+-]*")


def name_networks(
    work: Work, match: ColumnMatch, array: pa.Array, listed: pa.Array, unknown: Mapping[str, int]
) -> None:
    """The networks of a column, and the formats that its cells name beside them (`Story insta`).

    A cell that names several is the network whose own columns are read here (`Portée FB`), else said. A site that no
    list has is kept under its name, all of them in one remark; what is no name, or nearly a listed one, is a warning.
    """
    cells = _Cells(array)
    named: dict[str, str | None] = {}
    formats: dict[str, str | None] = {}
    strange: dict[str, int] = {}
    sites: dict[str, int] = {}
    together: dict[str, int] = {}
    for written, count in Counter(unknown).most_common():
        if several := choices.several_networks(written):
            if work.table.network in several:
                named[written] = work.table.network
            elif written in cells:  # not `other:FB + Insta`, which was said when it was first read
                together[written] = count
        elif told := choices.network_and_format(written):
            named[written], formats[written] = told
        elif len(sites) + len(strange) < LOOKED_AT and _is_site(written):
            sites[written] = count
        else:
            strange[written] = count
    work.values["network"] = pc.coalesce(cells.each(named), listed)
    for value in [*together][:MOST_UNKNOWN]:
        work.note_rows("networks-in-one-cell", "warning", cells.rows({value}), match.source, value=value[:60])
    if rest := [*together][MOST_UNKNOWN:]:
        value = _first(rest)
        work.note_rows("networks-in-one-cell", "warning", cells.rows(set(rest)), match.source, value=value)
    for value, count in [*strange.items()][:MOST_UNKNOWN]:
        work.note("value-unknown", "warning", None, match.source, value=value[:60], count=count)
    if told_too := {written for written, kind in formats.items() if kind and written in cells}:
        work.note_rows("format-beside-network", "info", cells.rows(told_too), match.source)
        work.values["format"] = cells.each(formats)
    if sites:
        value = _first([f"{name} ({count})" for name, count in sites.items()])
        work.note("networks-unlisted", "info", None, match.source, value=value, count=len(sites))


def _first(names: Sequence[str]) -> str:
    """The first of some names, in a row."""
    return ", ".join(names[:MOST_UNKNOWN])


class _Cells:
    """The cells of a column by what they hold, white space aside; each text is looked at once."""

    def __init__(self, array: pa.Array) -> None:
        codes = array.dictionary_encode()
        self._codes = codes.indices
        self._texts = [" ".join(text.split()) for text in codes.dictionary.to_pylist()]
        self._held = frozenset(self._texts)

    def __contains__(self, text: str) -> bool:
        return text in self._held

    def each(self, values: Mapping[str, str | None]) -> pa.Array:
        """The value of each cell's text, null where it has none."""
        return pa.array([values.get(text) for text in self._texts], pa.string()).take(self._codes)

    def rows(self, held: Set[str]) -> np.ndarray:
        """The rows that hold one of the texts."""
        same = pa.array([text in held for text in self._texts], pa.bool_()).take(self._codes)
        rows: np.ndarray = np.flatnonzero(same.fill_null(False).to_numpy(zero_copy_only=False))
        return rows


def _is_site(written: str) -> bool:
    """Whether a cell is the name of a site that no list has, rather than a slip of the pen or something else."""
    from rapidfuzz import fuzz, process

    if len(written) > LONGEST_NAME or len(written.split()) > MOST_WORDS or not _NAME.fullmatch(written):
        return False
    return process.extractOne(normalise(written), _long(), scorer=fuzz.ratio, score_cutoff=LIKENESS) is None


@cache
def _long() -> tuple[str, ...]:
    """The listed spellings that a slip of the pen could be one of."""
    return tuple(spelling for spelling in network_spellings() if len(spelling) > 3)
