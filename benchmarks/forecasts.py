"""How often the 80 % interval holds what came, and whether the forecast is worth more than the naive ones.

python -m benchmarks.forecasts [series of each shape, 40]

Generated histories of 14 to 48 months of audiences and of monthly sums, of the shapes that pages have: steady growth,
growth that slows, decline, seasons, a wander, jumps. The months after each history are held back; each is foreseen as
far as the history bears, up to six months.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.measure import told
from cmdash.evidence.forecast import Foreseen, Kind, foresee, horizon

KINDS: tuple[Kind, ...] = ("stock", "flow")
SHAPES: tuple[str, ...] = ("steady", "slowing", "decline", "seasons", "wander", "jumps", "calm")
FURTHEST = 6
SEED = 7


@dataclass(frozen=True)
class Tried:
    """A forecast, what came, and what the two naive forecasts said (the same as last year: None under 13 months)."""

    shape: str
    kind: Kind
    foreseen: Foreseen
    came: float
    naive: float
    seasonal: float | None

    @property
    def held(self) -> bool:
        return self.foreseen.low <= self.came <= self.foreseen.high


def audience(draw: np.random.Generator, shape: str, months: int) -> np.ndarray:
    """Followers at the end of each month, whole numbers."""
    start = draw.lognormal(8, 1)
    noise = draw.normal(0, draw.uniform(0.003, 0.015), months)
    time = np.arange(months)
    pace = {
        "steady": np.full(months, draw.uniform(0.005, 0.03)),
        "slowing": draw.uniform(0.02, 0.08) * np.exp(-time / draw.uniform(8, 20)),
        "decline": np.full(months, -draw.uniform(0.002, 0.01)),
        "seasons": draw.uniform(0.005, 0.015)
        * (1 + 0.9 * np.sin(2 * np.pi * (time + draw.integers(12)) / 12)),
        "wander": np.cumsum(draw.normal(0, 0.004, months)),
        "jumps": np.full(months, 0.005) + (draw.random(months) < 0.06) * draw.uniform(0.05, 0.25, months),
        "calm": np.zeros(months),
    }[shape]
    return np.round(start * np.exp(np.cumsum(pace + noise)))


def monthly(draw: np.random.Generator, shape: str, months: int) -> np.ndarray:
    """What each month brought (interactions, reach), whole numbers."""
    time = np.arange(months)
    level = draw.lognormal(7, 1)
    noise = draw.normal(0, draw.uniform(0.08, 0.3), months)
    trend = {
        "steady": draw.uniform(0.005, 0.02) * time,
        "slowing": 0.5 * (1 - np.exp(-time / 12)),
        "decline": -draw.uniform(0.005, 0.02) * time,
        "seasons": 0.5 * np.sin(2 * np.pi * (time + draw.integers(12)) / 12),
        "wander": np.cumsum(draw.normal(0, 0.1, months)),
        "jumps": np.where(draw.random(months) < 0.08, 1.0, 0.0),
        "calm": np.zeros(months),
    }[shape]
    return np.round(level * np.exp(trend + noise))


def trials(draw: np.random.Generator, count: int) -> Iterator[Tried]:
    """`count` histories of each shape and kind; every month held back that their length bears."""
    for shape in SHAPES:
        for _ in range(count):
            for kind in KINDS:
                past = int(draw.integers(14, 49))
                make = audience if kind == "stock" else monthly
                whole = make(draw, shape, past + FURTHEST)
                yield from _tried(shape, kind, whole, past)


def _tried(shape: str, kind: Kind, whole: np.ndarray, past: int) -> Iterator[Tried]:
    history = whole[:past]
    for ahead in range(1, min(FURTHEST, horizon(past)) + 1):
        found = foresee(history.tolist(), kind, ahead)
        if found is None:
            continue
        if kind == "stock":
            came, naive = whole[past + ahead - 1], history[-1]
            year = history[past - 13 + ahead] if past > 12 else None
            seasonal = naive * year / history[past - 13] if year is not None and history[past - 13] else None
        else:
            came, naive = whole[past : past + ahead].sum(), history[-1] * ahead
            seasonal = history[past - 12 : past - 12 + ahead].sum() if past > 11 else None
        yield Tried(
            shape, kind, found, float(came), float(naive), None if seasonal is None else float(seasonal)
        )


def error(value: float, came: float) -> float:
    """How far a forecast is off, as a distance of logarithms."""
    return abs(float(np.log((value + 0.5) / (came + 0.5))))


def summary(found: list[Tried]) -> tuple[float, float, float]:
    """The share held, the mean error, and that of the better of naive and seasonal naive over the same months."""
    held = float(np.mean([one.held for one in found]))
    own = float(np.mean([error(one.foreseen.value, one.came) for one in found]))
    naive = float(np.mean([error(one.naive, one.came) for one in found]))
    seasonal = float(
        np.mean([error(one.naive if one.seasonal is None else one.seasonal, one.came) for one in found])
    )
    return held, own, min(naive, seasonal)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    found = list(trials(np.random.default_rng(SEED), count))
    for kind in KINDS:
        mine = [one for one in found if one.kind == kind]
        held, own, naive = summary(mine)
        told(f"{kind}: months held back", len(mine), least=400)
        told(f"{kind}: held by the 80 % interval", held, least=0.75, most=0.85)
        told(f"{kind}: mean error beside the better naive one", own / naive, most=1.0)
        for shape in SHAPES:
            part = [one for one in mine if one.shape == shape]
            held, own, naive = summary(part)
            print(f"  {shape:8} {len(part):5} held {held:.2f} error {own:.4f} naive {naive:.4f}")


if __name__ == "__main__":
    main()
