"""The words of a chart over time: the finding that is its title, the note, the sentence for who does not see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from cmdash.catalog import Kpi, kpis
from cmdash.model import Period
from cmdash.model.views import Series, Step
from cmdash.story import calendar
from cmdash.story.asked import Asked, Row
from cmdash.story.changes import Past, sides, thin
from cmdash.story.figures import shown
from cmdash.story.stamps import fair, used
from cmdash.story.words import listed, opening, say
from cmdash.wording import day, network

REST = "rest"
NAMED = 2  # files named in a note
LONGEST = 40  # characters of a file name that is told in a note
SAID = 6  # networks named beside the number of files
MONTHS = 12  # of a year
TENTH = 10  # a step may lack that part of its days and be whole
NEAR = 0.1  # around the median of the other steps: "close to"


def calendar_step(asked: Asked) -> str:
    """The step of the charts over time: day, week, month, quarter or year."""
    return asked.window[0] if asked.window else "month"


def finding(
    asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None], identifier: str = ""
) -> str:
    """What the chart shows, in one phrase made from its values; `identifier` is the network it is about alone."""
    language = asked.language
    if entry.kind == "stock":
        return _gained(asked, entry, steps, whole, identifier) or _stock_finding(asked, entry, steps, whole)
    known = [(s, r.value, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    if entry.kind in ("sum", "count"):  # a week of one day is neither a peak nor one to be measured by
        known = [one for one in known if _whole(asked, one[0])] or known
    now = [(s, v, r) for s, v, r in known if s.inside]
    others = [v for s, v, _ in known if not s.inside]
    firm = [row for _, _, row in known if not thin(asked, entry, row)]
    if len(now) == 1 and sum(s.inside for s in steps) == 1 and len(others) >= 3:
        step, value, row = now[0]
        middle = median(others)
        key = (
            "highest" if value > max(others) and _firm(row, firm, len(known))
            else "lowest" if value < min(others) and _firm(row, firm, len(known))
            else "near" if middle and abs(value / middle - 1) <= NEAR
            else "above" if value > middle
            else "below"
        )  # fmt: skip
        return say(
            language, f"chart.title.{key}", when=opening(step.long), figure=_figure(entry, value, row.unit, language),
            count=len(others), total=len(others) + 1, middle=shown(entry, middle, row.unit, language),
            step=say(language, f"chart.steps_{calendar_step(asked)}"),
        )  # fmt: skip
    told = _year_finding(asked, entry, known, identifier)
    if told:
        return told
    step, value, row = max(known, key=lambda item: item[1])
    key = "peak" if _firm(row, firm, len(known)) else "one"
    if key == "one":
        step, value, row = known[-1]
    return say(
        language,
        f"chart.title.{key}",
        when=opening(step.long) if key == "one" else step.long,
        figure=_figure(entry, value, row.unit, language),
    )


def _whole(asked: Asked, step: Step) -> bool:
    """Whether the data, and the days that the chart is about, hold the step but for a tenth of it."""
    if asked.known is None or asked.window is None:
        return True
    slack = dt.timedelta(days=((step.end - step.start).days + 1) // TENTH)
    span = asked.window[1]
    start, end = max(asked.known.start, span.start), min(asked.known.end, span.end)
    return step.start >= start - slack and step.end <= end + slack


def _year_finding(asked: Asked, entry: Kpi, known: Sequence[tuple[Step, float, Row]], identifier: str) -> str:
    """A sum of twelve months against that of the twelve before, where every month of both is known and counted alike:
    over the days that the cards compare, so that a figure has one change."""
    now, then = ([one for one in known if one[0].inside is inside] for inside in (True, False))
    if entry.kind not in ("sum", "count") or calendar_step(asked) != "month":
        return ""
    if len(now) != MONTHS or len(then) != MONTHS or now[0][0].start <= then[-1][0].start:
        return ""
    mine = replace(asked, query=replace(asked.query, networks=(identifier,))) if identifier else asked
    if mine.kind != asked.kind or asked.known is None:
        return ""
    found = next((one for one in sides(Past(mine, (entry.id,)), entry.id) if one.against == "year"), None)
    if found is None or asked.known.end < found.current.end:
        return ""  # the last month goes on
    amount, before = found.now.value or 0.0, found.then.value or 0.0
    unit, language = found.now.unit, asked.language
    words = {"figure": _figure(entry, amount, unit, language), "before": shown(entry, before, unit, language)}
    key = "year_days" if found.cut else "year"
    return opening(say(language, f"chart.title.{key}", day=day(found.current.end, language), **words))


def _figure(entry: Kpi, value: float, unit: str, language: str) -> str:
    """A value with what it counts: "1 240 interactions", "une portée cumulée de 5 200"."""
    words = shown(entry, value, unit, language)
    return say(language, f"noun.{entry.id}", value=words, count=round(abs(value)))


def _firm(row: Row, firm: Sequence[Row], count: int) -> bool:
    """Whether a step may be called the highest or the lowest: it and most of the others rest on enough."""
    return any(row is other for other in firm) and 2 * len(firm) > count


def _gained(
    asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None], identifier: str
) -> str:
    """What the period brought, as its card says it, where the chart shows the period alone: its first step is the end of
    that step, and what came within it would be lost. Empty elsewhere, and where some account lacks one of its ends."""
    if asked.period is None or entry.stat != "end" or not all(step.inside for step in steps):
        return ""
    growth = next(
        (one.id for one in kpis().values() if one.stat == "change" and one.numerators == entry.numerators), ""
    )
    by = ("network",) if identifier else ()
    now, gain = (
        asked.over(by, [name], asked.period).get((*((identifier,) if identifier else ()), name))
        for name in (entry.id, growth)
    )
    last = next((row for row in reversed(whole) if row), None)
    if now is None or gain is None or gain.value is None or gain.n < gain.of or last is None:
        return ""
    if now.value != last.value:
        return ""
    amount = round(gain.value)
    key = "stock_more" if amount > 0 else "stock_less" if amount < 0 else "stock_same"
    return say(
        asked.language, f"chart.title.{key}_within", amount=abs(amount),
        figure=_figure(entry, now.value or 0.0, now.unit, asked.language),
        when=calendar.inside(asked.period, asked.language),
    )  # fmt: skip


def _stock_finding(asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None]) -> str:
    language = asked.language
    known = [(s, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    then = [at for at, (step, _) in enumerate(known) if not step.inside]
    year = len(then) == MONTHS and len(known) == 2 * MONTHS  # it began where the year before ended
    (first, start), (last, end) = known[then[-1] if year else 0], known[-1]
    ends = {"since": first.long, "when": last.long}
    if calendar_step(asked) == "month":
        ends = {key: say(language, "chart.end_of_month", month=name) for key, name in ends.items()}
    words = {"figure": _figure(entry, end.value or 0.0, end.unit, language), **ends}
    if end.of != start.of:
        return say(language, "chart.title.stock_other", **words)
    amount = round((end.value or 0.0) - (start.value or 0.0))
    key = "stock_more" if amount > 0 else "stock_less" if amount < 0 else "stock_same"
    return say(language, f"chart.title.{key}", amount=abs(amount), **words)


def note(
    asked: Asked,
    entry: Kpi,
    series: Sequence[Series],
    whole: Sequence[Row | None],
    span: Period,
    undrawn: Sequence[str] = (),
) -> str:
    """n, source, what is missing and which networks have the figure but no line (`undrawn`), in one line."""
    language = asked.language
    n = max if entry.kind == "stock" else sum
    rows = [row for row in whole if row is not None]
    total = Row(None, entry.unit, n(r.n for r in rows), n(r.of for r in rows))
    table = asked.kind_of(entry.id)
    alone = [one.id for one in series if one.id and one.id != REST] if len(series) == 1 else []
    mine = replace(asked, query=replace(asked.query, networks=tuple(alone))) if alone else asked
    total = fair(mine, entry, total, span)
    parts = [
        used(asked, entry, total),
        say(language, "chart.source", files=filed(asked, entry)),
    ]
    shown_ids = {s.id for s in series}
    if REST not in shown_ids:
        lacking = [n for n in asked.facts(table).networks if n not in shown_ids and n not in undrawn]
        if entry.kind == "stock":  # an advertising account has no followers to lack
            published = asked.facts("posts").networks
            lacking = [n for n in lacking if n in published or not published]
        if lacking and len(shown_ids) > 1:
            names = listed([network(n, language) for n in lacking], language)
            parts.append(say(language, "chart.lacking", networks=names))
    if undrawn:
        names = listed([network(n, language) for n in undrawn], language)
        parts.append(say(language, "chart.undrawn", networks=names))
    if asked.known and span.end > asked.known.end and entry.kind != "stock":
        parts.append(say(language, "chart.incomplete", day=day(asked.known.end, language)))
    return " · ".join(parts)


def filed(asked: Asked, entry: Kpi) -> str:
    """The files behind a chart of a KPI in a few words: one or two by their names, more by their number and the
    networks."""
    found, language = asked.origin(entry, asked.window[1] if asked.window else None), asked.language
    names = found.files
    if len(names) <= NAMED and all(len(name) <= LONGEST for name in names):
        return listed(names, language)
    networks = [network(name, language) for name in found.networks[:SAID]]
    if not networks or len(found.networks) > SAID:
        return say(language, "chart.files", count=len(names))
    return say(language, "chart.files_of", count=len(names), networks=", ".join(networks))


def alternative(
    language: str, title: str, subtitle: str, steps: Sequence[Step], whole: Sequence[Row | None], entry: Kpi
) -> str:
    known = [(s, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    (first, start), (last, end) = known[0], known[-1]
    return say(
        language, "chart.alt", title=title, subtitle=subtitle,
        start=shown(entry, start.value or 0.0, start.unit, language), since=first.long,
        end=shown(entry, end.value or 0.0, end.unit, language), until=last.long,
    )  # fmt: skip
