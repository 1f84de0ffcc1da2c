"""The page "What works": what the posts bear and how surely, each sentence with its figures; no cause is claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cmdash import evidence
from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence import Verdict
from cmdash.evidence.lessons import Tie, tie
from cmdash.evidence.sampling import Sample
from cmdash.kpi import days
from cmdash.kpi.days import NONE
from cmdash.model import Counting, Period, Query, Tracking
from cmdash.model.evidence_views import Asking, Told, WorksView
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story import calendar, counting
from cmdash.story.rankings import heat_map, rankings, sampled
from cmdash.story.words import decimal, listed, opening, percent, say, value_label, written
from cmdash.wording import has_message, message, network

SUREST = ("confirmed", "likely", "hint", "none", "too_few")
SPEAKING = ("confirmed", "likely", "hint")
_HINTS = 3  # hints written out for a question; the others stand in its table
_LEAST = 0.001  # a p below which only "less than" is said


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
        notes=(*counting.page_note(Counting(query.counting.actions), language), *_notes(found, language)),
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
    clearest = say(
        language, "works.clearest", what=opening(_subject(top, language)), size=_much(top, language)
    )
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


def told_of(verdict: Verdict, posts: Sample, language: str) -> Told:
    """One verdict as a sentence with its figures."""
    found = verdict.finding
    look = found.look
    tied = tie(posts, look.factor, look.level, look.network)
    return Told(
        factor=found.look.factor,
        level=found.look.level,
        network=found.look.network,
        verdict=found.verdict,
        word=say(language, f"works.is.{found.verdict}"),
        sentence=sentence_of(verdict, language),
        terms=_terms(verdict, tied, language),
    )


def sentence_of(verdict: Verdict, language: str) -> str:
    """A verdict in one sentence, without a cause."""
    found = verdict.finding
    words: dict[str, object] = {
        "subject": opening(_subject(verdict, language)),
        "rest": say(language, f"works.others.{found.look.factor}"),
        "measured": say(language, f"works.measured.{_measure(verdict)}"),
    }
    if found.verdict == "too_few" or found.effect is None:
        return _few(verdict, words, language)
    if found.verdict == "none":
        return say(language, "works.told.none", **words)
    side = "more" if found.effect > 1 else "less"
    size = percent(abs(found.effect - 1), language, 0)
    return say(language, f"works.told.{found.verdict}_{side}", size=size, **words)


def _few(verdict: Verdict, words: dict[str, object], language: str) -> str:
    found, rules = verdict.finding, verdict_rules()
    if found.effect is not None:
        needed = found.needed or 1
        return say(
            language, "works.told.unclear", count=needed, n=written(found.n, "count", language), **words
        )
    if found.others < rules.others:
        return say(language, "works.told.alone", count=found.others, least=rules.others, **words)
    if found.n >= rules.posts and found.weeks >= rules.weeks:
        return say(language, "works.told.unlike", **words)
    return say(language, "works.told.gate", count=found.n, weeks=found.weeks, least=rules.posts, least_weeks=rules.weeks, **words)  # fmt: skip


def _subject(verdict: Verdict, language: str) -> str:
    look = verdict.finding.look
    subject = level_name(look.factor, look.level, language)
    if look.network:
        return say(language, "works.on", subject=subject, network=network(look.network, language))
    return say(language, "works.everywhere", subject=subject)


def level_name(factor: str, level: str, language: str) -> str:
    """A level as the subject of a sentence: "le mardi", "de 18 h à 21 h", "format Carrousel"."""
    if has_message(language, f"works.level.{factor}.{level}"):
        rules = verdict_rules()
        ends = rules.length if factor == "length" else rules.hashtag
        low, high = ends[0], ends[-1]
        return say(language, f"works.level.{factor}.{level}", low=low, high=high, top=high - 1)
    return say(language, f"works.level.{factor}", name=short_name(factor, level, language))


def short_name(factor: str, level: str, language: str) -> str:
    """A level by its bare name, as it stands in a table."""
    key = f"works.short.{factor}.{level}"
    return say(language, key) if has_message(language, key) else value_label(factor, level, language)


def _much(verdict: Verdict, language: str) -> str:
    effect = verdict.finding.effect or 1.0
    key = "works.more" if effect > 1 else "works.less"
    return say(language, key, size=percent(abs(effect - 1), language, 0))


def _measure(verdict: Verdict) -> str:
    return "several" if "+" in verdict.metric else verdict.metric


def effect_words(value: float, language: str) -> str:
    """A ratio: `×1,20`."""
    return f"×{decimal(value, language, 2)}"


def _terms(verdict: Verdict, tied: Tie | None, language: str) -> tuple[tuple[str, str], ...]:
    """What stands behind a sentence, in the order in which it is asked."""
    found = verdict.finding
    terms = [
        ("posts", say(language, "works.figure.posts", count=found.n, others=found.others, weeks=found.weeks))
    ]
    if found.effect is not None and found.low is not None and found.high is not None and found.p is not None:
        low, high = effect_words(found.low, language), effect_words(found.high, language)
        terms.insert(0, ("effect", say(language, "works.figure.effect", effect=effect_words(found.effect, language), low=low, high=high)))  # fmt: skip
        key, shown = ("below", _LEAST) if found.p < _LEAST else ("chance", found.p)
        chance = percent(shown, language, 1 if shown < 0.1 else 0)
        terms.append(("chance", say(language, f"works.figure.{key}", p=chance)))
    if verdict.usual is not None:
        mine, others = (_usual(value, verdict.metric, language) for value in verdict.usual)
        rest = say(language, f"works.others.{found.look.factor}")
        terms.insert(1, ("habit", say(language, "works.figure.habit", mine=mine, others=others, rest=rest)))
    how = "formula_format" if found.look.factor == "format" else "formula"
    terms.append(
        ("formula", say(language, f"works.figure.{how}", measure=_measures(verdict.metric, language)))
    )
    if found.needed and found.effect is not None:
        terms.append(("needed", say(language, "works.figure.needed", count=found.needed)))
    if tied:
        name = level_name(tied.factor, tied.level, language)
        shares = {
            key: percent(value, language, 0)
            for key, value in (("share", tied.share), ("others", tied.others))
        }
        terms.append(("tied", say(language, "works.figure.tied", name=name, **shares)))
    terms.append(("cause", say(language, f"works.cause.{_tied(found.look.factor)}")))
    return tuple((say(language, f"works.term.{name}"), text) for name, text in terms)


def _tied(factor: str) -> str:
    """Which words say what the factor may be tied to."""
    return {"weekday": "time", "slot": "time", "format": "format", "paid": "paid"}.get(factor, "content")


def _usual(value: float, metric: str, language: str) -> str:
    return written(value, "count" if metric == "interactions" else "ratio", language)


def _measures(metric: str, language: str) -> str:
    return listed([message(language, f"kpis.{name}.label") for name in metric.split("+")], language)


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


def _notes(found: tuple[Verdict, ...], language: str) -> tuple[str, ...]:
    if not found:
        return ()
    hours = any(one.finding.look.factor == "slot" for one in found)
    return tuple(
        say(language, f"works.note.{name}")
        for name in ("posts", "paying", *(("hours",) if hours else ()), "cause")
    )
