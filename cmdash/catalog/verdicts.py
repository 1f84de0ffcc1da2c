"""The thresholds of verdicts, as declared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cmdash.catalog.loader import CatalogError, check, read


@dataclass(frozen=True)
class Rules:
    """What may be claimed: see the head of `verdicts.toml` for each."""

    factors: tuple[str, ...]
    opened: tuple[str, ...]
    posts: int
    weeks: int
    others: int
    alone: int
    confirmed: float
    likely: float
    alike: tuple[float, float]
    hint: float
    permutations: int
    draws: int
    seed: int
    interval: float
    length: tuple[int, ...]
    hashtag: tuple[int, ...]


@cache
def verdict_rules() -> Rules:
    """The rules as declared. Raises `CatalogError` for an unknown name or a threshold out of order."""
    entry = read("verdicts")
    gate, verdict, draws = entry["gate"], entry["verdict"], entry["draws"]
    check("verdicts.toml", entry, ("factors", "opened", "gate", "verdict", "draws", "traits"))
    check("verdicts.toml [traits]", entry["traits"], ("length", "hashtag"))
    check("verdicts.toml [gate]", gate, ("posts", "weeks", "others", "alone"))
    check("verdicts.toml [verdict]", verdict, ("confirmed", "likely", "alike", "hint"))
    check("verdicts.toml [draws]", draws, ("permutations", "weeks", "seed", "interval"))
    low, high = verdict["alike"]
    if not 0 < verdict["confirmed"] < verdict["likely"] < 1 or not low < 1 < high or verdict["hint"] <= 1:
        raise CatalogError("verdicts.toml [verdict]: the thresholds are out of order")
    return Rules(
        factors=tuple(entry["factors"]),
        opened=tuple(entry["opened"]),
        posts=gate["posts"],
        weeks=gate["weeks"],
        others=gate["others"],
        alone=gate["alone"],
        confirmed=verdict["confirmed"],
        likely=verdict["likely"],
        alike=(low, high),
        hint=verdict["hint"],
        permutations=draws["permutations"],
        draws=draws["weeks"],
        seed=draws["seed"],
        interval=draws["interval"],
        length=tuple(entry["traits"]["length"]),
        hashtag=tuple(entry["traits"]["hashtag"]),
    )
