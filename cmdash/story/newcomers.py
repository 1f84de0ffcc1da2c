"""Newcomers that look like no others: a sign of bought followers beside what else may explain it, never a proof."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from cmdash.catalog.evidence import audience_rules
from cmdash.evidence.audiences import Audience, Suspicion, suspicions
from cmdash.kpi import days
from cmdash.model import Tracking
from cmdash.model.forecast_views import Newcomers, Sign
from cmdash.story.asked import Asked
from cmdash.story.outlook import Record, record
from cmdash.story.words import integer, listed, percent, relative, say, written
from cmdash.wording import month, network

SEEN = ("reach", "impressions", "views")
_WIDE = 1.1  # of the months: what is missing in more than a tenth of them is not known by month


def newcomers(asked: Asked) -> Newcomers | None:
    """The signs in the record of each audience, and which audiences were looked at; None where none can be."""
    language = asked.language
    names = [name for name in _networks(asked) if name]
    whole = Asked(asked.tracking, asked.query.during(None), asked.language)
    spent = _spent(asked.tracking)
    signs: list[Sign] = []
    checked, blind = [], []
    for name in names:
        found = record(asked, "community_size", name)
        if found is None or len(found.values) <= audience_rules().changes:
            continue
        audience = _audience(whole, name, found, spent)
        if not audience.seen:
            blind.append(network(name, language))
            continue
        checked.append(network(name, language))
        signs += [_sign(one, name, found, language) for one in suspicions(audience)]
    if not checked:
        return None
    notes = []
    if not signs:
        notes.append(say(language, "community.sign.none", names=listed(checked, language)))
    if blind:
        notes.append(say(language, "community.sign.blind", names=listed(blind, language)))
    return Newcomers(tuple(signs), tuple(notes))


def _networks(asked: Asked) -> list[str]:
    answers = asked.everything(("network", "month"), ("community_size",))
    return list(dict.fromkeys(key[0] for key in answers))


def _audience(whole: Asked, name: str, found: Record, spent: pd.DataFrame) -> Audience:
    """The record of one audience with what its posts earned and what was seen, month by month."""
    firsts = [found.later(at - len(found.values) + 1) for at in range(len(found.values))]
    keys = [f"{first:%Y-%m}" for first in firsts]
    months = days.unit_of("month", np.array([days.number(first) for first in firsts]))
    mine = whole.posts.loc[whole.posts["network"] == name, ["date", "paid", "interactions"]]
    month_of, boosted = _months(mine), mine["paid"].isin(["paid", "mixed"]).to_numpy(bool)
    acts = mine["interactions"].to_numpy(float)
    earned = ~boosted & ~np.isnan(acts)
    answers = whole.everything(("network", "month"), SEEN)
    seen = {}
    for measure in SEEN:
        rows = [answers.get((name, key, measure)) for key in keys]
        values = np.array([np.nan if row is None or row.value is None else row.value for row in rows])
        if np.isfinite(values).sum() * _WIDE >= len(values):
            seen[measure] = values
    paid = np.concatenate([month_of[boosted], _months(spent[spent["network"] == name])])
    return Audience(
        network=name,
        followers=np.array(found.values),
        acts=[acts[earned & (month_of == number)] for number in months],
        seen=seen,
        paid=np.isin(months, paid),
    )


def _spent(tracking: Tracking) -> pd.DataFrame:
    """Network and day of the rows of campaigns and accounts that have spend."""
    frames = (tracking.campaigns, tracking.account)
    return pd.concat([frame.loc[frame["spend"] > 0, ["network", "date"]] for frame in frames])


def _months(frame: pd.DataFrame) -> days.Ints:
    """The number of each row's month."""
    return days.unit_of("month", days.numbers(frame["date"]))


def _sign(one: Suspicion, name: str, found: Record, language: str) -> Sign:
    def when(place: int) -> dt.date:
        return found.later(place - len(found.values) + 1)

    first, last = month(when(one.first), language), month(when(one.last), language)
    span = first if one.first == one.last else say(language, "community.sign.months", first=first, last=last)
    words = {
        "network": network(name, language),
        "when": span,
        "newcomers": written(one.newcomers, "people", language),
        "growth": relative(one.growth, language),
    }
    return Sign(
        network=name,
        word=say(language, "community.sign.word"),
        sentence=say(language, "community.sign.sentence", **words),
        terms=tuple(
            (say(language, f"community.sign.term.{key}"), text) for key, text in _terms(one, language)
        ),
    )


def _terms(one: Suspicion, language: str) -> list[tuple[str, str]]:
    """The signals with their figures, then what else may explain them and how to find out."""
    said = []
    if "unseen" in one.signals and one.readily is not None:
        said.append(("signal", say(language, "community.sign.unseen", times=integer(one.readily, language))))
    if "diluted" in one.signals and one.fall is not None:
        said.append(("signal", say(language, "community.sign.diluted", fall=percent(one.fall, language, 0))))
    if "leaving" in one.signals and one.left is not None:
        said.append(("signal", say(language, "community.sign.leaving", left=percent(one.left, language, 0))))
    if "proportion" in one.signals:
        said.append(("signal", say(language, "community.sign.proportion")))
    return [
        *said,
        ("innocent", say(language, "community.sign.innocent")),
        ("check", say(language, "community.sign.check")),
    ]
