"""What the data know of the days of a change: told as what stood beside it, never as its cause."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cmdash.catalog import breaks_between
from cmdash.catalog.evidence import change_rules
from cmdash.story.asked import Asked
from cmdash.story.search import folded
from cmdash.story.seasons import sentence as break_sentence
from cmdash.story.words import excerpt, say

_SILENCE = 14  # days without a post before a change that are told
_FIELDS = ("reach", "impressions", "views", "interactions", "followers")


def beside(
    asked: Asked, name: str, start: dt.date, end: dt.date, posts: pd.DataFrame, mine: pd.DataFrame
) -> list[str]:
    """Boosts, contests, articles, events, weeks without a post and days from which the network counts otherwise."""
    language = asked.language
    told = []
    boosted = int(mine["paid"].isin(["paid", "mixed"]).sum()) if len(mine) else 0
    if boosted:
        told.append(say(language, "shifts.beside.boost", count=boosted))
    contest = _contests(mine)
    if len(contest):
        told.append(say(language, "shifts.beside.contest", text=excerpt(str(contest.iloc[0]))))
    articles = _articles(asked, start, end)
    if articles:
        told.append(say(language, "shifts.beside.press", count=articles))
    told += [
        say(language, "shifts.beside.event", name=event.name)
        for event in asked.seasons.events
        if event.start <= end and event.end >= start - dt.timedelta(days=7)
    ]
    silent = _silence(posts, start)
    if silent:
        told.append(say(language, "shifts.beside.silence", count=silent))
    told += [
        break_sentence(one, language)
        for one in breaks_between(start - dt.timedelta(days=14), end, [name], _FIELDS)
    ]
    return told


def _contests(mine: pd.DataFrame) -> pd.Series:
    """The texts of the posts that speak of a contest, in their words, their theme or their campaign."""
    if not len(mine):
        return pd.Series([], dtype="str")
    words = [folded(word) for word in change_rules().contest]
    joined = mine[["text", "theme", "campaign"]].fillna("").agg(" ".join, axis=1).map(folded)
    hit = joined.map(lambda text: any(word in text for word in words))
    return mine.loc[hit, "text"].fillna("")


def _articles(asked: Asked, start: dt.date, end: dt.date) -> int:
    """Articles about the house in the sheet of mentions, from a week before on."""
    frame = asked.tracking.mentions
    if not len(frame):
        return 0
    since, until = pd.Timestamp(start) - pd.Timedelta(days=7), pd.Timestamp(end) + pd.Timedelta(days=1)
    inside = (frame["date"] >= since) & (frame["date"] < until)
    return int((inside & (frame["nature"] == "article")).sum())


def _silence(posts: pd.DataFrame, start: dt.date) -> int:
    """Whole weeks without a post right before; 0 for fewer than two."""
    before = posts.loc[posts["date"] < pd.Timestamp(start), "date"]
    if not len(before):
        return 0
    gap = (pd.Timestamp(start) - before.max()).days
    return gap // 7 if gap > _SILENCE else 0
