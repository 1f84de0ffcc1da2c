"""Organic and sponsored posts in one figure: said wherever it is so, with the rate of each beside it."""

from __future__ import annotations

from dataclasses import replace

from cmdash.catalog import kpis
from cmdash.model import Period
from cmdash.story import counting
from cmdash.story.asked import Asked
from cmdash.story.figures import best_rate
from cmdash.story.words import say, written


def notes(asked: Asked) -> tuple[str, ...]:
    """A sentence where the posts of the period are organic and sponsored, with the engagement rate of each where both
    have one; none where the filter keeps them apart or the files know of one sort only."""
    organic, paid = both(asked, asked.period)
    if asked.kind != "posts" or asked.query.paid or not organic or not paid:
        return ()
    language, name = asked.language, best_rate(asked)
    counts = {
        "organic": say(language, "note.organic_posts", count=organic),
        "paid": say(language, "note.paid_posts", count=paid),
    }
    rates = [_rate(asked, name, one) for one in ("organic", "paid")] if name else []
    if not name or None in rates:
        return (say(language, "note.joined", **counts),)
    first, second = (text for text in rates if text)
    label = counting.label(kpis()[name], asked.query.counting, language)
    return (say(language, "note.joined_rates", label=label, first=first, second=second, **counts),)


def both(asked: Asked, period: Period | None) -> tuple[int, int]:
    """How many posts of a selection are organic, those that do not say among them, and how many sponsored."""
    facts = asked.facts("posts", period)
    return facts.rows - facts.paid - facts.mixed, facts.paid


def _rate(asked: Asked, name: str, sort: str) -> str | None:
    alone = replace(asked, query=replace(asked.query, paid=(sort,)))
    row = alone.row(name, asked.period)
    return None if row.value is None else written(row.value, row.unit, asked.language)
