"""How far a goal has come and what is still needed, in words."""

from __future__ import annotations

import datetime as dt

from cmdash.catalog import fields, kpis
from cmdash.kpi import Progress
from cmdash.story.figures import shown
from cmdash.story.words import percent, say, signed, written
from cmdash.wording import day, decimal, has_message, message, network


def figure(made: Progress, value: float, language: str, exact: bool = False) -> str:
    """An amount in the goal's unit; rates and balances as on the cards of the other pages. `exact`: with every digit it
    has, as the target was typed."""
    entry = kpis()[made.goal.kpi]
    unit = made.unit or entry.unit.replace("money", "")
    if entry.unit == "ratio" and entry.shown == "points":
        return say(language, "goals.points", value=written(value, unit, language, "points", exact))
    return shown(entry, value, unit, language, exact)


def done_in_percent(value: float, language: str) -> str:
    """A share of the goal in whole percent, with its sign where it is below zero."""
    return signed(percent(abs(value), language, 0), value).removeprefix("+")


def sentences(made: Progress, language: str, last: dt.date | None = None) -> list[str]:
    """How far, what is still needed, how far the data go; or why nothing can be said.

    `last`: the last day of the data as the other pages say it. Where the files of the goal end on another day, it is
    said that it is theirs.
    """
    theirs = made.covered is not None and made.covered == last
    if made.state == "unknown":
        return [_why(made, language)]
    if made.state == "not_begun":
        return (
            [say(language, "goals.begins", start=day(made.goal.start, language))] if made.goal.start else []
        )
    if made.before:
        return [_opened(made, "before", language)]
    if made.state == "outdated" and made.actual is None:
        return [_ends(made, "none", theirs, language)]
    found = [_far(made, language)]
    if made.state in ("late", "on_course", "underway"):
        found += _needed(made, language)
    if made.gap:
        found.append(_opened(made, "over" if made.state == "outdated" else "during", language))
    if made.state == "outdated" and made.stale:
        found.append(_ends(made, "over", theirs, language))
    elif made.stale:
        found.append(_ends(made, "short" if made.pace is not None else "plain", theirs, language))
    return [sentence for sentence in found if sentence]


def _far(made: Progress, language: str) -> str:
    """The attainment in words; a flow and a level against the time elapsed, a rate by itself."""
    if made.nature == "level" and made.begin is not None and made.goal.target <= made.begin:
        return say(language, "goals.far.before", begin=figure(made, made.begin, language))
    if made.nature == "ceiling":
        return say(language, "goals.far.ceiling")
    if made.attainment is None:
        return say(language, "goals.far.no_start") if made.nature == "level" else ""
    words = {"done": done_in_percent(made.attainment, language)}
    over = made.days_left == 0
    if made.nature == "level" and made.begin is not None:
        words |= {"begin": figure(made, made.begin, language)}
        key = "level"
        if made.begun and not made.begun_apart:
            key, words["begun"] = "level_since", day(made.begun, language)
    else:
        key = "rate" if made.nature == "rate" else "flow"
    if made.nature != "rate" and made.elapsed is not None and not over:
        return say(
            language, f"goals.far.{key}_timed", elapsed=done_in_percent(made.elapsed, language), **words
        )
    return say(language, f"goals.far.{key}", **words)


def _needed(made: Progress, language: str) -> list[str]:
    """What is still missing and by which weekly rhythm; never where the period has hardly begun more than that."""
    found = []
    if made.left is not None and made.goal.end is not None and made.ahead:
        words: dict[str, object] = {"end": day(made.goal.end, language)}
        late = made.stale and made.at is not None and made.clock is not None
        if late and made.at and made.clock:
            words |= {"at": day(made.at, language), "clock": day(made.clock, language)}
        if made.ahead < 7 or made.needed is None:
            key, words["count"] = "last", made.ahead
        else:
            key, words["needed"] = _rhythm(made, words, language), _amount(made, made.needed, language)
        words["left"] = _amount(made, made.left, language)
        found.append(say(language, f"goals.need.{key}{'_stale' if late else ''}", **words))
    if made.early:
        found.append(say(language, "goals.need.early"))
    return found


def _rhythm(made: Progress, words: dict[str, object], language: str) -> str:
    """Whether the rhythm so far is known, and from when; it is put among the words."""
    if made.rhythm is None:
        return "week"
    words["rhythm"] = _amount(made, made.rhythm, language)
    begun = made.nature == "flow" and made.first and made.goal.start and made.first - made.goal.start
    if made.first and begun and begun.days >= 7:
        words["since"] = day(made.first, language)
        return "rhythm_since"
    return "rhythm"


def _amount(made: Progress, value: float, language: str) -> str:
    """An amount a week: whole where it is large, one decimal where it is a few."""
    if made.unit in ("count", "people", "seconds", "minutes") and abs(value) < 10:
        return decimal(value, language, 1 if round(value, 1) % 1 else 0)
    return written(value, made.unit, language)


def _opened(made: Progress, key: str, language: str) -> str:
    """From when on the files give the figure of the goal."""
    return say(language, f"goals.opened.{key}", day=day(made.opened, language)) if made.opened else ""


def _ends(made: Progress, key: str, theirs: bool, language: str) -> str:
    """Where the data end: in the words of the other pages where it is the same day, else as that of the goal's files."""
    if made.covered is None:
        return ""
    whose = say(language, "goals.ends.all" if theirs else "goals.ends.own")
    end = day(made.goal.end, language) if made.goal.end else ""
    return say(language, f"goals.ends.{key}", whose=whose, day=day(made.covered, language), end=end)


def _why(made: Progress, language: str) -> str:
    """Why nothing can be computed; a missing column is named by its label."""
    code, _, about = made.why.partition(":")
    name = message(language, f"fields.field.{about}") if about in fields() else network(about, language)
    if code == "missing" and about not in fields():
        code = "no_rows"
    key = f"goals.why.{code}"
    words = {"about": name, "kpi": made.goal.kpi}
    return say(language, key if has_message(language, key) else "goals.why.other", **words)
