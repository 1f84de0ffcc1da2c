"""What lies behind a rate far from its typical post: a few posts among their like, or networks that differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cmdash.model.views import Remark
from cmdash.story.asked import Asked
from cmdash.story.changes import FEW
from cmdash.story.figures import CARRY, best_rate
from cmdash.story.words import percent, say, value_label, written
from cmdash.wording import network

TENTH = 10  # the posts that may carry: one in ten
HALF = 0.5  # share of the interactions of its network and format that they make, at least


def carried(asked: Asked) -> Iterator[Remark]:
    """Where the rate of the period is far above its typical post, why: a few posts, shown within one network and format
    (over several the middle post is that of the network with most posts), else networks whose rates differ. Nothing
    where neither is shown."""
    rate = best_rate(asked)
    if rate is None or asked.kind != "posts":
        return
    row, typical = asked.row(rate, asked.period), asked.row(f"{rate}_median", asked.period)
    if not (row.value and typical.value and row.n >= FEW and row.value >= CARRY * typical.value):
        return
    yield from _few(asked, rate) or _differing(asked, rate, row.value)


def _few(asked: Asked, rate: str) -> list[Remark]:
    """The network and format with most interactions of those where a tenth of the posts makes half of them, at a rate
    far above that of the middle post."""
    below = "followers_of_post" if rate == "er_followers" else rate.removeprefix("er_")
    posts = asked.posts
    known = posts[posts[rate].notna() & posts["network"].notna() & (posts["format"] != "story")]
    found: list[tuple[float, int, pd.DataFrame, float, float]] = []
    for _, like in known.groupby([known["network"], known["format"].fillna("")], sort=True):
        acts, middle = like["interactions"].to_numpy(float), float(like[rate].median())
        together = float(acts.sum()) / float(like[below].sum())
        top = len(like) // TENTH
        share = float(np.sort(acts)[::-1][:top].sum() / acts.sum()) if acts.sum() else 0.0
        if top and share >= HALF and together >= CARRY * middle:
            found.append((float(acts.sum()), top, like, share, together))
    if not found:
        return []
    _, top, like, share, together = max(found, key=lambda one: one[0])
    language, first = asked.language, like.iloc[0]
    where = network(str(first["network"]), language)
    if isinstance(first["format"], str) and first["format"]:
        where = say(
            language, "remark.like", network=where, format=value_label("format", first["format"], language)
        )
    text = say(
        language, "remark.carried", where=where, count=top, of=len(like), share=percent(share, language, 0),
        rate=written(together, "ratio", language), typical=written(float(like[rate].median()), "ratio", language),
    )  # fmt: skip
    return [Remark("carried", text, str(first["network"]))]


def _differing(asked: Asked, rate: str, whole: float) -> list[Remark]:
    """The networks with the highest and the lowest rate, where these are far apart."""
    rows = {
        key[0]: row.value
        for key, row in asked.over(("network",), (rate,), asked.period).items()
        if key[0] and row.value is not None and row.n >= FEW
    }
    if len(rows) < 2:
        return []
    high, low = max(rows, key=lambda name: rows[name]), min(rows, key=lambda name: rows[name])
    if rows[high] < CARRY * rows[low]:
        return []
    language = asked.language
    values = (written(value, "ratio", language) for value in (rows[high], rows[low], whole))
    words = dict(zip(("most", "least", "rate"), values, strict=True))
    text = say(
        language, "remark.differing", high=network(high, language), low=network(low, language), **words
    )
    return [Remark("differing", text)]
