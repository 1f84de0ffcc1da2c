"""The Community page: how large the audiences are, how they grow, and whether the sheet agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.catalog import kpis
from cmdash.model import NO_SEASONS, Query, Seasons, Tracking
from cmdash.model.memory import remembered
from cmdash.model.page_views import CommunityRow, CommunityView
from cmdash.model.views import Chart, Column, Point, Series, Step
from cmdash.story import calendar, same_days
from cmdash.story.asked import Answers, Asked, Row
from cmdash.story.captions import calendar_step, filed
from cmdash.story.changes import legend
from cmdash.story.figures import figures, shown
from cmdash.story.networks import ordered
from cmdash.story.newcomers import newcomers
from cmdash.story.outlook import outlook
from cmdash.story.stamps import fair, used
from cmdash.story.trends import multiples, table, trend
from cmdash.story.words import kpi_label, say, written
from cmdash.wording import network

CARDS = ("community_size", "net_growth", "growth_rate", "new_followers", "lost_followers", "churn_rate")
CELLS = ("community_size", "net_growth", "growth_rate", "new_followers", "lost_followers")


def community(
    tracking: Tracking, query: Query, language: str, seasons: Seasons = NO_SEASONS
) -> CommunityView:
    """The frozen view of the Community page for a question, in a language."""
    asked = Asked(tracking, query, language, seasons=seasons)
    view: CommunityView = remembered(tracking, ("community", query, language, seasons), lambda: _view(asked))
    return view


def _view(asked: Asked) -> CommunityView:
    language = asked.language
    cards = figures(asked, CARDS)
    answers = asked.over(("network",), [*CELLS, "growth_gap"], asked.period)
    order = [
        name
        for name in ordered(answers)
        if (name, "community_size") in answers or (name, "new_followers") in answers
    ]
    columns = tuple(
        Column(name, kpi_label(name, language), kpis()[name].unit)
        for name in CELLS
        if any((identifier, name) in answers for identifier in order)
    )
    return CommunityView(
        sentence=_sentence(asked),
        period=calendar.name(asked.period, language),
        figures=cards,
        charts=_charts(asked),
        multiples=multiples(asked, "community_size", order) if len(order) > 1 else (),
        columns=columns,
        rows=tuple(_row(asked, name, columns, answers) for name in order),
        notes=(*same_days.notes(asked, cards), *_notes(asked, order)),
        legend=legend((change for card in cards for change in card.changes), language),
        outlook=outlook(asked),
        newcomers=newcomers(asked),
    )


def _notes(asked: Asked, order: Sequence[str]) -> tuple[str, ...]:
    """That audiences are not people; how to add followers where the files have none."""
    if len(order) > 1:
        return (say(asked.language, "community.audiences"),)
    if not order and asked.row("community_size", None).value is None:
        return (say(asked.language, "community.how"),)
    return ()


def _sentence(asked: Asked) -> str:
    language = asked.language
    rows = asked.rows(["community_size", "net_growth", "growth_rate"], asked.period)
    size, growth, rate = (rows.get(name) for name in ("community_size", "net_growth", "growth_rate"))
    when = calendar.during(asked.period, language)
    if size is None or size.value is None:
        return say(language, "community.nothing", when=when)
    words: dict[str, object] = {
        "when": when,
        "count": round(size.value),
        "size": written(size.value, "people", language),
    }
    if growth is None or growth.value is None:
        return say(language, "community.size", **words)
    amount = round(growth.value)
    words["amount"] = written(abs(amount), "people", language)
    words["rate"] = (
        shown(kpis()["growth_rate"], rate.value, "ratio", language) if rate and rate.value is not None else ""
    )
    key = "grew" if amount > 0 else "shrank" if amount < 0 else "same"
    words["count"] = abs(amount) or words["count"]
    return say(language, f"community.{key if words['rate'] or not amount else f'{key}_plain'}", **words)


def _row(asked: Asked, name: str, columns: Sequence[Column], answers: Answers) -> CommunityRow:
    language = asked.language
    cells = []
    for column in columns:
        row = answers.get((name, column.id))
        cells.append(
            shown(kpis()[column.id], row.value, row.unit, language)
            if row and row.value is not None
            else "\u2013"
        )
    values = tuple(row.value if (row := answers.get((name, column.id))) else None for column in columns)
    gap = answers.get((name, "growth_gap"))
    told: tuple[str, bool | None] = ("", None)
    growth = answers.get((name, "net_growth"))
    if gap is not None and gap.value is not None and growth is not None and gap.n == growth.n:
        told = _check(answers, name, gap, language)
    check, fits = told
    return CommunityRow(name, network(name, language), tuple(cells), check, fits, values)


def _check(answers: Answers, name: str, gap: Row, language: str) -> tuple[str, bool]:
    """The check in words: end minus start against gained minus lost."""
    growth = answers.get((name, "net_growth"))
    amount = round(gap.value or 0.0)
    net = round(growth.value) if growth and growth.value is not None else 0
    words = {
        "net": shown(kpis()["net_growth"], net, "people", language),
        "flows": shown(kpis()["net_growth"], net - amount, "people", language),
        "gap": shown(kpis()["growth_gap"], amount, "people", language),
    }
    return say(language, "community.fits" if amount == 0 else "community.gap", **words), amount == 0


def _charts(asked: Asked) -> tuple[Chart, ...]:
    """All audiences on one scale, then what came and went."""
    found = (trend(asked, "community_size", "line"), _flow(asked))
    return tuple(chart for chart in found if chart is not None)


def _flow(asked: Asked) -> Chart | None:
    """Gained above zero, lost below."""
    if asked.window is None:
        return None
    language = asked.language
    step, span = asked.window
    steps = calendar.steps(step, span, asked.period, language)
    answers = asked.answers((step,), ["new_followers", "lost_followers"], span)
    gained = [answers.get((s.key, "new_followers")) for s in steps]
    lost = [answers.get((s.key, "lost_followers")) for s in steps]
    if sum(row is not None for row in gained) < 2:
        return None
    pairs = [("gained", gained, 1)] + ([("lost", lost, -1)] if any(lost) else [])
    series = tuple(_side(name, steps, rows, sign, language) for name, rows, sign in pairs)
    title = _flow_title(asked, steps, gained, lost)
    rows = [row for row in gained if row]
    total = Row(None, "people", sum(r.n for r in rows), sum(r.of for r in rows))
    total = fair(asked, kpis()["new_followers"], total, span)
    subtitle = say(
        language,
        "community.flow" if any(lost) else "community.flow_gained",
        by=say(language, f"chart.by_{calendar_step(asked)}"),
    )
    files = filed(asked, kpis()["new_followers"])
    return Chart(
        id="flow",
        form="flow",
        title=title,
        subtitle=subtitle,
        note=f"{used(asked, kpis()['new_followers'], total)} · {say(language, 'chart.source', files=files)}",
        alt=f"{title}. {subtitle}.",
        unit="people",
        steps=steps,
        series=series,
        table=table(language, steps, series, "people", kpis()["new_followers"]),
    )


def _side(name: str, steps: Sequence[Step], rows: Sequence[Row | None], sign: int, language: str) -> Series:
    points = tuple(
        Point(step.key, sign * row.value, written(row.value, "people", language), row.n)
        if row and row.value is not None
        else Point(step.key, None)
        for step, row in zip(steps, rows, strict=True)
    )
    return Series(name, say(language, f"community.{name}"), points)


def _flow_title(
    asked: Asked, steps: Sequence[Step], gained: Sequence[Row | None], lost: Sequence[Row | None]
) -> str:
    """What came and went over all that is shown; over the period asked where it stands behind another as long."""
    parted = 2 * sum(step.inside for step in steps) == len(steps)
    kept = [at for at, step in enumerate(steps) if step.inside or not parted]
    came, left = (round(sum(row.value or 0.0 for at in kept if (row := rows[at]))) for rows in (gained, lost))
    words = {
        "came": written(came, "people", asked.language),
        "left": say(asked.language, "community.left", count=left),
    }
    if parted:
        words["when"] = calendar.inside(asked.period, asked.language)
    key = "community.came_left" if any(lost) else "community.came"
    return say(asked.language, f"{key}_in" if parted else key, count=came, **words)
