"""A goal: what a person wants a KPI to reach, and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One target: typed on the page (and kept in the cmdash file) or a row of a `goals` sheet.

    `kpi` is its id (or, from a sheet, the words as written where no KPI is called so); `target` is in the KPI's own
    unit, so a rate is a fraction (0.025 is 2.5 %). Empty `network` and `account` mean all of them. Both ends of the
    period are included; a missing `start` is the first day of the data, a missing `end` no deadline.
    """

    kpi: str
    target: float
    network: str = ""
    account: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    note: str = ""

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: of two goals about the same thing, the newer one stands."""
        return self.kpi, self.network, self.account, self.start, self.end
