"""The Goals page: for each goal how far it has come, against the time elapsed, and what is still needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cmdash import kpi
from cmdash.catalog import kpis, read
from cmdash.kpi import Progress
from cmdash.model import DECLARED, Counting, Goal, Period, Query, Tracking
from cmdash.model.goal_views import GoalCard, GoalsView
from cmdash.model.memory import remembered
from cmdash.story import calendar, counting
from cmdash.story.asked import Asked
from cmdash.story.goal_sentences import done_in_percent, figure, sentences
from cmdash.story.goal_stamps import goal_stamp
from cmdash.story.outlook import goal_outlook
from cmdash.story.tables import present
from cmdash.story.words import listed, say
from cmdash.wording import day, has_message, network

ORDER = ("late", "underway", "on_course", "missed", "met", "outdated", "not_begun", "unknown")
# A target is wished for; what only describes (a share of the ladder, a check) is no goal to choose.
_NO_GOAL = ("share", "product", "median", "goal")


def goals_page(
    tracking: Tracking,
    typed: tuple[Goal, ...],
    today: dt.date,
    language: str,
    chosen: Counting = DECLARED,
    networks: tuple[str, ...] = (),
    accounts: tuple[str, ...] = (),
) -> GoalsView:
    """The frozen view of the Goals page on a day of the clock: goals of the sheets, then those typed.

    Of two about the same thing the typed one stands. `networks` and `accounts`: those in question, where not all. A
    goal of all networks stays; one of all accounts does not where the data hold another account, whose figures are in
    it.
    """
    places = tracking.goals[["file", "sheet"]].fillna("").itertuples(index=False, name=None)
    newer = {goal.subject for goal in typed}
    alone = not accounts or {*present(tracking, "account")} <= {*accounts}
    given: list[tuple[Goal, str, int | None]] = [
        (goal, _origin(str(file), str(sheet), language), None)
        for goal, (file, sheet) in zip(kpi.sheet_goals(tracking), places, strict=True)
        if goal.subject not in newer
    ]
    given += [(goal, say(language, "goals.origin.typed"), at) for at, goal in enumerate(typed)]
    made = [
        (kpi.progress(tracking, goal, today, chosen), origin, at)
        for goal, origin, at in given
        if (not networks or not goal.network or goal.network in networks)
        and (not accounts or goal.account in accounts or (not goal.account and alone))
    ]
    made.sort(key=lambda one: ORDER.index(one[0].state))
    cards = tuple(_card(tracking, one, language, origin, at, chosen) for one, origin, at in made)
    return GoalsView(
        sentence=_sentence((one for one, _, _ in made), language),
        cards=cards,
        notes=(*_choice(made, chosen, language), say(language, "goals.clock", day=day(today, language)))
        if cards
        else (),
    )


def _choice(
    made: Iterable[tuple[Progress, str, int | None]], chosen: Counting, language: str
) -> tuple[str, ...]:
    """What counts as engagement, where it changes a goal."""
    known = [kpis()[one.goal.kpi] for one, _, _ in made if one.goal.kpi in kpis()]
    if not any(kpi.touched(entry, chosen) for entry in known):
        return ()
    return counting.page_note(chosen, language)


def choices(tracking: Tracking) -> tuple[str, ...]:
    """The KPIs a goal can be set for: those the data fill, the usual ones of the blank template first, then those of
    campaigns, which only some data have."""

    def made() -> tuple[str, ...]:
        table = kpi.compute(tracking)
        filled = set(table["kpi"][table["value"].notna()])
        usual = [name for name in read("template")["goals"]["choices"]["kpi"] if name in filled]
        rest = [
            entry.id
            for entry in kpis().values()
            if entry.id in filled and entry.aim != "none" and (entry.kind not in _NO_GOAL or entry.goal)
        ]
        rest.sort(key=lambda name: kpis()[name].family != "campaigns")
        return tuple(dict.fromkeys([*usual, *rest]))

    found: tuple[str, ...] = remembered(tracking, "goal choices", made)
    return found


def in_percent(name: str) -> bool:
    """Whether the target of a KPI is typed in percent or points of a hundred."""
    return kpis()[name].in_percent


def period_name(period: Period, language: str) -> str:
    """A period as a name, its first letter as it stands: "juin 2026", "le 2e trimestre 2026"."""
    return calendar.name(period, language)


def _sentence(made: Iterable[Progress], language: str) -> str:
    """How many goals stand where, in the words of their cards."""
    states = [_own("count", one) for one in sorted(made, key=lambda one: ORDER.index(one.state))]
    if not states:
        return say(language, "goals.none")
    counts = [say(language, key, count=states.count(key)) for key in dict.fromkeys(states)]
    return say(language, "goals.sentence", count=len(states), states=listed(counts, language))


def _own(part: str, made: Progress) -> str:
    """The key of a state's words: those for its nature where there are any (a rate is below target, not late)."""
    own = f"goals.{part}.{made.state}_{made.nature}"
    return own if has_message("fr", own) else f"goals.{part}.{made.state}"


