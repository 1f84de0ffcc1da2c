"""The heat map of weekdays and hours, and the prudent rankings of formats and themes."""

from __future__ import annotations

import math

from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence.ranking import Cell, Ranked, heat, ranked_levels, ranking
from cmdash.evidence.sampling import Sample, sample
from cmdash.model import Query, Tracking
from cmdash.model.evidence_views import HeatCell, HeatMap, RankingView
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story.words import decimal, listed, opening, say, value_label, written

RANKED = ("theme", "format")
_FULL = math.log(1.5)  # an effect from which a cell has its full tint
_EVEN = 1.05  # an estimate nearer to 1 than this has no tint
_NOTHING = 0.01  # estimates nearer to each other than this are one
_DAYS = "1234567"
NAMED = 12  # levels too rare to be ranked that are named


def sampled(tracking: Tracking, query: Query) -> Sample:
    """The posts that the usual questions compare, worked out once."""
    found: Sample = remembered(
        tracking, ("sample", query), lambda: sample(tracking, query, verdict_rules().factors)
    )
    return found


def heat_map(tracking: Tracking, query: Query, language: str) -> HeatMap | None:
    """Weekdays by hours; None where no post has an hour."""
    rules = verdict_rules()
    cells: tuple[Cell, ...] = remembered(
        tracking, ("heat", query), lambda: heat(sampled(tracking, query), rules)
    )
    if not cells:
        return None
    at = {(cell.hour, cell.weekday): cell for cell in cells}
    hours = range(min(cell.hour for cell in cells), max(cell.hour for cell in cells) + 1)
    shown = [cell for cell in cells if cell.shrunk is not None]
    rows = tuple(
        (
            say(language, "works.heat.hour", hour=str(hour)),
            tuple(_cell(at.get((hour, day)), language) for day in _DAYS),
        )
        for hour in hours
    )
    days = tuple(
        (say(language, f"works.heat.day.{day}"), say(language, f"works.short.weekday.{day}")) for day in _DAYS
    )
    calm = shown and not any(cell and cell.tint for _, row in rows for cell in row)
    return HeatMap(
        title=say(language, f"works.heat.{'calm' if calm else 'title'}", count=len(cells), known=len(shown)),
        subtitle=say(language, "works.heat.subtitle"),
        note=say(language, "works.heat.note", posts=rules.posts, weeks=rules.weeks),
        days=days,
        rows=rows,
    )


def _cell(cell: Cell | None, language: str) -> HeatCell | None:
    if cell is None:
        return None
    day = say(language, f"works.short.weekday.{cell.weekday}")
    words = {
        "day": opening(day),
        "hour": say(language, "works.heat.hour", hour=str(cell.hour)),
        "count": cell.n,
    }
    n = written(cell.n, "count", language)
    if cell.shrunk is None:
        return HeatCell(n, "", None, say(language, "works.heat.few", **words))
    shown = f"×{decimal(cell.shrunk, language, 2)}"
    even = 1 / _EVEN < cell.shrunk < _EVEN
    tint = 0.0 if even else max(-1.0, min(1.0, math.log(cell.shrunk) / _FULL))
    return HeatCell(n, shown, tint, say(language, "works.heat.cell", shown=shown, **words))


def rankings(tracking: Tracking, query: Query, language: str) -> tuple[RankingView, ...]:
    """Themes and formats, the best believed first; absent where fewer than two can be ranked."""
    made = {factor: _ranked(tracking, query, factor) for factor in RANKED}
    return tuple(
        _ranking(found, factor, language) for factor, found in made.items() if ranked_levels(found) > 1
    )


def _ranked(tracking: Tracking, query: Query, factor: str) -> tuple[Ranked, ...]:
    found: tuple[Ranked, ...] = remembered(
        tracking,
        ("ranking", query, factor),
        lambda: ranking(sampled(tracking, query), factor, verdict_rules()),
    )
    return found


def _alike(made: tuple[Ranked, ...]) -> bool:
    """Whether nothing tells the levels apart: all estimates are drawn to one."""
    kept = [one.shrunk for one in made if one.shrunk is not None]
    return max(kept) / min(kept) < 1 + _NOTHING


def _ranking(made: tuple[Ranked, ...], factor: str, language: str) -> RankingView:
    columns = (
        Column("level", say(language, f"works.factor.{factor}")),
        Column("shrunk", say(language, "works.ranking.shrunk"), "ratio"),
        Column("interval", say(language, "works.column.interval"), "ratio"),
        Column("plain", say(language, "works.ranking.plain"), "ratio"),
        Column("n", say(language, "works.column.n"), "count"),
    )
    rows, shown = [], []
    for one in made:
        if one.shrunk is None or one.low is None or one.high is None or one.plain is None:
            continue
        name = value_label(factor, one.level, language)
        kept, low, high, plain = (
            f"×{decimal(value, language, 2)}" for value in (one.shrunk, one.low, one.high, one.plain)
        )
        interval = say(language, "works.interval", low=low, high=high)
        rows.append((name, one.shrunk, interval, one.plain, one.n))
        shown.append((name, kept, interval, plain, written(one.n, "count", language)))
    few = [
        say(language, "works.ranking.few", name=value_label(factor, one.level, language), count=one.n)
        for one in sorted(made, key=lambda one: -one.n)
        if one.shrunk is None
    ]
    if len(few) > NAMED + 1:
        few = [*few[:NAMED], say(language, "works.ranking.more_few", count=len(few) - NAMED)]
    return RankingView(
        title=say(language, f"works.ranking.{'same_' if _alike(made) else ''}{factor}"),
        note=say(language, "works.ranking.note"),
        table=Table(columns, tuple(rows), tuple(shown)),
        unranked=say(language, "works.ranking.unranked", names=listed(few, language)) if few else "",
    )
