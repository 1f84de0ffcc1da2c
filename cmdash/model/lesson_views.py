"""Lessons and experiments as they are shown; every text is plain text in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cmdash.model.lessons import Lesson
from cmdash.model.views import Table


@dataclass(frozen=True)
class LessonView:
    """A lesson with how it stands today: `state` is that of the re-test, `word` its word."""

    lesson: Lesson
    state: str
    word: str
    sentence: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Planned:
    """One post of a plan, as a row of the calendar. `date` at midnight is a day without an hour; `account` is empty where
    the posts name none."""

    date: dt.datetime
    network: str
    format: str
    theme: str
    text: str
    account: str = ""


@dataclass(frozen=True)
class Experiment:
    """A plan of four weeks in one sentence, what it can tell, as a table, and its rows for the calendar."""

    sentence: str
    note: str
    table: Table
    rows: tuple[Planned, ...]
