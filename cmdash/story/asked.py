"""What a page asks, and the KPI tables that answer it, each computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from cmdash import kpi
from cmdash.catalog import kpis
from cmdash.model import Period, Query, Tracking
from cmdash.story import calendar
from cmdash.story.search import searchable

YOUNG = 7  # days after which a post's figures have settled
NOBODY = ""  # the key of rows that name no network


@dataclass(frozen=True)
class Row:
    """One KPI answer: its value (None where it cannot be computed), unit, and the rows behind it."""

    value: float | None
    unit: str
    n: int
    of: int
    why: str = ""


NOTHING = Row(None, "", 0, 0)
Answers = Mapping[tuple[str, ...], Row]


@dataclass(frozen=True, eq=False)
class Asked:
    """The tracking, the question and the language of one page.

    `kind` is the table the page speaks of: the posts where the selection has any, else the accounts' own figures.
    """

    tracking: Tracking
    query: Query
    language: str

    @property
    def period(self) -> Period | None:
        return self.query.period

    @cached_property
    def known(self) -> Period | None:
        """The days the data cover; None where nothing has a date."""
        return kpi.span(self.tracking)

    @cached_property
    def kind(self) -> str:
        rows = kpi.compute(self.tracking, kpis=["posts"], query=self.query.during(None))
        posts = rows[rows["kind"] == "posts"]
        return "posts" if not posts.empty and posts["n"].iloc[0] > 0 else "account"

    @cached_property
    def settled(self) -> dt.date | None:
        """The last day whose posts are old enough to be compared."""
        today = kpi.today(self.tracking)
        return today - dt.timedelta(days=YOUNG) if today else None

    def answers(self, by: Sequence[str], names: Iterable[str], period: Period | None) -> Answers:
        """KPI answers by group keys and KPI id; rows that cannot be computed are absent.

        The keys are text as the KPI tables write them; a missing key is the empty string.
        """
        wanted = [name for name in names if name in kpis()]
        found = kpi.compute(self.tracking, by=tuple(by), kpis=wanted, query=self.query.during(period))
        found = found[found["kind"] == found["kpi"].map(self._kind_of)]
        keys = [[_key(value) for value in found[name]] for name in by]
        rows = (
            Row(value, unit, int(n), int(of), why)
            for value, unit, n, of, why in zip(
                _numbers(found["value"]),
                found["unit"],
                found["n"],
                found["of"],
                _texts(found["why"]),
                strict=True,
            )
        )
        pairs = zip(zip(*keys, found["kpi"], strict=True), rows, strict=True)
        return {key: row for key, row in pairs if row.value is not None}

    @cached_property
    def whole(self) -> dict[tuple[Period | None, str], Row]:
        """Answers for a whole period, kept for the page: filled by `row`."""
        return {}

    def row(self, name: str, period: Period | None) -> Row:
        """One KPI over the whole selection in a period; `NOTHING` where it cannot be computed."""
        return self.rows([name], period).get(name, NOTHING)

    def rows(self, names: Iterable[str], period: Period | None) -> dict[str, Row]:
        """Several KPIs over the whole selection in a period; those that cannot be computed are absent."""
        wanted = list(names)
        missing = [name for name in wanted if (period, name) not in self.whole]
        if missing:
            found = self.answers((), missing, period)
            for name in missing:
                self.whole[(period, name)] = found.get((name,), NOTHING)
        return {
            name: self.whole[(period, name)]
            for name in wanted
            if self.whole[(period, name)].value is not None
        }

    def _kind_of(self, name: str) -> str:
        tables = kpis()[name].tables
        return (
            self.kind if self.kind in tables else next((t for t in ("posts", "account") if t in tables), "")
        )

    @cached_property
    def window(self) -> tuple[str, Period] | None:
        """The step and the span of the charts over time; None where nothing has a date."""
        return calendar.window(self.period, self.known) if self.known else None

    @cached_property
    def posts(self) -> pd.DataFrame:
        """Every post of the selection in the period with its measures and its index against the habit."""
        return kpi.measures(self.tracking, self.query)

    @cached_property
    def words(self) -> pd.Series:
        """The words of each post of `posts`, without case and accents, for the search."""
        return searchable(self.posts)

    @cached_property
    def frames(self) -> Mapping[str, pd.DataFrame]:
        """The posts and the account rows that the question selects, whatever their day: for sources and columns."""
        return {kind: self._selected(kind) for kind in ("posts", "account")}

    def _selected(self, kind: str) -> pd.DataFrame:
        frame = self.tracking.frame(kind)
        kept = pd.Series(True, frame.index)
        if self.query.side != "all" and "side" in frame:
            kept &= frame["side"].fillna("own") == self.query.side
        for field, wanted in (("network", self.query.networks), ("account", self.query.accounts)):
            if wanted:
                kept &= frame[field].isin(wanted)
        return frame[kept]


def _key(value: Any) -> str:
    return NOBODY if value is None or value != value else str(value)


def _numbers(values: Iterable[Any]) -> list[float | None]:
    return [None if value is None or value != value else float(value) for value in values]


def _texts(values: Iterable[Any]) -> list[str]:
    return [_key(value) for value in values]
