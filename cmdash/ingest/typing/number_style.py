"""Which mark is the decimal one: decided on all cells of a column, then by the other columns of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from cmdash.ingest.typing.number_forms import NumberForm, read_shape
from cmdash.ingest.typing.shapes import Cells, Shapes, shapes

_OTHER = {",": ".", ".": ","}
_MANY = 3


@dataclass(frozen=True)
class NumberStyle:
    """How the numbers of a column are written.

    `decimal` is the decimal mark (`.` when nothing shows one), `thousands` the grouping mark as written, empty when
    there is none. Only a cell that can be read in two ways (`1,234`) depends on them. `sized_decimal` is the decimal
    mark of cells with a K, M or Md, which people type beside numbers a program stored; empty: as `decimal`.
    `grouped`: `1.420` and `1,950` stand in one column of counts, which have no decimals: both marks group thousands.
    `ambiguous` says that such cells exist and nothing settles them. `evidence` counts cells: `comma_decimal`,
    `dot_decimal`, `comma_thousands`, `dot_thousands`, `comma_open`, `dot_open` (readable both ways), `small` and
    `large` (plain whole numbers of up to three digits, and longer), `hard_thousands`, `percent`; the same behind a
    K, M or Md begin with `sized_`.
    """

    decimal: str = "."
    thousands: str = ""
    ambiguous: bool = False
    evidence: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    sized_decimal: str = ""
    grouped: bool = False


_NAMES = {",": "comma", ".": "dot"}


def tally(cells: Cells) -> Counter[str]:
    """The evidence in one column: see `NumberStyle.evidence`; `mark:x` counts the grouping marks as written."""
    column = shapes(cells)
    found: Counter[str] = Counter()
    if column.plain:
        lengths = np.diff(column.offsets)
        found["small"] = int(((lengths > 0) & (lengths <= 3)).sum())
        found["large"] = int((lengths > 3).sum())
        return +found
    for code, text in enumerate(column.texts):
        form = read_shape(text)
        if isinstance(form, NumberForm):
            _count(found, form, column, code)
    return +found


def _count(found: Counter[str], form: NumberForm, column: Shapes, code: int) -> None:
    cells = int(column.counts[code])
    before = "sized_" if form.sized else ""
    if form.power == -2:
        found["percent"] += cells
    if form.open:
        zeros = _led_by_zero(column, code, form)
        found[f"{before}{_NAMES[form.open]}_decimal"] += zeros
        found[f"{before}{_NAMES[form.open]}_open"] += cells - zeros
    if form.decimal:
        found[f"{before}{_NAMES[form.decimal]}_decimal"] += cells
    if form.thousands in _NAMES:
        found[f"{before}{_NAMES[form.thousands]}_thousands"] += cells
    elif form.thousands:
        found[f"{before}hard_thousands"] += cells
        found[f"mark:{form.thousands}"] += cells
    if form.whole and not form.sized:
        found["small" if len(form.digits) <= 3 else "large"] += cells


def _led_by_zero(column: Shapes, code: int, form: NumberForm) -> int:
    """How many cells of an open shape begin with 0: `0,123` groups no thousands."""
    return int((column.number(column.rows(code), form.digits[:1]) == 0).sum())


def style_of(
    own: Mapping[str, int], others: Iterable[Mapping[str, int]], prior: str = "", counts: bool = False
) -> NumberStyle:
    """The style of a column from its tally and those of the other columns of its table.

    `prior` is the decimal mark known from elsewhere (the format, an answer); it decides what the cells leave open.
    `counts`: the column counts things or people, so that three digits behind a mark are thousands.
    """
    table: Counter[str] = Counter()
    for other in others:
        table.update(other)
    decimal, sure = _plain_decimal(own, table, prior, counts)
    sized, sized_sure = _sized_decimal(own, table, decimal)
    unsettled = (_open(own, "") and not sure) or (_open(own, "sized_") and not sized_sure)
    thousands = _thousands(own, decimal)
    shown = {name: count for name, count in own.items() if not name.startswith("mark:")}
    grouped = counts and own.get("comma_open", 0) > 0 < own.get("dot_open", 0) and not any(_speaks(own, ","))
    unsettled = unsettled and not grouped
    return NumberStyle(decimal, thousands, bool(unsettled), MappingProxyType(shown), sized, grouped)


def _open(own: Mapping[str, int], before: str) -> int:
    return own.get(f"{before}comma_open", 0) + own.get(f"{before}dot_open", 0)


def _speaks(own: Mapping[str, int], mark: str, before: str = "") -> tuple[int, int]:
    """How many cells show this mark as the decimal one, and how many show that it is not."""
    name, other = _NAMES[mark], _NAMES[_OTHER[mark]]
    decimal = own.get(f"{before}{name}_decimal", 0) + own.get(f"{before}{other}_thousands", 0)
    grouping = own.get(f"{before}{name}_thousands", 0) + own.get(f"{before}{other}_decimal", 0)
    return decimal, grouping


def _plain_decimal(
    own: Mapping[str, int], table: Mapping[str, int], prior: str, counts: bool
) -> tuple[str, bool]:
    """The decimal mark of a column's plain cells, and whether that is sure."""
    for source in (own, table):
        comma, dot = _speaks(source, ",")
        if comma or dot:
            return ("," if comma > dot else "."), not (comma and dot)
    comma, dot = own.get("comma_open", 0), own.get("dot_open", 0)
    if not comma and not dot:
        return prior or (_elsewhere(table)), True
    mark = "," if comma >= dot else "."
    if comma and dot:
        return prior or ".", False
    if own.get("small", 0) and not own.get("large", 0) and _many_open(mark, own, table):
        return _OTHER[mark], True  # 845 beside 1,234: with decimals, not all others would have just three
    if own.get("hard_thousands", 0):
        # 10 000 beside 1,234: thousands are grouped by spaces; but of people none is a fraction, so it is asked
        return (_OTHER[mark], False) if counts else (mark, True)
    if counts:
        return _OTHER[mark], _many_open(mark, own, table)
    if prior:
        return prior, False
    if mark == "." and not _many_open(mark, own, table):
        return ".", False
    return _OTHER[mark], False


