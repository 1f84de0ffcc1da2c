"""What the next months may bring: the community, and the goals that add up month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cmdash.catalog import kpis
from cmdash.catalog.evidence import forecast_rules
from cmdash.evidence.forecast import Foreseen, Kind, foresee, horizon
from cmdash.kpi.goals import nature as nature_of
from cmdash.model import DECLARED, Counting, Goal, Period, Query, Tracking
from cmdash.model.forecast_views import Outlook, OutlookPoint
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story import calendar
from cmdash.story.asked import YOUNG, Asked
from cmdash.story.words import percent, say, written
from cmdash.wording import month, network

SHOWN = 24  # months of history drawn
AHEAD = 6  # months foreseen on the page, where the history bears them
LATE = 3  # days that a month's last observation may lack


@dataclass(frozen=True)
class Record:
    """A figure month by month without a gap, up to `end` (the first day of its last month)."""

    values: tuple[float, ...]
    end: dt.date

    def later(self, months: int) -> dt.date:
        """The first day of the month so many months after the last (before it: negative)."""
        year, number = divmod(self.end.year * 12 + self.end.month - 1 + months, 12)
        return dt.date(year, number + 1, 1)


def record(asked: Asked, name: str, where: str = "") -> Record | None:
    """The latest months of a KPI without a gap and over the same accounts; None where there is none.

    Only whole months count; of what posts earn, only those whose posts have all settled.
    """
    if asked.known is None:
        return None
    answers = asked.everything(("network", "month") if where else ("month",), (name,))
    rows = {key[-2]: row for key, row in answers.items() if not where or key[0] == where}
    entry = kpis()[name]
    grown = YOUNG if asked.kind_of(name) == "posts" else -LATE
    last = asked.known.end - dt.timedelta(days=grown)
    end = dt.date(last.year, last.month, 1)
    if calendar.bounds("month", last)[1] != last:
        end = (end - dt.timedelta(days=1)).replace(day=1)
    values: list[float] = []
    at, count = end, None
    while (row := rows.get(f"{at:%Y-%m}")) is not None and row.value is not None:
        if entry.kind == "stock" and count not in (None, row.n):
            break
        count = row.n
        values.insert(0, max(row.value, 0.0))
        at = (at - dt.timedelta(days=1)).replace(day=1)
    return Record(tuple(values), end) if values else None


def outlook(asked: Asked) -> Outlook | None:
    """The next months of the community; None where no audience has a size by month."""
    language = asked.language
    found = record(asked, "community_size")
    if found is None:
        return None
    ahead = min(AHEAD, horizon(len(found.values)))
    if not ahead:
        note = say(language, "community.outlook.short", count=len(found.values), least=forecast_rules().least)
        return Outlook("", "", note, "", by_network=_by_network(asked))
    coming = [one for step in range(1, ahead + 1) if (one := foresee(found.values, "stock", step))]
    if not coming:
        return None
    last = coming[-1]
    when = month(found.later(last.ahead), language)
    low, high = (written(value, "people", language) for value in (last.low, last.high))
    title = say(language, "community.outlook.title", when=when, low=low, high=high, count=round(last.high))
    subtitle = say(language, "community.outlook.subtitle")
    return Outlook(
        title=title,
        subtitle=subtitle,
        note=_note(last, len(found.values), language),
        alt=f"{title}. {subtitle}.",
        points=_points(found, coming, language),
        table=_table(found, coming, language),
        by_network=_by_network(asked),
    )


def _note(last: Foreseen, months: int, language: str) -> str:
    way = say(language, f"community.outlook.way.{last.way}")
    naive = say(language, f"community.outlook.way.{last.naive_way}")
    words: dict[str, object] = {
        "way": way,
        "naive": naive,
        "error": percent(last.error, language, 1),
        "naive_error": percent(last.naive_error, language, 1),
        "count": last.tried,
        "months": months,
    }
    key = "plain" if last.way == last.naive_way else "beats"
    return say(language, f"community.outlook.{key}", **words)


def _points(found: Record, coming: Sequence[Foreseen], language: str) -> tuple[OutlookPoint, ...]:
    shown = found.values[-SHOWN:]
    span = Period(found.later(1 - len(shown)), calendar.bounds("month", found.later(len(coming)))[1])
    steps = calendar.steps("month", span, None, language)
    points = []
    for at, step in enumerate(steps):
        if at < len(shown):
            seen = shown[at]
            edge = at == len(shown) - 1  # the forecast begins where what was seen ends
            start = seen if edge else None
            points.append(
                OutlookPoint(step.key, step.short, step.group, step.long, seen, start, start, start, start, written(seen, "people", language))
            )  # fmt: skip
            continue
        one = coming[at - len(shown)]
        text = say(language, "community.outlook.between", **_ends(one, language))
        points.append(
            OutlookPoint(step.key, step.short, step.group, step.long, None, one.value, one.low, one.high, one.naive, text)
        )  # fmt: skip
    return tuple(points)


def _ends(one: Foreseen, language: str) -> dict[str, str]:
    values = {"value": one.value, "low": one.low, "high": one.high}
    return {name: written(value, "people", language) for name, value in values.items()}


def _columns(language: str, first: str) -> tuple[Column, ...]:
    return (
        Column("when", first),
        *(
            Column(name, say(language, f"community.outlook.column.{name}"), "people")
            for name in ("value", "low", "high", "naive")
        ),
        Column("error", say(language, "community.outlook.column.error"), "ratio"),
        Column("naive_error", say(language, "community.outlook.column.naive_error"), "ratio"),
    )


def _cells(label: str, one: Foreseen, language: str) -> tuple[tuple[float | str, ...], tuple[str, ...]]:
    people = (one.value, one.low, one.high, one.naive)
    errors = (one.error, one.naive_error)
    shown = (*(written(v, "people", language) for v in people), *(percent(v, language, 1) for v in errors))
    return (label, *people, *errors), (label, *shown)


def _table(found: Record, coming: Sequence[Foreseen], language: str) -> Table:
    made = [_cells(month(found.later(one.ahead), language), one, language) for one in coming]
    return Table(
        _columns(language, say(language, "chart.when")),
        tuple(rows for rows, _ in made),
        tuple(shown for _, shown in made),
    )


def _by_network(asked: Asked) -> Table | None:
    """Each audience as far ahead as its own history bears; None with fewer than two of them."""
    language = asked.language
    names = dict.fromkeys(key[0] for key in asked.everything(("network", "month"), ("community_size",)))
    made = []
    for name in names:
        found = record(asked, "community_size", name) if name else None
        ahead = min(AHEAD, horizon(len(found.values))) if found else 0
        one = foresee(found.values, "stock", ahead) if found and ahead else None
        if found and one:
            label = say(
                language,
                "community.outlook.row",
                network=network(name, language),
                when=month(found.later(one.ahead), language),
            )
            made.append(_cells(label, one, language))
    if len(made) < 2:
        return None
    first = say(language, "community.outlook.column.network")
    return Table(_columns(language, first), tuple(r for r, _ in made), tuple(s for _, s in made))


def goal_outlook(tracking: Tracking, goal: Goal, language: str, chosen: Counting = DECLARED) -> str:
    """Where a goal may end, in one sentence; empty where its months cannot be foreseen.

    For what adds up over whole months (interactions, reach) and for the size of a community at the end of a month.
    `chosen` is what counts as engagement, as in the goal's own figure.
    """
    entry = kpis().get(goal.kpi)
    if entry is None or goal.end is None or goal.end != calendar.bounds("month", goal.end)[1]:
        return ""
    nature = nature_of(entry)
    if nature not in ("flow", "level") or entry.unit not in ("count", "people") or entry.stat == "change":
        return ""
    query = Query(
        networks=(goal.network,) if goal.network else (),
        accounts=(goal.account,) if goal.account else (),
        counting=chosen,
    )
    asked = Asked(tracking, query, language)
    found: Record | None = remembered(tracking, ("record", goal.kpi, query), lambda: record(asked, goal.kpi))
    if found is None:
        return ""
    ahead = (goal.end.year - found.end.year) * 12 + goal.end.month - found.end.month
    kind: Kind = "stock" if nature == "level" else "flow"
    one = foresee(found.values, kind, ahead) if ahead > 0 else None
    so_far = _so_far(found, goal, kind)
    if one is None or so_far is None:
        return ""
    low, value, high, naive = (so_far + part for part in (one.low, one.value, one.high, one.naive))
    side = "above" if low >= goal.target else "below" if high < goal.target else "open"
    shown = {
        name: written(part, entry.unit, language)
        for name, part in {"low": low, "value": value, "high": high, "naive": naive}.items()
    }
    return say(language, f"goals.outlook.{side}", **shown)


def _so_far(found: Record, goal: Goal, kind: Kind) -> float | None:
    """What the goal's whole months have brought; None where they are not all known."""
    if kind == "stock":
        return 0.0
    if goal.start is None or goal.start.day != 1:
        return None
    months = (found.end.year - goal.start.year) * 12 + found.end.month - goal.start.month + 1
    if months > len(found.values) or months < 0:
        return None
    return float(sum(found.values[len(found.values) - months :])) if months else 0.0
