"""A lesson: something a person takes from the data, to be tested again on the next sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from cmdash.catalog import kpis
from cmdash.catalog.verdicts import verdict_rules

Side = Literal["more", "less", ""]


@dataclass(frozen=True)
class Lesson:
    """A claim taken from a verdict, or typed (then without `factor`, and it cannot be tested).

    `factor`, `level` and `network` (empty for all) are the question, `side` what was claimed: more or less than the
    rest. `kpi` is what was measured, `posts` how many posts it rested on, `until` the last day of the data it was taken
    from: later posts test it. `date` is the day it was written, `review` the day to look at it again.
    """

    claim: str
    date: dt.date
    kpi: str = ""
    factor: str = ""
    level: str = ""
    network: str = ""
    side: Side = ""
    posts: int = 0
    until: dt.date | None = None
    decision: str = ""
    review: dt.date | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: of two lessons about the same thing the newer one stands."""
        return (self.factor, self.level, self.network) if self.factor else (self.claim,)


MOST_POSTS = 1_000_000_000
_DAYS = ("date", "until", "review")
NAMES = tuple(field.name for field in fields(Lesson))


def written(lesson: Lesson) -> dict[str, Any]:
    """A lesson as the cmdash file keeps it: ISO days, nothing for what it does not say."""
    found = {name: getattr(lesson, name) for name in NAMES}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in found.items()
        if value not in (None, "", 0)
    }


def read(entry: Mapping[str, Any]) -> Lesson | None:
    """The lesson of an entry; None for one of another version, which may ask of a factor or a KPI that this one does
    not have. Raises `ValueError` or `TypeError` for a damaged one."""
    if set(entry) - set(NAMES):
        return None
    values: dict[str, Any] = dict(entry)
    for name in _DAYS:
        if name in values:
            values[name] = dt.date.fromisoformat(values[name])
    posts = values.get("posts", 0)
    words = [value for name, value in values.items() if name not in (*_DAYS, "posts")]
    if (
        not all(isinstance(word, str) for word in words)
        or isinstance(posts, bool)
        or not isinstance(posts, int)
    ):
        raise TypeError("not a lesson")
    if not values.get("claim") or "date" not in values or values.get("side", "") not in ("more", "less", ""):
        raise ValueError("a lesson needs a claim, a day and a side that exists")
    if not 0 <= posts <= MOST_POSTS or values.get("until") == dt.date.max:
        raise ValueError("a lesson rests on posts, and there are days after it")
    made = Lesson(**values)
    return made if _understood(made) else None


def _understood(lesson: Lesson) -> bool:
    """Whether this version has the factor and the KPIs of a lesson."""
    rules = verdict_rules()
    measured = lesson.kpi.split("+") if lesson.kpi else []
    return lesson.factor in ("", *rules.factors, *rules.opened) and all(name in kpis() for name in measured)
