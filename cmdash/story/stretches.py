"""The figures of each network step by step, where enough steps are known to say which are out of line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash.catalog.evidence import ChangeRules, change_rules
from cmdash.kpi import days
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.outlook import record

RATES = ("er_reach", "er_impressions", "er_views", "er_followers")
SEEN = ("reach", "impressions", "views")
ENOUGH = 0.8  # share of the posts that must have a figure for it to be the network's


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


def stretches_of(asked: Asked) -> Iterator[Stretch]:
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
