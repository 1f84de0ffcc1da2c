"""What the shape of a cell says about the number in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from cmdash.catalog import missing_cells, normalise
from cmdash.ingest.typing.number_words import currencies, magnitudes
from cmdash.ingest.typing.patterns import Pattern

LONGEST = 48
"""Bytes above which a cell is text, whatever it holds."""

_SPACE = " \u00a0\u202f\u2009\u2007\u2008\u2005"
_APOSTROPHE = "'’‘ʼ´`"
_POINT = "·˙"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c\u2066\u2069"
_AROUND = _SPACE + _INVISIBLE + "\t\r\n\v\f"
_MINUS = "-−–‐‑﹣－"

_PLAIN = Pattern(r"0+")
_ONE_MARK = Pattern(r"(0*)([.,])(0*)")
_HARD = Pattern(rf"0{{1,3}}(?:[{_SPACE}]000)+(?:([.,])(0*))?|0{{1,3}}(?:[{_APOSTROPHE}]000)+(?:([.,])(0*))?")
_POINTED = Pattern(rf"0{{1,3}}(?:[{_POINT}]000)+(?:([.,])(0*))?")
_SOFT = Pattern(r"0{1,3}(?:(,)000(?:,000)*(?:(\.)(0*))?|(\.)000(?:\.000)*(?:(,)(0*))?)")
_INDIAN = Pattern(r"0{1,2}(?:,00)+,000(?:(\.)(0*))?")
_POWER = Pattern(r"(.*?)[eE]([-+−]?)(0{1,3})")


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How the digits of a shape make a number.

    `digits` are the byte positions of its digits. `decimal` and `thousands` are the marks whose role the shape alone
    tells; `scale` is the number of decimals then. `open` is a mark that may be either, with three digits after it
    (`1,234`). The value is the digits as a whole number times ten to the power `power - scale`, negated when
    `negative`. `exponent` holds sign and positions of a written power of ten. `sized` is true behind a K, M or Md.
    """

    digits: tuple[int, ...]
    scale: int = 0
    decimal: str = ""
    thousands: str = ""
    open: str = ""
    power: int = 0
    negative: bool = False
    sized: bool = False
    currency: str | None = None
    exponent: tuple[str, tuple[int, ...]] | None = None
    canonical: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is a plain run of digits."""
        return not (self.decimal or self.thousands or self.open or self.exponent or self.power)


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell that says nothing."""


MISSING = Missing()


@lru_cache(maxsize=8192)
def read_shape(shape: str) -> NumberForm | Missing | None:
    """What a shape is: the form of a number, `MISSING`, or None for anything else."""
    if len(shape) > LONGEST:
        return None
    if _says_nothing(shape):
        return MISSING
    first = shape.find("0")
    return _number(shape, first) if first >= 0 else None


def _number(shape: str, first: int) -> NumberForm | None:
    last = shape.rfind("0")
    if first and shape[first - 1] in ".," and not shape[: first - 1][-1:].isalpha():  # ".5", not "Rs.5"
        first -= 1
    if shape[last + 1 : last + 2] in (".", ",") and last - first < 20:
        last += 1
    after = shape[last + 1 :]
    if shape[last] in ".,":
        after = after.lstrip(_MINUS + "—")  # a price without cents: 12,- and 12.–
    around = _around(shape[:first], after)
    core = _core(shape[first : last + 1]) if around else None
    if around is None or core is None:
        return None
    if core.exponent and around.sized:
        return None
    begin = len(shape[:first].encode())
    return _joined(core, around, begin, shape)


def _joined(core: NumberForm, around: _Around, begin: int, shape: str) -> NumberForm:
    power = core.exponent
    return NumberForm(
        digits=tuple(begin + at for at in core.digits),
        scale=core.scale,
        decimal=core.decimal,
        thousands=core.thousands,
        open=core.open,
        power=around.power,
        negative=around.negative,
        sized=around.sized,
        currency=around.currency,
        exponent=(power[0], tuple(begin + at for at in power[1])) if power else None,
        canonical=bool(re.fullmatch(r"-?0+(\.0+)?", shape)),
    )


def _says_nothing(shape: str) -> bool:
    """Missing as the catalog lists it, also with a sign left beside it (`- €`, `-- %`)."""
    bare = shape.strip(_AROUND + _APOSTROPHE)
    amount = bare.strip(_AROUND + "%€$£")
    return normalise(bare) in missing_cells() or bool(amount and normalise(amount) in missing_cells())


