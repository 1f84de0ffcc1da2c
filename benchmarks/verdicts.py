"""How often a verdict is wrong on pure noise, and how often it finds what was planted, all looks on.

python -m benchmarks.verdicts [--pages 1000] [--planted 1000] [--counts FILE] [--processes 1]

Noise has the spread, the seasons, and the mix of networks and formats of a year of a real page: log-normal posts around
a level that moves with the month, three networks of unlike formats, posts bunched in some weeks, a theme that runs for
some weeks at a time. Posts of one week share a part of their luck. The planted x1.5 stands on one weekday. Each is
measured twice: with the looks of every sheet (weekday, slot, format, theme), and with length, link, question and hashtag
opened as well. A page is drawn from its seed and its number alone; with a file of counts, what was counted is not
counted again.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measure import told
from cmdash.catalog.verdicts import Rules, verdict_rules
from cmdash.evidence.looks import examine
from cmdash.evidence.sampling import Sample, looks

SEEDS = (1, 2, 3)
PLANTED_SEED, CONFOUNDED_SEED = 11, 12
PLANTED = ((0.4, 15, 0.65), (0.6, 25, 0.40), (0.8, 40, 0.30))  # spread, posts on the day, found at least
_STEP = 50  # pages between two writings of the counts
MIX = {"instagram": (0.5, ("reel", "photo", "carousel")), "facebook": (0.35, ("photo", "link", "video")), "linkedin": (0.15, ("photo", "document"))}  # fmt: skip
SLOTS = ("6-9", "9-12", "12-14", "14-18", "18-21", "21-6")
SHARED = 0.15  # of the spread, that posts of a week have in common


def page(
    draw: np.random.Generator, posts: int, spread: float, planted: int = 0, confounded: bool = False
) -> Sample:
    """A year of a page without any effect; `planted` posts stand on Tuesday with x1.5. `confounded`: reels are twice as
    good and most of them go out on Tuesday."""
    names = list(MIX)
    network = draw.choice(names, posts, p=[MIX[n][0] for n in names])
    form = np.array([draw.choice(MIX[n][1]) for n in network])
    week = draw.choice(52, posts, p=draw.dirichlet(np.full(52, 3.0)))
    weekday = (
        draw.choice(7, posts, p=np.array([4, 0 if planted else 4, 5, 5, 5, 2, 2]) / (23 if planted else 27))
        + 1
    )
    if planted:
        weekday[draw.choice(posts, planted, replace=False)] = 2
    if confounded:
        weekday = np.where(
            (form == "reel") & (draw.random(posts) < 0.8), 2, np.where(weekday == 2, 3, weekday)
        )
    season = 0.3 * np.sin(2 * np.pi * week / 52)
    level = {name: draw.normal(0, 0.5) for name in names}
    forms = {kind: draw.normal(0, 0.3) for _, kinds in MIX.values() for kind in kinds}
    luck = draw.normal(0, np.sqrt(SHARED) * spread, 52)[week] + draw.normal(
        0, np.sqrt(1 - SHARED) * spread, posts
    )
    outcome = luck + season + np.array([level[n] for n in network])
    if not planted:
        forms = dict.fromkeys(forms, 0.0)  # noise: no format is better
    outcome += np.array([forms[f] for f in form])
    if planted:
        outcome[weekday == 2] += np.log(1.5)
    if confounded:
        outcome[form == "reel"] += np.log(2)
    theme = np.array([f"t{n}" for n in (week // 4 + draw.choice(3, posts, p=[0.6, 0.2, 0.2])) % 6])
    account = np.array([names.index(n) for n in network])
    kinds = sorted(set(form.tolist()))
    return Sample(
        outcome, account, account * 100 + np.array([kinds.index(f) for f in form]), account * 4 + week // 13, week, network.astype(object),
        {"weekday": weekday.astype(str).astype(object), "slot": draw.choice(SLOTS, posts).astype(object),
         "format": form.astype(object), "theme": theme.astype(object)},
        dict.fromkeys(names, "er_reach"),
    )  # fmt: skip


def confirmed(sample: Sample, rules: Rules | None = None) -> list[tuple[str, str]]:
    """The factor and level of each confirmed verdict."""
    found = examine(sample.outcome, sample.week, looks(sample), rules or verdict_rules())
    return [(f.look.factor, f.look.level) for f in found if f.verdict == "confirmed"]


def opened(draw: np.random.Generator, sample: Sample) -> Sample:
    """The same page with what is asked when the user opens it: drawn apart from everything else."""
    shares = {
        "length": {"short": 0.3, "middle": 0.4, "long": 0.3},
        "link": {"yes": 0.3, "no": 0.7},
        "question": {"yes": 0.25, "no": 0.75},
        "hashtag": {"without": 0.3, "some": 0.4, "many": 0.3},
    }
    more = {
        factor: draw.choice(list(levels), len(sample.outcome), p=list(levels.values())).astype(object)
        for factor, levels in shares.items()
    }
    return replace(sample, levels={**sample.levels, **more})


def noisy(draw: np.random.Generator) -> Sample:
    return page(draw, 150, draw.choice([0.4, 0.6, 0.8]))


def planted(draw: np.random.Generator, spread: float, posts: int) -> Sample:
    return page(draw, 150, spread, posts)


def confounded(draw: np.random.Generator) -> Sample:
    return page(draw, 300, 0.5, confounded=True)


def hit(make: Callable[[np.random.Generator], Sample], seed: int, more: bool, tuesday: bool, at: int) -> bool:
    """Whether page number `at` of a seed has a confirmed verdict: any, or one on Tuesday."""
    draw = np.random.default_rng([seed, at])
    sample = make(draw)
    found = confirmed(opened(draw, sample) if more else sample)
    return ("weekday", "2") in found if tuesday else bool(found)


class Counts:
    """Hits of each set of pages, kept in a file as they come."""

    def __init__(self, path: Path | None, processes: int) -> None:
        self.path, self.pool = path, ProcessPoolExecutor(processes)
        self.kept = json.loads(path.read_text()) if path and path.exists() else {}

    def share(self, name: str, pages: int, asked: Callable[[int], bool]) -> float:
        """The share of hits among the first `pages` of a set."""
        hits = self.kept.setdefault(name, [])
        for start in range(len(hits), pages, _STEP):
            hits += map(int, self.pool.map(asked, range(start, min(start + _STEP, pages)), chunksize=5))
            if self.path:
                self.path.write_text(json.dumps(self.kept))
        return sum(hits[:pages]) / pages


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--pages", type=int, default=1000)
    asked.add_argument("--planted", type=int, default=1000)
    asked.add_argument("--counts", type=Path)
    asked.add_argument("--processes", type=int, default=1)
    given = asked.parse_args()
    counts = Counts(given.counts, given.processes)
    for more, looked in ((False, "the looks of every sheet"), (True, "all that can be opened too")):
        wrong = []
        for seed in SEEDS:
            one = partial(hit, noisy, seed, more, False)
            wrong.append(counts.share(f"noise {seed} {more}", given.pages, one))
            told(f"noise, seed {seed}, {given.pages} pages, {looked}: any verdict confirmed", wrong[-1], most=0.064)  # fmt: skip
        told(f"noise, all seeds together, {looked}", sum(wrong) / len(wrong), most=0.055)
        for spread, posts, least in PLANTED:
            one = partial(hit, partial(planted, spread=spread, posts=posts), PLANTED_SEED, more, True)
            found = counts.share(f"planted {spread} {posts} {more}", given.planted, one)
            told(f"x1.5 on {posts} of 150 posts, spread {spread}, {given.planted} pages, {looked}: found", found, least=least)  # fmt: skip
        one = partial(hit, confounded, CONFOUNDED_SEED, more, True)
        fooled = counts.share(f"confounded {more}", given.planted, one)
        told(f"reels on Tuesdays, {given.planted} pages, {looked}: a verdict on Tuesday", fooled, most=0.064)
    sample = page(np.random.default_rng(13), 1000, 0.6)
    start = time.perf_counter()
    confirmed(sample)
    told("all verdicts of 1,000 posts, seconds", time.perf_counter() - start, most=2.0)


if __name__ == "__main__":
    main()
