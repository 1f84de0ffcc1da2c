"""Goals about "engagement rate" alone: on the rate that the data of their network and account allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from cmdash.catalog import any_rate, kpis
from cmdash.ingest.canonical.sameness import Placed
from cmdash.model import Finding

MOST = 0.8  # share of the best covered rate's posts that another needs to come before it
_ACTS = ("likes", "comments", "shares", "saves", "interactions")


def settle_rates(
    frames: Mapping[str, pd.DataFrame], tables: Sequence[Placed]
) -> tuple[pd.DataFrame, list[tuple[int, Finding]]]:
    """The goals with those about any engagement rate put on the rate that the data of their network and account allow,
    and a remark for each with the number of its table. Without data they are on the rate wanted first."""
    goals, told = frames["goals"], []
    for number, row, place in _about_any(goals, tables):
        rate = _allowed(frames, goals.loc[row])
        code = "goal-any-rate" if rate else "goal-any-rate-without"
        rate = rate or any_rate()[0][0]
        goals.loc[row, "kpi"] = rate
        told.append((number, Finding(code, "info", *place, params={"kpi": rate})))
    return goals, told


def _about_any(
    goals: pd.DataFrame, tables: Sequence[Placed]
) -> Iterator[tuple[int, int, tuple[str, str | None, int]]]:
    for placed in tables:
        if placed.table.kind != "goals" or not placed.table.any_rate:
            continue
        own = placed.table.frame
        file, sheet = str(own["file"].iloc[0]), own["sheet"].iloc[0]
        mine = (goals["file"] == file) & (
            (goals["sheet"] == sheet) | (goals["sheet"].isna() & pd.isna(sheet))
        )
        for row in goals.index[mine & goals["row"].isin(placed.table.any_rate)]:
            yield (
                placed.number,
                row,
                (file, None if pd.isna(sheet) else str(sheet), int(goals.at[row, "row"])),
            )


def _allowed(frames: Mapping[str, pd.DataFrame], goal: pd.Series) -> str:
    """The first rate whose figures nearly as many posts have as the best covered one; of accounts where no post has any;
    empty where none has."""
    rates = any_rate()[0]
    for kind in ("posts", "account"):
        frame = _about(frames[kind], goal)
        acted = frame[[name for name in _ACTS if name in frame]].notna().any(axis=1)
        covered = {rate: int((acted & _over(rate, frame, frames, goal)).sum()) for rate in rates}
        most = max(covered.values())
        if most:
            return next(rate for rate in rates if covered[rate] >= most * MOST)
    return ""


def _over(rate: str, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame], goal: pd.Series) -> pd.Series:
    """Which rows have what a rate is over; followers may stand in the record of the account."""
    below = kpis()[rate].denominators[0].removesuffix("_of_post")
    if below == "followers" and _about(frames["account"], goal)["followers"].notna().any():
        return pd.Series(True, index=frame.index)
    known: pd.Series = frame[below].fillna(0) > 0
    return known & ~frame["network"].isin(kpis()[rate].exclude)


def _about(frame: pd.DataFrame, goal: pd.Series) -> pd.DataFrame:
    """The own rows of the network and the account of a goal."""
    kept = frame["side"].fillna("own") == "own"
    for name in ("network", "account"):
        if isinstance(goal[name], str):
            kept &= frame[name] == goal[name]
    return frame[kept]
