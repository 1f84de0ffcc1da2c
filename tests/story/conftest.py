"""A tracking made by hand: three networks over two years, with every trap the stories must survive."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from story_builders import frame

from cmdash.model import Ledger, Period, Query, Tracking

JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
NASTY = "=HYPERLINK(\"http://x\") <b>gras</b> [lien](http://y) :material/home: 'oui'"


def make(posts: list[dict[str, object]], account: list[dict[str, object]]) -> Tracking:
    frames = {kind: frame(kind, []) for kind in ("campaigns", "calendar", "goals")}
    return Tracking(posts=frame("posts", posts), account=frame("account", account), ledger=Ledger(), **frames)


def posts_of(
    network: str, per_month: int, level: float, draw: np.random.Generator
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for month in pd.date_range("2024-07-01", "2026-07-01", freq="MS"):
        days = 9 if month == pd.Timestamp("2026-07-01") else month.days_in_month
        for number in range(per_month if days > 9 else 2):
            when = month + pd.Timedelta(
                days=int((number + 0.5) * days / per_month) % days, hours=9 + number % 9
            )
            reach = round(float(level * draw.lognormal(0, 0.3)))
            likes = round(reach * 0.03 * float(draw.lognormal(0, 0.3)))
            rows.append(
                {
                    "date": when,
                    "network": network,
                    "account": f"maison-{network}",
                    "url": f"https://example.org/{network}/{len(rows)}",
                    "text": f"Publication {len(rows)} de {network}",
                    "format": ("photo", "reel", "carousel")[number % 3],
                    "theme": ("recette", "équipe")[number % 2],
                    "reach": None if network == "x" else reach,
                    "impressions": reach * 1.3,
                    "likes": likes,
                    "comments": round(likes * 0.08),
                    "shares": round(likes * 0.05),
                    "clicks": round(likes * 0.2) if network == "facebook" else None,
                    "file": f"{network}.csv",
                }
            )
    return rows


@pytest.fixture(scope="session")
def tracking() -> Tracking:
    """Posts of three networks up to 9 July 2026 and the monthly size of two audiences; X has no reach."""
    draw = np.random.default_rng(7)
    posts = [
        *posts_of("instagram", 9, 900, draw),
        *posts_of("facebook", 6, 500, draw),
        *posts_of("x", 3, 120, draw),
    ]
    posts.append(
        {"network": "instagram", "text": "Sans date", "likes": 5, "reach": 90, "file": "instagram.csv"}
    )
    for row in posts:  # one post of June far above its habit, with a caption that means harm
        if row.get("network") == "instagram" and str(row.get("date"))[:10] == "2026-06-12":
            row |= {"likes": 400.0, "comments": 60.0, "text": NASTY, "url": "javascript:alert(1)"}
    account: list[dict[str, object]] = []
    for place, month in enumerate(pd.date_range("2024-06-01", "2026-06-01", freq="MS")):
        for network, size, pace in (("instagram", 2000, 40), ("facebook", 5000, -5)):
            gained = pace + 30
            account.append(
                {
                    "date": month, "period": "month", "network": network, "account": f"maison-{network}",
                    "followers": size + pace * place, "gained": gained, "file": "communaute.xlsx",
                    "lost": gained - pace + (3 if network == "facebook" and place == 24 else 0),
                }
            )  # fmt: skip
    return make(posts, account)


@pytest.fixture(scope="session")
def nasty() -> str:
    """The caption that means harm."""
    return NASTY


@pytest.fixture(scope="session")
def june() -> Query:
    return Query(period=JUNE)


@pytest.fixture(scope="session")
def empty() -> Tracking:
    return make([], [])


@pytest.fixture(scope="session")
def account_only(tracking: Tracking) -> Tracking:
    return Tracking(
        frame("posts", []), tracking.account, tracking.campaigns, tracking.calendar, tracking.goals, Ledger()
    )