def _core(core: str) -> NumberForm | None:
    """The number proper: digits and what separates them."""
    exponent = _POWER.fullmatch(core)
    if exponent:
        mantissa = _core(exponent[1])
        if mantissa is None or mantissa.thousands or mantissa.open or not mantissa.digits:
            return _open_power(exponent, mantissa)
        return _with_power(mantissa, core, exponent)
    digits = _positions(core)
    if _PLAIN.fullmatch(core):
        return NumberForm(digits)
    one = _ONE_MARK.fullmatch(core)
    if one:
        lead, mark, tail = len(one[1]), one[2], len(one[3])
        if 1 <= lead <= 3 and tail == 3:
            return NumberForm(digits, open=mark)
        return NumberForm(digits, scale=tail, decimal=mark) if lead or tail else None
    return _grouped(core, digits)


def _open_power(exponent: re.Match[str], mantissa: NumberForm | None) -> NumberForm | None:
    """A power of ten after a mantissa with three decimals: nobody groups thousands there."""
    if mantissa is None or not mantissa.open:
        return None
    decimal = NumberForm(mantissa.digits, scale=3, decimal=mantissa.open)
    return _with_power(decimal, exponent[0], exponent)


def _with_power(mantissa: NumberForm, core: str, exponent: re.Match[str]) -> NumberForm:
    size = len(core.encode())
    places = tuple(range(size - len(exponent[3]), size))
    sign = "-" if exponent[2] in ("-", "−") else ""
    return NumberForm(mantissa.digits, mantissa.scale, mantissa.decimal, exponent=(sign, places))


def _grouped(core: str, digits: tuple[int, ...]) -> NumberForm | None:
    """Groups of three: after spaces, apostrophes or points, after the mark that is not decimal, or the Indian way."""
    for pattern in (_HARD, _POINTED, _INDIAN, _SOFT):
        found = pattern.fullmatch(core)
        if not found:
            continue
        marks = found.groups()
        mark = next((m for m in marks if m), "")
        separator = next(c for c in core if c != "0")
        if pattern is _SOFT:
            decimal, tail = (marks[1], marks[2]) if marks[0] else (marks[4], marks[5])
        else:
            decimal, tail = mark, next((t for m, t in pairwise(marks) if m), "")
        return NumberForm(digits, scale=len(tail or ""), decimal=decimal or "", thousands=separator)
    return None


def _positions(core: str) -> tuple[int, ...]:
    return tuple(at for at, byte in enumerate(core.encode()) if byte == 48)


@dataclass(frozen=True, slots=True)
class _Around:
    power: int = 0
    negative: bool = False
    sized: bool = False
    currency: str | None = None


def _around(before: str, after: str) -> _Around | None:
    """What stands before and after the digits; None when any of it is not part of a number."""
    before, after = before.strip(_AROUND), after.strip(_AROUND)
    if before[:1] and before[0] in _APOSTROPHE:  # the text apostrophe of a spreadsheet
        before = before[1:].lstrip(_AROUND)
    if not before and not after:
        return _Around()
    negative = False
    if before.startswith("(") and after.endswith(")"):
        before, after, negative = before[1:].strip(_AROUND), after[:-1].strip(_AROUND), True
    signs = [c for c in before if c in _MINUS + "+"]
    if len(signs) > 1 or (signs and negative):
        return None
    if signs:
        negative = signs[0] != "+"
        before = before.replace(signs[0], "").strip(_AROUND)
    left = _currency(before) if before else None
    unit = _unit(after) if after else (0, None)
    if (before and left is None) or unit is None or (left and unit[1] and left != unit[1]):
        return None
    power, right = unit
    if power == 2:
        return _Around(-2, negative, False, left or right)
    return _Around(power, negative, power > 0, left or right)


def _unit(after: str) -> tuple[int, str | None] | None:
    """The power of ten and the currency written after the digits (`%`, `K`, `M€`, `EUR`)."""
    known = currencies()
    word = _folded(after)
    if word in known:
        return 0, known[word]
    sizes = magnitudes()
    for cut in range(len(word), 0, -1):
        size, rest = word[:cut].rstrip(), word[cut:].strip()
        if size in sizes and (not rest or rest in known):
            return sizes[size], known.get(rest)
    return None


def _currency(before: str) -> str | None:
    return currencies().get(_folded(before))


def _folded(text: str) -> str:
    return "".join(c for c in normalise(text) if c not in _INVISIBLE)
