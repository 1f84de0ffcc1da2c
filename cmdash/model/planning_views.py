"""The Editorial calendar page as frozen values; every text is in the reader's language and is plain text, never markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cmdash.model.views import Figure, Table


@dataclass(frozen=True)
class Entry:
    """One planned row, or one post that nobody planned (`state` is `unplanned`), as the month shows it."""

    network: str
    network_label: str
    state: str
    label: str
    text: str


@dataclass(frozen=True)
class Day:
    """One day of the grid; those before the first and after the last of the month are not `inside`."""

    date: dt.date
    name: str
    inside: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday. `before` and `after` are the months on either side that hold something (empty:
    none), `weekdays` pairs of a short and a whole name, `legend` the states that occur with their words, `networks` the networks."""

    key: str
    title: str
    before: str
    after: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day, ...], ...]
    legend: tuple[tuple[str, str], ...]
    networks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlanningView:
    """The calendar of a period against what was published.

    `themes` sets what was planned beside what worked, `rhythm` says how regularly each network was fed. `header` and
    `rows` are the joined lines as text, as a file has them; `columns` and
    `shown` the first of them as the page has them. `outside`: there is a calendar, but no line of it in
    the period. `ways`: what brings the page, where the files hold no calendar.
    """

    sentence: str
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    month: Month | None = None
    themes: Table | None = None
    themes_note: str = ""
    rhythm: Table | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    shown: tuple[tuple[str, ...], ...] = ()
    outside: bool = False
    ways: str = ""
