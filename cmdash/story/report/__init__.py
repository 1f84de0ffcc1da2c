"""The report one hands over: the story of a period in parts, the same for every file it is written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from cmdash import kpi
from cmdash.model import Profile, Query, Tracking
from cmdash.model.brand import NO_BRAND
from cmdash.model.memory import remembered
from cmdash.model.report_views import Part, Report, Wish
from cmdash.story import calendar, counting
from cmdash.story.report import (
    audience,
    community,
    goals,
    lessons,
    method,
    money,
    networks,
    plan,
    posts,
    proof,
    summary,
    works,
)
from cmdash.story.report.anonymous import anonymous
from cmdash.story.report.making import Making
from cmdash.story.report.tables import at_most
from cmdash.story.report.unmet import unmet
from cmdash.story.words import listed, opening, say
from cmdash.wording import day

NAMED = 3  # files named, at most, in the line that says from what the report is made
WRITERS: dict[str, Callable[[Making], Part | None]] = {
    "summary": summary.part,
    "goals": goals.part,
    "networks": networks.part,
    "posts": posts.part,
    "works": works.part,
    "community": community.part,
    "campaigns": money.part,
    "planning": plan.kept,
    "reputation": community.reputation,
    "lessons": lessons.part,
    "next": plan.ahead,
    "needs": plan.needs,
}


def report(
    tracking: Tracking,
    query: Query,
    language: str,
    today: dt.date,
    wish: Wish | None = None,
    profile: Profile | None = None,
) -> Report:
    """The report for a question, in a language.

    Without a figure there is no part at all; a part without data is absent. A question that no row meets (an account
    that the files do not know, days beyond them) has no part either, and `why` says what they do hold. Without a period in the question it is
    that of the audience: the last whole month, or a year for a board (what the data hold of it). `today` stands for the clock (goals, plans);
    `profile` brings goals, events, lessons, and the brand where the wish has none.
    Pure: the same input gives the same report.
    """
    wanted, taught = wish or Wish(), profile or Profile()
    if wanted.brand == NO_BRAND:
        wanted = replace(wanted, brand=taught.brand)
    if query.period is None:
        query = query.during(audience.default_period(tracking, wanted))
    found: Report = remembered(
        tracking,
        ("report", query, language, today, _key(wanted), taught.goals, taught.seasons, taught.lessons),
        lambda: _written(tracking, query, language, today, wanted, taught),
    )
    return found


def _key(wish: Wish) -> Wish | tuple[object, ...]:
    return (replace(wish, comments=None), tuple(sorted(wish.comments.items())))  # type: ignore[arg-type] # a mapping has no hash


def _made(making: Making) -> str:
    """From which files and on what day; many files are counted, the appendix names them."""
    language, names = making.language, method.file_names(making)
    when = day(making.today, language)
    if len(names) <= NAMED:
        return say(language, "report.made", day=when, files=listed(names, language))
    return say(language, "report.made_of_many", day=when, count=len(names))


def _written(
    tracking: Tracking,
    query: Query,
    language: str,
    today: dt.date,
    wish: Wish,
    profile: Profile,
) -> Report:
    making = Making(tracking, query, language, today, wish, profile)
    if wish.anonymous:
        making = anonymous(making, kpi.today(tracking) or today)
    wanted = audience.parts(wish)
    refused = unmet(making.tracking, making.query, language)
    writers = {} if refused else WRITERS
    made = [part for name in wanted if name in writers and (part := writers[name](making)) is not None]
    if not {part.id for part in made} - {"needs"}:
        made = []  # what is missing is no report
    elif "method" in wanted:
        made.append(method.part(making, made))
    parts = tuple(
        replace(
            part,
            blocks=tuple(at_most(block, language) for block in part.blocks),
            comment=wish.comments.get(part.id, "").strip(),
        )
        for part in made
    )
    accounts = making.accounts
    title = wish.title or (
        say(language, "report.title_of", name=accounts[0])
        if len(accounts) == 1
        else say(language, "report.title")
    )
    return Report(
        language=language,
        audience=wish.audience,
        title=title,
        period=opening(calendar.name(query.period, language)),
        headline=wish.headline or summary.headline(making),
        parts=parts,
        brand=replace(wish.brand, name="", logo=b"", footer="") if wish.anonymous else wish.brand,
        made=_made(making),
        watermark=say(language, "report.watermark") if wish.anonymous else "",
        accounts=accounts,
        posts=proof.posts(making),
        choice=" ".join(counting.page_note(query.counting, language)),
        why=refused or audience.short_year(tracking, query.period, wish, language),
    )
