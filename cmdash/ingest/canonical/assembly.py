"""Puts the tables of all files together: the same thing twice counts once, the latest copy wins, and it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cmdash.catalog import kinds
from cmdash.ingest.canonical.joining import Stack, compare, join_reports
from cmdash.ingest.canonical.sameness import Placed, counted_twice, keys_of
from cmdash.model import Finding, JoinReport, SetAside, TableKind
from cmdash.model.tracking import nothing_of

PLACE = ("file", "sheet", "row")
End = tuple[
    bool, pd.Timestamp
]  # False for what cmdash had gathered, then the last day with data; the highest wins
UNDATED: End = (True, pd.Timestamp.min)


@dataclass(frozen=True, eq=False)
class Assembled:
    """One kind, all tables together. `superseded[i]` are the rows of the i-th table that another copy replaced.

    `owner` has the number of the table that each row of `frame` stands in. `joins`: what each file brought.
    """

    frame: pd.DataFrame
    extras: pd.DataFrame
    owner: np.ndarray
    superseded: dict[int, tuple[SetAside, ...]]
    findings: tuple[Finding, ...]
    joins: Mapping[int, JoinReport]


def data_ends(tables: Sequence[Placed]) -> dict[int, End]:
    """The last day with data of each file, over all of its tables of figures; `Timestamp.min` where none has a date.

    A row without any figure (a post planned for later) is no data. A file with what cmdash had gathered is a copy of the files before it: it comes before any other, whatever its days.
    """
    last: dict[int, pd.Timestamp] = {}
    for placed in tables:
        if placed.table.kind in ("posts", "account", "campaigns"):
            last[placed.file] = max(last.get(placed.file, pd.Timestamp.min), _end(placed.table.frame))
    gathered = {placed.file for placed in tables if placed.gathered}
    return {file: (file not in gathered, end) for file, end in last.items()}


def assemble(kind: TableKind, tables: Sequence[Placed], ends: Mapping[int, End]) -> Assembled:
    """The canonical frame of a kind from its converted tables; `ends` are the ends of the files (see `data_ends`).

    Posts: one row a key (network and id, else link, else time and text); the copy whose data end last wins and its
    empty cells are filled from the older ones. Account rows of one network, account, date and period are joined
    field by field. Rows replaced are counted as set aside, with the place of the row that stands for them.
    """
    if not tables:
        return Assembled(nothing_of(kind), pd.DataFrame(), np.zeros(0, dtype=int), {}, (), {})
    ordered = sorted(tables, key=lambda p: (ends.get(p.file, UNDATED), p.file, p.number))
    frame = _stack([p.table.frame for p in ordered])
    extras = _stack([p.table.extras for p in ordered]) if len(ordered) > 1 else ordered[0].table.extras
    owner = np.concatenate([np.full(len(p.table.frame), p.number) for p in ordered])
    if not len(frame):
        return Assembled(frame, extras, owner, {}, (), {})
    keys = keys_of(kind, frame, owner, ordered)
    findings = counted_twice(kind, frame, keys, owner)
    codes, repeated = keys.codes, keys.repeated
    files = np.concatenate([np.full(len(p.table.frame), p.file) for p in ordered])
    before = Stack(kind, frame, files, codes, repeated)
    state = compare(before)
    merged = _merge(kind, frame, extras, owner, codes, repeated)
    lost = {number: len(rows) for number, rows in merged.superseded.items()}
    superseded: dict[int, int] = {}
    for placed in ordered:
        superseded[placed.file] = superseded.get(placed.file, 0) + lost.get(placed.number, 0)
    return replace(merged, findings=findings, joins=join_reports(before, state, superseded))


def _stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [f for f in frames if len(f)] or list(frames[:1])
    return filled[0].reset_index(drop=True) if len(filled) == 1 else pd.concat(filled, ignore_index=True)


def _end(frame: pd.DataFrame) -> pd.Timestamp:
    """The last day that has a figure: a row planned for later says nothing of when the file was written."""
    if "date" not in frame or not len(frame):
        return pd.Timestamp.min
    figures = list(dict.fromkeys(f for kind in kinds().values() for f in kind.figures if f in frame))
    last = frame["date"].max()
    latest = frame["date"] == last
    if (
        figures and not frame.loc[latest, figures].notna().to_numpy().any()
    ):  # seldom: all rows are looked at then
        last = frame["date"].where(frame[figures].notna().any(axis=1)).max()
        last = frame["date"].max() if pd.isna(last) else last
    return pd.Timestamp.min if pd.isna(last) else pd.Timestamp(last)


def _merge(
    kind: str,
    frame: pd.DataFrame,
    extras: pd.DataFrame,
    owner: np.ndarray,
    keys: np.ndarray,
    repeated: np.ndarray,
) -> Assembled:
    if not repeated.any():
        return Assembled(frame, extras, owner, {}, (), {})
    # the newest copy stands last: `last` keeps its known cells and fills the others from the older ones
    part, codes = frame[repeated], keys[repeated]
    winners = part.index[~pd.Series(codes).duplicated(keep="last").to_numpy()]
    merged = part.drop(columns=list(PLACE)).groupby(codes, sort=False).last()
    merged = merged.loc[keys[winners]]
    for column in merged.columns:
        frame.loc[winners, column] = merged[column].to_numpy()
    extras = _fill_extras(extras, repeated, codes, winners)
    gone = part.index.difference(winners)
    lost = gone[~_contributes(part, codes, gone)] if kind == "account" else gone
    superseded = _tell(frame, owner, keys, lost, winners)
    order = np.flatnonzero(~frame.index.isin(gone))
    return Assembled(
        frame.iloc[order].reset_index(drop=True),
        extras.iloc[order].reset_index(drop=True),
        owner[order],
        superseded,
        (),
        {},
    )


def _fill_extras(
    extras: pd.DataFrame, repeated: np.ndarray, codes: np.ndarray, winners: pd.Index
) -> pd.DataFrame:
    """The unknown columns of a thing, too, are filled from its older copies."""
    if not len(extras.columns):
        return extras
    extras = extras.copy()
    known = extras[repeated].replace("", np.nan).groupby(codes, sort=False).last()
    wanted = pd.Series(codes, index=extras.index[repeated]).loc[winners]
    extras.loc[winners] = known.loc[wanted].to_numpy()
    return extras


def _contributes(part: pd.DataFrame, codes: np.ndarray, rows: pd.Index) -> np.ndarray:
    """Which older account rows still give a cell to the joined row: a field that no newer copy has."""
    figures = [c for c in kinds()["account"].figures if c in part]
    known = part[figures].notna().astype(int)
    newer = known[::-1].groupby(codes[::-1], sort=False).cumsum()[::-1] - known
    told: np.ndarray = ((known > 0) & (newer == 0)).any(axis=1).loc[rows].to_numpy()
    return told


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
