"""Words and signs beside the digits of a number: powers of ten and currencies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from cmdash.catalog import CatalogError, normalise, read

_PIECES = re.compile(r"[\s()\[\]/,;:-]+")


@cache
def magnitudes() -> Mapping[str, int]:
    """Words after a number that multiply it, to their power of ten; 2 stands for a percentage."""
    entry = read("numbers")["magnitudes"]
    return {normalise(word): int(power) for power, words in entry.items() for word in words}


def header_unit(header: str) -> int:
    """What the numbers of a column are multiplied by, as its header says in brackets or at its end (`Portée (en
    milliers)`, `Reach in thousands`); 1 where it says nothing."""
    found = _header_units().search(normalise(header))
    power = _unit_powers().get(found["bracketed"] or found["last"]) if found else None
    return 10**power if power else 1


@cache
def _unit_powers() -> Mapping[str, int]:
    entry = read("numbers")["header_units"]
    return {
        normalise(word): int(power) for power, words in entry.items() if power != "leads" for word in words
    }


@cache
def _header_units() -> re.Pattern[str]:
    leads = "|".join(re.escape(lead) for lead in read("numbers")["header_units"]["leads"])
    units = "|".join(re.escape(unit) for unit in sorted(_unit_powers(), key=len, reverse=True))
    worded = "|".join(
        re.escape(u) for u in sorted(_unit_powers(), key=len, reverse=True) if len(u) > 3 and u[0].isalpha()
    )
    return re.compile(
        rf"[(\[]\s*(?:(?:{leads})\s*)?(?P<bracketed>{units})\s*[)\]]|\s(?:{leads})\s+(?P<last>{worded})$"
    )


@cache
def currencies() -> Mapping[str, str]:
    """Signs, words and codes of currencies, normalised, to the ISO code."""
    found: dict[str, str] = {}
    for code, words in read("numbers")["currencies"].items():
        for word in (code, *words):
            if found.setdefault(normalise(word), code) != code:
                raise CatalogError(
                    f"numbers.toml [currencies]: '{word}' is both {found[normalise(word)]} and {code}"
                )
    return found


def currency_code(text: str) -> str | None:
    """The ISO code that a cell names by a sign, a word or a code (`€`, `euros`, `eur`, `Euro (€)`, `€ TTC`); None where
    it names none, or several."""
    known, word = currencies(), normalise(text)
    codes = {code.lower() for code in read("currencies")["codes"]}
    if word in known or word in codes:
        return known.get(word, word.upper())
    pieces = [piece for piece in _PIECES.split(word) if piece]
    told = [known.get(piece, piece.upper() if piece in codes else "") for piece in pieces]
    beside = read("numbers")["beside_currencies"]["words"]
    strange = any(not code and piece not in beside for code, piece in zip(told, pieces, strict=True))
    named = {code for code in told if code}
    return named.pop() if len(named) == 1 and not strange else None
