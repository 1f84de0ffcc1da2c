"""Where the record of a table begins: what is missing before it is not zero, and nothing is compared with it."""

from __future__ import annotations

import numpy as np

from cmdash.model import Period
from cmdash.story.asked import Asked
from cmdash.story.same_days import LATE

TENTH, QUARTER = 10, 4


def reaches(asked: Asked, table: str, period: Period) -> bool:
    """Whether the rows of a table that the question selects reach back to the period's first days.

    A few days are forgiven: a tenth of the period, or what usually lies between two days of the record (at most a
    quarter of the period), and never a week.
    """
    if not table:
        return False
    days = asked.facts(table).days
    if not len(days):
        return False
    apart = np.diff(days).astype(int)
    usual = int(np.median(apart)) if len(apart) else 0
    slack = min(LATE, max(period.days // TENTH, min(usual, period.days // QUARTER)))
    return int((days[0] - np.datetime64(period.start)).astype(int)) <= slack
