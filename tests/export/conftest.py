"""Trackings made by hand, so that what is written is tested apart from what is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from cmdash.catalog import fields_of, kinds
from cmdash.model import Ledger, Tracking

Row = Mapping[str, Any]


def frame(kind: str, rows: Sequence[Row]) -> pd.DataFrame:
    """A canonical frame of a kind: every field of the catalog, missing where a row does not have it."""
    columns: dict[str, pd.Series] = {}
    for field in fields_of(kind):
        cells = [row.get(field.id) for row in rows]
        if field.type == "date":
            columns[field.id] = pd.Series(pd.to_datetime(cells, format="ISO8601"), dtype="datetime64[us]")
        elif field.numeric:
            columns[field.id] = pd.Series(cells, dtype="float64")
        else:
            columns[field.id] = pd.Series(cells, dtype="str")
    columns["file"] = pd.Series([row.get("file", "juin.csv") for row in rows], dtype="str")
    columns["sheet"] = pd.Series([row.get("sheet") for row in rows], dtype="str")
    columns["row"] = pd.Series([row.get("row", at + 2) for at, row in enumerate(rows)], dtype="int64")
    if kind in ("posts", "account", "campaigns"):
        columns["total_stands_for"] = pd.Series([row.get("total_stands_for") for row in rows], dtype="str")
        columns["side"] = pd.Series([row.get("side", "own") for row in rows], dtype="str")
    return pd.DataFrame(columns)


@pytest.fixture
def tracking() -> Callable[..., Tracking]:
    """Builds a tracking: `tracking(posts=[{...}], extras={"posts": {"Note": [...]}})`."""

    def build(
        extras: Mapping[str, Mapping[str, Sequence[str]]] | None = None, **rows: Sequence[Row]
    ) -> Tracking:
        frames = {kind: frame(kind, rows.get(kind, ())) for kind in kinds()}
        kept = {
            kind: pd.DataFrame((extras or {}).get(kind, {}), index=frames[kind].index, dtype="str")
            for kind in kinds()
        }
        return Tracking(**frames, ledger=Ledger(), extras=kept)

    return build
