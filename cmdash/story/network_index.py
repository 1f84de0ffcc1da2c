"""Each network against its accounts' own habit: the median multiple of its posts in a period."""

from __future__ import annotations

from cmdash.model.views import Figure, StampText
from cmdash.story.asked import Asked
from cmdash.story.stamps import sources
from cmdash.story.words import integer, say, times

INDEX = "own_index"


def indices(asked: Asked) -> dict[str, Figure]:
    """By network: the median over its posts of what each is worth beside the habit of its account, on the same network
    and format, over twelve months (the KPI book's own index; 1 is usual). Networks none of whose posts has a habit to
    be held against are absent."""
    language = asked.language
    posts = asked.posts
    found = {}
    for network, mine in posts.groupby("network", sort=False) if len(posts) else ():
        known = mine[INDEX].dropna()
        if not len(known):
            continue
        value, n, of = float(known.median()), len(known), len(mine)
        used = say(language, f"rows.posts_{'some' if n < of else 'all'}", count=n, of=of)
        files = tuple(str(name) for name in mine.loc[known.index, "file"].unique())
        stamp = StampText(
            formula=say(language, "networks.index_help"),
            used=used,
            sources=sources(asked, files),
            n=n,
            of=of,
        )
        under = (
            say(language, "networks.of", n=integer(n, language), of=integer(of, language)) if n < of else ""
        )
        found[str(network)] = Figure(
            INDEX, say(language, "networks.index"), value, times(value, language), under, stamp
        )
    return found
