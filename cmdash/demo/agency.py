"""An agency and four clients: a year of exports, French and English, one zip with a folder per client."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cmdash.demo import ads, budgets, linkedin, meta, video, x
from cmdash.demo.casting import declared, lives
from cmdash.demo.days import span, spread
from cmdash.demo.life import Day, Life, Post
from cmdash.demo.sheets import Cell, archive, workbook
from cmdash.model import Upload

START, END = dt.date(2025, 7, 1), dt.date(2026, 6, 30)
FILE = "Clients 2025-2026.zip"
CLIENTS: Mapping[str, str] = {
    "optician": "Optique Zéphirine",
    "festival": "Les Nuits d’Orgemel",
    "creamery": "Fromagerie de Valtaranche",
    "coworking": "Ombelune Coworking",
}
LANGUAGES = {"optician": "fr", "festival": "en", "creamery": "fr", "coworking": "en"}
NUMBERS = {"facebook": 1287304410922163, "instagram": 902817734452981}
NAMES = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
}


@cache
def life() -> Mapping[str, Mapping[str, Life]]:
    """Client, then network: the nine pages."""
    return {client: lives(client, START, END) for client in CLIENTS}


@cache
def posts() -> tuple[Post, ...]:
    """Every post as the exports tell it."""
    return tuple(told(post) for pages in life().values() for page in pages.values() for post in page.posts)


@cache
def campaigns() -> tuple[ads.Line, ...]:
    """The lines of the two advertising reports, festival last."""
    return tuple(line for client in ("optician", "festival") for line in _campaigns(client))


@cache
def stocks() -> tuple[tuple[str, str, Day], ...]:
    """Client, network and month end, as the agency's own sheet has them."""
    return tuple(
        (CLIENTS[client], name, day)
        for client, pages in life().items()
        for name, page in pages.items()
        for day in page.month_ends()
    )


def told(post: Post) -> Post:
    """A post as the export of its network tells it."""
    if post.network in ("facebook", "instagram"):
        return meta.told(post, "views")
    if post.network == "x":
        return x.told(post, "content")
    return linkedin.told(post) if post.network == "linkedin" else video.told_tiktok(post)


@cache
def files() -> tuple[Upload, ...]:
    """One zip."""
    packed = {f"{CLIENTS[client]}/{name}": content for client in CLIENTS for name, content in _folder(client)}
    packed["Followers by client.xlsx"] = _followers()
    packed["Budgets by client.xlsx"] = workbook(
        {"Budgets": budgets.rows(campaigns())}, bold={"Budgets": (0,)}
    )
    return (Upload(FILE, archive(packed)),)


def _folder(client: str) -> Iterator[tuple[str, bytes]]:
    for name, page in life()[client].items():
        known = [told(post) for post in page.posts]
        if name in NUMBERS:
            file = meta.file_name(START, END, NUMBERS[name] + 104_729 * list(CLIENTS).index(client))
            boosted = any(post.boosted for post in known)
            yield file, meta.content(page.page, known, LANGUAGES[client], boosted=boosted)
        elif name == "x":
            yield f"account_analytics_content_{START}_{END}.csv", x.content(known, comma=True)
        elif name == "linkedin":
            days = linkedin.by_day(page.posts, START, END)
            yield (
                f"{page.page.handle}_content_1782810000000.xlsx",
                linkedin.content(known, days, page.page.account),
            )
        else:
            yield "Content.csv", video.tiktok(known, END)
    if client == "festival":
        yield from _daily(life()[client]["instagram"])
    if lines := _campaigns(client):
        name = (
            "Rapport-publicites-juil-2025-juin-2026"
            if LANGUAGES[client] == "fr"
            else "Ads-report-Jul-1-2025-to-Jun-30-2026"
        )
        yield f"{name}.xlsx", ads.report(lines, LANGUAGES[client])


def _daily(page: Life) -> Iterator[tuple[str, bytes]]:
    """Reach and follows by day of the festival's Instagram."""
    reached = spread(page.posts, "reach", span(START, END))
    yield (
        "Reach.csv",
        meta.daily("Instagram reach", {day: round(0.8 * people) for day, people in reached.items()}),
    )
    yield "Follows.csv", meta.daily("Instagram follows", {day.date: day.gained for day in page.days})


def _campaigns(client: str) -> tuple[ads.Line, ...]:
    ordered = [ads.Campaign(**entry) for entry in declared(client).get("campaigns", ())]
    return ads.run(CLIENTS[client], ordered)


def _followers() -> bytes:
    rows: list[Sequence[Cell]] = [["Month", "Client", "Network", "Followers"]]
    rows += [[f"{day.date:%m/%Y}", client, NAMES[name], day.followers] for client, name, day in stocks()]
    return workbook({"Followers": rows}, bold={"Followers": (0,)})
