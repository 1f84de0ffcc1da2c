"""What is asked of the data: a period, a filter, and the choices a person made about the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cmdash.model.brand import NO_BRAND, Brand
from cmdash.model.counting import DECLARED, Counting
from cmdash.model.goals import Goal
from cmdash.model.lessons import Lesson
from cmdash.model.seasons import NO_SEASONS, Seasons


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Query:
    """Which rows enter: a period (None: all, rows without a date too), networks, accounts, organic or paid.

    Empty tuples mean no filter. `side` keeps the own accounts ("own"), the peers ("peer") or both ("all").
    `young` False leaves out the posts whose figures still grow (less than seven days old on the data's last day).
    `counting`: which acts count as engagement, over what, with which weights.
    """

    period: Period | None = None
    networks: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()
    side: str = "own"
    young: bool = True
    counting: Counting = DECLARED

    def during(self, period: Period | None) -> Query:
        """The same question about another period."""
        return replace(self, period=period)


@dataclass(frozen=True, order=True)
class Answer:
    """A choice a person made: `key=value` (`network=facebook`, `date_order=DMY`), for everything or for one thing.

    `key` is a setting of the catalog (`catalog.settings()`). `file` limits it to one file, `layout` to the tables
    of that layout fingerprint (what the cmdash file keeps), `account` to the rows of one account: `account X:side=peer`
    is `Answer("side", "peer", account="X")`, and every row whose account is X gets that side.
    Where several answers to one key fit, the one with a limit wins over the one without; among equals, the last.
    `sheet` limits it to a sheet of that name. An answer about cells (`header`, `range`, `cell`) may say what it was
    given for: `cell` is the address of the cell (`C7`), `content` the fingerprint of the row as written (for `cell`)
    or of the file's bytes (for `range`). Where that has changed, the answer is not followed.
    """

    key: str
    value: str
    file: str | None = None
    layout: str | None = None
    account: str | None = None
    sheet: str | None = None
    cell: str | None = None
    content: str | None = None

    @property
    def subject(self) -> tuple[str | None, ...]:
        """What it is about: two answers about the same thing cannot both stand."""
        return self.key, self.file, self.layout, self.account, self.sheet, self.cell, self.content


@dataclass(frozen=True)
class Profile:
    """What the cmdash file keeps between two visits; holds no row of data.

    `mappings`: layout fingerprint -> {header as written: field id, or "" for an extra}.
    `goals` are those typed on the page, in the order typed; `seasons` what the time axis of the charts marks.
    `checklist`: task -> the day it was last ticked. `brand`: whose the reports are. `lessons` are in the order they
    were taken.
    `extra` keeps the sections of a newer version untouched, so that nothing is lost by an older cmdash.
    """

    answers: tuple[Answer, ...] = ()
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    goals: tuple[Goal, ...] = ()
    seasons: Seasons = NO_SEASONS
    checklist: Mapping[str, dt.date] = field(default_factory=lambda: MappingProxyType({}))
    brand: Brand = NO_BRAND
    lessons: tuple[Lesson, ...] = ()
