"""All KPIs by network and month over a million posts, against one pandas groupby-sum of the same columns.

    python -m benchmarks.kpis [posts]

Both in one process, in turn. "Prepared" is the second question of a visit; "first" makes the measures too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.measure import in_turn, report
from cmdash import kpi
from cmdash.catalog import fields_of
from cmdash.model import Ledger, Tracking

NETWORKS = ("facebook", "instagram", "x", "linkedin", "tiktok", "youtube")
FIGURES = (
    "impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks", "link_clicks", "followers",
    "follows", "watch_time", "spend", "conversions", "revenue",
)  # fmt: skip


def tracking(posts: int, seed: int = 7) -> Tracking:
    """Five years of posts with holes in every figure; the other tables are empty."""
    random = np.random.default_rng(seed)
    frame = empty("posts").reindex(range(posts))
    minutes = random.integers(0, 5 * 365 * 24 * 60, posts)
    columns = {"date": np.datetime64("2021-01-01", "us") + minutes.astype("timedelta64[m]")}
    for name in FIGURES:
        values = random.lognormal(5, 1.5, posts).round()
        values[random.random(posts) < 0.15] = np.nan
        columns[name] = values
    words = {
        "network": NETWORKS,
        "format": ("photo", "video", "story"),
        "currency": ("EUR",),
        "side": ("own",),
    }
    for name, choices in words.items():
        picked = np.array(choices, object)[random.integers(0, len(choices), posts)]
        columns[name] = pd.array(picked, dtype="str")
    frame = frame.assign(**columns)
    return Tracking(frame, *(empty(kind) for kind in ("account", "campaigns", "calendar", "goals")), Ledger())


def empty(kind: str) -> pd.DataFrame:
    """A canonical table without rows."""
    types = {field.id: "datetime64[us]" if field.type == "date" else "float64" if field.numeric else "str" for field in fields_of(kind)}  # fmt: skip
    more = {"file": "str", "sheet": "str", "total_stands_for": "str", "side": "str", "row": "float64"}
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in (types | more).items()})


def floor(frame: pd.DataFrame) -> pd.DataFrame:
    """What a person writes by hand: the month, then one groupby and one sum of the columns."""
    month = frame["date"].dt.to_period("M")
    return frame.groupby(["network", month])[list(FIGURES)].sum()


def first(data: Tracking) -> Callable[[], object]:
    """The question asked of a reading nobody has asked anything of."""
    return lambda: kpi.compute(kpi.Prepared(data), ["network", "month"])


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    data = tracking(posts)
    ready = kpi.prepare(data)
    answers = kpi.compute(ready, ["network", "month"])
    print(f"{posts:,} posts, {len(answers):,} answers of {answers['kpi'].nunique()} KPIs")
    ours, theirs = in_turn(lambda: kpi.compute(ready, ["network", "month"]), lambda: floor(data.posts), 5)
    report("all KPIs by network and month, prepared", ours, theirs, 8, 5)
    begun, theirs = in_turn(first(data), lambda: floor(data.posts), 5)
    report("all KPIs by network and month, first question", begun, theirs, 8, 5)


if __name__ == "__main__":
    main()
