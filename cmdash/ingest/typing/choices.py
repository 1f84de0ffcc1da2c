"""Closed lists of values: networks, formats, statuses, as sheets spell them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import numpy as np
import pyarrow as pa

from cmdash.catalog import missing_cells, network_spellings, normalise, read, value_spellings

_FILLERS = re.compile(
    r"^(?:page|compte|profil|profile|account|chaine|channel|reseau|seite|pagina|konto)\s+"
    r"|(?:\s+(?:page|account|compte|profil|profile|business|company|personal|creator|organization|group|seite|konto|profiel))+$"
)
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u20e3\ufeff") | {
    chr(c) for c in range(0x1F3FB, 0x1F400)
}
_JOINED = re.compile(r"\s*[+&/,;|]\s*|\s+(?:et|and|y|e|und|i|en|og|och)\s+")
_WORD = re.compile(r"[\s()\[\]/|:–—-]+")
LONGEST = 60  # characters of a cell that names a network and a format: beyond, it is a sentence
_EDGES = " \t-–—:;,.|•·"


def convert(
    cells: pa.Array | pa.ChunkedArray, field: str, special: Mapping[str, str] | None = None
) -> tuple[pa.Array, dict[str, int]]:
    """The values of a column of a closed field (text, null for none), and the unlisted spellings with their counts.

    `field` is `network`, `format`, `status`, `paid` or `period`. A cell that says nothing is null; one that is not
    listed becomes `other:<as written>`, its outer spaces removed. `special` holds normalised spellings that a named
    export uses in its own way; they come before the listed ones.
    """
    array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if array.null_count:
        array = array.fill_null("")
    encoded = array.dictionary_encode()
    counts = np.bincount(encoded.indices.to_numpy(), minlength=len(encoded.dictionary)).tolist()
    spellings = {**(network_spellings() if field == "network" else value_spellings(field)), **(special or {})}
    values: list[str | None] = []
    unknown: dict[str, int] = {}
    for text, count in zip(encoded.dictionary.to_pylist(), counts, strict=True):
        value = _value(text, spellings, field)
        values.append(value)
        if value is not None and value.startswith("other:"):
            written = value.removeprefix("other:")
            unknown[written] = unknown.get(written, 0) + count
    return pa.array(values, pa.string()).take(encoded.indices), unknown


def listed(text: str, field: str) -> str | None:
    """The value that a cell of a closed field names; None where it says nothing or is not listed."""
    spellings = network_spellings() if field == "network" else value_spellings(field)
    value = _value(text, spellings, field)
    return None if value is None or value.startswith("other:") else value


def several_networks(text: str) -> tuple[str, ...]:
    """The networks that one cell names together (`FB + Insta`), each once; empty where it names one, or something else."""
    parts = [part for part in _JOINED.split(normalise(text)) if part]
    named = [listed(part, "network") for part in parts]
    found = tuple(dict.fromkeys(name for name in named if name))
    return found if len(found) > 1 and None not in named else ()


def network_and_format(text: str) -> tuple[str, str | None] | None:
    """The network and the format that one cell names together (`Story insta`, `Instagram – Reels`, `Post FB`), the format
    None where the word is that of any publication; None where the cell names something else."""
    if len(text) > LONGEST:
        return None
    found = [word for word in _WORD.split(normalise(_without_signs(text)).replace("_", " ")) if word]
    for cut in range(1, len(found)):
        for one, other in ((found[:cut], found[cut:]), (found[cut:], found[:cut])):
            network = network_spellings().get(" ".join(one))
            said = " ".join(word for word in other if word not in _linking())
            if network and said in read("values")["any_format"]["words"]:
                return network, None
            if network and (kind := value_spellings("format").get(said)):
                return network, kind
    return None


@cache
def _linking() -> frozenset[str]:
    return frozenset(read("values")["any_format"]["links"])


def _value(text: str, spellings: Mapping[str, str], field: str) -> str | None:
    key = normalise(text)
    if key in spellings:
        return spellings[key]
    if key in missing_cells():
        return None
    bare = normalise(_without_signs(text).replace("_", " ")).strip(_EDGES)
    if field == "network" and bare not in spellings:
        bare = _FILLERS.sub("", bare).strip(_EDGES)
    if bare in spellings:
        return spellings[bare]
    written = " ".join(text.split())
    if written.startswith("other:"):  # as cmdash itself wrote it
        return written
    return f"other:{written}" if bare or written else None


class _Signs(dict[int, str | int]):
    """What becomes of each character: emoji a space, what joins or colours them nothing; looked up once each."""

    def __missing__(self, code: int) -> str | int:
        sign = unicodedata.category(chr(code)) in ("So", "Cs", "Co")
        self[code] = " " if sign else "" if chr(code) in _JOINERS else code
        return self[code]


_SIGNS = _Signs()


def _without_signs(text: str) -> str:
    """The text without emoji and what joins or colours them."""
    return text if text.isascii() else text.translate(_SIGNS)
