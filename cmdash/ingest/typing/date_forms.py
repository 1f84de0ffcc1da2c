"""What the shape of a cell says about the date in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from cmdash.catalog import missing_cells, normalise
from cmdash.ingest.typing.clock_forms import Clock, Places, read_clock
from cmdash.ingest.typing.date_parts import MISSING, DateForm, Missing
from cmdash.ingest.typing.month_names import english, leads_day, month, period_words
from cmdash.ingest.typing.patterns import Pattern
from cmdash.ingest.typing.span_forms import read_span

LONGEST = 64
"""Bytes above which a cell is text, whatever it holds."""

_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r\n", " ") | {"’": "'", "‐": "-", "‑": "-", "ᵉ": "e", "ʳ": "r"}
)
_INVISIBLE = Pattern("^[\u200b\u200e\u200f\ufeff\u202a\u2066']+|[\u200b\u200e\u200f\ufeff\u202c\u2069]+$")
_WORD = r"[^\W\d_]+"
_GAP = r"(?:\.?\s*[-/.]\s*|\.?\s+|\.?,\s*)"
_OF = r"(?:(?:de|del|di|of|d')\s+)?"
_YEAR = r"(?P<y>0000|'?00)(?:\s?r\.)?"


@lru_cache(maxsize=8192)
def read_shape(shape: str) -> DateForm | Missing | None:
    """What a shape is: the form of a date, `MISSING`, or None for anything else."""
    if len(shape) > LONGEST:
        return None
    if "0" not in shape or normalise(shape) in missing_cells():
        return _wordless(shape)
    place = _byte_places(shape)
    text = shape.translate(_SPACES)
    if not text.isascii() or "'" in text:
        text = _INVISIBLE.sub(lambda found: " " * len(found[0]), text)
    whole = _whole(text, place)
    if whole:
        return whole
    clock, rest = read_clock(text, place)
    if clock and not rest.strip(" ,"):
        return DateForm("clock", clock=clock)
    form = _day(rest, place)
    if form is None:
        return None if clock else _period(rest, place) or read_span(rest, place, _day)
    return replace(form, clock=clock)


def _wordless(shape: str) -> DateForm | Missing | None:
    """A cell without digits: missing, the name of a month, or text."""
    if normalise(shape) in missing_cells():
        return MISSING
    number = month(shape.strip())
    return DateForm("month", name=number) if number else None


def _byte_places(shape: str) -> list[int]:
    if shape.isascii():
        return list(range(len(shape) + 1))
    places = [0]
    for character in shape:
        places.append(places[-1] + len(character.encode()))
    return places


_WHOLE = (
    (Pattern(r"\s*(?P<y>0000)\s*"), "year"),
    (Pattern(r"\s*(?P<y>00000(?:[.,]0+)?)\s*"), "serial"),
    (Pattern(r"\s*(?P<y>0000)(?P<m>00)(?P<d>00)\s*"), "compact"),
    (Pattern(r"\s*(?P<y>0{9,10}|0{13}|0{16})(?:[.,]0+)?\s*"), "unix"),
)
_STAMP = Pattern(
    r"\s*(?P<y>0000)(?P<m>00)(?P<d>00)[T_ -]?(?P<h>00)(?P<i>00)(?P<s>00)?\s*z?\s*", re.IGNORECASE
)


def _whole(text: str, place: list[int]) -> DateForm | None:
    """Cells of digits alone."""
    for pattern, kind in _WHOLE:
        found = pattern.fullmatch(text)
        if found:
            return _form(kind, found, place, order="YMD" if kind == "compact" else "")
    found = _STAMP.fullmatch(text)
    if found:
        clock = Clock(_span(found, "h", place), _span(found, "i", place), _span(found, "s", place))
        return replace(_form("compact", found, place, order="YMD"), clock=clock)
    return None


_YMD = Pattern(r"(?P<y>0000)\s?(?P<sep>[-/. ])\s?(?P<m>0{1,2})\s?(?P=sep)\s?(?P<d>0{1,2})\.?")
_COMPACT = Pattern(r"(?P<y>0000)(?P<m>00)(?P<d>00)")
_OPEN = Pattern(r"(?P<d>0{1,2})\s?(?P<sep>[-/. ])\s?(?P<m>0{1,2})\s?(?P=sep)\s?(?P<y>0000|00)(?:\s?r)?\.?")
_DAY_NAME = Pattern(
    rf"(?P<d>0{{1,2}})(?:er|re|st|nd|rd|th|o|º|ª|e)?{_GAP}{_OF}(?P<n>{_WORD})(?:{_GAP}{_OF}{_YEAR})?\.?",
    re.IGNORECASE,
)
_DAY_NAME_CLOSE = Pattern(rf"(?P<d>0{{1,2}})(?P<n>{_WORD})(?P<y>0000|00)?", re.IGNORECASE)
_NAME_DAY = Pattern(
    rf"(?P<n>{_WORD}){_GAP}(?P<d>0{{1,2}})(?:st|nd|rd|th)?(?:(?:\s*,\s*|\s+|\s*[-/]\s*){_YEAR})?",
    re.IGNORECASE,
)
_YEAR_NAME_DAY = Pattern(rf"(?P<y>0000){_GAP}(?P<n>{_WORD}){_GAP}(?P<d>0{{1,2}})", re.IGNORECASE)
_LEAD = Pattern(rf"\s*(?P<w>{_WORD}(?:-{_WORD})?)\.?(?:\s*,\s*|\s+)(?=\S)")
_TAIL = Pattern(rf"(?:\s*,\s*|\s+)\(?(?P<w>{_WORD}(?:-{_WORD})?)\.?\)?\s*$")


def _day(text: str, place: list[int]) -> DateForm | None:
    """A day, with or without its weekday's name before or behind it."""
    rest = text
    for _ in range(3):  # "le lundi 3 juin": words are taken off one by one
        form = _bare_day(rest, place)
        found = _LEAD.match(rest)
        if form or not found or not leads_day(found["w"]):
            break
        rest = " " * found.end() + rest[found.end() :]
    if form:
        return form
    found = _TAIL.search(rest)
    return _bare_day(rest[: found.start()], place) if found and leads_day(found["w"]) else None


