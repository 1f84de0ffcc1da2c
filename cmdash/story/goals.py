"""The Goals page: for each goal how far it has come, against the time elapsed, and what is still needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cmdash import kpi
from cmdash.catalog import fields, kpis, read
from cmdash.kpi import Progress
from cmdash.model import DECLARED, Counting, Goal, Period, Query, Stamp, Tracking
from cmdash.model.goal_views import GoalCard, GoalsView
from cmdash.model.memory import remembered
from cmdash.model.views import StampText
from cmdash.story import calendar, counting
from cmdash.story.figures import shown
from cmdash.story.outlook import goal_outlook
from cmdash.story.stamps import FILES
from cmdash.story.words import kpi_label, listed, percent, say, signed, written
from cmdash.wording import day, decimal, has_message, message, network

ORDER = ("late", "underway", "on_course", "missed", "met", "outdated", "not_begun", "unknown")
# A target is wished for; what only describes (a share of the ladder, a check) is no goal to choose.
_NO_GOAL = ("share", "product", "median", "goal")


def goals_page(
    tracking: Tracking,
    typed: tuple[Goal, ...],
    today: dt.date,
    language: str,
    chosen: Counting = DECLARED,
) -> GoalsView:
    """The frozen view of the Goals page on a day of the clock: goals of the sheets, then those typed.

    Of two about the same thing the typed one stands.
    """
    places = tracking.goals[["file", "sheet"]].fillna("").itertuples(index=False, name=None)
    newer = {goal.subject for goal in typed}
    given: list[tuple[Goal, str, int | None]] = [
        (goal, _origin(str(file), str(sheet), language), None)
        for goal, (file, sheet) in zip(kpi.sheet_goals(tracking), places, strict=True)
        if goal.subject not in newer
    ]
    given += [(goal, say(language, "goals.origin.typed"), at) for at, goal in enumerate(typed)]
    made = [(kpi.progress(tracking, goal, today, chosen), origin, at) for goal, origin, at in given]
    made.sort(key=lambda one: ORDER.index(one[0].state))
    cards = tuple(_card(tracking, one, language, origin, at, chosen) for one, origin, at in made)
    return GoalsView(
        question=say(language, "goals.question"),
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
    """The KPIs a goal can be set for: those the data fill, the usual ones of the blank template first."""

    def made() -> tuple[str, ...]:
        table = kpi.compute(tracking)
        filled = set(table["kpi"][table["value"].notna()])
        usual = [name for name in read("template")["goals"]["choices"]["kpi"] if name in filled]
        rest = [
            entry.id
            for entry in kpis().values()
            if entry.id in filled and entry.better != "none" and entry.kind not in _NO_GOAL
        ]
        return tuple(dict.fromkeys([*usual, *rest]))

    found: tuple[str, ...] = remembered(tracking, "goal choices", made)
    return found


def in_percent(name: str) -> bool:
    """Whether the target of a KPI is typed in percent or points of a hundred."""
    return kpis()[name].unit == "ratio" and kpis()[name].shown != "times"


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
        actual=_figure(made, made.actual, language) if made.actual is not None else "",
        of=_of(made, language),
        share=_share(made),
        elapsed=made.elapsed if made.nature in ("flow", "level") else None,
        bar=_bar(made, language),
        sentences=(*_sentences(made, language), *_outlook(tracking, made, language)),
        note=goal.note,
        origin=origin,
        stamp=_stamp(tracking, made, language, chosen),
        typed=typed,
    )


def _outlook(tracking: Tracking, made: Progress, language: str) -> tuple[str, ...]:
    """Where a goal still open may end, where its months can be foreseen."""
    if made.state not in ("late", "on_course", "underway"):
        return ()
    said = goal_outlook(tracking, made.goal, language)
    return (said,) if said else ()


def _period(goal: Goal, language: str) -> str:
    if goal.start and goal.end:
        return calendar.name(Period(min(goal.start, goal.end), max(goal.start, goal.end)), language)
    if goal.end:
        return say(language, "goals.period.until", end=day(goal.end, language))
    if goal.start:
        return say(language, "goals.period.since", start=day(goal.start, language))
    return say(language, "goals.period.open")


def _figure(made: Progress, value: float, language: str) -> str:
    """An amount in the goal's unit; rates and balances as on the cards of the other pages."""
    entry = kpis()[made.goal.kpi]
    if entry.unit == "ratio" and entry.shown == "points":
        return say(language, "goals.points", value=written(value, made.unit, language, "points"))
    if entry.stat == "change":
        return shown(entry, value, made.unit, language)
    return shown(entry, value, made.unit or entry.unit.replace("money", ""), language)


