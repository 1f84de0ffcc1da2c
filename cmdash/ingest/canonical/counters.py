"""Columns of an account that are not what their header says: a running total, gains called followers, a coarser grain.

Only columns found by their words are looked at: what an export declares or a person corrected is taken as told.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cmdash.catalog import coarser_than, fields, normalise
from cmdash.catalog.checks import Counters, checks
from cmdash.ingest.canonical.workbench import Work
from cmdash.model import ColumnMatch


def settle_counters(work: Work, frame: pd.DataFrame) -> None:
    """Take out of the frame, in place, the columns that must not be summed; each is told and stays an extra.

    A running total (`Vues` that never falls and grows by little) and a weekly figure over rows of days are no figures
    of their row. A stock of followers that goes up and down by half of itself is the gains of the day.
    """
    if work.mapping.kind != "account" or work.export is not None or not len(frame):
        return
    for match in work.mapping.columns:
        if match.field is None or match.why == "corrected" or not fields()[match.field].numeric:
            continue
        if grain := _coarser(match, frame):
            _leave_out(work, frame, match, "column-coarser", grain=grain)
        elif match.field == "followers":
            _gains(work, frame, match)
        elif _adds_up(match.field) and _runs_up(frame, match.field, checks().counters):
            _leave_out(work, frame, match, "column-cumulative")


def _adds_up(field: str) -> bool:
    """A count of things or people, not a stock; amounts may well rise every month."""
    return fields()[field].time != "stock" and fields()[field].type in ("count", "people")


def _coarser(match: ColumnMatch, frame: pd.DataFrame) -> str | None:
    """The grain that the header names where every row is finer; a stock may be noted however often."""
    periods = frame["period"].dropna().unique()
    if match.field is None or len(periods) != 1 or fields()[match.field].time == "stock":
        return None
    return coarser_than(normalise(match.source), str(periods[0]))


def _leave_out(work: Work, frame: pd.DataFrame, match: ColumnMatch, code: str, **params: str) -> None:
    frame[str(match.field)] = np.nan
    _rename(work, match, None, "not-summed")
    work.note(code, "warning", None, match.source, **params)


def _rename(work: Work, match: ColumnMatch, field: str | None, why: str) -> None:
    columns = tuple(
        replace(m, field=field, why=why, evidence="") if m is match else m for m in work.mapping.columns
    )
    work.mapping = replace(work.mapping, columns=columns)


def _gains(work: Work, frame: pd.DataFrame, match: ColumnMatch) -> None:
    """`Followers` of a day that are 4, 0, 7: the gains of the day, never the stock."""
    rule = checks().counters
    if not any(_restless(values, rule) for values in _series(frame, "followers")):
        return
    if frame["gained"].notna().any():
        _leave_out(work, frame, match, "followers-restless")
        return
    frame["gained"] = frame["followers"]
    frame["followers"] = np.nan
    _rename(work, match, "gained", "gains")
    work.note("followers-are-gains", "warning", None, match.source)


def _restless(values: np.ndarray, rule: Counters) -> bool:
    if len(values) < rule.readings:
        return False
    larger = np.maximum(values[1:], values[:-1])
    return bool((np.abs(np.diff(values)) > rule.swing * larger).mean() >= rule.restless)


def _runs_up(frame: pd.DataFrame, field: str, rule: Counters) -> bool:
    """Whether every series of a field that is long enough never falls, and grows in small steps."""
    days = (frame["period"] == "day").all()
    least = rule.readings if days else rule.coarse_readings
    told = [values for values in _series(frame, field) if len(values) >= least]
    return bool(told) and all(_climbs(values, rule) for values in told)


def _climbs(values: np.ndarray, rule: Counters) -> bool:
    steps = np.diff(values)
    if values[0] <= 0 or steps.min() < 0 or (steps > 0).mean() < rule.rising:
        return False
    return bool(np.median(steps) <= rule.step * np.median(values))


def _series(frame: pd.DataFrame, field: str) -> list[np.ndarray]:
    """The known values of a field by date, for each network and account."""
    known = frame[frame[field].notna() & frame["date"].notna()].sort_values("date", kind="stable")
    groups = known.groupby([known["network"].fillna(""), known["account"].fillna("")])
    return [part[field].to_numpy(dtype=float) for _, part in groups if part["date"].is_unique]
