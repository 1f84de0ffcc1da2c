"""Texts as the typeface can set them: emoji left out, words of another script marked as left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from cmdash.report.typeset import glyphs

LEFT_OUT = "[…]"  # words that cannot be written: said to be missing, never dropped in silence
BREAK = "\u200b"  # a place where a long word may go on in the next line
LONG = 22  # letters from which a word without a break gets places to break
STEP = 6
_LONG_WORD = re.compile(rf"[^\s\u2010\u2013{BREAK}-]{{{LONG},}}")
_COUNTED = re.compile(
    r"(?<![\w,.-])((?!(?:19|20)\d\d\b)\d[\d\u202f\u00a0.,]*) (?=[^\W\d_])"
)  # years stand alone
_LIKE = {"\u2011": "-", "\u2010": "-", "\u2028": "\n", "\u2029": "\n", "\r": "", "\t": " ", "\u2192": "›"}


@lru_cache(maxsize=4096)
def printable(text: str, more: frozenset[str] = frozenset()) -> str:
    """The text with what the typeface lacks taken out; `more`: letters that other fonts of the machine hold.

    Emoji and signs go, the words around them stay; letters in disguise (𝗯𝗼𝗹𝗱) become plain ones; letters of a script
    that the typeface does not have become `[…]`. Line ends stay. A text of emoji alone becomes `[…]` too.
    """
    known = glyphs.known() | more if more else glyphs.known()
    if all(letter in known or letter == "\n" for letter in text):
        return text
    kept = "".join(_written(letter, known) for letter in text.replace("\r\n", "\n"))
    kept = re.sub(r"\0[\0 ]*\0|\0", LEFT_OUT, kept)
    kept = re.sub(r"  +", " ", kept)
    kept = "\n".join(line.strip(" ") for line in kept.split("\n"))
    return kept if kept.strip() or not text.strip() else LEFT_OUT


def is_left_out(letter: str) -> bool:
    """Whether the typeface lacks a letter that words are made of, and no plain one stands for it. Not so emoji."""
    known = glyphs.known()
    if letter in known or letter in _LIKE or unicodedata.category(letter)[0] not in "LNMP":
        return False
    return not all(part in known for part in unicodedata.normalize("NFKC", letter))


def _written(letter: str, known: frozenset[str]) -> str:
    if letter in known or letter == "\n":
        return letter
    if letter in _LIKE:
        return _LIKE[letter] if _LIKE[letter] in known or len(_LIKE[letter]) != 1 else " "
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and all(part in known for part in plain):
        return plain
    kind = unicodedata.category(letter)
    if kind[0] == "Z":
        return " "
    return "\0" if kind[0] in "LN" else ""


def broken(text: str) -> str:
    """The text with unseen places to break in words too long for a line (links, names without a space)."""
    return _LONG_WORD.sub(
        lambda word: BREAK.join(word[0][at : at + STEP] for at in range(0, len(word[0]), STEP)), text
    )


def prose(text: str) -> str:
    """A sentence: as `broken`, and a number is not parted from the word that it counts (`2 jours`, `12 juin`)."""
    return broken(_COUNTED.sub("\\1\u00a0", text))


def printed(value: Any, more: frozenset[str] = frozenset()) -> Any:
    """A frozen value with every text in it printable; all else as it is."""
    if isinstance(value, str):
        return printable(unicodedata.normalize("NFC", value), more)
    if isinstance(value, tuple):
        return tuple(printed(part, more) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{part.name: printed(getattr(value, part.name), more) for part in fields(value)}
        )
    return value
