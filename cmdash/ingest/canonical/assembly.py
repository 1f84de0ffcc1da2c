"""Puts the tables of all files together: the same thing twice counts once, the latest copy wins, and it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cmdash.catalog import fields_of, kinds
from cmdash.ingest.canonical.conversion import Converted
from cmdash.ingest.canonical.identity import NONE, Keys, period_keys, post_keys
from cmdash.ingest.checks.telling import by_table, warn
from cmdash.model import Finding, SetAside

PLACE = ("file", "sheet", "row")


@dataclass(frozen=True, eq=False)
class Assembled:
    """One kind, all tables together. `superseded[i]` are the rows of the i-th table that another copy replaced.

    `owner` has the number of the table that each row of `frame` stands in.
    """

    frame: pd.DataFrame
    extras: pd.DataFrame
    owner: np.ndarray
    superseded: dict[int, tuple[SetAside, ...]]
    findings: tuple[Finding, ...]


def assemble(kind: str, tables: Sequence[tuple[int, Converted]]) -> Assembled:
    """The canonical frame of a kind from its converted tables (numbered as in the drop).

    Posts: one row a key (network and id, else link, else time and text); the copy whose data end last wins and its
    empty cells are filled from the older ones. Account rows of one network, account, date and period are joined
    field by field. Rows replaced are counted as set aside, with the place of the row that stands for them.
    """
    if not tables:
        return Assembled(empty_frame(kind), pd.DataFrame(), np.zeros(0, dtype=int), {}, ())
    ordered = sorted(tables, key=lambda pair: (_end(pair[1].frame), pair[0]))
    frame = _stack([c.frame for _, c in ordered])
    extras = _stack([c.extras for _, c in ordered]) if len(ordered) > 1 else ordered[0][1].extras
    owner = np.concatenate([np.full(len(c.frame), number) for number, c in ordered])
    if kind not in ("posts", "account") or not len(frame):
        return Assembled(frame, extras, owner, {}, ())
    keys = post_keys(frame) if kind == "posts" else period_keys(frame)
    return _merge(kind, frame, extras, owner, keys)


def empty_frame(kind: str) -> pd.DataFrame:
    """A canonical frame without rows, every column there with its type."""
    columns: dict[str, pd.Series[object]] = {}
    for known in fields_of(kind):
        dtype = "float64" if known.numeric else "datetime64[us]" if known.type == "date" else "str"
        columns[known.id] = pd.Series([], dtype=dtype)
    if kind in ("posts", "account", "campaigns"):
        columns |= {"total_stands_for": pd.Series([], dtype="str"), "side": pd.Series([], dtype="str")}
    columns |= {
        "file": pd.Series([], dtype="str"),
        "sheet": pd.Series([], dtype="str"),
        "row": pd.Series([], dtype="int64"),
    }
    return pd.DataFrame(columns)


def _stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [f for f in frames if len(f)] or list(frames[:1])
    return filled[0].reset_index(drop=True) if len(filled) == 1 else pd.concat(filled, ignore_index=True)


def _end(frame: pd.DataFrame) -> pd.Timestamp:
    last = frame["date"].max() if "date" in frame and len(frame) else pd.NaT
    return pd.Timestamp.min if pd.isna(last) else pd.Timestamp(last)


def _merge(kind: str, frame: pd.DataFrame, extras: pd.DataFrame, owner: np.ndarray, keys: Keys) -> Assembled:
    repeated = keys.repeated
    findings = _exact_twins(kind, frame, keys, owner) if kind == "posts" else ()
    if kind == "posts" and repeated.any():
        repeated &= ~_contradicting(frame, keys, repeated, owner)
    if not repeated.any():
        return Assembled(frame, extras, owner, {}, findings)
    # the newest copy stands last: `last` keeps its known cells and fills the others from the older ones
    part, codes = frame[repeated], keys.codes[repeated]
    winners = part.index[~pd.Series(codes).duplicated(keep="last").to_numpy()]
    merged = part.drop(columns=list(PLACE)).groupby(codes, sort=False).last()
    merged = merged.loc[keys.codes[winners]]
    for column in merged.columns:
        frame.loc[winners, column] = merged[column].to_numpy()
    gone = part.index.difference(winners)
    lost = gone[~_contributes(part, codes, gone)] if kind == "account" else gone
    superseded = _tell(frame, owner, keys.codes, lost, winners)
    order = np.flatnonzero(~frame.index.isin(gone))
    return Assembled(
        frame.iloc[order].reset_index(drop=True),
        extras.iloc[order].reset_index(drop=True),
        owner[order],
        superseded,
        findings,
    )


def _contributes(part: pd.DataFrame, codes: np.ndarray, rows: pd.Index) -> np.ndarray:
    """Which older account rows still give a cell to the joined row: a field that no newer copy has."""
    figures = [c for c in kinds()["account"].figures if c in part]
    known = part[figures].notna().astype(int)
    newer = known[::-1].groupby(codes[::-1], sort=False).cumsum()[::-1] - known
    told: np.ndarray = ((known > 0) & (newer == 0)).any(axis=1).loc[rows].to_numpy()
    return told


def _contradicting(frame: pd.DataFrame, keys: Keys, repeated: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Rows of one table that share a day and a text but not their figures, and have no id, no link and no time.

    "Story du jour" twice a day is two posts, not one: both are kept.
    """
    apart = np.zeros(len(frame), dtype=bool)
    midnight = (frame["date"].dt.normalize() == frame["date"]).to_numpy()
    rows = np.flatnonzero(keys.weak & repeated & midnight)
    if not len(rows):
        return apart
    part = frame.iloc[rows]
    figures = [c for c in kinds()["posts"].figures if part[c].notna().any()]
    if figures:
        several = part[figures].groupby([keys.codes[rows], owner[rows]]).transform("nunique").max(axis=1) > 1
        apart[rows[several.to_numpy()]] = True
    return apart


def _exact_twins(kind: str, frame: pd.DataFrame, keys: Keys, owner: np.ndarray) -> tuple[Finding, ...]:
    """Rows without any key that are alike to the last cell are kept, and said: one warning a table."""
    keyless = frame[keys.codes == NONE]
    columns = [f.id for f in fields_of(kind) if keyless[f.id].notna().any()] if len(keyless) else []
    if not columns:
        return ()
    twins = keyless.index[keyless.duplicated(subset=columns, keep="first")].to_numpy()
    return tuple(warn("exact-twin", frame, rows) for _, rows in by_table(twins, owner))


def _tell(
    frame: pd.DataFrame, owner: np.ndarray, keys: np.ndarray, lost: pd.Index, winners: pd.Index
) -> dict[int, tuple[SetAside, ...]]:
    places = dict(zip(keys[winners], frame.loc[winners, list(PLACE)].itertuples(index=False), strict=True))
    told: dict[int, list[SetAside]] = {}
    for index in lost:
        winner = places[keys[index]]
        file, sheet = str(winner.file), winner.sheet
        params: dict[str, str | int | float] = {
            "by": file if pd.isna(sheet) else f"{file}, {sheet}",
            "by_file": file,
            "by_row": int(winner.row),
        }
        told.setdefault(int(owner[index]), []).append(
            SetAside("superseded", int(frame.at[index, "row"]), (), params)
        )
    return {number: tuple(rows) for number, rows in told.items()}


def with_cells(aside: SetAside, cells: tuple[str, ...]) -> SetAside:
    """The same row set aside, with its cells as written."""
    return replace(aside, cells=cells)
