"""The page about changes: weeks out of line and lasting changes, each with its posts and what stood beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog.evidence import change_rules
from cmdash.evidence.anomalies import anomalies, levels
from cmdash.model import NO_SEASONS, Counting, Query, Seasons, Tracking
from cmdash.model.change_views import ChangeItem, ChangesView
from cmdash.model.memory import remembered
from cmdash.story import counting
from cmdash.story.asked import Asked
from cmdash.story.beside import beside
from cmdash.story.stretches import RATES, SEEN, Stretch, stretches_of
from cmdash.story.words import decimal, excerpt, integer, listed, percent, say, written
from cmdash.wording import day, month, network

Floats = npt.NDArray[np.float64]

SHOWN = 12  # changes written out; the older ones stand behind a line
POSTS = 3  # posts named beside a change
YEARS = {"week": 52, "month": 12}


def changes_page(
    tracking: Tracking, query: Query, language: str, seasons: Seasons = NO_SEASONS
) -> ChangesView:
    """The frozen view of the page: over the whole record, boosted posts told apart by the page itself."""
    whole = replace(query, period=None, paid=())
    view: ChangesView = remembered(
        tracking, ("shifts", whole, language, seasons), lambda: _view(Asked(tracking, whole, language, seasons=seasons))
    )  # fmt: skip
    return view


def _view(asked: Asked) -> ChangesView:
    language = asked.language
    stretches = list(stretches_of(asked))
    found = [item for one in stretches for item in _items(asked, one)]
    found.sort(key=lambda item: item.start, reverse=True)
    if not stretches:
        return ChangesView(say(language, "shifts.short"), (), (), (say(language, "shifts.how"),))
    names = listed(list(dict.fromkeys(network(one.network, language) for one in stretches)), language)
    figures = listed(
        list(dict.fromkeys(say(language, f"shifts.figure.{_kind(one.figure)}") for one in stretches)),
        language,
    )
    key = "found" if found else "calm"
    return ChangesView(
        sentence=say(language, f"shifts.{key}", count=len(found), names=names),
        items=tuple(found[:SHOWN]),
        more=tuple(found[SHOWN:]),
        notes=(
            *counting.page_note(Counting(asked.query.counting.actions), language),
            say(language, "shifts.checked", figures=figures, names=names),
            say(language, "shifts.method"),
        ),
    )


def _kind(figure: str) -> str:
    return (
        "engagement"
        if figure in RATES or figure == "interactions"
        else "reach"
        if figure in SEEN
        else "followers"
    )


def _items(asked: Asked, one: Stretch) -> Iterator[ChangeItem]:
    rules = change_rules()
    values = np.array(one.values)
    least = rules.weeks if one.unit == "week" else rules.months
    if one.figure == "followers":
        yield from _newcomers(asked, one, values)
        return
    found = levels(values, YEARS[one.unit], least) if one.unit == "week" else ()
    for level in found:
        yield _level(asked, one, level.at, level.before, level.after, level.ratio)
    near = {at for level in found for at in range(level.at - 1, level.at + 2)}
    for odd in anomalies(values, YEARS[one.unit], least):
        if odd.at not in near:
            yield _peak(asked, one, odd.at, odd.usual, odd.ratio, odd.score)


def _newcomers(asked: Asked, one: Stretch, values: Floats) -> Iterator[ChangeItem]:
    """Months that brought or cost far more followers than the others: differences, as they may be below zero."""
    values = np.where(
        values == 0, np.nan, values
    )  # not one more or fewer: the size of the month before was carried
    rules, language = change_rules(), asked.language
    usual = (
        pd.Series(values)
        .rolling(rules.around, center=True, min_periods=rules.around // 2)
        .median()
        .to_numpy()
    )
    apart = values - usual
    spread = max(float(np.nanmedian(np.abs(apart - np.nanmedian(apart)))) / 0.6745, 1.0)
    for at in np.flatnonzero(np.abs(np.nan_to_num(apart) / spread) > rules.score):
        same = [apart[i] for i in (at - 12, at + 12) if 0 <= i < len(apart)]
        if any(value / apart[at] >= rules.season for value in same) or abs(apart[at]) < rules.ratio * abs(
            usual[at]
        ) - abs(usual[at]):
            continue
        words = {
            "network": network(one.network, language),
            "when": month(one.starts[at], language),
            "value": _people(values[at], language),
            "usual": _people(usual[at], language),
        }
        side = "peak" if apart[at] > 0 else "trough"
        yield ChangeItem(
            one.starts[at], one.network, side, say(language, f"shifts.is.{side}"),
            say(language, "shifts.followers", **words),
            _terms(asked, one, int(at), float(apart[at] / spread)),
        )  # fmt: skip


def _people(value: float, language: str) -> str:
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return f"{sign}{integer(abs(value), language)}"


def _peak(asked: Asked, one: Stretch, at: int, usual: float, ratio: float, score: float) -> ChangeItem:
    language = asked.language
    side = "peak" if ratio > 1 else "trough"
    words = {
        "network": network(one.network, language),
        "figure": say(language, f"shifts.noun.{_kind(one.figure)}"),
        "when": _when(one, at, language),
        "times": decimal(ratio, language, 1 if ratio >= 1 else 2),
        "value": _value(one.figure, one.values[at], language),
        "usual": _value(one.figure, usual, language),
    }
    return ChangeItem(
        one.starts[at], one.network, side, say(language, f"shifts.is.{side}"),
        say(language, "shifts.peak", **words), _terms(asked, one, at, score),
    )  # fmt: skip


def _level(asked: Asked, one: Stretch, at: int, before: float, after: float, ratio: float) -> ChangeItem:
    language = asked.language
    side = "up" if ratio > 1 else "down"
    words = {
        "network": network(one.network, language),
        "figure": say(language, f"shifts.noun.{_kind(one.figure)}"),
        "when": _when(one, at, language),
        "change": percent(abs(ratio - 1), language, 0),
        "before": _value(one.figure, before, language),
        "after": _value(one.figure, after, language),
    }
    return ChangeItem(
        one.starts[at], one.network, side, say(language, f"shifts.is.{side}"),
        say(language, f"shifts.level_{side}", **words), _terms(asked, one, at, None),
    )  # fmt: skip


def _when(one: Stretch, at: int, language: str) -> str:
    if one.unit == "month":
        return month(one.starts[at], language)
    return say(language, "shifts.week", day=day(one.starts[at], language))


def _value(figure: str, value: float, language: str) -> str:
    return written(value, "ratio" if figure in RATES else "count", language)


def _terms(asked: Asked, one: Stretch, at: int, score: float | None) -> tuple[tuple[str, str], ...]:
    """The posts of the step, what stood beside it, and how far out of line it is."""
    language = asked.language
    start, end = one.starts[at], one.end(at)
    posts = asked.posts[asked.posts["network"] == one.network] if len(asked.posts) else asked.posts
    mine = posts[
        (posts["date"] >= pd.Timestamp(start)) & (posts["date"] < pd.Timestamp(end) + pd.Timedelta(days=1))
    ]
    terms = (
        [("posts", _posts(mine, language))] if len(mine) else [("posts", say(language, "shifts.no_posts"))]
    )
    terms += [("beside", told) for told in beside(asked, one.network, start, end, posts, mine)]
    if len(terms) == 1:
        terms.append(("beside", say(language, "shifts.nothing_beside")))
    if score is not None:
        terms.append(("score", say(language, "shifts.score", score=decimal(abs(score), language, 1))))
    measured = say(language, f"shifts.measured.{_kind(one.figure)}_{one.unit}")
    return tuple((say(language, f"shifts.term.{key}"), text) for key, text in [*terms, ("formula", measured)])


def _posts(mine: pd.DataFrame, language: str) -> str:
    """How many posts, and the ones with the most interactions."""
    top = mine.sort_values("interactions", ascending=False, na_position="last").head(POSTS)
    names = []
    for record_ in top.to_dict("records"):
        text = record_.get("text")
        acts = record_.get("interactions")
        name = (
            excerpt(text) if isinstance(text, str) and text.strip() else day(record_["date"].date(), language)
        )
        count = written(acts, "count", language) if isinstance(acts, float) and acts == acts else "\u2013"
        names.append(say(language, "shifts.post", name=name, acts=count))
    return say(language, "shifts.posts", count=len(mine), names=listed(names, language))
