"""What stands behind the figure of a goal: its formula, its rows, its files, what was left out."""

from __future__ import annotations

from dataclasses import replace

from cmdash import kpi
from cmdash.catalog import kpis
from cmdash.kpi import Progress
from cmdash.model import Counting, Goal, Query, Stamp, Tracking
from cmdash.model.views import StampText
from cmdash.story import calendar, counting
from cmdash.story.asked import Asked, Row
from cmdash.story.stamps import FILES, fair
from cmdash.story.words import kpi_label, say
from cmdash.wording import message, network


def goal_stamp(tracking: Tracking, made: Progress, language: str, chosen: Counting) -> StampText | None:
    """What stands behind a goal's figure; None where nothing was computed."""
    behind = made.stamp
    if behind is None or made.actual is None:
        return None
    entry = kpis()[made.goal.kpi]
    behind = _fair(tracking, behind, made.goal, chosen)
    formula = say(
        language,
        f"goals.formula.{made.nature}",
        kpi=kpi_label(entry.id, language),
        formula=counting.formula(entry, chosen, language),
    )
    return StampText(
        formula=formula,
        counted=tuple(message(language, f"fields.field.{part}") for part in behind.parts),
        used=_used(behind, entry.kind == "stock", language),
        sources=_sources(tracking, behind, made.goal, language),
        exclusions=tuple(_exclusions(behind, made, language)),
        n=behind.n,
        of=behind.of,
    )


def _fair(tracking: Tracking, behind: Stamp, goal: Goal, chosen: Counting) -> Stamp:
    """Beside the rows that could have the figure, as on the cards."""
    query = Query(
        period=behind.period,
        networks=(goal.network,) if goal.network else (),
        accounts=(goal.account,) if goal.account else (),
        counting=chosen,
    )
    asked = Asked(tracking, query, "", about=behind.kind)
    row = fair(asked, kpis()[goal.kpi], Row(behind.value, behind.unit, behind.n, behind.of), behind.period)
    return replace(behind, of=row.of)


def _used(behind: Stamp, stock: bool, language: str) -> str:
    unit = "accounts" if stock else behind.kind
    key = "some" if behind.n < behind.of else "all"
    count = say(language, f"goals.rows.{unit}_{key}", count=behind.n, of=behind.of)
    when = calendar.inside(behind.period, language)
    return say(language, "goals.rows.when", rows=count, when=when)


def _sources(tracking: Tracking, behind: Stamp, goal: Goal, language: str) -> tuple[str, ...]:
    """The files of the rows of the goal's network and account."""
    asked = Query(
        networks=(goal.network,) if goal.network else (), accounts=(goal.account,) if goal.account else ()
    )
    kept = kpi.prepare(tracking).table(behind.kind).rows(asked)
    names = tuple(str(name) for name in tracking.frame(behind.kind)["file"][kept].dropna().unique())
    if len(names) <= FILES:
        return names
    return (*names[:FILES], say(language, "stamp.more_files", count=len(names) - FILES))


def _exclusions(behind: Stamp, made: Progress, language: str) -> list[str]:
    out = [say(language, "stamp.excluded", network=network(name, language)) for name in behind.excluded]
    if behind.n < behind.of and made.nature != "level":
        out.append(say(language, "stamp.missing", count=behind.of - behind.n))
    if behind.mixed_rows:
        out.append(say(language, "stamp.mixed", count=behind.mixed_rows))
    if behind.young_rows and made.state not in ("met", "missed"):
        out.append(say(language, "goals.young", count=behind.young_rows))
    if made.nature == "level":
        out.append(say(language, "stamp.audiences"))
    return out
