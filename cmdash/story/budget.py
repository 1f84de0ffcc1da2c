"""The budget: what was planned, what was spent, and the share of the one against the share of the time elapsed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cmdash import kpi
from cmdash.kpi import days
from cmdash.model import Period, Query, Tracking
from cmdash.model.campaign_views import BudgetView
from cmdash.model.views import Column, StampText, Table
from cmdash.story import calendar
from cmdash.story.stamps import FILES
from cmdash.story.words import percent, say, written
from cmdash.wording import day, message, month

NONE = "\u2013"


@dataclass(frozen=True)
class Spent:
    """Some rows that have a budget, in one currency. `planned` and `spent` are those of the `n` of `of` rows
    whose spend is known or which have not begun; `used` is the one over the other (None without a known spend);
    `span` the days they cover."""

    planned: float
    spent: float | None
    used: float | None
    n: int
    of: int
    span: Period | None

    def elapsed(self, today: dt.date) -> float | None:
        """How much of the span is over on a day, that day included; None without a span."""
        if self.span is None:
            return None
        gone = (min(today, self.span.end) - self.span.start).days + 1
        return max(gone, 0) / self.span.days


def budget(tracking: Tracking, query: Query, language: str, clock: dt.date) -> BudgetView | None:
    """The budget of the selection, from the campaigns where one of them has any, else from the monthly figures.

    None where no row of the files says a budget. The day that counts is the last one of posts and accounts, else the
    clock's, so that figures that stop early are not taken for thrift.
    """
    kind = next(
        (kind for kind in ("campaigns", "account") if tracking.frame(kind)["budget"].notna().any()), None
    )
    if kind is None:
        return None
    ready = kpi.prepare(tracking)
    table = ready.table(kind, query.counting)
    frame = tracking.frame(kind)
    kept = table.rows(query, ready.today) & frame["budget"].notna().to_numpy()
    rows = frame[kept].assign(first=table.first[kept], last=table.last[kept])
    if rows.empty:
        return None
    known = kpi.span(tracking)
    today = min(clock, known.end) if known and (len(tracking.posts) or len(tracking.account)) else clock
    currency = rows["currency"].fillna("")
    several = currency.nunique() > 1
    unknown = say(language, "campaigns.budget.no_currency")
    groups = [
        (f"{name} ({code or unknown})" if several else name, code, _sum(part, today))
        for (name, code), part in rows.groupby([_groups(rows, kind, language), currency], sort=False)
    ]
    shown = [_cells(name, code, one, today, language) for name, code, one in groups]
    return BudgetView(
        sentences=tuple(_sentence(part, str(code), today, language) for code, part in rows.groupby(currency)),
        table=Table(
            columns=_columns(kind, language),
            rows=tuple((name, one.planned, one.spent, one.used, one.elapsed(today)) for name, _, one in groups),
            shown=tuple(shown),
        ),
        note=_note([one for _, _, one in groups], language),
        stamp=_stamp(rows, kind, [one for _, _, one in groups], language),
    )  # fmt: skip


def _groups(rows: pd.DataFrame, kind: str, language: str) -> pd.Series:
    if kind == "campaigns":
        return rows["campaign"].fillna(NONE)
    return pd.Series(
        [month(days.date(first), language) if first != days.NONE else NONE for first in rows["first"]],
        rows.index,
    )


def _sum(rows: pd.DataFrame, today: dt.date) -> Spent:
    """Planned and spent where both are known; of a row that has not begun nothing is spent yet."""
    ahead = (rows["first"] != days.NONE) & (rows["first"] > days.number(today))
    counted = rows[rows["spend"].notna() | ahead]
    known = bool(counted["spend"].notna().any())
    whole = counted if len(counted) else rows
    planned = float(whole["budget"].sum())
    spent = float(counted["spend"].sum()) if known else None
    return Spent(
        planned=planned,
        spent=spent,
        used=spent / planned if spent is not None and planned > 0 else None,
        n=len(counted),
        of=len(rows),
        span=_span(whole),
    )


def _span(rows: pd.DataFrame) -> Period | None:
    dated = rows[rows["first"] != days.NONE]
    if dated.empty:
        return None
    last = days.date(int(dated["last"].max()))
    # Rows dated by the first of a month, without an end, stand for their months.
    firsts = [days.date(int(one)).day == 1 for one in dated["first"]]
    if (dated["first"] == dated["last"]).all() and all(firsts):
        last = calendar.bounds("month", last)[1]
    return Period(days.date(int(dated["first"].min())), last)


def _sentence(rows: pd.DataFrame, currency: str, today: dt.date, language: str) -> str:
    one = _sum(rows, today)
    elapsed = one.elapsed(today)
    words = {
        "planned": written(one.planned, currency, language),
        "spent": written(one.spent, currency, language),
        "used": percent(one.used or 0.0, language, 0),
    }
    if one.used is None:  # nothing planned, or no spend known: there is no share
        return say(
            language, f"campaigns.budget.{'spent_only' if one.spent is not None else 'unspent'}", **words
        )
    if elapsed is None:
        return say(language, "campaigns.budget.sentence", **words)
    words |= {"elapsed": percent(elapsed, language, 0), "day": day(today, language)}
    return say(language, "campaigns.budget.timed", **words)


def _cells(name: str, currency: str, one: Spent, today: dt.date, language: str) -> tuple[str, ...]:
    elapsed = one.elapsed(today)
    return (
        name,
        written(one.planned, currency, language),
        written(one.spent, currency, language),
        percent(one.used, language, 0) if one.used is not None else NONE,
        percent(elapsed, language, 0) if elapsed is not None else NONE,
    )


def _columns(kind: str, language: str) -> tuple[Column, ...]:
    first = "campaign" if kind == "campaigns" else "month"
    keys = ((first, ""), ("planned", "money"), ("spent", "money"), ("used", "ratio"), ("elapsed", "ratio"))
    return tuple(Column(key, say(language, f"campaigns.budget.{key}"), unit) for key, unit in keys)


def _stamp(rows: pd.DataFrame, kind: str, groups: Sequence[Spent], language: str) -> StampText:
    """What stands behind the share of the budget."""
    n, of = sum(one.n for one in groups), sum(one.of for one in groups)
    files = tuple(str(name) for name in rows["file"].dropna().unique())
    if len(files) > FILES:
        files = (*files[:FILES], say(language, "stamp.more_files", count=len(files) - FILES))
    key = "some" if n < of else "all"
    return StampText(
        formula=message(language, "kpis.budget_used.formula"),
        denominator=message(language, "fields.field.budget"),
        used=say(language, f"rows.{kind}_{key}", count=n, of=of),
        sources=files,
        exclusions=(_note(groups, language),),
        n=n,
        of=of,
    )


def _note(groups: Sequence[Spent], language: str) -> str:
    n, of = sum(one.n for one in groups), sum(one.of for one in groups)
    return say(language, "campaigns.budget.note", n=n, of=of)
