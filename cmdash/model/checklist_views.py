"""The Checklist page as frozen values; every text is in the reader's language and is plain text, never markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cmdash.model.views import Table


@dataclass(frozen=True)
class Task:
    """One task of a rhythm; `done` is the day it was ticked in the day, week or month that runs, None before."""

    id: str
    label: str
    done: dt.date | None


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of a rhythm; `sentence` counts those done."""

    id: str
    title: str
    sentence: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Mistake:
    """A habit looked for in the data. `state`: `found`, `fine`, or `unknown` where no column tells (`sentence` says
    which would); `label` is its word. `table` holds the rows behind it, of which there are `count`."""

    id: str
    state: str
    title: str
    label: str
    sentence: str
    table: Table | None = None
    count: int = 0


@dataclass(frozen=True)
class ChecklistView:
    """The tasks, and what the data say of the usual mistakes; `checked` counts them in a sentence."""

    sentence: str
    groups: tuple[TaskGroup, ...]
    mistakes: tuple[Mistake, ...] = ()
    checked: str = ""
