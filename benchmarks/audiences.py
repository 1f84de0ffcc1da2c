"""How many bought followers are seen, and how often won ones are taken for bought.

python -m benchmarks.audiences [pages of each kind, 500]

Records of 14 to 36 months: followers, posts with their interactions, a monthly reach. Organic pages grow with contests
(newcomers who act less), articles in the press and posts that go far, some of whose newcomers leave again. Bought ones
have the same, and once 20 to 80 % of their followers come from nowhere, in a month or two, some to be removed later.
"""

from __future__ import annotations

import sys

import numpy as np

from benchmarks.measure import told
from cmdash.evidence.audiences import Audience, suspicions

SEED = 5


def page(draw: np.random.Generator, bought: float = 0.0) -> tuple[Audience, int]:
    """A page, and the month in which `bought` (a share of the community) was bought (-1: none)."""
    months = int(draw.integers(14, 37))
    spread, rate = draw.uniform(0.4, 0.8), draw.lognormal(-5.2, 0.6)
    when = int(draw.integers(6, months - 2)) if bought else -1
    parts = int(draw.random() < 0.3) + 1  # some buy over two months
    size = active = draw.lognormal(8, 0.8)
    pace, wander = draw.uniform(0.003, 0.02), draw.uniform(0.002, 0.008)
    events = _events(draw, months, pace)
    followers, acts, reach = np.zeros(months), [], np.zeros(months)
    leaving = np.zeros(months + 4)
    for month in range(months):
        won = size * max(draw.normal(pace, wander), -0.01)
        size, active = size + won, active + won
        seen, lift = 1.0, np.ones(int(draw.poisson(12)) + 2)
        for share, act, far, posts in events.get(month, ()):
            came = size * share
            size, active, seen = size + came, active + came * act, seen * far
            lift[: len(posts)] *= posts[: len(lift)]
            leaving[month + 1] += came * draw.uniform(0, 0.25)
        if bought and when <= month < when + parts:
            came = size * bought / parts
            size += came
            leaving[month + 1 : month + 4] += came * draw.uniform(0, 0.3) / 3
        size -= leaving[month]
        season = 1 + 0.25 * np.sin(2 * np.pi * month / 12)
        made = rate * active * season * lift * np.exp(draw.normal(0, spread, len(lift)))
        acts.append(np.round(made))
        reach[month] = round(active * 3 * season * seen * np.exp(draw.normal(0, 0.15)))
        followers[month] = round(size)
    return Audience("instagram", followers, acts, {"reach": reach}, np.zeros(months, bool)), when


def _events(
    draw: np.random.Generator, months: int, pace: float
) -> dict[int, list[tuple[float, float, float, np.ndarray]]]:
    """What won followers: share of the community, how much they act, reach times, the posts lifted.

    Who comes has seen something: the reach above the usual month is that of the newcomers, who follow three to twelve
    times as readily as a usual reader.
    """
    found: dict[int, list[tuple[float, float, float, np.ndarray]]] = {}

    def add(share: float, act: float, posts: np.ndarray) -> None:
        far = 1 + share / (max(pace, 0.005) * draw.uniform(3, 12))
        found.setdefault(int(draw.integers(2, months)), []).append((share, act, far, posts))

    for _ in range(draw.integers(0, 4)):  # contests
        add(draw.uniform(0.04, 0.25), draw.uniform(0.3, 0.8), draw.uniform(3, 8, draw.integers(1, 4)))
    for _ in range(draw.integers(0, 3)):  # articles in the press
        add(draw.uniform(0.03, 0.2), draw.uniform(0.5, 1.0), draw.uniform(1.2, 2.5, draw.integers(2, 8)))
    if draw.random() < 0.5:  # a post that goes far
        add(draw.uniform(0.03, 0.15), draw.uniform(0.5, 1.0), draw.uniform(8, 30, 1))
    return found


def flagged(found: Audience, when: int) -> bool:
    """Whether a purchase was seen: in its month, or the one after for those that took two."""
    return any(one.first <= when + 1 and one.last >= when for one in suspicions(found))


def rates(count: int, seed: int = SEED) -> tuple[float, float]:
    """The share of purchases seen, and of organic pages with any sign."""
    draw = np.random.default_rng(seed)
    seen = [flagged(*page(draw, draw.uniform(0.2, 0.8))) for _ in range(count)]
    wrong = [bool(suspicions(page(draw)[0])) for _ in range(count)]
    return float(np.mean(seen)), float(np.mean(wrong))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seen, wrong = rates(count)
    told("purchases of 20 to 80 % seen", seen, least=0.8)
    told("organic pages with a sign", wrong, most=0.02)
    draw = np.random.default_rng(SEED + 1)
    small = np.mean([flagged(*page(draw, 0.2)) for _ in range(count)])
    print(f"      purchases of just 20 % seen: {small:.3f}")


if __name__ == "__main__":
    main()
