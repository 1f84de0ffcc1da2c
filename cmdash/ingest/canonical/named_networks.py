"""What the cells of a column of networks name beyond the listed ones: a network and a format, several, one not listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import network_spellings, normalise
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.typing import choices
from cmdash.model import ColumnMatch

MOST_UNKNOWN = 12  # values that are said one by one
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
    work.values["network"] = listed
    formats, strange = pa.nulls(len(array), pa.string()), 0
    sites: dict[str, int] = {}
    for written, count in Counter(unknown).most_common():
        if several := choices.several_networks(written):
            _several(work, match, array, written, several)
        elif told := choices.network_and_format(written):
            mine = _holding(array, written)
            work.values["network"] = pc.if_else(mine, told[0], work.values["network"])
            formats = pc.if_else(mine, told[1], formats)
        elif _is_site(written):
            sites[written] = count
        else:
            strange += 1
            if strange <= MOST_UNKNOWN:
                work.note("value-unknown", "warning", None, match.source, value=written[:60], count=count)
    if formats.null_count < len(formats):
        rows = np.flatnonzero(pc.is_valid(formats).to_numpy(zero_copy_only=False))
        work.note_rows("format-beside-network", "info", rows, match.source)
        work.values["format"] = formats
    if sites:
        named = ", ".join(f"{name} ({count})" for name, count in list(sites.items())[:MOST_UNKNOWN])
        work.note("networks-unlisted", "info", None, match.source, value=named, count=len(sites))


def _holding(array: pa.Array, written: str) -> pa.Array:
    """Which cells hold a text, white space aside."""
    codes = array.dictionary_encode()
    same = pa.array([" ".join(text.split()) == written for text in codes.dictionary.to_pylist()], pa.bool_())
    return same.take(codes.indices)


def _is_site(written: str) -> bool:
    """Whether a cell is the name of a site that no list has, rather than a slip of the pen or something else."""
    from rapidfuzz import fuzz, process

    if len(written) > LONGEST_NAME or len(written.split()) > MOST_WORDS or not _NAME.fullmatch(written):
        return False
    known = [spelling for spelling in network_spellings() if len(spelling) > 3]
    return process.extractOne(normalise(written), known, scorer=fuzz.ratio, score_cutoff=LIKENESS) is None


def _several(work: Work, match: ColumnMatch, array: pa.Array, written: str, several: tuple[str, ...]) -> None:
    """A cell that names several networks: the one whose own columns are read here (`Portée FB`), else said."""
    mine = _holding(array, written)
    if work.table.network in several:
        work.values["network"] = pc.if_else(mine, work.table.network, work.values["network"])
    elif len(rows := np.flatnonzero(mine.to_numpy(zero_copy_only=False))):
        work.note_rows("networks-in-one-cell", "warning", rows, match.source, value=written[:60])
