"""The usual mistakes of the trade, looked for in the data: each as something to do, with its figures and its rows, or what would tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cmdash.catalog import normalise
from cmdash.catalog.checklist import MISTAKES, mistake_marks
from cmdash.kpi.heard import heard
from cmdash.model import Query, Tracking
from cmdash.model.checklist_views import Mistake
from cmdash.model.memory import remembered
from cmdash.model.views import Column, Table
from cmdash.story.asked import Asked
from cmdash.story.links import linked, telling
from cmdash.story.reputation import heard_rows, waiting_rows
from cmdash.story.rhythm import covered, named, silent_weeks, spans
from cmdash.story.words import excerpt, listed, percent, say, value_label
from cmdash.wording import day, integer, network

ROWS = 20  # rows shown behind a mistake
Lines = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class _Case:
    tracking: Tracking
    asked: Asked
    language: str

    def made(
        self, name: str, found: bool, keys: Sequence[str] = (), lines: Lines = (), **words: object
    ) -> Mistake:
        state = "found" if found else "fine"
        columns = tuple(
            Column(key, say(self.language, f"checklist.column.{key}"), "count" if key == "posts" else "")
            for key in keys
        )
        shown = tuple(lines[:ROWS])
        table = Table(columns, shown, shown) if found and lines else None
        title = say(self.language, f"checklist.mistake.{name}")
        said = say(self.language, f"checklist.{state}.{name}", **words)
        return Mistake(name, state, title, _label(state, self.language), said, table, len(lines))

    def unknown(self, name: str) -> Mistake:
        title = say(self.language, f"checklist.mistake.{name}")
        said = say(self.language, f"checklist.unknown.{name}")
        return Mistake(name, "unknown", title, _label("unknown", self.language), said)

    def share(self, value: float) -> str:
        return percent(value, self.language, 0)

    def day(self, moment: object) -> str:
        return day(moment.date(), self.language) if isinstance(moment, pd.Timestamp) else ""

    def source(self, row: pd.Series) -> str:
        place = ", ".join(part for part in (row["file"], row["sheet"]) if isinstance(part, str))
        return say(self.language, "planning.source", place=place, row=int(row["row"]))


def mistakes(tracking: Tracking, query: Query, language: str) -> tuple[Mistake, ...]:
    """Every mistake of the catalog on the rows that a question selects: those found first, then those not to be told."""

    def looked() -> tuple[Mistake, ...]:
        case = _Case(tracking, Asked(tracking, query, language, about="posts"), language)
        order = ("found", "unknown", "fine")
        return tuple(sorted((_LOOK[name](case) for name in MISTAKES), key=lambda one: order.index(one.state)))

    found: tuple[Mistake, ...] = remembered(tracking, ("mistakes", query, language), looked)
    return found


def _silence(case: _Case) -> Mistake:
    """Whole weeks without any post, among the last ones of the part of the period that the data cover."""
    span, posts = covered(case.asked), case.asked.posts
    if span is None or posts["date"].isna().all():
        return case.unknown("silence")
    from cmdash.kpi import days

    numbers = days.numbers(posts["date"])
    none = numbers[:0]
    recent = silent_weeks(none, span)[-int(mistake_marks()["silence"]["weeks"]) :]
    silent = [week for week in silent_weeks(numbers[numbers != days.NONE], span) if week in recent]
    lines = [
        (
            case.day(pd.Timestamp(one.start)),
            case.day(pd.Timestamp(one.end)),
            integer(one.days // 7, case.language),
        )
        for one in spans(silent)
    ]
    return case.made(
        "silence", bool(silent), ("from", "to", "weeks"), lines, count=len(silent), of=len(recent), spans=named(silent, case.language)
    )  # fmt: skip


def _one_network(case: _Case) -> Mistake:
    """Nearly every post on one network, where the files know posts or followers of another."""
    posts = case.asked.posts
    frames = (case.tracking.posts, case.tracking.account)
    own = {
        str(name)
        for frame in frames
        for name in frame.loc[frame["side"] != "peer", "network"].dropna().unique()
    }
    known = own & set(case.asked.query.networks) if case.asked.query.networks else own
    if posts.empty or len(known) < 2:
        return case.unknown("one_network")
    counts = posts["network"].value_counts()
    if counts.empty:
        return case.unknown("one_network")
    share = float(counts.iloc[0]) / float(counts.sum())
    order = [*counts.index, *sorted(known - set(counts.index))]
    lines = [
        (network(name, case.language), integer(int(counts.get(name, 0)), case.language)) for name in order
    ]
    found = share >= mistake_marks()["one_network"]["share"]
    words = {"share": case.share(share), "network": network(counts.index[0], case.language)}
    return case.made("one_network", found, ("network", "posts"), lines, count=int(counts.iloc[0]), of=int(counts.sum()), **words)  # fmt: skip


def _unanswered(case: _Case) -> Mistake:
    """Messages, reviews and mentions without an answer: row by row where there are rows, else from the monthly sheets."""
    rows = heard_rows(case.tracking, case.asked.query)
    found = heard(rows)
    least = mistake_marks()["unanswered"]["share"]
    if found.told:
        waiting = waiting_rows(rows)
        keys = ("date", "network", "author", "quote", "sentiment", "source")
        lines = [
            (
                case.day(row["date"]),
                network(_text(row["network"]), case.language),
                _text(row["author"]),
                excerpt(_text(row["quote"])),
                value_label("sentiment", _text(row["sentiment"]), case.language)
                if _text(row["sentiment"])
                else "",
                case.source(row),
            )
            for _, row in waiting.head(ROWS).iterrows()
        ]
        share = len(waiting) / found.told
        made = case.made(
            "unanswered",
            share >= least,
            keys,
            lines,
            count=len(waiting),
            of=found.told,
            share=case.share(share),
        )
        return replace(made, count=len(waiting))
    row = Asked(case.tracking, case.asked.query, case.language, about="account").row(
        "response_rate", case.asked.period
    )
    if row.value is None:
        return case.unknown("unanswered")
    share = 1 - row.value
    told = say(
        case.language,
        "checklist.found.unanswered_sheet" if share >= least else "checklist.fine.unanswered_sheet",
        share=case.share(share),
        count=row.n,
    )
    title = say(case.language, "checklist.mistake.unanswered")
    state = "found" if share >= least else "fine"
    return Mistake("unanswered", state, title, _label(state, case.language), told)  # fmt: skip


def _same_text(case: _Case) -> Mistake:
    """One text, word for word, on several networks within a few days."""
    marks, posts = mistake_marks()["same_text"], case.asked.posts
    told = posts[posts["text"].notna() & posts["date"].notna() & posts["network"].notna()]
    bare = told["text"].map(lambda text: " ".join(re.findall(r"[^\W_]+", normalise(text))))
    told = told.assign(bare=bare)[bare.str.split().str.len() >= marks["words"]].sort_values("date")
    if told["network"].nunique() < 2:
        return case.unknown("same_text")
    groups = []
    for _, one in told[told["bare"].duplicated(keep=False)].groupby("bare", sort=False):
        near = one["date"].max() - one["date"].min() <= pd.Timedelta(days=marks["days"])
        if one["network"].nunique() > 1 and near:
            groups.append(one)
    count = sum(len(one) for one in groups)
    share = count / len(told)
    lines = [
        (
            case.day(one["date"].iloc[0]),
            listed([network(name, case.language) for name in one["network"].unique()], case.language),
            excerpt(one["text"].iloc[0]),
            case.source(one.iloc[0]),
        )
        for one in groups
    ]
    words = {"count": count, "of": len(told), "share": case.share(share)}
    return case.made(
        "same_text", share >= marks["share"], ("date", "networks", "text", "source"), lines, **words
    )


def _no_links(case: _Case) -> Mistake:
    """Hardly a post with a link, on the networks where a link can be clicked and the files could show it."""
    marks, posts = mistake_marks()["no_links"], case.asked.posts
    known = telling(case.tracking.posts)
    told = posts[posts["network"].isin([name for name in marks["networks"] if name in known])]
    if len(told) < marks["posts"]:
        return case.unknown("no_links")
    has = linked(told)
    share = float(has.mean())
    lines = [
        (
            network(name, case.language),
            integer(len(part), case.language),
            integer(int(has[part.index].sum()), case.language),
        )
        for name, part in told.groupby("network", sort=True)
    ]
    words = {"count": int(has.sum()), "of": len(told), "share": case.share(share)}
    made = case.made("no_links", share < marks["share"], ("network", "posts", "linked"), lines, **words)
    if words["count"]:
        return made
    return replace(made, sentence=say(case.language, "checklist.found.no_link_at_all", count=len(told)))


def _label(state: str, language: str) -> str:
    return say(language, f"checklist.state.{state}")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_LOOK: dict[str, Callable[[_Case], Mistake]] = {
    "silence": _silence,
    "one_network": _one_network,
    "unanswered": _unanswered,
    "same_text": _same_text,
    "no_links": _no_links,
}
