"""The parts of a date in the shape of a cell."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.ingest.typing.clock_forms import Clock, Places


@dataclass(frozen=True, slots=True)
class DateForm:
    """How the digits of a shape make a date, as byte positions.

    `kind` says what the cell names:
    `date` a day; `open` a day whose first two parts (`day`, `month`) may be in either order; `pair` the same without
    a year (or month and two-digit year); `named` a month's name and a number that is a day or a year; `month`,
    `quarter`, `week`, `year` that period; `serial`, `unix`, `clock` (only a time) and `compact` (YYYYMMDD).
    `name` is the month when it is written as a word (`english`: an English one; `joined`: by a mark to its number).
    `order` is the order of the parts as written. In a span of days the parts are those of the last day, and `since` is
    the first, whose missing parts are those of the last; `week` marks a day that stands for its week.
    """

    kind: str
    year: Places = ()
    month: Places = ()
    day: Places = ()
    name: int = 0
    english: bool = False
    order: str = ""
    clock: Clock | None = None
    joined: bool = False
    since: DateForm | None = None
    week: bool = False

    @property
    def yearless(self) -> bool:
        """Whether the shape holds no year at all."""
        return self.kind in ("date", "month", "quarter", "week", "pair") and not self.year


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell that says nothing."""


MISSING = Missing()
