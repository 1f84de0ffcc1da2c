"""Posts against their account's habit: the best, the weakest, and each one's card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from cmdash.kpi.habits import OTHERS
from cmdash.model.post_views import PostCard
from cmdash.story.asked import NOBODY, Asked
from cmdash.story.words import excerpt, say, times, value_label, written
from cmdash.wording import day, network

FACTS = ("reach", "impressions", "views", "interactions")
EXPECTED = 5  # interactions that the habit lets expect, at least, to be ranked
EVEN = (0.95, 1.05)  # multiples between these are written "1"
SHOWN = 3  # best and weakest posts listed


def indexed(asked: Asked) -> pd.DataFrame:
    """The settled posts of the selection with an own index, highest first; rows are those of the posts table."""
    known = _known(asked)
    return known.iloc[np.argsort(-known["own_index"].to_numpy(float), kind="stable")]


def _known(asked: Asked) -> pd.DataFrame:
    found = asked.posts
    return found[found["own_index"].notna() & ~found["young"]]


def ranked(asked: Asked) -> pd.DataFrame:
    """Those of them whose habit expects enough interactions, or that chance alone does not explain: three for two is no
    success, sixty for three is. All of them where there is none such. Ordered by what is believed of each (`shrunk`),
    the surest above first."""
    found = _known(asked)
    base, over = np.ones(len(found)), found["denominator"].to_numpy(object)
    for name in dict.fromkeys(over.tolist()):
        if name:
            base = np.where(over == name, found[name].to_numpy(float), base)
    large = found["habit"].to_numpy(float) * base >= EXPECTED
    large |= ((found["index_low"] > 1) | (found["index_high"] < 1)).to_numpy(bool)
    order = np.lexsort((-found["own_index"].to_numpy(float), -found["shrunk"].to_numpy(float)))
    return found.iloc[order[large[order]] if large.any() else order]


def lacking(asked: Asked) -> tuple[int, str, str] | None:
    """How many posts of one network and format are missing until one of them can be held against a habit, where they are
    fewest, with that network and format; None where posts are ranked, or none would be (a usual value of 0)."""
    found = asked.posts
    if not len(found) or len(_known(asked)):
        return None
    settled = found[~found["young"] & found["compared"].notna() & found["date"].notna()]
    settled = settled[settled["format"] != "story"]
    if not len(settled):
        return OTHERS + 1, "", ""
    nearest = settled.loc[settled["habit_posts"].idxmax()].to_dict()
    missing = OTHERS - int(nearest["habit_posts"])
    return (missing, _text(nearest, "network"), _text(nearest, "format")) if missing > 0 else None


def best(asked: Asked) -> PostCard | None:
    """The post furthest above its habit; None where no post has one."""
    found = ranked(asked)
    return card(asked, found.iloc[0].to_dict(), int(found.index[0])) if len(found) else None


def extremes(asked: Asked) -> tuple[tuple[PostCard, ...], tuple[PostCard, ...]]:
    """The three best and the three weakest; only those above and below their habit as it is written, none in both."""
    found = ranked(asked)
    high = found[above(found)].head(SHOWN)
    low = found[found["own_index"] < EVEN[0]].tail(SHOWN).iloc[::-1]
    return tuple(_cards(asked, high)), tuple(_cards(asked, low))


def above(found: pd.DataFrame) -> pd.Series:
    """Which posts are above their habit: what is written as a multiple of 1 is not."""
    return found["own_index"] >= EVEN[1]


def _cards(asked: Asked, rows: pd.DataFrame) -> list[PostCard]:
    return [
        card(asked, record, int(at)) for at, record in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def card(asked: Asked, record: Mapping[Any, Any], identifier: int) -> PostCard:
    """One post as it is listed; its texts are the user's, as written."""
    language = asked.language
    where, when = _text(record, "network"), record.get("date")
    shape = _text(record, "format")
    index = figure_of(record, "own_index")
    return PostCard(
        id=identifier,
        when=day(when.date(), language) if isinstance(when, pd.Timestamp) and not pd.isna(when) else "",
        network=where or NOBODY,
        network_label=network(where or None, language),
        format=value_label("format", shape, language) if shape else "",
        text=excerpt(_text(record, "text")),
        index=float("nan") if index is None else index,
        index_shown="\u2013" if index is None else times(index, language),
        facts=facts(record, language),
        habit=_habit(record, language),
        url=safe_url(_text(record, "url")),
    )


def _habit(record: Mapping[Any, Any], language: str) -> str:
    """The habit behind the multiple, on how many posts, and between what the multiple lies."""
    usual, posts = figure_of(record, "habit"), figure_of(record, "habit_posts")
    low, high = figure_of(record, "index_low"), figure_of(record, "index_high")
    if usual is None or posts is None:
        return ""
    rate = bool(record.get("denominator"))
    value = written(usual, "ratio" if rate else "count", language)
    over = (
        say(language, f"over.{record['denominator']}")
        if rate
        else say(language, "posts.usual.acts", count=round(usual))
    )
    told = say(language, "posts.usual", value=value, over=over, count=round(posts))
    if low is None or high is None:
        return told
    return f"{told} {say(language, 'posts.between', low=times(low, language), high=times(high, language))}"


def facts(record: Mapping[Any, Any], language: str) -> str:
    """The figures of a post in one line: "1 240 de portée, 86 interactions".

    What its index is measured over comes first: YouTube's impressions are thumbnails, its index is over views.
    """
    parts = []
    for name in sorted(FACTS, key=lambda fact: fact != record.get("denominator")):
        value = figure_of(record, name)
        if value is not None:
            parts.append(
                say(
                    language,
                    f"posts.fact.{name}",
                    count=round(value),
                    value=written(value, "count", language),
                )
            )
    return ", ".join(parts[:1] + parts[-1:] if len(parts) > 1 else parts)


def figure_of(record: Mapping[Any, Any], name: str) -> float | None:
    """A figure of a post; None where it is missing."""
    value = record.get(name)
    return float(value) if isinstance(value, int | float) and value == value else None


def safe_url(url: str) -> str:
    """The address of a post where it is a plain web address; empty for anything else."""
    text = url.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)
    return text if fits else ""


def _text(record: Mapping[Any, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