def _origin(file: str, sheet: str, language: str) -> str:
    return say(language, "goals.origin.sheet" if sheet else "goals.origin.file", file=file, sheet=sheet)


def _card(
    tracking: Tracking,
    made: Progress,
    language: str,
    origin: str,
    typed: int | None,
    chosen: Counting,
) -> GoalCard:
    goal = made.goal
    known = goal.kpi in kpis()
    where = [network(goal.network, language)] if goal.network else []
    where += [goal.account] if goal.account else []
    label = counting.label(kpis()[goal.kpi], chosen, language) if known else goal.kpi
    return GoalCard(
        network=goal.network,
        title=" · ".join([label, *where]),
        period=_period(goal, language),
        state=made.state,
        label=say(language, _own("state", made)),
        actual=figure(made, made.actual, language) if made.actual is not None else "",
        of=_of(made, language),
        share=_share(made),
        elapsed=made.elapsed if made.nature in ("flow", "level") else None,
        bar=_bar(made, language),
        sentences=(*sentences(made, language, _last(tracking)), *_outlook(tracking, made, language, chosen)),
        note=goal.note,
        origin=origin,
        stamp=goal_stamp(tracking, made, language, chosen),
        typed=typed,
    )


def _last(tracking: Tracking) -> dt.date | None:
    """The last day of the data, as the Overview says it."""
    known = Asked(tracking, Query(), "").known
    return known.end if known else None


def _outlook(tracking: Tracking, made: Progress, language: str, chosen: Counting) -> tuple[str, ...]:
    """Where a goal still open may end, where its months can be foreseen."""
    if made.state not in ("late", "on_course", "underway") or made.gap:
        return ()
    said = goal_outlook(tracking, made.goal, language, chosen)
    return (said,) if said else ()


def _period(goal: Goal, language: str) -> str:
    if goal.start and goal.end:
        return calendar.name(Period(min(goal.start, goal.end), max(goal.start, goal.end)), language)
    if goal.end:
        return say(language, "goals.period.until", end=day(goal.end, language))
    if goal.start:
        return say(language, "goals.period.since", start=day(goal.start, language))
    return say(language, "goals.period.open")


def _of(made: Progress, language: str) -> str:
    if made.goal.kpi not in kpis():
        return ""
    key = "ceiling" if made.nature == "ceiling" else "target" if made.actual is not None else "alone"
    return say(language, f"goals.of.{key}", target=figure(made, made.goal.target, language, exact=True))


def _share(made: Progress) -> float | None:
    """How full the bar is; a ceiling has none, as there a full bar would look like a success."""
    return made.attainment if made.nature != "ceiling" else None


def _bar(made: Progress, language: str) -> str:
    """The bar in words, for who does not see it."""
    if made.attainment is None or made.nature == "ceiling":
        return ""
    done = done_in_percent(made.attainment, language)
    if made.elapsed is None or made.nature == "rate":
        return say(language, "goals.bar.plain", done=done)
    return say(language, "goals.bar.timed", done=done, elapsed=done_in_percent(made.elapsed, language))
