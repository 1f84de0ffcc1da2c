"""How often a verdict is wrong on pure noise, and how often it finds what was planted, all looks on.

python -m benchmarks.verdicts [pages a seed, 1000]

Noise has the spread, the seasons, and the mix of networks and formats of a year of a real page: log-normal posts around
a level that moves with the month, three networks of unlike formats, posts bunched in some weeks, a theme that runs for
some weeks at a time. Posts of one week share a part of their luck. The planted x1.5 stands on one weekday.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from benchmarks.measure import told
from cmdash.catalog.verdicts import Rules, verdict_rules
from cmdash.evidence.looks import examine
from cmdash.evidence.sampling import Sample, looks

SEEDS = (1, 2, 3)
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


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    wrong = []
    for seed in SEEDS:
        draw = np.random.default_rng(seed)
        wrong.append(
            sum(bool(confirmed(page(draw, 150, draw.choice([0.4, 0.6, 0.8])))) for _ in range(pages)) / pages
        )
        told(f"noise, seed {seed}, {pages} pages: any verdict confirmed", wrong[-1], most=0.064)
    told("noise, all seeds together", sum(wrong) / len(wrong), most=0.055)
    for spread, planted, least in ((0.4, 15, 0.65), (0.6, 25, 0.40), (0.8, 40, 0.30)):
        draw = np.random.default_rng(11)
        found = sum(("weekday", "2") in confirmed(page(draw, 150, spread, planted)) for _ in range(pages))
        told(f"x1.5 on {planted} of 150 posts, spread {spread}: found", found / pages, least=least)
    draw = np.random.default_rng(12)
    fooled = (
        sum(("weekday", "2") in confirmed(page(draw, 300, 0.5, confounded=True)) for _ in range(pages))
        / pages
    )
    told("reels on Tuesdays: a verdict on Tuesday", fooled, most=0.064)
    sample = page(np.random.default_rng(13), 1000, 0.6)
    start = time.perf_counter()
    confirmed(sample)
    told("all verdicts of 1,000 posts, seconds", time.perf_counter() - start, most=2.0)


if __name__ == "__main__":
    main()
