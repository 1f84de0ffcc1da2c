"""The page "What works": what the posts bear and how surely, each sentence with its figures; no cause is claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cmdash import evidence
from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence import Verdict
from cmdash.evidence.sampling import Sample
from cmdash.kpi import days
from cmdash.kpi.days import NONE
from cmdash.model import Counting, Period, Query, Tracking
from cmdash.model.evidence_views import Asking, WorksView
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story import calendar, counting
from cmdash.story.rankings import heat_map, rankings, sampled
from cmdash.story.verdicts import effect_words, much, short_name, subject, told_of
from cmdash.story.words import opening, say, written
from cmdash.wording import network

SUREST = ("confirmed", "likely", "hint", "none", "too_few")
SPEAKING = ("confirmed", "likely", "hint")
_HINTS = 3  # hints written out for a question; the others stand in its table


def asked_of(query: Query) -> Query:
    """The question of this page: every day of the record, boosted posts told apart by themselves."""
    return replace(query, period=None, paid=())


def answers(
    tracking: Tracking,
    query: Query,
    opened: tuple[str, ...] = (),
    advance: Callable[[float], None] | None = None,
) -> tuple[Verdict, ...]:
    """The verdicts of a question, worked out once."""
    asked = asked_of(query)
    found: tuple[Verdict, ...] = remembered(
        tracking,
        ("verdicts", asked, opened),
        lambda: evidence.verdicts(
            tracking, asked, opened=opened, advance=advance, usual=sampled(tracking, asked)
        ),
    )
    return found


def works(
    tracking: Tracking,
    query: Query,
    language: str,
    opened: tuple[str, ...] = (),
    advance: Callable[[float], None] | None = None,
) -> WorksView:
    """The frozen view of the page. `opened`: the questions asked beside the usual ones."""
    found = answers(tracking, query, opened, advance)
    factors = (*verdict_rules().factors, *(one for one in verdict_rules().opened if one in opened))
    by = {factor: [one for one in found if one.finding.look.factor == factor] for factor in factors}
    asked = asked_of(query)
    posts = sampled(tracking, asked)
    made = [_asking(factor, mine, posts, language) for factor, mine in by.items() if mine]
    return WorksView(
        sentence=_sentence(found, language),
        askings=tuple(sorted(made, key=_surest)),
        heat=heat_map(tracking, asked, language),
        rankings=rankings(tracking, asked, language),
        missing=tuple(say(language, f"works.missing.{factor}") for factor, mine in by.items() if not mine),
        notes=(
            *counting.page_note(Counting(query.counting.actions), language),
            *_notes(found, posts, language),
        ),
    )


def _surest(asking: Asking) -> int:
    """What is surest comes first."""
    return min((SUREST.index(one.verdict) for one in asking.told), default=len(SUREST))


def _sentence(found: tuple[Verdict, ...], language: str) -> str:
    if not found:
        return say(language, "works.nothing")
    count = max(one.finding.n + one.finding.others for one in found)
    tested = [one for one in found if one.finding.p is not None]
    words: dict[str, object] = {
        "count": count,
        "span": calendar.name(_span(found), language),
        "asked": len(tested),
    }
    if not tested:
        return say(language, "works.untested", **words)
    sure = [one for one in found if one.finding.verdict == "confirmed"]
    if not sure:
        return say(language, "works.unsure", **words)
    top = max(sure, key=_size)
    clearest = say(language, "works.clearest", what=opening(subject(top, language)), size=much(top, language))
    return f"{say(language, 'works.sure', count=len(sure), posts=count, span=words['span'])} {clearest}"


def _span(found: tuple[Verdict, ...]) -> Period | None:
    ends = [(one.first, one.last) for one in found if one.first != NONE]
    if not ends:
        return None
    return Period(days.date(min(first for first, _ in ends)), days.date(max(last for _, last in ends)))


def _size(verdict: Verdict) -> float:
    """How large an effect is, up or down. Rounded, so that two looks at the same posts (a level used on one network
    alone) come in the order asked, whatever their last digits are."""
    effect = verdict.finding.effect
    return round(max(effect, 1 / effect), 9) if effect else 0.0


def _asking(factor: str, found: list[Verdict], posts: Sample, language: str) -> Asking:
    ranked = sorted(found, key=lambda one: (SUREST.index(one.finding.verdict), -_size(one)))
    hints = [one for one in ranked if one.finding.verdict == "hint"]
    speaking = [one for one in ranked if one.finding.verdict in SPEAKING and one not in hints[_HINTS:]]
    told = tuple(told_of(one, posts, language) for one in speaking)
    tested = any(one.finding.verdict == "none" for one in found)
    sentence = "" if told else say(language, f"works.quiet.{'none' if tested else 'too_few'}.{factor}")
    return Asking(
        factor=factor,
        title=say(language, f"works.factor.{factor}"),
        told=told,
        sentence=sentence,
        rest=say(language, "works.rest", count=len(found)),
        table=_table(ranked, factor, language),
    )


def _table(found: list[Verdict], factor: str, language: str) -> Table:
    columns = (
        Column("level", say(language, f"works.factor.{factor}")),
        Column("network", say(language, "works.column.network")),
        Column("verdict", say(language, "works.column.verdict")),
        Column("effect", say(language, "works.column.effect"), "ratio"),
        Column("interval", say(language, "works.column.interval"), "ratio"),
        Column("n", say(language, "works.column.n"), "count"),
    )
    rows, shown = [], []
    for one in found:
        finding = one.finding
        name = opening(short_name(factor, finding.look.level, language))
        where = (
            network(finding.look.network, language) if finding.look.network else say(language, "works.all")
        )
        word = say(language, f"works.is.{finding.verdict}")
        effect = interval = ""
        if finding.effect is not None and finding.low is not None and finding.high is not None:
            effect = effect_words(finding.effect, language)
            interval = say(language, "works.interval", low=effect_words(finding.low, language), high=effect_words(finding.high, language))  # fmt: skip
        if finding.verdict in ("too_few", "hint") and finding.needed:
            key = "more_needed" if finding.effect is not None else "more_least"
            word = say(language, f"works.{key}", word=word, count=finding.needed)
        rows.append((name, where, word, finding.effect, interval, finding.n))
        shown.append((name, where, word, effect, interval, written(finding.n, "count", language)))
    return Table(columns, tuple(rows), tuple(shown))


def _notes(found: tuple[Verdict, ...], posts: Sample, language: str) -> tuple[str, ...]:
    wrong = (say(language, "works.note.below_zero", count=posts.below_zero),) if posts.below_zero else ()
    if not found:
        return wrong
    hours = any(one.finding.look.factor == "slot" for one in found)
    first, *rest = (
        say(language, f"works.note.{name}")
        for name in ("posts", "paying", *(("hours",) if hours else ()), "cause")
    )
    return (first, *wrong, *rest)
