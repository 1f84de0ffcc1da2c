"""Posts out of line: named, and the figures of the period with and without them."""

from __future__ import annotations

import pandas as pd

from cmdash.catalog import kpis
from cmdash.model.post_views import Outliers
from cmdash.model.views import Column, Table
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.habit import card
from cmdash.story.words import kpi_label, listed, relative, say, written
from cmdash.wording import network

NAMED = 5


def outliers(asked: Asked) -> Outliers | None:
    """The posts of the period that are out of line with their network; None where there are none."""
    frame = asked.posts
    odd = frame[frame["outlier"]].sort_values("shrunk", ascending=False, kind="stable")
    if not len(odd):
        return None
    language = asked.language
    cards = tuple(
        card(asked, record, int(at))
        for at, record in zip(odd.index[:NAMED], odd.head(NAMED).to_dict("records"), strict=True)
    )
    names = [
        say(
            language,
            "posts.outliers.named" if one.when else "posts.outliers.undated",
            date=one.when,
            network=network(one.network or None, language),
            index=one.index_shown,
        )
        for one in cards
    ]
    more = len(odd) - len(names)
    shown = listed([*names, say(language, "posts.outliers.more", count=more)] if more else names, language)
    return Outliers(
        sentence=say(language, "posts.outliers.sentence", count=len(odd), names=shown),
        cards=cards,
        table=_table(asked, frame, frame[~frame["outlier"]]),
        note=say(language, "posts.outliers.note"),
    )


def _table(asked: Asked, every: pd.DataFrame, rest: pd.DataFrame) -> Table:
    language = asked.language
    columns = (
        Column("figure", say(language, "posts.outliers.figure")),
        Column("with", say(language, "posts.outliers.with"), "count"),
        Column("without", say(language, "posts.outliers.without"), "count"),
        Column("change", say(language, "posts.outliers.change"), "ratio"),
    )
    rows, shown = [], []
    for name in _figures(asked):
        both = [_value(name, frame) for frame in (every, rest)]
        if both[0] is None or both[1] is None:
            continue
        unit = "ratio" if kpis()[name].unit == "ratio" else "count"
        change = both[0] / both[1] - 1 if both[1] else None
        cells = tuple(written(value, unit, language) for value in both)
        rows.append((kpi_label(name, language), both[0], both[1], change))
        said = relative(change, language) if change is not None else ""
        shown.append((kpi_label(name, language), *cells, said))
    return Table(columns, tuple(rows), tuple(shown))


def _figures(asked: Asked) -> list[str]:
    rate = best_rate(asked)
    seen = rate.removeprefix("er_") if rate else ""
    names = ["posts", "interactions", *([seen] if seen in asked.posts and seen in kpis() else [])]
    return [*names, *([rate, f"{rate}_median"] if rate else [])]


def _value(name: str, frame: pd.DataFrame) -> float | None:
    """A figure over some posts: their number, a sum, a ratio of sums on the posts that have both, or its median."""
    if name == "posts":
        return float(len(frame))
    if name.endswith("_median"):
        known = frame[name.removesuffix("_median")].dropna()
        return float(known.median()) if len(known) else None
    if name.startswith("er_"):
        below = "followers_of_post" if name == "er_followers" else name.removeprefix("er_")
        known = frame[frame[name].notna()]
        total = float(known[below].sum())
        return float(known["interactions"].sum()) / total if total else None
    known = frame[name].dropna()
    return float(known.sum()) if len(known) else None
