"""The editorial calendar kept or not, the month ahead, and what the reader is asked for."""

from __future__ import annotations

from dataclasses import replace

from cmdash import kpi
from cmdash.evidence import Look
from cmdash.kpi import days
from cmdash.model import Period
from cmdash.model.goal_views import GoalCard
from cmdash.model.planning_views import PlanningView
from cmdash.model.report_views import Block, Figures, Grid, Part, Words
from cmdash.model.views import Column
from cmdash.story.experiments import experiment
from cmdash.story.mistakes import mistakes
from cmdash.story.planning import planning
from cmdash.story.planning_lines import HEADER, columns, joined, lines, worded
from cmdash.story.planning_themes import spellings
from cmdash.story.report import audience, method
from cmdash.story.report.making import Making
from cmdash.story.report.tables import filled, of_words, without
from cmdash.story.report.unposted import unposted
from cmdash.story.words import say
from cmdash.story.works import SPEAKING, answers

WANTING = ("late", "underway")  # goals about which something can still be done
MOST = 12  # planned lines written out
ON_A_PAGE = 6  # of them where the whole report is a page
AHEAD = 31  # days
OVER = ("done", "late", "skipped")  # nothing is left to do about them
STATE = HEADER.index("state")
MISSING = 3  # columns named to an owner whose sheet has little to say


def _view(making: Making) -> PlanningView:
    return planning(making.tracking, making.query, making.language, making.today)


def kept(making: Making) -> Part | None:
    """The calendar against what was published; absent without a calendar for the period."""
    language, view = making.language, _view(making)
    if view.ways or view.outside:
        return None
    blocks: list[Block] = [Figures(view.figures)] if view.figures else []
    if view.silence:
        blocks.append(Words(view.silence))
    if view.rhythm is not None:
        blocks.append(Grid(view.rhythm, say(language, "planning.rhythm.title")))
    if view.themes is not None:
        blocks.append(Grid(view.themes, say(language, "planning.themes.title"), view.themes_note))
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    return Part("planning", say(language, "report.part.planning"), view.sentence, tuple(blocks))


def steps(making: Making) -> tuple[str, ...]:
    """What to do next, as far as the figures say: goals that lag, mistakes found in the data."""
    lagging = (
        _goal(card, making.language)
        for card in making.goals.cards
        if card.state in WANTING and card.sentences
    )
    found = (
        mistake.sentence
        for mistake in mistakes(making.tracking, making.query, making.language)
        if mistake.state == "found"
    )
    return (*lagging, *found)


def tries(making: Making) -> tuple[str, ...]:
    """What to begin with where nothing is left to do: what did best put to the test, a goal where there is none, and for
    an owner the columns that would bring the most."""
    language = making.language
    told = [_trial(making)]
    asked = "needs" in audience.parts(making.wish)  # there it is all among what is needed
    if (making.overview.figures or unposted(making)) and not making.goals.cards and not asked:
        told.append(say(language, "report.next.no_goal"))
    if making.overview.figures and not asked and making.wish.audience == "owner":
        told += method.lacking(making, goals=False)[:MISSING]
    return tuple(text for text in told if text)


def _trial(making: Making) -> str:
    """The surest of what did better, to be alternated with what is usual: what is observed is no proof of a cause. Empty
    where the weeks of such a plan would not settle it."""
    found = making.works
    spoken = [told for asking in found.askings for told in asking.told] if found else []
    verdicts = {one.finding.look: one for one in answers(making.tracking, making.query)} if spoken else {}
    for word in SPEAKING:
        for told in spoken:
            answer = verdicts.get(Look(told.factor, told.level, told.network))
            if told.verdict != word or answer is None or (answer.finding.effect or 0.0) <= 1:
                continue
            plan = experiment(making.tracking, making.query, answer, making.today, making.language)
            if plan is not None and (answer.finding.needed or 0) <= len(plan.rows):
                words = {"plan": plan.sentence[:1].lower() + plan.sentence[1:], "note": plan.note}
                return say(making.language, "report.next.trial", **words)
    return ""


def _goal(card: GoalCard, language: str) -> str:
    """A goal that lags: where it stands, and what it takes from now on (how far it has come where that is unknown)."""
    return say(
        language, "report.next.goal", goal=card.title, period=card.period, status=card.label.lower(),
        stands=f"{card.actual} {card.of}".strip(), told=card.sentences[min(1, len(card.sentences) - 1)],
    )  # fmt: skip


def ahead(making: Making) -> Part | None:
    """What to do next and what is planned in the weeks after the period; absent where neither is known."""
    language = making.language
    blocks: list[Block] = []
    todo = steps(making) or tries(making)
    if todo:
        blocks.append(Words(todo, points=True))
    coming = _coming(making)
    if coming is not None:
        blocks.append(coming)
    if not blocks:
        return None
    return Part("next", say(language, "report.part.next"), "", tuple(blocks))


def _coming(making: Making) -> Grid | None:
    """The planned lines of the weeks that follow the period; of the whole record those after the data's last day, of a
    calendar alone those from today on."""
    language, period, last = making.language, making.query.period, kpi.today(making.tracking)
    if not len(making.tracking.calendar):
        return None
    end = period.end if period else last
    start = days.moved(end, 1) if end else making.today
    span = Period(start, days.moved(start, AHEAD - 1))
    over = {say(language, f"planning.state.{state}") for state in OVER} if not period else set()
    found = joined(making.tracking, last or making.today)
    spelling = spellings(found)
    rows = [
        worded(line, language, spelling)
        for line in lines(found, replace(making.query, period=span, paid=()), language)
        if line[0] and line[STATE] not in over  # a post that nobody planned is no plan
    ]
    if not rows:
        return None
    heads = [Column(f"c{at}", name) for at, name in enumerate(columns(language))]
    most = ON_A_PAGE if making.wish.audience == "owner" else MOST
    note = say(language, "report.next.more", count=len(rows) - most) if len(rows) > most else ""
    table = without(filled(of_words(heads, rows[:most])), say(language, "planning.state.to_come"))
    return Grid(table, say(language, "report.next.planned"), note)


def needs(making: Making) -> Part | None:
    """What we need from the reader: questions left open by the files, columns that would bring a part."""
    language = making.language
    asked = (*method.lacking(making), *method.at_most(method.open_questions(making), language))
    if not asked:
        return None
    return Part("needs", say(language, "report.part.needs"), "", (Words(asked, points=True),))
