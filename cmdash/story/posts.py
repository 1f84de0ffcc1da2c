"""The Posts page: what worked and what did not against the habit, and one post at a time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cmdash.kpi.habits import OTHERS
from cmdash.model.post_views import PostCard, PostsView, PostView
from cmdash.model.views import Bar, Column, Ladder, Place, Table
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.habit import above, card, extremes, figure_of, indexed, lacking, ranked
from cmdash.story.listing import sorts
from cmdash.story.outliers import outliers
from cmdash.story.overview import VISIBLE, notes
from cmdash.story.reasons import reason
from cmdash.story.words import percent, say, times, together, value_label, written
from cmdash.wording import message, network

LADDER = (
    ("clicks", "link_clicks"),
    ("likes",),
    ("comments",),
    ("shares",),
    ("saves",),
)  # the first known of each
# Multiples of the habit, even on both sides of it: four times less, twice less, up to, twice more, four times more.
EDGES = (0.25, 0.5, 1.0, 2.0, 4.0)
ENOUGH = 8  # posts with an index before a place among them is said


def posts(asked: Asked) -> PostsView:
    """The frozen view of the Posts page for a question."""
    language = asked.language
    high, low = extremes(asked)
    return PostsView(
        sentence=_sentence(asked),
        period=calendar.name(asked.period, language),
        best=high,
        weakest=low,
        count=len(asked.posts),
        formats=_choices(asked, "format"),
        themes=_choices(asked, "theme"),
        sorts=sorts(asked),
        notes=_notes(asked),
        outliers=outliers(asked),
        lacking=_lacking(asked),
    )


def _lacking(asked: Asked) -> str:
    """What it takes to say what worked, where no post can be held against a habit yet."""
    found, language = lacking(asked), asked.language
    if found is None:
        return ""
    count, where, shape = found
    words = {
        "count": count,
        "needed": OTHERS + 1,
        "network": network(where or None, language),
        "format": value_label("format", shape, language) if shape else "",
    }
    return say(
        language, f"posts.lacking{'_format' if where and shape else '_network' if where else ''}", **words
    )


def _choices(asked: Asked, field: str) -> tuple[tuple[str, str], ...]:
    """The values of a field in the selection with their words, most posts first; none where there is only one."""
    found = asked.posts[field].dropna()
    names = [str(name) for name in found[found != ""].value_counts().index]
    if len(names) < 2:
        return ()
    return tuple((name, value_label(field, name, asked.language)) for name in names)


def _sentence(asked: Asked) -> str:
    language = asked.language
    when = calendar.during(asked.period, language)
    count = len(asked.posts)
    if not count:
        return say(language, "posts.nothing", when=when)
    found = ranked(asked)
    if not len(found):
        return say(language, "posts.plain", when=when, count=count)
    top = card(asked, found.iloc[0].to_dict(), int(found.index[0]))
    known = indexed(asked)
    better = say(language, "posts.above", count=int(above(known).sum()), known=len(known))
    words = {
        "when": when, "above": better, "index": top.index_shown, "date": top.when,
        "network": network(top.network or None, language),
    }  # fmt: skip
    key = "posts.sentence" if top.when and top.network else "posts.sentence_plain"
    if times(float(known["own_index"].iloc[0]), language) != top.index_shown:
        key += "_surest"  # another is higher, on less: the first is not called the best
    return say(language, key, count=count, **words)


def _notes(asked: Asked) -> tuple[str, ...]:
    """What stays out of the comparison with the habit."""
    language, found = asked.language, asked.posts
    young = int(found["young"].sum())
    unknown = int((found["own_index"].isna() & ~found["young"]).sum())
    told = _lacking(asked)
    said = [told] if told else []
    if len(found):
        said.append(say(language, "posts.habit"))
    if young:
        said.append(say(language, "posts.young", count=young))
    if unknown and not lacking(asked):
        said.append(say(language, "posts.no_index", count=unknown))
    return (*said, *notes(asked))


def one(asked: Asked, identifier: int) -> PostView | None:
    """One post of the selection; None where it is not in it."""
    if identifier not in asked.posts.index:
        return None
    record: dict[Any, Any] = asked.posts.loc[identifier].to_dict()
    text, shown = record.get("text"), card(asked, record, identifier)
    return PostView(
        card=reasoned(asked, (shown,))[0],
        text=text if isinstance(text, str) else "",
        figures=_figures(asked, record),
        ladder=_ladder(asked, record),
        place=_place(asked, record),
    )


def reasoned(asked: Asked, cards: Sequence[PostCard]) -> tuple[PostCard, ...]:
    """Cards with what the verdicts say of why, behind their habit. It takes the verdicts of the whole record."""
    return tuple(
        replace(
            one,
            habit=together(one.habit, reason(asked.tracking, asked.query, asked.language, one.id, one.index)),
        )
        if one.habit
        else one
        for one in cards
    )


def _figures(asked: Asked, record: Mapping[Any, Any]) -> tuple[Bar, ...]:
    found = []
    for name in (*VISIBLE, "interactions", "engagement_total"):
        value = figure_of(record, name)
        if value is not None:
            own = name in VISIBLE  # of one post it is reach, not cumulated reach
            label = message(asked.language, f"fields.field.{name}" if own else f"kpis.{name}.label")
            found.append(Bar(name, label, value, written(value, "count", asked.language)))
    rate = rate_of(asked, record)
    if rate is not None:
        found.append(rate)
    return tuple(found)


def rate_of(asked: Asked, record: Mapping[Any, Any]) -> Bar | None:
    """The post's own engagement rate, over what most posts of the selection have."""
    name = best_rate(asked)
    if name is None:
        return None
    value = figure_of(record, name)
    if value is None:
        return None
    label = message(asked.language, f"kpis.{name}.label")
    return Bar(name, label, value, written(value, "ratio", asked.language))


