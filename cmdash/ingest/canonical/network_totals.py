"""Account rows of no network that add up those of the networks (a tab `Global` beside one for each): never counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cmdash.catalog import fields_of, names_all_networks
from cmdash.ingest.canonical.conversion import Converted
from cmdash.ingest.canonical.workbench import TOLD
from cmdash.ingest.layout.bodies import TOTAL
from cmdash.model import Finding, SetAside

LEAST = 3  # cells that must agree
NEARLY = 0.9  # share of the cells that agree
NEAR = 0.005  # how far a sum may be from the total, as a share of it
_KEY = ["date", "period"]


def without_totals(tables: Sequence[Converted | None]) -> list[Converted | None]:
    """The tables, each table of account figures without the rows that add up the rows of two networks or more.

    Rows of no network, where their figures agree with the sums of the same days over all tables; rows whose network is
    a word for all of them (`Total`), where the networks have rows of the same day.
    """
    account = [table for table in tables if table is not None and table.kind == "account"]
    frames = [table.frame for table in account]
    named = [frame[_named(frame)] for frame in frames]
    parts = pd.concat([*named], ignore_index=True) if named else pd.DataFrame()
    if not len(parts) or parts["network"].nunique() < 2:
        return list(tables)
    figures = [f.id for f in fields_of("account") if f.numeric and f.type in ("count", "people")]
    grouped = parts.groupby(_KEY, dropna=False)
    sums = grouped[figures].sum(min_count=2)
    return [
        _without(table, sums, figures) if table is not None and table.kind == "account" else table
        for table in tables
    ]


def _named(frame: pd.DataFrame) -> np.ndarray:
    told: np.ndarray = (frame["network"].notna() & ~_says_all(frame["network"])).to_numpy(bool)
    return told


def _says_all(networks: pd.Series) -> pd.Series:
    """Which network cells are a word for all of them."""
    words = {
        value: bool(TOTAL.match(value.removeprefix("other:")))
        or names_all_networks(value.removeprefix("other:"))
        for value in networks.dropna().unique()
        if value.startswith("other:")
    }
    return networks.map(words).fillna(False).astype(bool)


def _without(table: Converted, sums: pd.DataFrame, figures: list[str]) -> Converted:
    frame = table.frame
    all_of_them = _says_all(frame["network"]).to_numpy()
    blank = frame["network"].isna().to_numpy()
    if not (all_of_them.any() or blank.any()):
        return table
    expected = sums.reindex(pd.MultiIndex.from_frame(frame[_KEY]))[figures].to_numpy(float)
    gone = all_of_them & ~np.isnan(expected).all(axis=1)
    own = frame[figures].to_numpy(float)
    known = blank[:, None] & ~np.isnan(own) & ~np.isnan(expected)
    agree = known & (np.abs(own - expected) <= NEAR * np.abs(expected))
    if agree.sum() >= LEAST and agree.sum() >= NEARLY * known.sum():
        gone |= agree.any(axis=1)
    if not gone.any():
        return table
    rows = [int(row) for row in frame.loc[gone, "row"]]
    file, sheet = str(frame["file"].iloc[0]), frame["sheet"].iloc[0]
    told = Finding(
        "total-of-networks", "warning", file, None if pd.isna(sheet) else str(sheet), rows[0], None,
        {"count": len(rows)}, rows=tuple(rows[:TOLD]),
    )  # fmt: skip
    return replace(
        table,
        frame=frame[~gone].reset_index(drop=True),
        extras=table.extras[~gone].reset_index(drop=True),
        findings=(*table.findings, told),
        set_aside=(*table.set_aside, *(SetAside("total-of-networks", row, ()) for row in rows)),
    )


def on_all_networks(table: Converted | None) -> Converted | None:
    """A table with budgets whose rows of all networks (`Tous`), where they add up no others, are of no network."""
    if table is None or "budget" not in table.frame or "network" not in table.frame:
        return table
    every = _says_all(table.frame["network"]) & table.frame["budget"].notna()
    if not every.any():
        return table
    return replace(table, frame=table.frame.assign(network=table.frame["network"].mask(every)))