def _many_open(mark: str, *sources: Mapping[str, int]) -> bool:
    """Whether so many cells have just three digits behind this mark that it is unlikely to be by chance."""
    return sum(source.get(f"{_NAMES[mark]}_open", 0) for source in sources) >= _MANY


def _elsewhere(table: Mapping[str, int]) -> str:
    """The decimal mark of a column that shows none: that of its table's open cells would be a guess, so a point."""
    comma, dot = _speaks(table, ",", "sized_")
    return "," if comma > dot else "."


def _sized_decimal(own: Mapping[str, int], table: Mapping[str, int], plain: str) -> tuple[str, bool]:
    """The decimal mark behind K, M or Md: by such cells alone, else the mark that is there."""
    for source in (own, table):
        comma, dot = _speaks(source, ",", "sized_")
        if comma or dot:
            return ("," if comma > dot else "."), not (comma and dot)
    comma, dot = own.get("sized_comma_open", 0), own.get("sized_dot_open", 0)
    if comma or dot:
        return ("," if comma >= dot else "."), plain == ("," if comma >= dot else ".")
    return "", True


def _thousands(own: Mapping[str, int], decimal: str) -> str:
    """The grouping mark as written; the one most used."""
    marks = {name[5:]: count for name, count in own.items() if name.startswith("mark:")}
    other = _OTHER[decimal]
    soft = own.get(f"{_NAMES[other]}_thousands", 0) + own.get(f"{_NAMES[other]}_open", 0)
    if soft:
        marks[other] = soft
    return max(marks, key=lambda mark: marks[mark]) if marks else ""


def decide(
    columns: Sequence[Cells], prior: str = "", witnesses: Sequence[Cells] = (), counts: bool = False
) -> NumberStyle:
    """The style of a table from all its numeric columns together; ambiguous when it is so for any of them.

    `witnesses` are other columns of the table that hold numbers (a rate that is not imported): their cells count as
    evidence, and what they leave open is of no matter.
    `counts`: all of them count things or people.
    Pass `shapes.shapes(column)` rather than the column to do the work once for this, `decide_column` and `convert`.
    """
    tallies = [tally(column) for column in columns]
    whole: Counter[str] = Counter()
    for own in (*tallies, *(tally(column) for column in witnesses)):
        whole.update(own)
    each = (style_of(own, [whole - own], prior, counts).ambiguous for own in tallies)
    return replace(style_of(whole, (), prior, counts), ambiguous=any(each))


def decide_column(
    column: Cells, table_style: NumberStyle, prior: str = "", counts: bool = False
) -> NumberStyle:
    """The style of one column: by its own cells, else by those of its table, else by `prior`; see `style_of`."""
    own = tally(column)
    return style_of(own, [Counter(table_style.evidence) - own], prior, counts)
