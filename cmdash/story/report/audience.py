"""Which parts a reader gets: the owner a page, a board the year, a manager everything."""

from __future__ import annotations

import datetime as dt

from cmdash.model import Period
from cmdash.model.report_views import PARTS, Wish

FOR = {
    "owner": ("summary", "posts", "next"),
    "board": (
        "summary",
        "goals",
        "networks",
        "posts",
        "community",
        "campaigns",
        "reputation",
        "next",
        "method",
    ),
    "manager": PARTS,
}
CARDS = {"owner": 4, "board": 8, "manager": 8}  # key figures of the summary; ten on the pages at most


def parts(wish: Wish) -> tuple[str, ...]:
    """The ids of the parts, in their order, without those the person took out."""
    return tuple(name for name in FOR[wish.audience] if name not in wish.left_out)


def a_year_before(month: Period) -> dt.date:
    """The first day of the twelve months that end with a month."""
    end = month.end + dt.timedelta(days=1)
    return end.replace(year=end.year - 1)
