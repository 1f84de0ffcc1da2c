"""Lessons: what a person took from the data, and how it stands on the posts published since."""

from __future__ import annotations

import datetime as dt

from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence import Verdict
from cmdash.evidence.lessons import Retest, retest
from cmdash.kpi import days
from cmdash.model import Lesson, Tracking
from cmdash.model.lesson_views import LessonView
from cmdash.model.memory import remembered
from cmdash.story.verdicts import effect_words, sentence_of
from cmdash.story.words import listed, say
from cmdash.story.works import SPEAKING
from cmdash.wording import day, message

MONTHS = 3  # after which a lesson is looked at again, where nothing else is said


def lessons(
    tracking: Tracking, kept: tuple[Lesson, ...], today: dt.date, language: str
) -> tuple[LessonView, ...]:
    """Each lesson with its re-test, those to be looked at again first."""
    made = [_view(tracking, one, today, language) for one in kept]
    order = {"gone": 0, "holds": 1, "early": 2, "typed": 3}
    return tuple(sorted(made, key=lambda one: order[one.state]))


def lesson_of(
    verdict: Verdict, today: dt.date, language: str, decision: str = "", review: dt.date | None = None
) -> Lesson:
    """The lesson of a verdict that says something."""
    found = verdict.finding
    return Lesson(
        claim=sentence_of(verdict, language),
        date=today,
        kpi=verdict.metric,
        factor=found.look.factor,
        level=found.look.level,
        network=found.look.network,
        side="more" if (found.effect or 1) > 1 else "less",
        posts=found.n,
        until=days.date(verdict.last),
        decision=decision,
        review=review,
    )


def claims(found: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts a lesson can be taken from: those that say something, the surest first."""
    speaking = [one for one in found if one.finding.verdict in SPEAKING]
    return tuple(sorted(speaking, key=lambda one: SPEAKING.index(one.finding.verdict)))


def _view(tracking: Tracking, lesson: Lesson, today: dt.date, language: str) -> LessonView:
    tested: Retest = remembered(tracking, ("retest", lesson), lambda: retest(tracking, lesson))
    terms = list(_terms(lesson, tested, today, language))
    return LessonView(
        lesson=lesson,
        state=tested.state,
        word=say(language, f"works.lesson.is.{tested.state}"),
        sentence=lesson.claim,
        terms=tuple((say(language, f"works.lesson.term.{name}"), text) for name, text in terms),
    )


def _terms(lesson: Lesson, tested: Retest, today: dt.date, language: str) -> list[tuple[str, str]]:
    found = tested.finding
    terms = [("since", _since(lesson, tested, language))] if lesson.factor else []
    if found is not None and found.effect is not None and found.low is not None and found.high is not None:
        low, high = effect_words(found.low, language), effect_words(found.high, language)
        terms.append(("effect", say(language, "works.figure.effect", effect=effect_words(found.effect, language), low=low, high=high)))  # fmt: skip
    if lesson.kpi:
        names = [message(language, f"kpis.{name}.label") for name in lesson.kpi.split("+")]
        words = {"kpi": listed(names, language), "day": day(lesson.date, language)}
        terms.append(("taken", say(language, "works.lesson.taken", count=lesson.posts, **words)))
    else:
        terms.append(("taken", day(lesson.date, language)))
    if lesson.decision:
        terms.append(("decision", lesson.decision))
    if lesson.review:
        key = "due" if lesson.review <= today else "later"
        terms.append(("review", say(language, f"works.lesson.{key}", day=day(lesson.review, language))))
    return terms


def _since(lesson: Lesson, tested: Retest, language: str) -> str:
    """On how many posts published since it stands, or how many are still wanted."""
    found, rules = tested.finding, verdict_rules()
    until = day(lesson.until, language) if lesson.until else ""
    count = found.n if found is not None else 0
    key = "few" if found is None or found.effect is None else tested.state
    return say(
        language, f"works.lesson.since.{key}", count=count, day=until, least=rules.posts, weeks=rules.weeks
    )
