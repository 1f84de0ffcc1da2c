"""Whether a table is about social media at all: what shows it, and what shows another trade."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cmdash.catalog import trade_of
from cmdash.ingest.meaning.recognition import network_around, network_of_links
from cmdash.model import ColumnMatch, RawTable

REACTIONS = frozenset({"likes", "comments", "shares", "saves"})
_COMMUNITY = frozenset({"followers", "gained", "lost", "follows"})
_MONEY = frozenset({"spend", "budget", "revenue", "margin", "conversions"})
# Words of every trade: one of them alone makes no account of social media.
_VAGUE = frozenset(
    {"interactions", "shares", "comments", "net", "rating", "reviews", "posts", "clicks", "link_clicks", "views", "messages_in",
     "messages_answered", "response_minutes", *_MONEY}
)  # fmt: skip
_NO_NETWORK = frozenset({"website", "newsletter", "google_ads", "display", "blog", "forum"})


def shows_a_network(fields: Collection[str], columns: Sequence[ColumnMatch], table: RawTable) -> bool:
    """A column of networks, followers, links to a network, or a tab, title or file name that names one."""
    if "network" in fields or _COMMUNITY & set(fields):
        return True
    around = table.network or network_around(table)[0]
    if around and around not in _NO_NETWORK:
        return True
    links = (m.index for m in columns if m.field == "url")
    return any(network_of_links(table.columns[index]) for index in links)


def other_trade(fields: Collection[str], columns: Sequence[ColumnMatch], table: RawTable) -> str | None:
    """The trade that the headers tell, where nothing shows a network and at most one reaction is counted."""
    trade = trade_of(table.sources)
    if trade is None or len(REACTIONS & set(fields)) >= 2 or shows_a_network(fields, columns, table):
        return None
    return trade


def social_enough(figures: Collection[str], shown: bool) -> bool:
    """Whether the figures of an account are those of social media: one that is, or two vague ones, money apart.

    `shown`: the table shows a network by other means.
    """
    told = set(figures)
    return bool(told - _VAGUE) or (bool(told) and shown) or len(told - _MONEY) >= 2
