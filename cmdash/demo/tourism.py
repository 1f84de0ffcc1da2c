"""A tourist office on five networks for three years: the raw exports as people keep them, and its own sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cmdash.demo import heard, linkedin, meta, planning, video, x
from cmdash.demo.casting import declared, lives
from cmdash.demo.days import VIDEO, span, spread
from cmdash.demo.life import Day, Life, Post
from cmdash.demo.sheets import Cell, workbook
from cmdash.model import Upload

START, END = dt.date(2023, 7, 1), dt.date(2026, 6, 30)
CHANGE = dt.date(2025, 4, 1)  # from here on Meta shows views where it showed impressions
Span = tuple[dt.date, dt.date]

META_SPANS: Sequence[Span] = (
    (START, dt.date(2024, 6, 30)),
    (dt.date(2024, 7, 1), CHANGE - dt.timedelta(1)),
    (CHANGE, END),
)
TWEETS: Sequence[Span] = ((START, dt.date(2023, 9, 30)), (dt.date(2023, 10, 1), dt.date(2023, 12, 31)))
# the file of 2026 starts a month early: December 2025 is in two files, and had not been seen to the end in the older
X_CONTENT: Sequence[Span] = (
    (dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    (dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    (dt.date(2025, 12, 1), END),
)
LINKEDIN: Sequence[Span] = (
    (START, dt.date(2024, 6, 30)),
    (dt.date(2024, 7, 1), dt.date(2025, 6, 30)),
    (dt.date(2025, 7, 1), END),
)
PLANNED: Span = (dt.date(2026, 1, 1), END)  # the calendar is kept since this year
IN_THE_PLAN = ("facebook", "instagram", "linkedin", "youtube")  # X is fed as it comes
UNCOUNTED = (2024, 11)  # the month nobody took down the followers
NAMES = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
}
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


@cache
def life() -> Mapping[str, Life]:
    """The five pages by network."""
    return lives("tourism", START, END)


@cache
def posts() -> tuple[Post, ...]:
    """Every post once, with the figures of the latest file that has it."""
    found = [_meta_told(post) for name in ("facebook", "instagram") for post in life()[name].posts]
    found += [x.told(p, "tweets" if p.at.year == 2023 else "content") for p in life()["x"].posts]
    found += [linkedin.told(post) for post in life()["linkedin"].posts]
    return (*found, *(video.told_youtube(post) for post in life()["youtube"].posts))


@cache
def stocks() -> tuple[tuple[str, Day], ...]:
    """Network and month end as the community sheet has them, oldest month first."""
    rows = [(name, day) for name, page in life().items() for day in page.month_ends()]
    counted = [(name, day) for name, day in rows if (day.date.year, day.date.month) != UNCOUNTED]
    return tuple(sorted(counted, key=lambda row: (row[1].date, list(NAMES).index(row[0]))))


@cache
def plan() -> tuple[planning.Planned, ...]:
    """The editorial calendar of the year, line by line."""
    start, end = PLANNED
    themes = {key: entry["name"] for key, entry in declared("tourism")["themes"].items()}
    inside = [post for name in IN_THE_PLAN for post in _within(name, start, end)]
    return planning.plan(inside, themes, end, seed=15)


@cache
def said() -> tuple[heard.Said, ...]:
    """The reviews, messages and mentions of the year, line by line."""
    return heard.said(*PLANNED, seed=27)


@cache
def files() -> tuple[Upload, ...]:
    """Facebook, Instagram, X, LinkedIn and YouTube files, then the community sheet, the editorial calendar, the mentions."""
    return tuple(Upload(name, content) for name, content in _files())


def lost(network: str, day: Day) -> int | None:
    """The unfollows the sheet has: LinkedIn never tells them, X only since 2024."""
    if network == "linkedin" or (network == "x" and day.date.year < 2024):
        return None
    return day.lost


def _files() -> Iterator[tuple[str, bytes]]:
    for name, number in (("facebook", 1396269028466733), ("instagram", 983340097073313)):
        for index, (start, end) in enumerate(META_SPANS):
            told = [_meta_told(post) for post in _within(name, start, end)]
            boosted = name == "facebook" and start >= CHANGE
            yield (
                meta.file_name(start, end, number + 7919 * index),
                meta.content(life()[name].page, told, "fr", boosted=boosted),
            )
    handle = life()["x"].page.handle
    for start, end in TWEETS:
        told = [x.told(post, "tweets") for post in _within("x", start, end)]
        yield (
            f"tweet_activity_metrics_{handle}_{start:%Y%m%d}_{end + dt.timedelta(1):%Y%m%d}_fr.csv",
            x.tweets(told, "fr"),
        )
    for start, end in X_CONTENT:
        told = [x.told(_as_exported(post, end), "content") for post in _within("x", start, end)]
        yield f"account_analytics_content_{start}_{end}.csv", x.content(told, comma=end == END)
    page = life()["linkedin"].page
    for start, end in LINKEDIN:
        told = [linkedin.told(post) for post in _within("linkedin", start, end)]
        days = linkedin.by_day(life()["linkedin"].posts, start, end)
        stamp = int(dt.datetime.combine(end, dt.time(9), dt.UTC).timestamp() * 1000)
        yield f"{page.handle}_content_{stamp}.xlsx", linkedin.content(told, days, page.account)
    videos = [video.told_youtube(post) for post in life()["youtube"].posts]
    yield "Informations relatives aux tableaux.csv", video.youtube(videos, "fr")
    yield "Totaux.csv", video.youtube_totals(spread(videos, "views", span(START, END), VIDEO), "fr")
    yield "Communauté 2023-2026.xlsx", _community()
    sheet = planning.rows(plan(), END, seed=16)
    yield "Planning éditorial 2026.xlsx", workbook({"Planning 2026": sheet}, bold={"Planning 2026": (0, 2)})
    yield (
        "Avis et mentions 2026.xlsx",
        workbook({"Veille": heard.rows(said(), seed=28)}, bold={"Veille": (0, 2)}),
    )


def _within(name: str, start: dt.date, end: dt.date) -> list[Post]:
    return [post for post in life()[name].posts if start <= post.at.date() <= end]


def _meta_told(post: Post) -> Post:
    return meta.told(post, "impressions" if post.at.date() < CHANGE else "views")


def _as_exported(post: Post, end: dt.date) -> Post:
    """A post as the file up to `end` shows it: young posts had not been seen to the end when a later file has them."""
    age = (end - post.at.date()).days
    again = any(start <= post.at.date() and end < other for start, other in X_CONTENT)
    return x.as_of(post, min(1.0, 0.7 + 0.03 * age)) if again else post


def _community() -> bytes:
    rows: list[Sequence[Cell]] = [
        ["Suivi de la communauté – Office de tourisme de Port-Sauvagine"],
        ["Relevé le dernier jour ouvré du mois"],
        [],
        ["Mois", "Réseau", "Abonnés", "Nouveaux", "Désabonnements"],
    ]
    for network, day in stocks():
        month = f"{SHORT[day.date.month - 1]} {day.date.year}"
        gone = lost(network, day)
        rows.append([month, NAMES[network], day.followers, day.gained, "n.c." if gone is None else gone])
    notes: list[Sequence[Cell]] = [
        ["Notes"],
        ["Novembre 2024 : poste vacant du 4 novembre au 8 décembre, pas de relevé."],
        ["Avril 2025 : Facebook et Instagram affichent des vues à la place des impressions."],
        ["LinkedIn ne donne pas les désabonnements."],
        ["Mai 2025 : publications Facebook sponsorisées du 12 mai au 1er juin."],
    ]
    sheets = {"Communauté": rows, "Objectifs": _goals(), "Notes": notes}
    return workbook(sheets, bold={"Communauté": (0, 3), "Objectifs": (0,), "Notes": (0,)})


def _goals() -> list[Sequence[Cell]]:
    """What the office aims at: the half-year that is over and the year under way."""
    begin, middle, end = dt.date(2026, 1, 1), END, dt.date(2026, 12, 31)
    return [
        ["Indicateur", "Réseau", "Début", "Fin", "Cible", "Note"],
        ["Abonnés", "Instagram", begin, end, 16500, "Convention 2026 avec la communauté de communes"],
        ["Interactions", None, begin, end, 36000, None],
        ["Taux d’engagement sur la portée", "Facebook", begin, middle, "3,5 %", "Avant-saison"],
        ["Publications", "Facebook", begin, middle, 80, None],
        ["Désabonnements", "Instagram", begin, end, 1500, None],
    ]
