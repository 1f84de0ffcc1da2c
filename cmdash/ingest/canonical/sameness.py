"""When two rows are the same thing: the keys of a kind, the same name twice a day, the same file twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cmdash.catalog import fields_of, kinds
from cmdash.ingest.canonical.conversion import Converted
from cmdash.ingest.canonical.identity import NONE, Keys, period_keys, post_keys
from cmdash.ingest.checks.telling import by_table, warn
from cmdash.model import Finding


@dataclass(frozen=True, eq=False)
class Placed:
    """A converted table with its number and the number of its file in the drop; `content` identifies the file's bytes.

    `gathered`: the table was written by cmdash from what it had read ("my data so far").
    """

    number: int
    file: int
    table: Converted
    content: str = ""
    gathered: bool = False


def keys_of(kind: str, frame: pd.DataFrame, owner: np.ndarray, ordered: Sequence[Placed]) -> Keys:
    """What makes rows of a kind the same thing. Campaigns, planned posts and goals have no key of their own.

    `ordered` are the tables in the order of the rows; a file dropped twice is the same things twice, key or not.
    """
    keys = _keys(kind, frame, owner)
    return replace(keys, codes=_copies(keys.codes, ordered))


def _keys(kind: str, frame: pd.DataFrame, owner: np.ndarray) -> Keys:
    if kind == "account":
        return period_keys(frame)
    if kind == "posts":
        return _apart(frame, post_keys(frame), owner)
    return Keys(np.full(len(frame), NONE), np.zeros(len(frame), dtype=bool))


def _apart(frame: pd.DataFrame, keys: Keys, owner: np.ndarray) -> Keys:
    """Rows of one table that share a day and a text but not their figures, and have no id, no link and no time.

    "Story du jour" twice a day is two posts, not one: both are kept, and in another file the first is the first.
    """
    midnight = (frame["date"].dt.normalize() == frame["date"]).to_numpy()
    rows = np.flatnonzero(keys.weak & keys.repeated & midnight)
    figures = [c for c in kinds()["posts"].figures if frame[c].notna().any()]
    if not len(rows) or not figures:
        return keys
    codes = keys.codes[rows]
    several = frame.iloc[rows][figures].groupby([codes, owner[rows]]).transform("nunique").max(axis=1) > 1
    apart = np.isin(codes, np.unique(codes[several.to_numpy()]))
    if not apart.any():
        return keys
    turn = pd.Series(codes).groupby([codes, owner[rows]]).cumcount().to_numpy()
    again = apart & (turn > 0)
    numbered, _ = pd.factorize(codes[again].astype(np.int64) * (int(turn.max()) + 1) + turn[again])
    settled = keys.codes.copy()
    settled[rows[again]] = keys.codes.max() + 1 + numbered
    return replace(keys, codes=settled)


def _copies(codes: np.ndarray, ordered: Sequence[Placed]) -> np.ndarray:
    """Rows without a key that stand in the same place of the same bytes, dropped twice, are the same row."""
    contents = [p.content for p in ordered]
    files: dict[str, set[int]] = {}
    for placed in ordered:
        files.setdefault(placed.content, set()).add(placed.file)
    if all(not content or len(files[content]) < 2 for content in contents):
        return codes
    settled, start = codes.copy(), 0
    after = int(codes.max()) + 1
    seen: dict[tuple[str, int], int] = {}
    turn: dict[int, int] = {}
    for placed in sorted(ordered, key=lambda p: p.number):
        turn[placed.number] = sum(1 for p in ordered if p.file == placed.file and p.number < placed.number)
    for placed in ordered:
        height = len(placed.table.frame)
        mine = slice(start, start + height)
        start += height
        if len(files[placed.content]) < 2:
            continue
        place = (placed.content, turn[placed.number])
        if place not in seen:
            seen[place] = after
            after += height
        keyless = codes[mine] == NONE
        settled[mine] = np.where(keyless, seen[place] + np.arange(height), codes[mine])
    return settled


def counted_twice(kind: str, frame: pd.DataFrame, keys: Keys, owner: np.ndarray) -> tuple[Finding, ...]:
    """What may have been counted twice, or once too few: one warning a table.

    Posts without any key that are alike to the last cell are kept. A campaign line that another file has too, alike
    to the last cell, is kept: nothing tells it from an ad of the same figures. Of two rows of one table for the same
    account and period the last one counts.
    """
    if kind == "account":
        known = frame[list(kinds()["account"].figures)]
        repeated = np.flatnonzero(keys.repeated)
        groups = [keys.codes[repeated], owner[repeated]]
        other = known.iloc[repeated].groupby(groups).transform("nunique").max(axis=1) > 1
        rows = repeated[other.to_numpy()] if len(repeated) else repeated
        return tuple(warn("period-twice", frame, mine) for _, mine in by_table(rows, owner))
    if kind not in ("posts", "campaigns"):
        return ()
    keyless = frame[keys.codes == NONE]
    columns = [f.id for f in fields_of(kind) if keyless[f.id].notna().any()] if len(keyless) else []
    if not columns:
        return ()
    alike = keyless.duplicated(subset=columns, keep="first").to_numpy()
    if kind == "campaigns":
        alike = alike & ~keyless.duplicated(subset=[*columns, "file"], keep="first").to_numpy()
    twins = keyless.index[alike].to_numpy()
    return tuple(warn("exact-twin", frame, rows) for _, rows in by_table(twins, owner))
