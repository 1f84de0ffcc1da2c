"""Every named export of the catalog is read as it is: figures, dates, texts, and what it does not hold stays missing."""

from __future__ import annotations

import datetime as dt
import math
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from exports import samples
from exports_video import TODAY
from exports_writing import Sample, Truth

from cmdash import ingest
from cmdash.catalog import fields_of, formats
from cmdash.model import DATA_KINDS, Tracking

NUMERIC = {kind: [f.id for f in fields_of(kind) if f.numeric] for kind in DATA_KINDS}


def read(sample: Sample) -> Tracking:
    return ingest.read([sample.upload], today=TODAY)


@pytest.fixture(scope="module")
def readings() -> dict[str, Tracking]:
    return {}


@pytest.mark.parametrize("name", samples())
def test_a_named_export_is_read_exactly(name: str) -> None:
    sample = samples()[name]
    tracking = read(sample)
    reports = [table for file in tracking.ledger.files for table in file.tables]
    assert all(file.error is None for file in tracking.ledger.files)
    for truth in sample.truths:
        assert truth.platform in {report.platform for report in reports}
        assert {report.kind for report in reports if report.platform == truth.platform} == {truth.kind}
        _compare(tracking.frame(truth.kind), truth, others=[t for t in sample.truths if t.kind == truth.kind])
    for kind in DATA_KINDS:
        expected = sum(truth.rows for truth in sample.truths if truth.kind == kind)
        assert len(tracking.frame(kind)) == expected, kind
    for report in reports:
        assert report.rows.read == report.rows.kept + report.rows.set_aside


def _compare(frame: pd.DataFrame, truth: Truth, others: list[Truth]) -> None:
    if len(others) > 1:
        frame = frame[frame["network"] == truth.network]
    assert set(frame["network"].fillna("")) == {truth.network}
    assert len(frame) == truth.rows
    for name in NUMERIC[truth.kind]:
        values = frame[name].dropna()
        if name in truth.sums:
            assert math.isclose(values.sum(), truth.sums[name], rel_tol=1e-9, abs_tol=1e-6), name
        else:
            assert values.empty, f"{name} is not in the sheet"
    _compare_dates(frame, truth)
    if truth.example:
        assert any(_same(row, truth.example) for _, row in frame.iterrows())


def _compare_dates(frame: pd.DataFrame, truth: Truth) -> None:
    starts = frame["start"].fillna(frame["date"]) if "start" in frame else frame["date"]
    ends = frame["end"].fillna(frame["date"]) if "end" in frame else frame["date"]
    if truth.first is None:
        assert starts.isna().all()
    else:
        assert (starts.min().date(), ends.max().date()) == (truth.first, truth.last)


def _same(row: pd.Series, example: object) -> bool:
    assert isinstance(example, dict)
    for name, value in example.items():
        known = row[name]
        if isinstance(value, dt.datetime):
            known, value = pd.Timestamp(known).floor("min"), pd.Timestamp(value).floor("min")
        elif isinstance(known, str) and isinstance(value, str):
            known, value = known.replace("\r\n", "\n").strip(), value.replace("\r\n", "\n").strip()
        if known != value:
            return False
    return True


@pytest.mark.parametrize("name", [name for name, sample in samples().items() if sample.refused])
def test_what_is_not_for_kpis_says_why(name: str) -> None:
    sample = samples()[name]
    tracking = read(sample)
    reasons = {f.params.get("reason") for f in tracking.ledger.all_findings() if f.code == "not-for-kpis"}
    assert reasons == {sample.refused}


def test_every_format_has_a_fixture() -> None:
    platforms = {truth.platform for sample in samples().values() for truth in sample.truths}
    told = {f.id for f in formats().values() if f.kind != "other" and not f.id.startswith("cmdash_")}
    # these two sheets of a workbook are joined into its first one
    joined = {"facebook_insights_stories", "facebook_insights_clicks", "linkedin_personal_followers"}
    assert told - joined <= platforms


def test_every_reason_has_a_fixture() -> None:
    refused = {sample.refused for sample in samples().values()}
    inside = {"people_twins"}  # sheets of a workbook whose other sheets are read
    assert {f.reason for f in formats().values() if f.reason} - inside <= refused


def test_the_same_seed_makes_the_same_bytes() -> None:
    again = samples.__wrapped__()
    for name, sample in samples().items():
        if not sample.upload.name.endswith(".xlsx"):  # a workbook holds the time of its making
            assert again[name].upload.content == sample.upload.content, name
