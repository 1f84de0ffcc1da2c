"""Which parts a reader gets: the owner a page, a board the year, a manager everything."""

from __future__ import annotations

import datetime as dt

from cmdash import kpi
from cmdash.model import Period, Tracking
from cmdash.model.report_views import PARTS, Wish
from cmdash.story.same_days import LATE
from cmdash.story.words import say

YEAR = 12  # months

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


def default_period(tracking: Tracking, wish: Wish) -> Period | None:
    """The last whole month; for a board the twelve months that end with it, or those of them that the data hold whole."""
    month = kpi.default_period(tracking)
    known = kpi.span(tracking)
    if month is None or known is None or wish.audience != "board":
        return month
    end = month.end + dt.timedelta(days=1)
    year = end.replace(year=end.year - 1)
    return Period(min(max(year, _first_whole(known.start)), month.start), month.end)


def _first_whole(first: dt.date) -> dt.date:
    """The first day of the first month that data from this day on hold whole: its own where it begins with them."""
    if first.day - 1 <= LATE:
        return first.replace(day=1)
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def short_year(tracking: Tracking, period: Period | None, wish: Wish, language: str) -> str:
    """Why a board's report covers less than a year, where nobody chose its period; empty elsewhere."""
    if wish.audience != "board" or period is None or period != default_period(tracking, wish):
        return ""
    months = round(kpi.months(period))
    return say(language, "report.summary.short", count=months) if months < YEAR else ""
