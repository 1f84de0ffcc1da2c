"""How sheets name a KPI: its id, its label in any language, or the name of the column it sums."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from cmdash.catalog.fields import fields
from cmdash.catalog.kpis import kpis
from cmdash.catalog.loader import check, read
from cmdash.catalog.locale import LANGUAGES, section
from cmdash.catalog.normal import nearest, normalise

# Fields whose figure is a KPI of another name.
_MEANS = {
    "followers": "community_size",
    "gained": "new_followers",
    "lost": "lost_followers",
    "net": "net_growth",
    "response_minutes": "response_time",
}


@cache
def kpi_spellings() -> Mapping[str, str]:
    """Every way a cell can name a KPI, normalised, to its id; where two could be meant, ids come before labels."""
    spellings: dict[str, str] = {}
    for name in kpis():
        spellings[normalise(name)] = name
        spellings.setdefault(normalise(name.replace("_", " ")), name)
    for language in LANGUAGES:
        words = section(language, "kpis")
        for name in kpis():
            if f"{name}.label" in words:
                spellings.setdefault(normalise(words[f"{name}.label"]), name)
    for field in fields().values():
        meant = _MEANS.get(field.id, field.id)
        if meant in kpis():
            for alias in field.aliases:
                spellings.setdefault(alias, meant)
    listed = read("kpi_words")["names"]
    check("kpi_words.toml [names]", listed, kpis())
    for name, written in listed.items():
        for word in written:
            spellings.setdefault(normalise(word), name)
    return MappingProxyType(spellings)


@cache
def any_rate() -> tuple[tuple[str, ...], frozenset[str]]:
    """The engagement rates that "engagement rate" alone may mean, the one wanted first, and the words that do,
    normalised."""
    entry = read("kpi_words")["any_rate"]
    check("kpi_words.toml [any_rate] kpis", entry["kpis"], kpis())
    return tuple(entry["kpis"]), frozenset(normalise(word) for word in entry["words"])


@cache
def _labels() -> tuple[str, ...]:
    labels = {section(language, "kpis").get(f"{name}.label", "") for language in LANGUAGES for name in kpis()}
    return tuple(sorted(labels - {""}))


def nearest_kpi(text: str) -> str:
    """The label of the KPI whose name comes nearest to a text, as one language writes it; empty where none does."""
    return nearest(text, _labels())
