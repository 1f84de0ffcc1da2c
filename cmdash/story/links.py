"""Which posts carry a link, and on which networks the files could show one at all: a title never holds it."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from cmdash.catalog import networks

LONG = 80  # characters from which a text is one written in full, not a title
HALF = 0.5  # share of such texts from which the column is one of full texts
_LINK = re.compile(r"https?://|\bwww\.|\b[a-z0-9-]+\.(?:com|fr|org|net|eu|ch|be|ca|io)\b", re.IGNORECASE)
_HOST = r"^\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:@\s]+)"


def linked(posts: pd.DataFrame) -> pd.Series:
    """Whether each post carries a link: in its text, by its format, its clicks on links, or a column of links that leave
    the networks (the address of the post itself is none)."""
    text = posts["text"].fillna("").str.contains(_LINK)
    host = posts["url"].str.extract(_HOST, expand=False).str.lower()
    away = host.map({name: _leaves(name) for name in host.dropna().unique()}).fillna(False).astype(bool)
    return text | away | (posts["format"] == "link") | (posts["link_clicks"].fillna(0) > 0)


def telling(posts: pd.DataFrame) -> frozenset[str]:
    """The networks whose posts could show a link: some post has one, the links' clicks are counted, or the texts are
    written in full."""
    found = pd.DataFrame(
        {
            "network": posts["network"],
            "shown": linked(posts) | posts["link_clicks"].notna(),
            "text": posts["text"].notna(),
            "full": posts["text"].fillna("").str.len() >= LONG,
        }
    )
    by = found.dropna(subset=["network"]).groupby("network").sum()
    return frozenset(by.index[(by["shown"] > 0) | (by["full"] > 0) & (by["full"] >= HALF * by["text"])])


def _leaves(host: str) -> bool:
    """Whether the host of an address is outside every network."""
    return not any(host == one or host.endswith(f".{one}") for one in _hosts())


@cache
def _hosts() -> frozenset[str]:
    return frozenset(host for entry in networks().values() for host in entry.hosts)
