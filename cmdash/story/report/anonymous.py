"""A client's figures shown to somebody else: names, texts and links taken out, the figures as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from cmdash.catalog import kpis, normalise
from cmdash.model import Ledger, Tracking
from cmdash.model.memory import remembered
from cmdash.story.planning_lines import joined
from cmdash.story.report.making import Making
from cmdash.story.words import say

KINDS = ("posts", "account", "campaigns", "calendar", "goals", "mentions")
NUMBERED = (
    "account",
    "campaign",
    "owner",
    "author",
    "sheet",
)  # a name becomes a numbered one, the same everywhere
CHOICES = (
    "format",
    "status",
    "paid",
    "nature",
    "sentiment",
    "answered",
    "period",
)  # in them `other:` is one's own words
TEXTS = ("text", "quote", "answer")  # each its own number
EMPTIED = ("post_id", "note")
OTHER = "other:"  # before what the catalog does not know: the name of a site, a format in one's own words
Names = dict[str, dict[str, str]]  # the new name of each old one, by column
_LINK = "https://example.com/{}"  # two rows with one link stay two rows with one link


def anonymous(making: Making, today: dt.date) -> Making:
    """The same report with accounts, sites, themes, formats in one's own words, campaigns and people numbered, texts, links
    and file names gone; what the catalog knows (photo, video) stays. The question and the goals follow the new names, the person's own events and lessons stay at home. A planned row that had its
    post keeps it."""
    made: tuple[Tracking, Names] = remembered(
        making.tracking,
        ("anonymous", making.language, today),
        lambda: _hidden(making.tracking, making.language, today),
    )
    hidden, names = made
    query = replace(
        making.query,
        accounts=tuple(names["account"].get(name, name) for name in making.query.accounts),
        networks=tuple(names["network"].get(name, name) for name in making.query.networks),
    )
    goals = tuple(
        replace(
            goal,
            account=names["account"].get(goal.account, goal.account and "\u2013"),
            network=names["network"].get(goal.network, goal.network),
            note="",
        )
        for goal in making.profile.goals
    )
    profile = replace(
        making.profile, goals=goals, seasons=replace(making.profile.seasons, events=()), lessons=()
    )
    return replace(making, tracking=hidden, query=query, profile=profile)


def _hidden(tracking: Tracking, language: str, today: dt.date) -> tuple[Tracking, Names]:
    frames = {kind: tracking.frame(kind) for kind in KINDS}
    names = {column: _numbered(frames.values(), column, language) for column in NUMBERED}
    names["theme"] = _themes(frames.values(), language)
    names["network"] = _own_words(frames.values(), "network", "site", language)
    for column in CHOICES:
        names[column] = _own_words(
            frames.values(), column, "format" if column == "format" else "other", language
        )
    names["kpi"] = _wished(frames["goals"], language)
    links = {url: _LINK.format(at) for at, url in enumerate(_values(frames.values(), "url"), 1)}
    files = {
        file.name: say(language, "report.anonymous.file", number=at)
        for at, file in enumerate(tracking.ledger.files, 1)
    }
    made = {kind: _frame(frame, names, links, files, language) for kind, frame in frames.items()}
    made["calendar"] = _rejoined(tracking, made["calendar"], made["posts"], today)
    tables = {
        file.name: tuple(
            replace(table, findings=(), sheet=names["sheet"].get(table.sheet or "")) for table in file.tables
        )
        for file in tracking.ledger.files
    }
    ledger = Ledger(
        tuple(
            replace(file, name=files[file.name], findings=(), error=None, tables=tables[file.name])
            for file in tracking.ledger.files
            if file.error is None
        )
    )
    return replace(tracking, ledger=ledger, extras={}, **made), names


def _values(frames: Iterable[pd.DataFrame], column: str) -> list[str]:
    """The values of a column over all tables, in the order of the alphabet."""
    found: set[str] = set()
    for frame in frames:
        if column in frame:
            found |= {str(value) for value in frame[column].dropna().unique()}
    return sorted(found)


def _numbered(frames: Iterable[pd.DataFrame], column: str, language: str) -> dict[str, str]:
    return {
        value: say(language, f"report.anonymous.{column}", number=at)
        for at, value in enumerate(_values(frames, column), 1)
    }


def _themes(frames: Iterable[pd.DataFrame], language: str) -> dict[str, str]:
    """Themes numbered; spellings that differ in case and accents have one number, and stay as many spellings (by the width
    of the space): what compares themes as written, and what compares them as one, counts as before."""
    spellings: dict[str, list[str]] = {}
    for value in _values(frames, "theme"):
        spellings.setdefault(normalise(value), []).append(value)
    return {
        value: say(language, "report.anonymous.theme", number=at).replace(" ", " " + "\u00a0" * extra)
        for at, key in enumerate(sorted(spellings), 1)
        for extra, value in enumerate(spellings[key])
    }


def _own_words(frames: Iterable[pd.DataFrame], column: str, word: str, language: str) -> dict[str, str]:
    """The values that the catalog knows as they are; one in the words of the files is numbered."""
    values = _values(frames, column)
    own = [value for value in values if value.startswith(OTHER)]
    numbered = {
        value: f"{OTHER}{say(language, f'report.anonymous.{word}', number=at)}"
        for at, value in enumerate(own, 1)
    }
    return {value: numbered.get(value, value) for value in values}


def _wished(goals: pd.DataFrame, language: str) -> dict[str, str]:
    """The KPIs of the goals as they are; words that name none are numbered."""
    values = _values([goals], "kpi")
    words = [value for value in values if value not in kpis()]
    numbered = {value: say(language, "report.anonymous.goal", number=at) for at, value in enumerate(words, 1)}
    return {value: numbered.get(value, value) for value in values}


def _frame(
    frame: pd.DataFrame,
    names: Names,
    links: dict[str, str],
    files: dict[str, str],
    language: str,
) -> pd.DataFrame:
    made = frame.copy()
    for column, known in (*names.items(), ("url", links), ("file", files)):
        if column in made:
            made[column] = made[column].map(known).astype("str")
    for column in EMPTIED:
        if column in made:
            made[column] = pd.Series(None, index=made.index, dtype="str")
    for column in TEXTS:
        if column in made:
            texts = sorted({str(text) for text in made[column].dropna()})
            known = {
                text: say(language, f"report.anonymous.{column}", number=at)
                for at, text in enumerate(texts, 1)
            }
            made[column] = made[column].map(known).astype("str")
    return made


def _rejoined(
    tracking: Tracking, calendar: pd.DataFrame, posts: pd.DataFrame, today: dt.date
) -> pd.DataFrame:
    """The calendar, each planned row that had a post with the text and the link of that post: so it finds it again."""
    found = joined(tracking, today)
    made = calendar.copy()
    for at, post in enumerate(found.plan.post):
        if post >= 0:
            place = found.posts.index[post]
            for column in ("text", "url"):
                made.iloc[at, made.columns.get_loc(column)] = posts.loc[place, column]
    return made
