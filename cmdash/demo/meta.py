"""Files of Meta Business Suite: content of a page or an account in French or English, and figures by day."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from cmdash.demo.life import Page, Post
from cmdash.demo.sheets import Cell, delimited

Reading = Callable[[Post], Cell]
Column = tuple[str, str, Reading]  # the English and the French header, and the cell of a post
_FACEBOOK_TYPES = {
    "photo": ("Photos", "Photos"), "carousel": ("Photos", "Photos"), "video": ("Videos", "Vidéos"),
    "reel": ("Reels", "Reels"), "link": ("Links", "Liens"), "text": ("Text", "Texte"),
}  # fmt: skip
_INSTAGRAM_TYPES = {
    "photo": ("IG image", "Image Instagram"), "carousel": ("IG carousel", "Carrousel Instagram"),
    "reel": ("IG reel", "Reel Instagram"),
}  # fmt: skip
_LIFETIME = ("Lifetime", "Global")


def told(post: Post, shown: str) -> Post:
    """What Meta's export tells of a post. `shown` is `impressions` in the older files, `views` since they changed.

    Views count replays and every display, so they run above the impressions of the same post.
    """
    displays = post.impressions or 0
    views = round(displays * (1.35 if post.format == "reel" else 1.12))
    common = replace(
        post,
        theme="",
        impressions=displays if shown == "impressions" else None,
        views=views if shown == "views" else None,
        duration=post.duration or 0,
        spend=0.0,
    )
    if post.network == "instagram":
        return replace(common, clicks=None, link_clicks=None)
    parts = (post.likes or 0) + (post.comments or 0) + (post.shares or 0)
    shape = "photo" if post.format == "carousel" else post.format
    return replace(common, format=shape, saves=None, follows=None, total=parts)


def content(page: Page, posts: Sequence[Post], language: str, *, boosted: bool = False) -> bytes:
    """The content export of a page or an account: UTF-8 with BOM, comma, month before day in every language.

    `posts` are as `told`; `boosted` adds the columns that part organic from boosted (Facebook).
    """
    side = ("en", "fr").index(language)
    instagram = page.network == "instagram"
    columns = _instagram(page, posts, side) if instagram else _facebook(page, posts, side, boosted)
    rows: list[Sequence[Cell]] = [[column[1] if side else column[0] for column in columns]]
    rows += [[cell(post) for _, _, cell in columns] for post in posts]
    return delimited(rows, encoding="utf-8-sig")


def daily(title: str, values: Mapping[dt.date, int], header: str = "Date") -> bytes:
    """A figure by day: UTF-16 with BOM, a `sep=` line, a title, everything quoted."""
    rows = [(header, "Primary"), *((f"{day:%Y-%m-%d}T00:00:00", str(n)) for day, n in values.items())]
    body = delimited(rows, quoting=csv.QUOTE_ALL).decode()
    return f'\ufeffsep=,\n"{title}"\n{body}'.encode("utf-16-le")


def file_name(start: dt.date, end: dt.date, number: int) -> str:
    """`Jul-01-2023_Jun-30-2024_1396269028466733.csv`, as Meta names its content exports."""
    return f"{_day(start)}_{_day(end)}_{number}.csv"


def _day(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]}-{day:%d-%Y}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _always(value: Cell) -> Reading:
    return lambda _: value


def _time(post: Post) -> Cell:
    return f"{post.at:%m/%d/%Y %H:%M}"


def _displays(posts: Sequence[Post]) -> Column:
    if posts and posts[0].views is not None:
        return ("Views", "Vues", attrgetter("views"))
    return ("Impressions", "Impressions", attrgetter("impressions"))


def _facebook(page: Page, posts: Sequence[Post], side: int, boosted: bool) -> list[Column]:
    split: list[Column] = [
        (
            "Reach from Organic posts",
            "Couverture de Publications organiques",
            lambda p: (p.reach or 0) - p.boosted,
        ),
        ("Reach from Boosted posts", "Couverture de Publications boostées", attrgetter("boosted")),
    ]
    return [
        ("Post ID", "Identifiant de la publication", attrgetter("post_id")),
        ("Page ID", "ID de la Page", _always(str(page.number))),
        ("Page name", "Nom de la page", attrgetter("account")),
        ("Title", "Titre", attrgetter("text")),
        ("Description", "Description", _always(None)),
        ("Duration (sec)", "Durée (s)", attrgetter("duration")),
        ("Publish time", "Heure de publication", _time),
        ("Caption type", "Type de légende", _always("N/A")),
        ("Permalink", "Permalien", attrgetter("url")),
        ("Is crosspost", "Est un crosspostage", _always(0)),
        ("Is share", "Est un partage", _always(0)),
        ("Post type", "Type de publication", lambda p: _FACEBOOK_TYPES[p.format][side]),
        ("Languages", "Langues", _always(None)),
        ("Custom labels", "Libellés personnalisés", _always(None)),
        ("Funded content status", "Statut du contenu financé", _always(None)),
        ("Data comment", "Commentaire des données", _always(None)),
        ("Date", "Date", _always(_LIFETIME[side])),
        _displays(posts),
        ("Reach", "Couverture", attrgetter("reach")),
        *(split if boosted else []),
        ("Reactions, Comments and Shares", "Réactions, commentaires et partages", attrgetter("total")),
        ("Reactions", "Réactions", attrgetter("likes")),
        ("Comments", "Commentaires", attrgetter("comments")),
        ("Shares", "Partages", attrgetter("shares")),
        ("Total clicks", "Total des clics", attrgetter("clicks")),
        ("Link Clicks", "Clics sur un lien", attrgetter("link_clicks")),
        ("Other Clicks", "Autres clics", lambda p: (p.clicks or 0) - (p.link_clicks or 0)),
    ]


def _instagram(page: Page, posts: Sequence[Post], side: int) -> list[Column]:
    return [
        ("Post ID", "Identifiant de la publication", attrgetter("post_id")),
        ("Account ID", "ID du compte", _always(str(page.number))),
        ("Account username", "Nom de profil du compte", _always(page.handle)),
        ("Account name", "Nom du compte", attrgetter("account")),
        ("Description", "Description", attrgetter("text")),
        ("Duration (sec)", "Durée (s)", attrgetter("duration")),
        ("Publish time", "Heure de publication", _time),
        ("Permalink", "Permalien", attrgetter("url")),
        ("Post type", "Type de publication", lambda p: _INSTAGRAM_TYPES[p.format][side]),
        ("Data comment", "Commentaire des données", _always(None)),
        ("Date", "Date", _always(_LIFETIME[side])),
        _displays(posts),
        ("Reach", "Couverture", attrgetter("reach")),
        ("Likes", "Mentions J’aime", attrgetter("likes")),
        ("Shares", "Partages", attrgetter("shares")),
        ("Comments", "Commentaires", attrgetter("comments")),
        ("Saves", "Enregistrements", attrgetter("saves")),
        ("Follows", "Followers en plus", attrgetter("follows")),
    ]
