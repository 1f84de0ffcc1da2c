"""The content export of a LinkedIn page: a sheet by day and a sheet by post, each under a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmdash.demo.days import span, spread
from cmdash.demo.life import Post
from cmdash.demo.sheets import Cell, workbook

_DAYS = (
    "Aggregated engagement metrics for your organic and sponsored posts over time. Date indicates when your posts were viewed "
    "by LinkedIn members. Data is delayed by up to 2 days. All dates and times are in UTC."
)
_POSTS = (
    "Engagement metrics for individual posts. Created date indicates when your post was created. "
    "All dates and times are in UTC."
)
_PARTS = (
    "Impressions",
    "Unique impressions",
    "Clicks",
    "Reactions",
    "Comments",
    "Reposts",
    "Engagement rate",
)
_POST_HEADER = (
    "Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
    "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes",
    "Comments", "Reposts", "Follows", "Engagement rate", "Content Type",
)  # fmt: skip
_TYPES = {"photo": "", "document": "Document", "video": "Video", "text": "", "article": "Article"}
_FIELDS = ("impressions", "reach", "clicks", "likes", "comments", "shares")


def told(post: Post) -> Post:
    """What LinkedIn tells of a post: the day, impressions and no reach, views of videos, clicks of every sort."""
    return replace(
        post,
        theme="",
        account="",
        post_id="",
        format=_TYPES[post.format].lower(),
        at=dt.datetime.combine(post.at.date(), dt.time()),
        reach=None,
        views=None if post.views is None else round((post.impressions or 0) * 0.45),
        saves=None,
        link_clicks=None,
        duration=None,
    )


def by_day(posts: Sequence[Post], start: dt.date, end: dt.date) -> dict[str, dict[dt.date, int]]:
    """Each figure of posts (untold) on the days it was gathered; the people of a day are fewer than its views."""
    days = span(start, end)
    found = {name: spread(posts, name, days) for name in _FIELDS}
    found["reach"] = {day: round(0.72 * people) for day, people in found["reach"].items()}
    return found


def content(posts: Sequence[Post], days: Mapping[str, Mapping[dt.date, int]], author: str) -> bytes:
    """The workbook: sheets `Metrics` and `All posts`. `posts` are as `told`, newest first in the file."""
    metrics: list[Sequence[Cell]] = [[_DAYS], _day_header()]
    metrics += [_day_row(day, {name: days[name][day] for name in _FIELDS}) for day in days["impressions"]]
    listed: list[Sequence[Cell]] = [[_POSTS], list(_POST_HEADER)]
    listed += [_post_row(post, author) for post in reversed(posts)]
    return workbook({"Metrics": metrics, "All posts": listed})


def _day_header() -> list[Cell]:
    header: list[Cell] = ["Date"]
    for part in _PARTS:
        sides = ("organic",) if part == "Unique impressions" else ("organic", "sponsored", "total")
        header += [f"{part} ({side})" for side in sides]
    return header


def _day_row(day: dt.date, figures: Mapping[str, int]) -> list[Cell]:
    row: list[Cell] = [f"{day:%m/%d/%Y}"]
    for name in _FIELDS:
        value = float(figures[name])
        row += [value] if name == "reach" else [value, 0.0, value]
    acts = sum(figures[name] for name in ("clicks", "likes", "comments", "shares"))
    rate = acts / figures["impressions"] if figures["impressions"] else 0.0
    return [*row, rate, 0.0, rate]


def _post_row(post: Post, author: str) -> list[Cell]:
    seen = post.impressions or 0
    acts = sum(getattr(post, name) or 0 for name in ("clicks", "likes", "comments", "shares"))
    return [
        post.text, post.url, "Organic", None, author, f"{post.at:%m/%d/%Y}", None, None, "All followers", float(seen),
        None if post.views is None else float(post.views), None, float(post.clicks or 0), (post.clicks or 0) / max(1, seen),
        float(post.likes or 0), float(post.comments or 0), float(post.shares or 0), float(post.follows or 0),
        acts / max(1, seen), post.format.capitalize(),
    ]  # fmt: skip