def _bare_day(text: str, place: list[int]) -> DateForm | None:
    core = text.strip(" ,")
    here = place[len(text) - len(text.lstrip(" ,")) :]
    readers: tuple[tuple[Pattern, Callable[[re.Match[str]], DateForm | None]], ...] = (
        (_YMD, lambda found: _form("date", found, here, order="YMD")),
        (_OPEN, lambda found: _form("open", found, here)),
        (_COMPACT, lambda found: _form("date", found, here, order="YMD")),
        (_DAY_NAME, lambda found: _named_day(found, here, "DMY")),
        (_DAY_NAME_CLOSE, lambda found: _named_day(found, here, "DMY")),
        (_YEAR_NAME_DAY, lambda found: _named_day(found, here, "YMD")),
        (_NAME_DAY, lambda found: _name_first(found, here)),
    )
    for pattern, reader in readers:
        found = pattern.fullmatch(core)
        form = reader(found) if found else None
        if form:
            return form
    return None


def _named_day(found: re.Match[str], place: list[int], order: str) -> DateForm | None:
    number = month(found["n"])
    return replace(_form("date", found, place, order=order), name=number) if number else None


def _name_first(found: re.Match[str], place: list[int]) -> DateForm | None:
    """`Mar 15, 2025`, and `April 12` or `juin-26`, which the other cells of the column tell apart."""
    number = month(found["n"])
    if not number:
        return None
    if found["y"]:
        return replace(_form("date", found, place, order="MDY"), name=number)
    form = replace(_form("named", found, place), name=number, english=english(found["n"]))
    between = found.string[found.end("n") : found.start("d")]
    return replace(form, joined=any(mark in between for mark in "-/"))


_PERIODS = (
    (Pattern(r"(?P<y>0000)\s?[-/]\s?(?P<m>00)"), "month"),
    (Pattern(r"(?P<m>0{1,2})\s?[-/.]\s?(?P<y>0000)"), "month"),
    (Pattern(r"(?P<d>0{1,2})(?:\s?/\s?|-)(?P<m>0{1,2})"), "pair"),
    (Pattern(r"(?P<d>0{1,2})\.\s?(?P<m>0{1,2})\."), "pair"),
    (Pattern(rf"(?P<n>{_WORD})(?:{_GAP}|\s*'\s*)?{_OF}(?P<y>0000)", re.IGNORECASE), "month"),
    (Pattern(rf"(?P<n>{_WORD})\.?\s*'\s?(?P<y>00)", re.IGNORECASE), "month"),
    (Pattern(rf"(?P<y>0000)(?:{_GAP})?(?P<n>{_WORD})\.?", re.IGNORECASE), "month"),
    (
        Pattern(
            rf"(?P<p>{_WORD})\.?\s?(?P<m>0)(?:\s?[-/.,]?\s?(?:de |of )?(?P<y>0000|'?00))?", re.IGNORECASE
        ),
        "quarter",
    ),
    (
        Pattern(
            rf"(?P<m>0)(?:er|e|eme|ème|st|nd|rd|th|º|\.)?\s?(?P<p>{_WORD})\.?(?:[\s\-/]{{0,3}}{_OF}(?P<y>0000|'?00))?",
            re.IGNORECASE,
        ),
        "quarter",
    ),
    (Pattern(rf"(?P<y>0000)\s?[-/ ]?\s?(?P<p>{_WORD})\.?\s?(?P<m>0)", re.IGNORECASE), "quarter"),
    (
        Pattern(
            rf"(?P<p>{_WORD})\.?\s?-?(?P<m>0{{1,2}})(?:\s?[-/.,]?\s?(?:de |of |\()?(?P<y>0000)\)?)?",
            re.IGNORECASE,
        ),
        "week",
    ),
    (
        Pattern(
            rf"(?P<y>0000)\s?[-/ ]?\s?(?P<p>{_WORD})\.?\s?-?(?P<m>0{{1,2}})(?:-(?P<d>0))?", re.IGNORECASE
        ),
        "week",
    ),
)


def _period(text: str, place: list[int]) -> DateForm | None:
    """A month, quarter or week written as such."""
    core = text.strip(" ,")
    here = place[len(text) - len(text.lstrip(" ,")) :]
    for pattern, kind in _PERIODS:
        found = pattern.fullmatch(core)
        if found is None:
            continue
        parts = found.groupdict()
        if "p" in parts and normalise(parts["p"]) not in period_words(kind):
            continue
        number = month(parts["n"]) if "n" in parts else 0
        if number is None:
            continue
        return replace(_form(kind, found, here), name=number)
    return None


def _form(kind: str, found: re.Match[str], place: list[int], order: str = "") -> DateForm:
    return DateForm(
        kind, _span(found, "y", place), _span(found, "m", place), _span(found, "d", place), order=order
    )


def _span(found: re.Match[str], name: str, place: list[int]) -> Places:
    """The byte positions of the digits of a group; none when it did not take part."""
    if name not in found.re.groupindex or found.start(name) < 0:
        return ()
    return tuple(place[at] for at in range(*found.span(name)) if found.string[at] == "0")
