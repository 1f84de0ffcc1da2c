"""A figure as the report shows it: the number in its words, and the format that writes it so again.

So a cell holds a number to compute with and reads as the other files do: `2 jours`, `3,78 (9)`, `+43 % par jour`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cmdash.report.numbers import LOCALES
from cmdash.wording import NARROW

GREATEST = 1e15  # beyond, a spreadsheet has no digit to compare
LONGEST = 60  # letters of the words around a number
_SHOWN = re.compile(r"([^\d+\u2212-]*)([+\u2212-]?)(\d(?:[\d\u202f\u00a0.,]*\d)?)(.*)", re.DOTALL)
_THOUSANDS = {"fr": "\u202f\u00a0", "en": ","}


@dataclass(frozen=True)
class Cell:
    """A number and the code of the format that shows it. `exact`: it is the value itself, not one of its words."""

    number: float
    code: str
    exact: bool = False


def cell(shown: str, language: str, value: float | None = None) -> Cell | None:
    """The number that `shown` names first, exactly as `value` has it where the words are those of that value.

    None where there is no number, and where several are named and no value says that the first is meant.
    """
    found = _SHOWN.fullmatch(shown.strip())
    if found is None:
        return None
    before, sign, digits, after = found.groups()
    if len(before) + len(after) > LONGEST or (value is None and re.search(r"\d", after)):
        return None
    number, places = _number(digits, language)
    number = -number if sign in ("\u2212", "-") else number
    percent = after.lstrip(f"{NARROW}\u00a0 ").startswith("%")
    if percent:
        after, number = after.partition("%")[2], stored(number / 100)
    decimals = places + 2 * percent
    exact = (
        value is not None
        and abs(value) < GREATEST
        and _rounded(value, decimals) == _rounded(number, decimals)
    )
    return Cell(float(value) if exact and value is not None else number, _code(before, sign, places, percent, after, language), exact)  # fmt: skip


def stored(value: float) -> float:
    """A number as a spreadsheet keeps it: fifteen digits, without what a sum of fractions leaves behind them."""
    return float(f"{value:.15g}")


def _number(digits: str, language: str) -> tuple[float, int]:
    """A number in the writing of the language, and how many decimals it has."""
    plain = digits.translate(str.maketrans("", "", _THOUSANDS[language])).replace(",", ".")
    return float(plain), len(plain.partition(".")[2])


def _rounded(value: float, places: int) -> Decimal:
    """As a spreadsheet rounds what it shows: halves away from zero. Where the report says another digit, its own stands."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _code(before: str, sign: str, places: int, percent: bool, after: str, language: str) -> str:
    body = "#,##0" + (f".{'0' * places}" if places else "")
    if percent:
        body += f'"{NARROW}"%' if language == "fr" else "%"
    made = f"{_literal(before)}{{}}{body}{_literal(after)}"
    shape = ";".join(made.format(mark) for mark in ("+", '"\u2212"', "")) if sign else made.format("")
    return f"[$-{LOCALES[language]}]{shape}"


def _literal(text: str) -> str:
    """Words within a number format: quoted, without what would end them."""
    kept = text.replace('"', "\u2033").replace("{", "(").replace("}", ")")
    return f'"{kept}"' if kept else ""
