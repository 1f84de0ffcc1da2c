"""Real exports, where they lie beside the project: what a careful reading of each found, checked in process.

The files belong to their owners and are no part of the project; without them these tests are skipped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload

ROOT = Path(__file__).parents[2] / "shared" / "exports"
KINDS = ("posts", "account", "campaigns")


def _expectations() -> list[dict]:
    path = ROOT / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


EXPECTED = {entry["file"]: entry for entry in _expectations()}
needs_files = pytest.mark.skipif(not EXPECTED, reason="the real exports are not beside the project")


@cache
def _reading(file: str) -> Tracking:
    path = ROOT / file
    return ingest.read([Upload(path.name, path.read_bytes())])


def _list(value: object) -> Sequence:
    return value if isinstance(value, list) else [value]


def _networks(frame: pd.DataFrame) -> set[str]:
    said = {str(name).replace("_", "") for name in frame["network"].fillna("").unique()}
    return {name for name in said if not name.startswith("other:")}


@needs_files
@pytest.mark.parametrize("file", EXPECTED or ["no file"])
def test_a_real_export_is_read_exactly(file: str) -> None:
    entry, tracking = EXPECTED[file], _reading(file)
    for report in (table for found in tracking.ledger.files for table in found.tables):
        assert report.rows.read == report.rows.kept + report.rows.set_aside
    for kind in KINDS:
        frame = tracking.frame(kind)
        if kind in entry["limits"]:
            assert len(frame) in entry["limits"][kind], f"{len(frame)} rows of {kind}"
        tables = [table for table in entry["tables"] if table["export"] == kind]
        if len(tables) > 1:
            assert _networks(frame) <= {table["network"] for table in tables}
        for table in tables:
            mine = frame if len(tables) == 1 else frame[frame["network"] == table["network"]]
            if not (table.get("optional") and mine.empty):
                _check(table, mine)


def _check(table: Mapping, frame: pd.DataFrame) -> None:
    assert len(frame) in _list(table["rows"])
    if table["network"] != "any":
        assert _networks(frame) <= set(_list(table["network"]))
    for name, value in table["sums"].items():
        assert _sum_is(frame, name, value), name
    for name, value in table.get("sums_if_present", {}).items():
        assert _sum_is(frame, name, value) or not frame[name].notna().any(), name
    filled = [name for name in table["missing"] if name in frame and frame[name].notna().any()]
    assert not filled, f"filled though not in the sheet: {filled}"
    _check_dates(table, frame)


def _sum_is(frame: pd.DataFrame, name: str, value: object) -> bool:
    known = frame[name].dropna()
    return not known.empty and any(
        math.isclose(known.sum(), v, rel_tol=1e-6, abs_tol=1e-6) for v in _list(value)
    )


def _check_dates(table: Mapping, frame: pd.DataFrame) -> None:
    first = frame["date"].fillna(frame["start"]) if "start" in frame else frame["date"]
    last = frame["end"].fillna(frame["date"]) if "end" in frame else frame["date"]
    if "md_min" in table:
        assert (f"{first.min():%m-%d}", f"{last.max():%m-%d}") == (table["md_min"], table["md_max"])
        assert (last.max() - first.min()).days - table["span_days"] in (0, 1)
    elif "date_min" in table and table["date_min"] is None:
        assert first.isna().all()
    elif "date_min" in table:
        assert f"{first.min():%Y-%m-%d}" in _list(table["date_min"])
        assert f"{last.max():%Y-%m-%d}" in _list(table["date_max"])


@needs_files
def test_every_expected_file_is_there() -> None:
    assert not [file for file in EXPECTED if not (ROOT / file).exists()]
