"""Names of months and weekdays in the languages of the networks' exports, read on first need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cmdash.catalog import CatalogError, normalise, read


@cache
def months() -> Mapping[str, int]:
    """Every name of a month, normalised and without a closing dot, to its number.

    Raises `CatalogError` when one name stands for two months.
    """
    found: dict[str, int] = {}
    for language, names in read("dates")["months"].items():
        for number, written in names.items():
            for name in written:
                if found.setdefault(name, int(number)) != int(number):
                    raise CatalogError(
                        f"dates.toml [months.{language}]: '{name}' is month {found[name]} and {number}"
                    )
    return found


@cache
def _english() -> frozenset[str]:
    return frozenset(name for written in read("dates")["months"]["en"].values() for name in written)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for names in read("dates")["weekdays"].values() for name in names)


def bare(word: str) -> str:
    """The form in which names are compared."""
    return normalise(word).rstrip(".")


def month(word: str) -> int | None:
    """The month a word names, None when it names none."""
    return months().get(bare(word))


def names_month(text: str) -> bool:
    """Whether a text is a month and hardly anything else: `FÉVRIER 2026`, `Mois de mai`; no day, no clock."""
    said = text.replace(".", " ").split()
    named = [word for word in said if month(word) is not None]
    rest = [word for word in said if month(word) is None and not (word.isdigit() and len(word) == 4)]
    return (
        len(named) == 1 and len(rest) <= 2 and not any(letter.isdigit() for word in rest for letter in word)
    )


def is_whole_name(word: str) -> bool:
    """Whether a word is the name of a month written out (`juin`), in any language: the first of each list."""
    return bare(word) in _whole_names()


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(
        written[0] for names in read("dates")["months"].values() for written in names.values() if written
    ) - frozenset(read("dates")["other_words"])


def english(word: str) -> bool:
    """Whether a word is an English name of a month (it may be one of other languages too, as `april` is)."""
    return bare(word) in _english()


def leads_day(word: str) -> bool:
    """Whether a word may stand before a day: the name of a weekday, or an article (`le 3 juin`)."""
    return bare(word) in _weekdays() or bare(word) in read("dates")["leads"]


@cache
def period_words(name: str) -> frozenset[str]:
    """Words before or after the number of a `quarter` or a `week` (`T2`, `S23`, `Semaine 23`)."""
    return frozenset(read("dates")[f"{name}s"])
