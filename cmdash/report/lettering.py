"""How much room words take, so that nothing is cut: widths of the letters of Arial, in thousandths of its size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

FONT = "Arial"  # every machine has it or a face of the same widths
LEADING = 1.17  # lines apart, in sizes
SPARE = 0.96  # of the width: what renderers differ by
BOLDER = 1.08  # a bold line against a plain one

_WIDTHS = {
    191: "'",
    222: "ijl’‘",
    278: " ,./:;I[\\]ft!|\u00a0\u202f",
    334: "()-`r“”·{}\u2011",
    355: '"•',
    389: "*°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–«»€",
    584: "+<=>~×−",
    611: "FTZß",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1015: "@—…ŒÆ→",
}
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_WIDE, _OTHER = 1200, 720


@cache
def _letter(letter: str) -> int:
    if letter in _OF:
        return _OF[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _OF:
        return _OF[base]
    wide = unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So"
    return _WIDE if wide else _OTHER


@lru_cache(maxsize=20_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text on one line, in points."""
    return sum(map(_letter, text)) * size / 1000 * (BOLDER if bold else 1)


def longest_word(text: str, size: float, bold: bool = False) -> float:
    """The width below which a word of the text would be broken."""
    return max((width(word, size, bold) for word in _words(text)), default=0.0)


@lru_cache(maxsize=20_000)
def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """How many lines the text takes in a room of so many points. An empty text takes one."""
    usable, space = max(room * SPARE, size), width(" ", size, bold)
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in _words(paragraph):
            wanted = width(word, size, bold)
            if used and used + space + wanted <= usable:
                used += space + wanted
                continue
            count += bool(used)
            broken = int(wanted // usable)  # a word longer than the line goes on over the next
            count += broken
            used = wanted - broken * usable
    return count


def height(text: str, size: float, room: float, bold: bool = False) -> float:
    """The height of the text wrapped into a room, in points."""
    return lines(text, size, room, bold) * size * LEADING


def broken(text: str, size: float, room: float, most: int, bold: bool = False) -> tuple[str, str]:
    """The text as far as it takes so many lines, to the end of a word where one ends there, and the rest of it."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(text[:middle], size, room, bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    space = text.rfind(" ", 0, low)
    at = low if low == len(text) or space <= 0 else space
    return text[:at], text[at:].lstrip()


def clipped(text: str, size: float, room: float, most: int, bold: bool = False) -> str:
    """The text in so many lines, an ellipsis where it goes on."""
    begun, rest = broken(text, size, room, most, bold)
    while rest and begun and lines(f"{begun}\u2026", size, room, bold) > most:
        begun = begun[: begun.rstrip().rfind(" ")] if " " in begun.rstrip() else begun[:-1]
    return f"{begun.rstrip(' ,;:.')}\u2026" if rest else text


def fitting(text: str, sizes: Iterable[float], room: float, most: int, bold: bool = False) -> float | None:
    """The first of the sizes at which the text takes at most so many lines; None where none does."""
    return next((size for size in sizes if lines(text, size, room, bold) <= most), None)


def _words(text: str) -> list[str]:
    """The pieces between which a line may break: spaces, but not the ones that hold a number to its unit."""
    return [word for word in text.replace("\t", " ").replace("\n", " ").split(" ") if word]
