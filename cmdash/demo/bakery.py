"""A bakery alone with its sheet: one French workbook, a tab per month, kept by hand and unevenly."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from cmdash.demo.captions import Theme, Voice
from cmdash.demo.casting import declared, lives
from cmdash.demo.life import Day, Life, Post
from cmdash.demo.sheets import Cell, workbook
from cmdash.model import Upload

YEAR = 2025
FILE = "Suivi réseaux sociaux 2025.xlsx"
TABS = ("Janv.", "Févr.", "Mars", "Avr.", "Mai", "Juin", "Juil.", "Août", "Sept.", "Oct.", "Nov.", "Déc.")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
HEADER = (
    "Date", "Réseau", "Type", "Rubrique", "Sujet", "J'aime", "Commentaires", "Partages", "Portée", "Clics", "Abonnés gagnés",
)  # fmt: skip
OTHER_ORDER = (
    "Réseau", "Date", "Type", "Portée", "J'aime", "Commentaires", "Partages", "Clics", "Abonnés gagnés", "Rubrique", "Sujet",
)  # fmt: skip
REORDERED = 5  # the month somebody else kept the sheet
AS_TEXT = (3, 6, 7, 11)  # months whose dates were typed as text
NETWORKS = {"facebook": ("Facebook", "Facebook", "FB"), "instagram": ("Instagram", "Instagram", "Insta")}
TYPES = {
    "photo": ("Photo", "Photo", "photo"),
    "carousel": ("Carrousel",),
    "reel": ("Reel", "Reel", "Réel"),
    "video": ("Vidéo",),
    "link": ("Lien",),
}
NOTES = (
    "n.c. : Instagram n’affichait pas encore les chiffres au moment du relevé",
    "Relevé fait le dernier jour du mois",
    "Portée arrondie quand l’application l’affiche en « k »",
)


@cache
def life() -> tuple[Life, ...]:
    """The two pages and their year, before anything is written down."""
    return tuple(lives("bakery", dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)).values())


@cache
def posts() -> tuple[Post, ...]:
    """The posts as the baker wrote them down: some figures rounded to hundreds, some not known."""
    rng = random.Random("bakery/hand")
    voice = _voice()
    kept = sorted((post for page in life() for post in page.posts), key=lambda post: post.at)
    return tuple(_noted(post, voice, rng) for post in kept)


def stocks() -> tuple[tuple[str, Day], ...]:
    """Network and month end: the followers written in the tab `Abonnés`."""
    return tuple((page.page.network, day) for page in life() for day in page.month_ends())


@cache
def files() -> tuple[Upload, ...]:
    """The workbook as the baker keeps it."""
    sheets: dict[str, Sequence[Sequence[Cell]]] = {}
    bold: dict[str, Sequence[int]] = {}
    for month in range(1, 13):
        name = f"{TABS[month - 1]} {YEAR}"
        rows, strong = _tab(month, [post for post in posts() if post.at.month == month])
        sheets[name], bold[name] = rows, strong
    sheets["Abonnés"], bold["Abonnés"] = _followers(), (0, 2)
    return (Upload(FILE, workbook(sheets, bold=bold)),)


def _voice() -> Voice:
    entry = declared("bakery")
    return Voice({key: Theme(**theme) for key, theme in entry["themes"].items()}, entry["slots"])


def _noted(post: Post, voice: Voice, rng: random.Random) -> Post:
    """What the baker writes of a post: no saves, no views, a rounded reach, and holes."""
    reach = post.reach
    if reach is not None and reach >= 1000:
        reach = round(reach, -2)
    unread = post.network == "instagram" and rng.random() < 0.05
    return replace(
        post,
        post_id="",
        url="",
        theme=voice.themes[post.theme].name,
        text=voice.line(post.theme, post.at, rng),
        reach=None if unread else reach,
        impressions=None,
        views=None,
        saves=None,
        shares=None if unread else post.shares,
        clicks=None if post.network == "instagram" or rng.random() < 0.15 else post.clicks,
        link_clicks=None,
        follows=None if rng.random() < 0.35 else post.follows,
        duration=None,
    )


def _tab(month: int, noted: Sequence[Post]) -> tuple[list[list[Cell]], tuple[int, ...]]:
    """The rows of a month's tab and the numbers of those in bold."""
    rng = random.Random(f"bakery/tab/{month}")
    title = f"Suivi Facebook et Instagram – {MONTHS[month - 1]} {YEAR}"
    header = OTHER_ORDER if month == REORDERED else HEADER
    rows: list[list[Cell]] = [[title], [], list(header)]
    if not noted:
        return [*rows, ["Fermeture annuelle du 1er au 31 août, pas de publication"]], (0, 2)
    rows += [[cells[name] for name in header] for cells in (_cells(post, month, rng) for post in noted)]
    rows.append(_total(header, noted))
    return [*rows, [], [NOTES[month % len(NOTES)]]], (0, 2, len(rows) - 1)


def _cells(post: Post, month: int, rng: random.Random) -> dict[str, Cell]:
    at = post.at.date()
    short = f"{(post.reach or 0) / 1000:.1f} k".replace(".", ",")
    return {
        "Date": f"{at:%d/%m/%Y}" if month in AS_TEXT else at,
        "Réseau": rng.choice(NETWORKS[post.network]),
        "Type": rng.choice(TYPES[post.format]),
        "Rubrique": post.theme,
        "Sujet": post.text,
        "J'aime": post.likes,
        "Commentaires": post.comments,
        "Partages": "-" if post.shares is None else post.shares,
        "Portée": "n.c." if post.reach is None else short if post.reach >= 1000 else post.reach,
        "Clics": post.clicks if post.clicks is not None else rng.choice(("-", None)),
        "Abonnés gagnés": post.follows,
    }


def _total(header: Sequence[str], noted: Sequence[Post]) -> list[Cell]:
    sums: dict[str, Cell] = {
        "J'aime": sum(post.likes or 0 for post in noted),
        "Commentaires": sum(post.comments or 0 for post in noted),
        "Partages": sum(post.shares or 0 for post in noted),
        "Portée": sum(post.reach or 0 for post in noted if (post.reach or 0) < 1000),  # SUM skips the texts
        "Clics": sum(post.clicks or 0 for post in noted),
        "Abonnés gagnés": sum(post.follows or 0 for post in noted),
    }
    return ["TOTAL" if number == 0 else sums.get(name) for number, name in enumerate(header)]


def _followers() -> list[list[Cell]]:
    facebook, instagram = (page.month_ends() for page in life())
    rows: list[list[Cell]] = [
        ["Nombre d’abonnés en fin de mois"],
        [],
        ["Mois", "Abonnés Facebook", "Abonnés Instagram"],
    ]
    for ours, theirs in zip(facebook, instagram, strict=True):
        rows.append([f"{MONTHS[ours.date.month - 1]} {YEAR}", ours.followers, theirs.followers])
    return rows