def _of(made: Progress, language: str) -> str:
    if made.goal.kpi not in kpis():
        return ""
    key = "ceiling" if made.nature == "ceiling" else "target" if made.actual is not None else "alone"
    return say(language, f"goals.of.{key}", target=_figure(made, made.goal.target, language))


def _share(made: Progress) -> float | None:
    """How full the bar is; a ceiling has none, as there a full bar would look like a success."""
    return made.attainment if made.nature != "ceiling" else None


def _bar(made: Progress, language: str) -> str:
    """The bar in words, for who does not see it."""
    if made.attainment is None or made.nature == "ceiling":
        return ""
    done = _percent(made.attainment, language)
    if made.elapsed is None or made.nature == "rate":
        return say(language, "goals.bar.plain", done=done)
    return say(language, "goals.bar.timed", done=done, elapsed=_percent(made.elapsed, language))


def _percent(value: float, language: str) -> str:
    return signed(percent(abs(value), language, 0), value).removeprefix("+")


def _sentences(made: Progress, language: str) -> list[str]:
    """How far, what is still needed, how far the data go; or why nothing can be said."""
    if made.state == "unknown":
        return [_why(made, language)]
    if made.state == "not_begun":
        return (
            [say(language, "goals.begins", start=day(made.goal.start, language))] if made.goal.start else []
        )
    if made.state == "outdated" and made.actual is None:
        return [_ends(made, "none", language)]
    found = [_far(made, language)]
    if made.state in ("late", "on_course", "underway"):
        found += _needed(made, language)
    if made.state == "outdated":
        found.append(_ends(made, "over", language))
    elif made.stale:
        found.append(_ends(made, "short" if made.pace is not None else "plain", language))
    return [sentence for sentence in found if sentence]


def _far(made: Progress, language: str) -> str:
    """The attainment in words; a flow and a level against the time elapsed, a rate by itself."""
    if made.nature == "level" and made.begin is not None and made.goal.target <= made.begin:
        return say(language, "goals.far.before", begin=_figure(made, made.begin, language))
    if made.nature == "ceiling":
        return say(language, "goals.far.ceiling")
    if made.attainment is None:
        return say(language, "goals.far.no_start") if made.nature == "level" else ""
    words = {"done": _percent(made.attainment, language)}
    over = made.days_left == 0
    if made.nature == "level" and made.begin is not None:
        words |= {"begin": _figure(made, made.begin, language)}
        key = "level"
    else:
        key = "rate" if made.nature == "rate" else "flow"
    if made.nature != "rate" and made.elapsed is not None and not over:
        return say(language, f"goals.far.{key}_timed", elapsed=_percent(made.elapsed, language), **words)
    return say(language, f"goals.far.{key}", **words)


def _needed(made: Progress, language: str) -> list[str]:
    """What is still missing and by which weekly rhythm; never where the period has hardly begun more than that."""
    found = []
    if made.left is not None and made.goal.end is not None and made.days_left:
        end = day(made.goal.end, language)
        if made.days_left < 7 or made.needed is None:
            left = _amount(made, made.left, language)
            found.append(say(language, "goals.need.last", left=left, end=end, count=made.days_left))
        else:
            words = {"needed": _amount(made, made.needed, language), "end": end}
            if made.rhythm is not None:
                words["rhythm"] = _amount(made, made.rhythm, language)
            found.append(say(language, f"goals.need.{'week' if made.rhythm is None else 'rhythm'}", **words))
    if made.early:
        found.append(say(language, "goals.need.early"))
    return found


def _amount(made: Progress, value: float, language: str) -> str:
    """An amount a week: whole where it is large, one decimal where it is a few."""
    if made.unit in ("count", "people", "seconds", "minutes") and abs(value) < 10:
        return decimal(value, language, 1 if round(value, 1) % 1 else 0)
    return written(value, made.unit, language)


def _ends(made: Progress, key: str, language: str) -> str:
    if made.covered is None:
        return ""
    end = day(made.goal.end, language) if made.goal.end else ""
    return say(language, f"goals.ends.{key}", day=day(made.covered, language), end=end)


def _why(made: Progress, language: str) -> str:
    """Why nothing can be computed; a missing column is named by its label."""
    code, _, about = made.why.partition(":")
    name = message(language, f"fields.field.{about}") if about in fields() else network(about, language)
    if code == "missing" and about not in fields():
        code = "no_rows"
    key = f"goals.why.{code}"
    words = {"about": name, "kpi": made.goal.kpi}
    return say(language, key if has_message(language, key) else "goals.why.other", **words)


def _stamp(tracking: Tracking, made: Progress, language: str, chosen: Counting) -> StampText | None:
    behind = made.stamp
    if behind is None or made.actual is None:
        return None
    entry = kpis()[made.goal.kpi]
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
