"""What a person wants to see on the time axis: holidays, and events of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened or will (a festival, a sale, an interview on television). Both days are included."""

    start: dt.date
    end: dt.date
    name: str

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: typed twice, it stands once."""
        return self.start, self.end, self.name


@dataclass(frozen=True)
class Seasons:
    """What the charts mark: `zone` of the French school holidays (A, B, C; empty for none), public holidays, events."""

    zone: str = ""
    public: bool = False
    events: tuple[Event, ...] = ()


NO_SEASONS = Seasons()
