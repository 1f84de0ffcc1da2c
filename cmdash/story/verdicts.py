"""A verdict in words: its sentence without a cause, its subject, and the figures that stand behind it."""

from __future__ import annotations

from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence import Verdict
from cmdash.evidence.lessons import Tie, tie
from cmdash.evidence.sampling import Sample
from cmdash.model.evidence_views import Told
from cmdash.story.words import decimal, listed, opening, percent, say, value_label, written
from cmdash.wording import has_message, message, network

_LEAST = 0.001  # a p below which only "less than" is said


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
        "subject": opening(subject(verdict, language)),
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


def subject(verdict: Verdict, language: str) -> str:
    """What a verdict is about, as the subject of its sentence."""
    look = verdict.finding.look
    name = level_name(look.factor, look.level, language)
    if look.network:
        return say(language, "works.on", subject=name, network=network(look.network, language))
    return say(language, "works.everywhere", subject=name)


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


def much(verdict: Verdict, language: str) -> str:
    """How much more or less, in percent."""
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
