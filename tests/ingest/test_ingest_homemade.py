"""Home-made sheets read as what they truly say, row by row; see `homemade.py` for the sheets."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import homemade
import pandas as pd
import pytest

from cmdash import ingest
from cmdash.model import DATA_KINDS, Tracking

TODAY = dt.date(2025, 12, 31)


def read(sheet: homemade.Homemade) -> Tracking:
    return ingest.read([sheet.upload()], today=TODAY)


def said(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return None if pd.isna(value) else value  # type: ignore[call-overload]


@pytest.mark.parametrize("sheet", homemade.ALL, ids=lambda s: s.about)
def test_a_home_made_sheet_says_what_it_truly_says(sheet: homemade.Homemade) -> None:
    tracking = read(sheet)
    for kind in DATA_KINDS:
        truth = sheet.truth.get(kind, [])
        frame = tracking.frame(kind)
        fields = list(truth[0]) if truth else []
        found = (
            [tuple(said(v) for v in row) for row in frame[fields].itertuples(index=False)]
            if truth
            else [()] * len(frame)
        )
        expected = [tuple(row[f] for f in fields) for row in truth]
        assert Counter(found) == Counter(expected), f"{kind} {fields}"
    asked = [finding.code for finding in ingest.questions(tracking.ledger)]
    assert asked == list(sheet.questions)
    for table in tracking.ledger.files[0].tables:
        assert table.rows.read == table.rows.kept + table.rows.set_aside
