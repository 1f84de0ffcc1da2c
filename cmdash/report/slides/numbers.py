"""Number formats of the reader's language for the axes and the data of a chart.

An office program writes separators as its own machine does; where a format can hold them as letters, they are those of
the report's language.
"""

from __future__ import annotations

from cmdash.wording import NARROW

THOUSAND, MILLION = 1_000, 1_000_000
LOCALES = {"fr": "40C", "en": "809"}  # as number formats name them


def code(unit: str, low: float, high: float, step: float, language: str) -> str:
    """The format code for values between `low` and `high` that are told apart by `step`."""
    if unit == "ratio":
        percent = f'"{NARROW}"%' if language == "fr" else "%"
        return f"0{_decimals(step * 100)}{percent}"
    decimals = "" if unit in ("count", "people") else _decimals(step)
    if max(high, -low) < THOUSAND:
        return f"0{decimals}"
    if low <= -THOUSAND:
        return f"#,##0{decimals}"
    mark = NARROW if language == "fr" else ","
    thousands = f'[>={THOUSAND}]#"{mark}"##0{decimals};0{decimals}'
    if high < MILLION:
        return thousands
    return f'[>={MILLION}]#"{mark}"###"{mark}"##0{decimals};{thousands}'


def days(language: str) -> str:
    """The format code of a day in the reader's language: `3 juin`, `3 Jun`."""
    return f"[$-{LOCALES[language]}]d\\ mmm"


def _decimals(step: float) -> str:
    places = 0 if step >= 1 and step % 1 == 0 else 1 if step >= 0.1 else 2
    return f".{'0' * places}" if places else ""
