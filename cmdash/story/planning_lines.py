"""The lines behind the Editorial calendar: the join, and which of its lines a question selects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cmdash.catalog import normalise
from cmdash.kpi import days
from cmdash.kpi.plans import Plan, join, origins, own_posts
from cmdash.model import Query, Tracking
from cmdash.model.memory import remembered
from cmdash.story.words import excerpt, say, value_label
from cmdash.wording import day, network

STATES = ("done", "late", "skipped", "to_come", "unknown", "open", "unplanned")


@dataclass(frozen=True, eq=False)
class Joined:
    """A calendar and the own posts, joined; places in `plan` are those of the two frames."""

    calendar: pd.DataFrame
    posts: pd.DataFrame
    plan: Plan

    def day(self, at: int) -> dt.date | None:
        """The planned day of a row."""
        return _date(self._days[0][at])

    def posted(self, at: int) -> dt.date | None:
        """The day of a post."""
        return _date(self._days[1][at])

    @cached_property
    def _days(self) -> tuple[days.Ints, days.Ints]:
        return days.numbers(self.calendar["date"]), days.numbers(self.posts["date"])

    def rows(self, query: Query) -> tuple[int, ...]:
        """The places of the planned rows that a question selects, in the order of their days."""
        return selected(self.calendar, query, range(len(self.calendar)))

    def published(self, query: Query) -> tuple[int, ...]:
        """The places of the selected posts that a row planned, whatever the day of that row."""
        planned = [at for at in self.plan.post if at >= 0]
        return selected(self.posts, query, planned)

    def unplanned(self, query: Query) -> tuple[int, ...]:
        """The places of the selected posts that nobody planned, in the order of their days."""
        return selected(self.posts, query, [at for at, alone in enumerate(self.plan.unplanned) if alone])


def joined(tracking: Tracking, today: dt.date) -> Joined:
    """The join of a tracking as of a day, made once."""

    def made() -> Joined:
        posts = own_posts(tracking)
        plan = join(tracking.calendar, posts, today, origins(tracking, posts))
        return Joined(tracking.calendar, posts, plan)

    found: Joined = remembered(tracking, ("plan", today), made)
    return found


def _date(number: int) -> dt.date | None:
    return None if number == days.NONE else days.date(int(number))


def selected(frame: pd.DataFrame, query: Query, places: Sequence[int]) -> tuple[int, ...]:
    """Rows of the networks, accounts and days asked; a row that names no account belongs to all of them."""
    number = days.numbers(frame["date"])
    networks, accounts = frame["network"].tolist(), frame["account"].tolist()
    start, end = (days.number(query.period.start), days.number(query.period.end)) if query.period else (0, 0)
    kept = [
        at
        for at in places
        if (not query.networks or networks[at] in query.networks)
        and (not query.accounts or not isinstance(accounts[at], str) or accounts[at] in query.accounts)
        and (query.period is None or (number[at] != days.NONE and start <= number[at] <= end))
    ]
    return tuple(sorted(kept, key=lambda at: (int(number[at]), at)))


def subject(frame: pd.DataFrame, at: int, language: str) -> str:
    """What a row is about in a few words: its text, else its theme or format."""
    for name in ("text", "theme"):
        value = frame[name].iat[at]
        if isinstance(value, str) and value.strip():
            return excerpt(value)
    kind = frame["format"].iat[at]
    return (
        value_label("format", kind, language) if isinstance(kind, str) else say(language, "planning.no_text")
    )


SHOWN = 60  # lines on the page; the file has them all
HEADER = ("planned", "network", "subject", "theme", "format", "owner", "state", "posted", "delay", "how", "post", "link",
          "source")  # fmt: skip


_PAGE = ("planned", "network", "subject", "theme", "state", "posted", "how")
_DAYS = ("planned", "posted")
_TEXTS = ("network", "text", "theme", "format", "owner", "url", "file", "sheet")


def header(language: str, names: Sequence[str] = HEADER) -> tuple[str, ...]:
    """The column names of the joined lines."""
    return tuple(say(language, f"planning.column.{name}") for name in names)


def columns(language: str) -> tuple[str, ...]:
    """The names of the columns that the page shows."""
    return header(language, _PAGE)


def lines(found: Joined, query: Query, language: str) -> tuple[tuple[str, ...], ...]:
    """Every selected line as text, planned and unplanned ones by their day (ISO); those without a day last."""
    rows, alone, post = found.rows(query), found.unplanned(query), found.plan.post
    plans = _cells(found.calendar, rows, language)
    posts = _cells(found.posts, [*(post[at] for at in rows if post[at] >= 0), *alone], language)
    made = [_planned(found, at, plans[at], posts.get(post[at]), language) for at in rows]
    made += [_alone(found, at, posts[at], language) for at in alone]
    return tuple(sorted(made, key=lambda line: line[0] or line[7] or "~"))


def worded(line: tuple[str, ...], language: str, spelling: Mapping[str, str]) -> tuple[str, ...]:
    """A line as the page has it: days in words, long texts cut, the post's own words where nothing was planned, themes in
    one spelling (`planning_themes.spellings`)."""
    cells = dict(zip(HEADER, line, strict=True))
    cells["theme"] = spelling.get(normalise(cells["theme"]), cells["theme"])
    cells["subject"] = excerpt(cells["subject"] or cells["post"])
    for name in _DAYS:
        cells[name] = day(dt.date.fromisoformat(cells[name]), language) if cells[name] else ""
    return tuple(cells[name] for name in _PAGE)


def _cells(frame: pd.DataFrame, places: Sequence[int], language: str) -> dict[int, dict[str, str]]:
    """By place what the lines say of some rows, in words; empty where missing."""
    some = frame[[name for name in (*_TEXTS, "row") if name in frame]].iloc[list(places)]
    texts = {
        name: [value if isinstance(value, str) else "" for value in some[name].tolist()]
        for name in some
        if name != "row"
    }
    made = [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]
    for cells, row in zip(made, some["row"].tolist(), strict=True):
        place = ", ".join(part for part in (cells["file"], cells["sheet"]) if part)
        cells["source"] = say(language, "planning.source", place=place, row=int(row))
        cells["network"] = network(cells["network"], language)
        cells["format"] = value_label("format", cells["format"], language) if cells["format"] else ""
    return dict(zip(places, made, strict=True))


def _planned(
    found: Joined, at: int, cells: dict[str, str], post: dict[str, str] | None, language: str
) -> tuple[str, ...]:
    plan = found.plan
    delay, how = plan.delay[at], plan.how[at]
    return (
        _iso(found.day(at)),
        cells["network"],
        cells["text"],
        cells["theme"],
        cells["format"],
        cells["owner"],
        say(language, f"planning.state.{plan.state[at]}"),
        _iso(found.posted(plan.post[at])) if post else "",
        "" if delay is None else str(delay),
        say(language, f"planning.how.{how}") if how else "",
        post["text"] if post else "",
        (post["url"] if post else "") or cells["url"],
        cells["source"],
    )


def _alone(found: Joined, at: int, cells: dict[str, str], language: str) -> tuple[str, ...]:
    return (
        "",
        cells["network"],
        "",
        cells["theme"],
        cells["format"],
        "",
        say(language, "planning.state.unplanned"),
        _iso(found.posted(at)),
        "",
        "",
        cells["text"],
        cells["url"],
        cells["source"],
    )


def _iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
