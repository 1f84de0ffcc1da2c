"""What a page asks, and the KPI tables that answer it, each computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from cmdash import kpi
from cmdash.catalog import Kpi, kpis, measures
from cmdash.evidence.standing import with_standing
from cmdash.model import NO_SEASONS, Period, Query, Seasons, Tracking
from cmdash.model.memory import remembered
from cmdash.story import calendar
from cmdash.story.search import searchable
from cmdash.story.tables import Origin, TableFacts, columns_of, facts_of, origin_of

YOUNG = 7  # days after which a post's figures have settled
SHARED = (  # the KPIs that the pages show of a period, asked together
    "posts", "reach", "impressions", "views", "interactions", "clicks", "shares", "comments", "mentions",
    "er_reach", "er_impressions", "er_views", "er_followers",
    "er_reach_median", "er_impressions_median", "er_views_median", "er_followers_median",
    "community_size", "net_growth", "growth_rate", "new_followers", "lost_followers", "churn_rate", "growth_gap",
)  # fmt: skip
WEEK = 7
NOBODY = ""  # the key of rows that name no network


@dataclass(frozen=True)
class Row:
    """One KPI answer: its value (None where it cannot be computed), unit, and the rows behind it."""

    value: float | None
    unit: str
    n: int
    of: int


NOTHING = Row(None, "", 0, 0)
Answers = Mapping[tuple[str, ...], Row]


@dataclass(frozen=True, eq=False)
class Asked:
    """The tracking, the question and the language of one page.

    `kind` is the table the page speaks of: `about` where the page is of one table alone (campaigns, whose rows never
    mix with others), else the posts where the selection has any, else the accounts' own figures. `seasons` is what the
    time axis of the charts marks.
    """

    tracking: Tracking
    query: Query
    language: str
    about: str = ""
    seasons: Seasons = NO_SEASONS

    @property
    def period(self) -> Period | None:
        return self.query.period

    @cached_property
    def known(self) -> Period | None:
        """The days the data cover; None where nothing has a date."""
        if self.about != "campaigns":
            found, last = kpi.span(self.tracking), kpi.last_covered(self.tracking)
            return Period(found.start, max(found.end, last)) if found and last else found
        found = kpi.span(self.tracking, "campaigns")
        if found and self.facts("campaigns").monthly:
            return Period(found.start, calendar.bounds("month", found.end)[1])
        return found

    @cached_property
    def kind(self) -> str:
        return self.about or ("posts" if self.facts("posts").rows else "account")

    @cached_property
    def settled(self) -> dt.date | None:
        """The last day whose posts are old enough to be compared."""
        return self.known.end - dt.timedelta(days=YOUNG) if self.known else None

    def facts(self, table: str, period: Period | None = None) -> TableFacts:
        """What is known of the rows of a table that the question selects: in a period, or whatever their day."""
        if (table, period) not in self._facts:
            query = self.query.during(period)
            key = ("facts", table, query)
            self._facts[table, period] = remembered(
                self.tracking, key, lambda: facts_of(self.tracking, table, query)
            )
        return self._facts[table, period]

    def origin(self, entry: Kpi, period: Period | None) -> Origin:
        """Where the rows come from that have what a KPI adds up: in a period, or whatever their day."""
        counting = self.query.counting
        names = kpi.counted(entry, counting).numerators
        columns = dict.fromkeys(column for name in names for column in columns_of(name, counting))
        columns |= dict.fromkeys(total for name in names if (total := measures()[name].total))
        table, query = self.kind_of(entry.id), self.query.during(period)
        found: Origin = remembered(
            self.tracking,
            ("origin", table, tuple(columns), query),
            lambda: origin_of(self.tracking, table, query, columns),
        )
        return found

    @cached_property
    def _facts(self) -> dict[tuple[str, Period | None], TableFacts]:
        return {}

    def answers(self, by: Sequence[str], names: Iterable[str], period: Period | None) -> Answers:
        """KPI answers by group keys and KPI id; rows that cannot be computed are absent.

        The keys are text as the KPI tables write them; a missing key is the empty string.
        """
        wanted = tuple(dict.fromkeys(name for name in names if name in kpis()))
        query = self.query.during(period)
        key = ("answers", self.about, tuple(by), wanted, query)
        found: Answers = remembered(self.tracking, key, lambda: self._computed(tuple(by), wanted, query))
        return found

    def _computed(self, by: tuple[str, ...], wanted: tuple[str, ...], query: Query) -> Answers:
        kinds = {name: self.kind_of(name) for name in wanted}
        # In the catalog's order; what other tables know of a figure is not asked.
        declared = {name: _of_table(name, kinds[name]) for name in kpis() if kinds.get(name)}
        if not declared:
            return {}
        found = kpi.listed(self.tracking, by, query, declared)
        keys = zip(*(_texts(found[name]) for name in (*by, "kpi")), strict=True)
        rows = zip(*(found[name] for name in ("value", "unit", "n", "of")), strict=True)
        return {
            key: Row(value, unit, n, of)
            for key, (value, unit, n, of) in zip(keys, rows, strict=True)
            if value == value  # a number
        }

    def row(self, name: str, period: Period | None) -> Row:
        """One KPI over the whole selection in a period; `NOTHING` where it cannot be computed."""
        return self.rows([name], period).get(name, NOTHING)

    def rows(self, names: Iterable[str], period: Period | None) -> dict[str, Row]:
        """Several KPIs over the whole selection in a period; those that cannot be computed are absent."""
        known: dict[tuple[Period | None, str], Row] = self._whole
        missing = [name for name in names if (period, name) not in known and name in kpis()]
        if missing:
            found = self.over((), missing, period)
            known.update({(period, name): found.get((name,), NOTHING) for name in missing})
        listed = {name: known.get((period, name), NOTHING) for name in names}
        return {name: row for name, row in listed.items() if row.value is not None}

    def over(self, by: tuple[str, ...], names: Sequence[str], period: Period | None) -> Answers:
        """The same answers as `answers`, for a calendar unit taken from the table of all of them.

        That table is made once, so that going from month to month asks nothing anew.
        """
        unit = calendar.unit(period) if period else "span"
        shared = [name for name in names if name in SHARED]
        if period is None or unit == "span":
            return self.everything(by, tuple(names), period)
        if not shared:
            return self.answers(by, names, period)
        table = self._units(by, unit).get(calendar.key(unit, period.start))
        if table is None:
            return self.answers(by, names, period)
        found = {key: row for key, row in table.items() if key[-1] in shared}
        rest = [name for name in names if name not in SHARED]
        return {**found, **self.answers(by, rest, period)} if rest else found

    def everything(
        self, by: tuple[str, ...], names: tuple[str, ...], period: Period | None = None
    ) -> Answers:
        """The answers over a span, or the whole record. Those of one network are taken from the table of all networks,
        which the page without the filter has made already: its groups of that network hold the same rows."""
        whole = self._unfiltered
        if whole is None:
            return self.answers(by, names, period)
        (chosen,) = self.query.networks
        inside = by.index("network") if "network" in by else None
        found = whole.answers(by if inside is not None else ("network", *by), names, period).items()
        if inside is not None:
            return {key: row for key, row in found if key[inside] == chosen}
        return {key[1:]: row for key, row in found if key[0] == chosen}

    @cached_property
    def _unfiltered(self) -> Asked | None:
        """The same question of all networks, where this one is of a single network and both speak of one table."""
        if len(self.query.networks) != 1:
            return None
        whole = replace(self, query=replace(self.query, networks=()))
        return whole if whole.kind == self.kind else None

    def _units(self, by: tuple[str, ...], unit: str) -> Mapping[str, Answers]:
        """The answers of every calendar unit of the record, by the unit's key."""

        def made() -> Mapping[str, Answers]:
            found: dict[str, dict[tuple[str, ...], Row]] = {}
            for (*keys, when, name), row in self.everything((*by, unit), SHARED).items():
                found.setdefault(when, {})[(*keys, name)] = row
            return found

        key = ("units", self.about, by, unit, self._ever)
        units: Mapping[str, Answers] = remembered(self.tracking, key, made)
        return units

    @cached_property
    def _ever(self) -> Query:
        """The question, whatever the day."""
        return self.query.during(None)

    @cached_property
    def _whole(self) -> dict[tuple[Period | None, str], Row]:
        return {}

    def kind_of(self, name: str) -> str:
        """The table a KPI is answered from; empty where the page is about a table that has no such KPI."""
        order = (self.about,) if self.about else (self.kind, "posts", "account")
        return next((table for table in order if table in kpis()[name].tables), "")

    @cached_property
    def window(self) -> tuple[str, Period] | None:
        """The step and the span of the charts over time; None where nothing has a date."""
        if self.known is None:
            return None
        if self.about != "campaigns":
            return calendar.window(self.period, self.known)
        facts = self.facts("campaigns")
        finest = "month" if facts.monthly or facts.typical > WEEK else "week" if facts.typical > 1 else "day"
        return calendar.window(self.period, self.known, finest)

    @cached_property
    def posts(self) -> pd.DataFrame:
        """Every post of the selection in the period: its own columns, then its measures, rates and own index.

        The index is against the habit of the whole record, so a filter never changes what a post is worth.
        """
        query = Query(side="all", counting=self.query.counting)
        every: pd.DataFrame = remembered(self.tracking, ("measures", query), lambda: self._measured(query))
        ready = kpi.prepare(self.tracking)
        return every[ready.table("posts", self.query.counting).rows(self.query, ready.today)]

    def _measured(self, query: Query) -> pd.DataFrame:
        own = self.tracking.posts
        found = with_standing(kpi.measures(self.tracking, query), own)
        return pd.concat([own[[name for name in own if name not in found]], found], axis=1)

    @cached_property
    def words(self) -> pd.Series:
        """The words of each post of `posts`, without case and accents, for the search."""
        every: pd.Series = remembered(self.tracking, "words", lambda: searchable(self.tracking.posts))
        return every.loc[self.posts.index]


@lru_cache(maxsize=512)
def _of_table(name: str, kind: str) -> Kpi:
    return replace(kpis()[name], tables=(kind,))


def _texts(values: Iterable[Any]) -> list[str]:
    return [value if isinstance(value, str) else NOBODY for value in values]
