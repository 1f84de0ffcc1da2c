"""What a single cell looks like, before its column is known: enough to find headers, totals and notes."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import missing_cells, normalise, read

EMPTY, NUMBER, DATE, LINK, WORD, SENTENCE = "E", "N", "D", "U", "W", "S"

_NUMBER = re.compile(
    r"^[^\d\w]{0,3}(?:(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|PLN|SEK|NOK|DKK|CZK|HUF|RON|TRY|ZAR|MAD|TND|DZD|XOF|XAF|US|CA|AU|R|Rs|kr|zł)\.?\s?\$?|[€$£])?\s?[-+−(]?\d[\d\s.,'’\u00a0\u202f]*(?:[eE][+-]?\d+)?\s?"
    r"(?:%|‰|[kKmMbB]|Md|bn|[€$£]|EUR|USD|h|min|s|sec)?\)?$"
)
_CLOCK = re.compile(r"^\d{1,2}(?::|h)\d{2}(?::\d{2})?(?:\s?[ap]m)?$", re.IGNORECASE)
_DATE = re.compile(
    r"^(?:(?:19|20)\d{2}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?|\.\d{1,2}\.\d{1,2})(?:[T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ T,].*)?|\d{1,2}[/-]\d{4}"
    r"|\d{4}-?[WS]\d{1,2}|[TQ][1-4][ -]?\d{4}|\d{8})$"
)
_WORDED_DATE = re.compile(r"^(?=.*\d)(?=.*[^\W\d_]{3})[\w\s.,'’:-]{4,40}$")
_LINK = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_SAYS_NOTHING = frozenset((".", "..", "...", ":", "…"))  # where statistics have no figure
_MONTH = re.compile(rf"\b(?:{'|'.join(read('dates')['month_starts'])})[a-z]*\b")


@lru_cache(maxsize=32768)
def classify(cell: str) -> str:
    """One letter for a cell: empty (or says nothing), number, date, link, short text or sentence."""
    text = cell.strip()
    if not text or text in _SAYS_NOTHING or (len(text) < 20 and normalise(text) in missing_cells()):
        return EMPTY
    if len(text) <= 40:
        if _DATE.match(text) and not text.isdigit():
            return DATE
        if _NUMBER.match(text) or _CLOCK.match(text):
            return NUMBER
        if _WORDED_DATE.match(text) and _MONTH.search(normalise(text)) and len(text.split()) <= 7:
            return DATE
    if _LINK.match(text):
        return LINK
    return SENTENCE if len(text) > 60 or text.count(" ") > 8 else WORD


def filled(column: pa.Array) -> np.ndarray:
    """Which cells of a column hold anything but white space, as booleans."""
    length = pc.binary_length(column).to_numpy(zero_copy_only=False)
    mask: np.ndarray = length > 0
    short = np.flatnonzero(mask & (length <= 4))
    if len(short):
        blank = pc.utf8_is_space(column.take(pa.array(short)))
        mask[short[blank.to_numpy(zero_copy_only=False)]] = False
    return mask


def head(columns: tuple[pa.Array, ...], start: int, stop: int) -> list[list[str]]:
    """The cells of some rows as text, row by row."""
    return [
        list(row) for row in zip(*(c.slice(start, stop - start).to_pylist() for c in columns), strict=True)
    ]


def letter(index: int) -> str:
    """The letters of a column as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """The place of a column by its letters: A is 0, AA is 26."""
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number - 1
