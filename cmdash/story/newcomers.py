"""Newcomers that look like no others: a sign of bought followers beside what else may explain it, never a proof."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from cmdash.catalog.evidence import audience_rules
from cmdash.evidence.audiences import Audience, Suspicion, suspicions
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
    signs: list[Sign] = []
    checked, blind = [], []
    for name in names:
        found = record(asked, "community_size", name)
        if found is None or len(found.values) <= audience_rules().changes:
            continue
        audience = _audience(asked, name, found)
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


def _audience(asked: Asked, name: str, found: Record) -> Audience:
    """The record of one audience with what its posts earned and what was seen, month by month."""
    keys = [f"{found.later(at - len(found.values) + 1):%Y-%m}" for at in range(len(found.values))]
    whole = Asked(asked.tracking, asked.query.during(None), asked.language)
    posts = whole.posts
    mine = posts[(posts["network"] == name) & posts["date"].notna()]
    months = mine["date"].dt.strftime("%Y-%m")
    organic = ~mine["paid"].isin(["paid", "mixed"])
    earned = (
        mine["interactions"].where(organic).groupby(months).apply(lambda one: one.dropna().to_numpy(float))
    )
    answers = whole.everything(("network", "month"), SEEN)
    seen = {}
    for measure in SEEN:
        rows = [answers.get((name, key, measure)) for key in keys]
        values = np.array([np.nan if row is None or row.value is None else row.value for row in rows])
        if np.isfinite(values).sum() * _WIDE >= len(values):
            seen[measure] = values
    bought = _paid(asked, name, mine, months)
    return Audience(
        network=name,
        followers=np.array(found.values),
        acts=[earned.get(key, np.empty(0)) for key in keys],
        seen=seen,
        paid=np.array([key in bought for key in keys], bool),
    )


def _paid(asked: Asked, name: str, mine: pd.DataFrame, months: pd.Series) -> set[str]:
    """The months in which something was paid for on a network: boosted posts, campaigns, spend."""
    found = set(months[mine["paid"].isin(["paid", "mixed"])])
    for frame in (asked.tracking.campaigns, asked.tracking.account):
        spent = frame[(frame["network"] == name) & (frame["spend"].fillna(0) > 0) & frame["date"].notna()]
        found |= set(spent["date"].dt.strftime("%Y-%m"))
    return found


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
