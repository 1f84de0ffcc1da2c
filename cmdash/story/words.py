"""Small words of the story: names of KPIs, formats and networks, lists, quotes."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.wording import decimal, has_message, integer, message, nothing, percent
from cmdash.wording import figure as written

MINUS = "\u2212"
EXCERPT = 80  # characters of a caption quoted in a sentence


PAGES = (
    "overview",
    "networks",
    "posts",
    "community",
    "campaigns",
    "goals",
    "planning",
    "reputation",
    "checklist",
    "works",
    "report",
    "shifts",
)


def say(language: str, key: str, /, **params: object) -> str:
    """A text of the story: of a page's own locale file where the key starts with its name, else of the shared one."""
    own = key.partition(".")[0] in PAGES
    return message(language, key if own else f"story.{key}", **params)


def opening(text: str) -> str:
    """A phrase at the head of a line: its first letter in capitals."""
    return text[:1].upper() + text[1:]


def kpi_label(identifier: str, language: str) -> str:
    """The name of a KPI; a typical post is named after its rate."""
    return message(language, f"kpis.{identifier}.label")


def value_label(field: str, value: str, language: str) -> str:
    """A value of a closed list in words (`reel`, `other:Sondage`)."""
    if value.startswith("other:"):
        return value.removeprefix("other:")
    key = f"fields.{field}.{value}"
    return message(language, key) if has_message(language, key) else value


def listed(items: Sequence[str], language: str) -> str:
    """Items in one phrase: "a, b et c"."""
    if len(items) < 2:
        return "".join(items)
    return say(language, "list", first=", ".join(items[:-1]), last=items[-1])


def together(*sentences: str) -> str:
    """Sentences one after the other, the empty ones left out."""
    return " ".join(text for text in sentences if text)


def excerpt(text: str) -> str:
    """The first words of a caption on one line, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    cut = line[:EXCERPT].rsplit(" ", 1)[0]
    return f"{cut}\u2026"


def signed(text: str, amount: float) -> str:
    """A number's text with its sign in front: `+12`, `−3`; none where it rounds to zero: `0`."""
    bare = text.lstrip("-").lstrip(MINUS)
    if nothing(bare):
        return bare
    return f"+{bare}" if amount > 0 else f"{MINUS}{bare}" if amount < 0 else bare


def relative(amount: float, language: str) -> str:
    """A relative change: `+12 %`; large ones as a multiple of what was."""
    places = 0 if abs(amount) >= 0.0995 else 1
    return signed(percent(amount, language, places), round(amount, 6))


def points(amount: float, language: str) -> str:
    """A difference of two rates in percentage points, without its unit: `+0,4`."""
    hundred = amount * 100
    places = 0 if abs(hundred) >= 10 else 1 if abs(hundred) >= 0.95 else 2
    return signed(decimal(hundred, language, places), hundred)


def times(value: float, language: str) -> str:
    """A multiple: `3,2`."""
    places = 0 if value >= 10 or not value else 1 if value >= 0.95 else 2
    return integer(value, language) if round(value, places).is_integer() else decimal(value, language, places)


__all__ = [
    "decimal", "excerpt", "integer", "kpi_label", "listed", "opening", "percent", "points", "relative",
    "say", "signed", "times", "together", "value_label", "written",
]  # fmt: skip
