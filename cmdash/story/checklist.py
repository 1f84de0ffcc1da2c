"""The Checklist page: the tasks of the trade ticked off, and the usual mistakes looked for in the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cmdash.catalog.checklist import tasks
from cmdash.model import Query, Tracking
from cmdash.model.checklist_views import ChecklistView, Mistake, Task, TaskGroup
from cmdash.story import calendar
from cmdash.story.mistakes import mistakes
from cmdash.story.words import say


def checklist(
    tracking: Tracking | None, query: Query, ticks: Mapping[str, dt.date], today: dt.date, language: str
) -> ChecklistView:
    """The frozen view of the page on a day of the clock; `ticks` are the days on which tasks were last done.

    A tick counts for the day, the ISO week or the month that runs. Without a tracking the tasks stand alone.
    """
    groups = tuple(_group(rhythm, names, ticks, today, language) for rhythm, names in tasks().items())
    left = sum(task.done is None for group in groups for task in group.tasks)
    sentence = say(language, "checklist.sentence" if left else "checklist.all_done", count=left)
    found: tuple[Mistake, ...] = ()
    checked = ""
    if tracking is not None:
        found = mistakes(tracking, query, language)
        count = sum(one.state == "found" for one in found)
        told = sum(one.state != "unknown" for one in found)
        words = {"when": calendar.during(query.period, language), "of": told}
        checked = say(language, "checklist.checked" if count else "checklist.clean", count=count, **words)
    return ChecklistView(sentence, groups, found, checked)


def _group(
    rhythm: str, names: tuple[str, ...], ticks: Mapping[str, dt.date], today: dt.date, language: str
) -> TaskGroup:
    made = tuple(
        Task(name, say(language, f"checklist.task.{name}"), _running(rhythm, ticks.get(name), today))
        for name in names
    )
    done = sum(task.done is not None for task in made)
    return TaskGroup(
        rhythm,
        say(language, f"checklist.rhythm.{rhythm}"),
        say(language, "checklist.done", count=done, of=len(made)),
        made,
    )


def _running(rhythm: str, done: dt.date | None, today: dt.date) -> dt.date | None:
    """The day of a tick that still counts: that of today, of this ISO week, of this month; never one of tomorrow."""
    if done is None or done > today:
        return None
    if rhythm == "daily":
        same = done == today
    elif rhythm == "weekly":
        same = done.isocalendar()[:2] == today.isocalendar()[:2]
    else:
        same = (done.year, done.month) == (today.year, today.month)
    return done if same else None
