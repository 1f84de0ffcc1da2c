"""The page about changes: weeks out of line and lasting changes, each with its posts and what stood beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog.evidence import ChangeRules, change_rules
from cmdash.evidence.anomalies import anomalies, levels
from cmdash.kpi import days
from cmdash.model import NO_SEASONS, Counting, Query, Seasons, Tracking
from cmdash.model.change_views import ChangeItem, ChangesView
from cmdash.model.memory import remembered
from cmdash.story import calendar, counting
from cmdash.story.asked import Asked
from cmdash.story.beside import beside
from cmdash.story.outlook import record
from cmdash.story.words import decimal, excerpt, integer, listed, percent, say, written
from cmdash.wording import day, month, network

Floats = npt.NDArray[np.float64]

SHOWN = 12  # changes written out; the older ones stand behind a line
POSTS = 3  # posts named beside a change
RATES = ("er_reach", "er_impressions", "er_views", "er_followers")
SEEN = ("reach", "impressions", "views")
ENOUGH = 0.8  # share of the posts that must have a figure for it to be the network's
YEARS = {"week": 52, "month": 12}


@dataclass(frozen=True)
class Stretch:
    """One figure of one network step by step: its values, the first day of each step, and its unit (week, month)."""

    network: str
    figure: str
    unit: str
    values: tuple[float, ...]
    starts: tuple[dt.date, ...]

    def end(self, at: int) -> dt.date:
        """The last day of a step."""
        return calendar.bounds(self.unit, self.starts[at])[1]


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
    stretches = list(_stretches(asked))
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


def _stretches(asked: Asked) -> Iterator[Stretch]:
    """Engagement, reach and followers of each network, where enough steps are known."""
    rules = change_rules()
    posts = asked.posts
    for name in _names(asked):
        mine = posts[(posts["network"] == name) & posts["date"].notna()] if len(posts) else posts
        organic = mine[~mine["paid"].isin(["paid", "mixed"]) & (mine["format"] != "story") & ~mine["young"]]
        unit = _unit(organic, rules)
        for figure in _figures(organic):
            made = _by_step(organic, figure, unit, name)
            if made is not None:
                yield made
        size = record(asked, "community_size", name) if name else None
        if size is not None and len(size.values) > rules.months:
            growth = np.diff(np.array(size.values))
            starts = tuple(size.later(at - len(growth) + 1) for at in range(len(growth)))
            yield Stretch(name, "followers", "month", tuple(growth.tolist()), starts)


def _names(asked: Asked) -> list[str]:
    found = [str(name) for name in asked.posts["network"].dropna().unique()] if len(asked.posts) else []
    sizes = asked.everything(("network", "month"), ("community_size",))
    return list(dict.fromkeys([*found, *(key[0] for key in sizes if key[0])]))


def _unit(posts: pd.DataFrame, rules: ChangeRules) -> str:
    """Weeks where a usual week has posts enough, else months."""
    if not len(posts):
        return "month"
    weeks = (posts["date"].max() - posts["date"].min()).days / 7 + 1
    return "week" if len(posts) / weeks >= rules.posts else "month"


def _figures(posts: pd.DataFrame) -> list[str]:
    """The rate and the reach that most posts have; interactions where no rate is."""
    if not len(posts):
        return []
    rate = next((name for name in RATES if posts[name].notna().mean() >= ENOUGH), "interactions")
    seen = next((name for name in SEEN if posts[name].notna().mean() >= ENOUGH), "")
    return [name for name in (rate, seen) if name and posts[name].notna().any()]


def _by_step(posts: pd.DataFrame, figure: str, unit: str, name: str) -> Stretch | None:
    """The figure of the typical post of each step, so that more posts are no peak; a step without posts is a gap."""
    rules = change_rules()
    numbers = days.unit_of(unit, days.numbers(posts["date"]))
    frame = pd.DataFrame({"step": numbers, "value": posts[figure].to_numpy(float)}).dropna()
    counts = frame.groupby("step")["value"].transform("size")
    frame = frame[counts >= rules.posts]
    least = rules.weeks if unit == "week" else rules.months
    if frame["step"].nunique() < least:
        return None
    first, last = int(frame["step"].min()), int(frame["step"].max())
    every = np.arange(first, last + 1, 7 if unit == "week" else 1)
    means = np.log(frame["value"].clip(lower=frame["value"].median() / 50)).groupby(frame["step"]).mean()
    values = np.exp(means.reindex(every).to_numpy(float))
    starts = tuple(days.date(int(start)) for start in days.bounds(unit, every)[0])
    return Stretch(name, figure, unit, tuple(values.tolist()), starts)


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
