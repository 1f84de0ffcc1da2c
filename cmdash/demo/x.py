"""Files of X: activity by tweet as it was until 2023, and the content of X Analytics since 2024."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cmdash.demo.life import Post
from cmdash.demo.meta import MONTHS
from cmdash.demo.sheets import Cell, delimited

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TWEETS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies",
        "likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens",
        "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements",
    ),
    "fr": (
        "Identifiant du Tweet", "Permalien du Tweet", "Texte du Tweet", "heure", "impressions", "engagements", "taux d’engagement",
        "Retweets", "réponses", "J'aime", "clics sur le profil de l'utilisateur", "clics sur l'URL", "clics sur le hashtag",
        "ouvertures des détails", "clics sur le permalien", "ouvertures d'application", "installations de l'application",
        "abonnements ", "envoyer le Tweet par email", "composer le numéro", "vues du média", "engagements avec le média",
    ),
}  # fmt: skip
_CONTENT = (
    "Post id", "Date", "Post text", "Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Share", "New follows", "Replies",
    "Reposts", "Profile visits", "Detail expands", "Url clicks", "Hashtag clicks", "Permalink clicks",
)  # fmt: skip


def told(post: Post, layout: str) -> Post:
    """What X tells of a post: no reach, no format; `tweets` with the minute and no bookmarks, `content` by day."""
    acts = (post.likes or 0) + (post.comments or 0) + (post.shares or 0) + (post.clicks or 0)
    plain = replace(post, theme="", format="", account="", reach=None, views=None, clicks=None, total=acts)
    if layout == "tweets":
        return replace(plain, saves=None)
    return replace(plain, at=dt.datetime.combine(post.at.date(), dt.time()))


def as_of(post: Post, share: float) -> Post:
    """The same post when only a part of its public had seen it."""
    fields = ("impressions", "likes", "comments", "shares", "saves", "clicks", "link_clicks", "follows")
    seen: dict[str, Any] = {name: int((getattr(post, name) or 0) * share) for name in fields}
    return replace(post, **seen)


def tweets(posts: Sequence[Post], language: str) -> bytes:
    """Activity by tweet: everything quoted, figures as `215.0`, promoted columns all `-`, newest first."""
    names = _TWEETS[language]
    figures = names[4:]
    twins = [f"{name} sponsorisé" if language == "fr" else f"promoted {name}" for name in figures]
    rows: list[Sequence[Cell]] = [(*names, *twins)]
    for post in reversed(posts):
        plain = post.total or 0
        others = (
            plain - (post.likes or 0) - (post.comments or 0) - (post.shares or 0) - (post.link_clicks or 0)
        )
        told_ = (post.impressions, plain, plain / max(1, post.impressions or 0), post.shares, post.comments, post.likes,
                 others // 3, post.link_clicks, 0, others - others // 3, 0, 0, 0, post.follows, 0, 0, 0, 0)  # fmt: skip
        url = post.url.replace("x.com", "twitter.com")
        cells = [f"{float(value or 0)}" for value in told_[:10]] + [str(value) for value in told_[10:]]
        rows.append(
            (post.post_id, url, post.text, f"{post.at:%Y-%m-%d %H:%M} +0000", *cells, *("-" for _ in twins))
        )
    return delimited(rows, quoting=csv.QUOTE_ALL)


def content(posts: Sequence[Post], *, comma: bool = False) -> bytes:
    """X Analytics, content: days as `Mon Feb 03 2025`, or `Tue, Feb 03, 2026` with `comma`; newest first."""
    rows: list[Sequence[Cell]] = [_CONTENT]
    for post in reversed(posts):
        day = f"{WEEKDAYS[post.at.weekday()]}, {MONTHS[post.at.month - 1]} {post.at:%d, %Y}"
        total = post.total or 0
        others = (
            total - (post.likes or 0) - (post.comments or 0) - (post.shares or 0) - (post.link_clicks or 0)
        )
        rows.append(
            (post.post_id, day if comma else day.replace(",", ""), post.text, post.url, post.impressions, post.likes,
             total, post.saves, 0, post.follows, post.comments, post.shares, others // 4, others - others // 4,
             post.link_clicks, 0, 0)
        )  # fmt: skip
    return delimited(rows, newline="\r\n")
