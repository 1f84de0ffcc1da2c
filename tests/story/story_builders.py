"""Canonical frames made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cmdash.catalog import fields_of


def frame(kind: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A canonical frame: every column of the kind, missing where a row does not say."""
    made: dict[str, object] = {}
    for field in fields_of(kind):
        values = [row.get(field.id) for row in rows]
        if field.type == "date":
            made[field.id] = pd.Series(pd.to_datetime(values), dtype="datetime64[us]")
        elif field.numeric:
            made[field.id] = pd.Series([np.nan if v is None else v for v in values], dtype="float64")
        else:
            made[field.id] = pd.Series(values, dtype="str")
    made["file"] = pd.Series([row.get("file", "suivi.xlsx") for row in rows], dtype="str")
    made["sheet"] = pd.Series([row.get("sheet", "Feuille 1") for row in rows], dtype="str")
    made["row"] = pd.Series(range(2, len(rows) + 2), dtype="int64")
    if kind in ("posts", "account", "campaigns"):
        made["total_stands_for"] = pd.Series([row.get("total_stands_for") for row in rows], dtype="str")
        made["side"] = pd.Series([row.get("side", "own") for row in rows], dtype="str")
    return pd.DataFrame(made)