def _ladder(asked: Asked, record: Mapping[Any, Any]) -> Ladder | None:
    """The acts on a post from the least to the most engaging; absent with fewer than two of them known."""
    language = asked.language
    bars = []
    for acts in LADDER:
        known = [(act, value) for act in acts if (value := figure_of(record, act)) is not None]
        bars += [
            Bar(act, message(language, f"fields.field.{act}"), value, written(value, "count", language))
            for act, value in known[:1]
        ]
    total = sum(bar.value for bar in bars)
    if len(bars) < 2 or not total:
        return None
    top = max(bars, key=lambda bar: bar.value)
    title = say(language, "posts.ladder.title", act=top.label, share=percent(top.value / total, language, 0))
    columns = (
        Column("act", say(language, "posts.ladder.act")),
        Column("count", say(language, "posts.ladder.count"), "count"),
    )
    return Ladder(
        title=title,
        subtitle=say(language, "posts.ladder.subtitle"),
        alt=f"{title}. " + ", ".join(f"{bar.label} {bar.shown}" for bar in bars),
        bars=tuple(bars),
        table=Table(
            columns, tuple((b.label, b.value) for b in bars), tuple((b.label, b.shown) for b in bars)
        ),
    )


def _place(asked: Asked, record: Mapping[Any, Any]) -> Place | None:
    """Where the post stands among the settled posts of the selection."""
    index = figure_of(record, "own_index")
    known = indexed(asked)["own_index"].to_numpy(float)
    if index is None or len(known) < ENOUGH:
        return None
    language = asked.language
    counts = np.bincount(np.searchsorted(EDGES, known, side="right"), minlength=len(EDGES) + 1)
    labels = _classes(language)
    bars = tuple(
        Bar(str(at), label, float(count), written(float(count), "count", language))
        for at, (label, count) in enumerate(zip(labels, counts, strict=True))
    )
    below = float((known < index).sum()) / len(known)
    title = say(
        language, "posts.place.title", share=percent(below, language, 0), index=times(index, language)
    )
    columns = (
        Column("class", say(language, "posts.place.class")),
        Column("count", say(language, "posts.ladder.posts"), "count"),
    )
    return Place(
        title=title,
        subtitle=say(language, "posts.place.subtitle", count=len(known)),
        alt=f"{title}. " + ", ".join(f"{bar.label} : {bar.shown}" for bar in bars),
        bars=bars,
        mark=str(int(np.searchsorted(EDGES, index, side="right"))),
        table=Table(
            columns, tuple((b.label, b.value) for b in bars), tuple((b.label, b.shown) for b in bars)
        ),
    )


def _classes(language: str) -> list[str]:
    ends = [times(edge, language) if edge % 1 else str(int(edge)) for edge in EDGES]
    inner = [f"{low}\u2013{high}" for low, high in itertools.pairwise(ends)]
    return [f"< {ends[0]}", *inner, f"\u2265 {ends[-1]}"]
