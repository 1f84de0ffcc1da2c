"""How header and value texts are compared: one form for every way of writing the same word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\ufeff": ""})
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ß": "ss",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "ı": "i",
    }
)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|%", re.UNICODE)


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """The form in which two headers or values are equal: no accents, straight quotes, single spaces, lower case.

    Compatibility forms are folded too (NFKD), so that a name set in Unicode "fonts" (𝗖𝗟𝗔𝗜𝗥) compares as typed.
    """
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    folded = unicodedata.normalize("NFKD", text.translate(_QUOTES).translate(_LETTERS))
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return _SPACES.sub(" ", folded).strip().lower()


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text after `normalise`, in order; `%` is a word; an elided article is dropped (`l'url`)."""
    found = _WORD.findall(normalise(text))
    return tuple(word.split("'", 1)[1] if re.match(r"[ldnsmcq]'", word) else word for word in found)


def nearest(given: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, however it was written; empty where none comes near."""
    forms = {normalise(word): word for word in known}
    found = get_close_matches(normalise(given), forms, n=1)
    return forms[found[0]] if found else ""
