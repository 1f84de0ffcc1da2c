"""The words of a chart over time: the finding that is its title, the note, the sentence for who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from cmdash.catalog import Kpi
from cmdash.model import Period
from cmdash.model.views import Series, Step
from cmdash.story.asked import Asked, Row
from cmdash.story.figures import shown
from cmdash.story.stamps import sources, used
from cmdash.story.words import listed, opening, say
from cmdash.wording import day, network

REST = "rest"
NAMED = 2  # files named in a note; of more, the first one and their number
NEAR = 0.1  # around the median of the other steps: "close to"


def calendar_step(asked: Asked) -> str:
    """The step of the charts over time: day, week, month, quarter or year."""
    return asked.window[0] if asked.window else "month"


def finding(asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None]) -> str:
    """What the chart shows, in one phrase made from its values."""
    language = asked.language
    if entry.kind == "stock":
        return _stock_finding(asked, entry, steps, whole)
    known = [(s, r.value, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    now = [(s, v, r) for s, v, r in known if s.inside]
    others = [v for s, v, _ in known if not s.inside]
    noun = say(language, f"noun.{entry.id}")
    if len(now) == 1 and sum(s.inside for s in steps) == 1 and len(others) >= 3:
        step, value, row = now[0]
        middle = median(others)
        key = (
            "highest" if value > max(others)
            else "lowest" if value < min(others)
            else "near" if middle and abs(value / middle - 1) <= NEAR
            else "above" if value > middle
            else "below"
        )  # fmt: skip
        return say(
            language, f"chart.title.{key}", when=opening(step.long), value=shown(entry, value, row.unit, language),
            noun=noun, count=len(others), total=len(others) + 1, middle=shown(entry, middle, row.unit, language),
            step=say(language, f"chart.steps_{calendar_step(asked)}"),
        )  # fmt: skip
    step, value, row = max(known, key=lambda item: item[1])
    return say(
        language, "chart.title.peak", when=step.long, value=shown(entry, value, row.unit, language), noun=noun
    )


def _stock_finding(asked: Asked, entry: Kpi, steps: Sequence[Step], whole: Sequence[Row | None]) -> str:
    language = asked.language
    known = [(s, r) for s, r in zip(steps, whole, strict=True) if r and r.value is not None]
    (first, start), (last, end) = known[0], known[-1]
    words = {
        "value": shown(entry, end.value or 0.0, end.unit, language),
        "since": first.long,
        "when": last.long,
        "noun": say(language, f"noun.{entry.id}"),
    }
    if end.of != start.of:
        return say(language, "chart.title.stock_other", **words)
    amount = round((end.value or 0.0) - (start.value or 0.0))
    key = "stock_more" if amount > 0 else "stock_less" if amount < 0 else "stock_same"
    return say(language, f"chart.title.{key}", amount=abs(amount), **words)


def note(
    asked: Asked, entry: Kpi, series: Sequence[Series], whole: Sequence[Row | None], span: Period
) -> str:
    """n, source and what is missing, in one line."""
    language = asked.language
    n = max if entry.kind == "stock" else sum
    rows = [row for row in whole if row is not None]
    total = Row(None, entry.unit, n(r.n for r in rows), n(r.of for r in rows))
    table = asked.kind_of(entry.id)
    parts = [
        used(asked, entry, total),
        say(language, "chart.source", files=filed(asked, table)),
    ]
    shown_ids = {s.id for s in series}
    if REST not in shown_ids:
        lacking = [n for n in asked.facts(table).networks if n not in shown_ids]
        if lacking and len(shown_ids) > 1:
            names = listed([network(n, language) for n in lacking], language)
            parts.append(say(language, "chart.lacking", networks=names))
    if asked.known and span.end > asked.known.end and entry.kind != "stock":
        parts.append(say(language, "chart.incomplete", day=day(asked.known.end, language)))
    return " · ".join(parts)


def filed(asked: Asked, table: str) -> str:
    """The files behind a chart in a few words: two, or the first one and how many more."""
    names = asked.facts(table, asked.window[1] if asked.window else None).files
    if len(names) <= NAMED:
        return listed(names, asked.language)
    return " ".join(sources(asked, names, 1))


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
