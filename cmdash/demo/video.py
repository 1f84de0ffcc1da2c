"""Files of YouTube Studio and TikTok Studio."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmdash.demo.life import Post
from cmdash.demo.meta import MONTHS
from cmdash.demo.sheets import Cell, delimited

_TABLE: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Content", "Video title", "Video publish time", "Duration", "Likes", "Comments added", "Shares", "Views",
        "Watch time (hours)", "Subscribers", "Impressions", "Impressions click-through rate (%)",
    ),
    "fr": (
        "Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Mentions J’aime",
        "Commentaires ajoutés", "Partages", "Vues", "Durée de visionnage (heures)", "Abonnés", "Impressions",
        "Taux de clics par impression (%)",
    ),
}  # fmt: skip
_TIKTOK = (
    "Time",
    "Video title",
    "Video link",
    "Post time",
    "Total likes",
    "Total comments",
    "Total shares",
    "Total views",
)
_FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WATCHED = 0.46  # the part of a video that is watched, on average


def told_youtube(post: Post) -> Post:
    """What YouTube tells of a video: views are those who came, impressions the thumbnails shown to get them."""
    return replace(
        post,
        theme="",
        account="",
        format="",
        url="",
        at=dt.datetime.combine(post.at.date(), dt.time()),
        reach=None,
        views=post.reach,
        saves=None,
        clicks=None,
        link_clicks=None,
    )


def watch_hours(post: Post) -> float:
    """Hours watched of a video, as its table says it."""
    return round((post.views or 0) * (post.duration or 0) * WATCHED / 3600, 4)


def youtube(posts: Sequence[Post], language: str) -> bytes:
    """`Table data` of the tab Content: a Total row after the header, English dates in every language, best first."""
    ranked = sorted(posts, key=lambda post: -(post.views or 0))
    sums = [
        sum(getattr(post, name) or 0 for post in posts) for name in ("likes", "comments", "shares", "views")
    ]
    follows = sum(post.follows or 0 for post in posts)
    shown = sum(post.impressions or 0 for post in posts)
    hours = round(sum(watch_hours(post) for post in posts), 4)
    rows: list[Sequence[Cell]] = [_TABLE[language]]
    rows.append(
        ("Total", None, None, None, *sums, hours, follows, shown, round(100 * sums[3] / max(1, shown), 2))
    )
    for post in ranked:
        rate = round(62 * (post.views or 0) / max(1, post.impressions or 0), 2)
        # an identifier that begins with "-" is written with a space before it
        number = f" {post.post_id}" if post.post_id.startswith("-") else post.post_id
        day = f"{MONTHS[post.at.month - 1]} {post.at.day}, {post.at.year}"
        rows.append(
            (number, post.text, day, post.duration, post.likes, post.comments, post.shares, post.views,
             watch_hours(post), post.follows, post.impressions, rate)
        )  # fmt: skip
    return delimited(rows)


def youtube_totals(days: Mapping[dt.date, int], language: str) -> bytes:
    """`Totals`: the views of the channel by day."""
    header = ("Date", "Vues") if language == "fr" else ("Date", "Views")
    return delimited([header, *((f"{day:%Y-%m-%d}", views) for day, views in days.items())])


def told_tiktok(post: Post) -> Post:
    """What TikTok Studio tells of a video: views and acts; the time stands in the number of the link (UTC)."""
    return replace(
        post,
        theme="",
        account="",
        format="",
        post_id="",
        reach=None,
        impressions=None,
        saves=None,
        clicks=None,
        link_clicks=None,
        follows=None,
        duration=None,
    )


def tiktok(posts: Sequence[Post], exported: dt.date) -> bytes:
    """`Content.csv`: everything quoted, dates without a year; `Time` is the day of the export. Best first."""
    rows: list[Sequence[Cell]] = [_TIKTOK]
    for post in sorted(posts, key=lambda post: -(post.views or 0)):
        figures = (post.likes, post.comments, post.shares, post.views)
        rows.append(
            (_day(exported), post.text, post.url, _day(post.at.date()), *(str(figure) for figure in figures))
        )
    return delimited(rows, encoding="utf-8-sig", quoting=csv.QUOTE_ALL)


def _day(day: dt.date) -> str:
    return f"{_FULL[day.month - 1]} {day.day}"
