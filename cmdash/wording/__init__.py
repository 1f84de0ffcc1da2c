"""Puts findings, figures and dates into the reader's words: French or English, never a process-wide locale."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from functools import cache

from cmdash.catalog import CatalogError, check, networks, section

NARROW = "\u202f"


def message(language: str, key: str, /, **params: object) -> str:
    """The text of a key `<file>.<section>.<name>` (`findings.total-row.text`), its `{params}` filled in.

    Numbers among the params are written in the reader's format. Where the entry has plural forms (`.one`,
    `.other`), the param `count` chooses. Raises `CatalogError` for an unknown key, with the nearest one.
    """
    file, _, name = key.partition(".")
    texts = section(language, file)
    if name not in texts and "count" in params:
        name = f"{name}.{_plural(language, params['count'])}"
    if name not in texts:
        check(f"locale/{language}/{file}.toml", [name], texts)
    return texts[name].format_map(_Shown(language, params))


def has_message(language: str, key: str) -> bool:
    """Whether a key exists in the locale files."""
    file, _, name = key.partition(".")
    texts = section(language, file)
    return name in texts or f"{name}.other" in texts


class _Shown(dict[str, object]):
    """The params of a message, numbers already in the reader's format."""

    def __init__(self, language: str, params: Mapping[str, object]) -> None:
        super().__init__({k: _show(language, v) for k, v in params.items()})

    def __missing__(self, key: str) -> object:
        raise CatalogError(f"locale: a message asks for '{{{key}}}', which was not given")


def _show(language: str, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return integer(value, language) if float(value).is_integer() else decimal(value, language)


@cache
def _locale(language: str):  # type: ignore[no-untyped-def] # babel is imported on first use: the command line seldom needs it
    from babel import Locale

    return Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])


def _plural(language: str, count: object) -> str:
    number = float(count) if isinstance(count, int | float) else 2.0
    if language == "fr":
        return "one" if abs(number) < 2 else "other"
    return "one" if number == 1 else "other"


def nothing(text: str) -> bool:
    """Whether a number's text has no digit but zeros: what rounds to nothing has no sign, in any format."""
    return not any(digit in text for digit in "123456789")


def integer(value: float, language: str) -> str:
    """A whole number: `18 200` (narrow no-break space) in French, `18,200` in English."""
    grouped = f"{round(value):,}"
    return grouped.replace(",", NARROW) if language == "fr" else grouped


def decimal(value: float, language: str, places: int = 1) -> str:
    """A number with a fixed count of decimals: `1 234,5` or `1,234.5`; what rounds to zero has no sign."""
    grouped = f"{value:z,.{places}f}"
    if language == "fr":
        return grouped.replace(",", NARROW).replace(".", ",")
    return grouped


def percent(value: float, language: str, places: int | None = None) -> str:
    """A fraction as a percentage: `1,23 %` or `1.23%`. Without `places`, three significant figures at most."""
    hundred = value * 100
    text = decimal(hundred, language, _telling(hundred) if places is None else places)
    return f"{text}{NARROW}%" if language == "fr" else f"{text}%"


def _telling(hundred: float) -> int:
    """The decimals of a percentage of three significant figures at most."""
    size = abs(hundred)
    return 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2 if size >= 0.1 else 3


def money(value: float, currency: str, language: str, exact: bool = False) -> str:
    """An amount with its currency: `12,50 €` or `€12.50`; `exact`: with parts of a cent where it has them."""
    from babel.numbers import format_currency

    def shown(amount: float) -> str:
        return str(
            format_currency(amount, currency, locale=_locale(language), decimal_quantization=not exact)
        )

    text = shown(value)
    return shown(0.0) if nothing(text) else text


def figure(value: float | None, unit: str, language: str, shown: str = "percent", exact: bool = False) -> str:
    """A KPI value in its unit, as shown on a card. Missing is a dash, never a zero.

    `shown` says how a ratio reads: as a percentage, as `times` (1.74) or as `points` of a hundred (-12). An amount
    whose currency is not known is a plain number. `exact`: with all its decimals (six at most) where the format has
    fewer, as a target is written that a person typed.
    """
    if value is None or math.isnan(value):
        return "–"
    number = round(value * 100, 6) if unit == "ratio" and shown != "times" else value
    least = next((n for n in range(6) if round(number, n) == round(number, 6)), 6) if exact else 0
    if unit == "ratio" and shown == "percent":
        return percent(value, language, max(_telling(number), least))
    if unit == "ratio" and shown == "times":
        return decimal(value, language, max(2, least))
    if unit in ("ratio", "count", "people", "seconds", "minutes"):
        return decimal(number, language, least) if least else integer(number, language)
    if unit in ("per_post", "per_week", "score"):
        return decimal(value, language, max(1 if abs(value) >= 10 else 2, least))
    return money(value, unit, language, exact) if unit else decimal(value, language, max(2, least))


def day(date: dt.date, language: str) -> str:
    """A day in words: `3 juin 2026` (the first is `1er`), `3 June 2026`."""
    from babel.dates import format_date

    text = str(format_date(date, "d MMMM y", locale=_locale(language)))
    return f"1er{text[1:]}" if language == "fr" and date.day == 1 else text


def month(date: dt.date, language: str) -> str:
    """A month in words: `juin 2026`, `June 2026`."""
    from babel.dates import format_date

    return str(format_date(date, "LLLL y", locale=_locale(language)))


def network(identifier: str | None, language: str) -> str:
    """The name of a network as people write it; `other:Xyz` is `Xyz`; none is "network not stated"."""
    if not identifier:
        return message(language, "interface.network.unknown")
    if identifier.startswith("other:"):
        return identifier.removeprefix("other:")
    if has_message(language, f"interface.network.{identifier}"):
        return message(language, f"interface.network.{identifier}")
    known = networks().get(identifier)
    return known.label if known else identifier
