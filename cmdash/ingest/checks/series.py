"""What the series of an account cannot hide: a jump of its followers, a month that is missing, a day of another count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from cmdash.catalog import breaks_between, checks, fields_of, series_breaks
from cmdash.catalog.checks import Jump
from cmdash.ingest.checks.telling import shown, warn
from cmdash.model import Finding

Told = Iterator[tuple[int, Finding]]
_DAY = np.timedelta64(1, "D")


def jumps(frame: pd.DataFrame, owner: np.ndarray) -> Told:
    """Steps of a stock of followers that the account's own steps do not explain; one warning an account.

    Steps are compared per day, since records have holes. A mistyped figure makes two: down and up again.
    """
    rule = checks().jump
    for who, rows in _accounts(frame, frame["followers"].notna().to_numpy()):
        days = frame["date"].to_numpy("datetime64[D]")[rows]
        stock = frame["followers"].to_numpy(dtype=float)[rows]
        hit = _jumps(days, stock, rule)
        if len(hit):
            step = hit[0]
            params = {
                **who,
                "before": shown(stock[step]),
                "after": shown(stock[step + 1]),
                "day": str(days[step + 1]),
            }
            found = rows[hit + 1]
            yield int(owner[found[0]]), warn("follower-jump", frame, found, None, params)


def _jumps(days: np.ndarray, stock: np.ndarray, rule: Jump) -> np.ndarray:
    """The positions of the readings from which the next one jumps away."""
    if len(stock) < rule.readings:
        return np.zeros(0, dtype=int)
    steps = np.abs(np.diff(stock))
    pace = steps / np.maximum((np.diff(days) / _DAY).astype(float), 1.0)
    usual = float(np.median(pace))
    hit = (pace > rule.times * usual) & (steps > rule.share * stock[:-1]) & (steps >= rule.people)
    return np.flatnonzero(hit)


def missing_months(frame: pd.DataFrame, owner: np.ndarray) -> Told:
    """Months without any row between the first and the last of an account that is kept month by month or closer."""
    for who, rows in _accounts(frame, frame["date"].notna().to_numpy()):
        days = frame["date"].to_numpy("datetime64[D]")[rows]
        distinct = np.unique(days)
        if len(distinct) < 3 or float(np.median(np.diff(distinct) / _DAY)) > checks().month_step:
            continue
        months = np.unique(days.astype("datetime64[M]"))
        whole = np.arange(months[0], months[-1] + 1)
        missing = np.setdiff1d(whole, np.union1d(months, _weeks_into(frame, rows)))
        if len(missing):
            before = rows[days.astype("datetime64[M]") < missing[0]][-1:]
            params = {**who, "months": ", ".join(str(month) for month in missing[:12])}
            finding = warn("month-missing", frame, before, None, params)
            yield int(owner[before[0]]), _counting(finding, len(missing))


def _weeks_into(frame: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """The months that a week, dated by its first day, or a quarter or a year reaches into."""
    ends = {"week": 6, "quarter": 89, "year": 364}
    days = frame["date"].to_numpy("datetime64[D]")[rows]
    reach = frame["period"].map(ends).fillna(0).to_numpy(dtype=int)[rows]
    found = [days.astype("datetime64[M]")]
    for step in range(30, 365, 30):
        found.append((days[reach >= step] + step).astype("datetime64[M]"))
    found.append((days + reach).astype("datetime64[M]"))
    return np.unique(np.concatenate(found))


def breaks(kind: str, frame: pd.DataFrame, owner: np.ndarray) -> Told:
    """Known breaks that part the rows of a network: figures on both sides count two different things."""
    numeric = {field.id for field in fields_of(kind) if field.numeric}
    days = frame["date"].to_numpy("datetime64[D]")
    known_day = ~np.isnat(days)
    changed = {name for known in series_breaks() for name in known.networks}
    for network in (name for name in frame["network"].dropna().unique() if name in changed):
        mine = known_day & (frame["network"] == network).to_numpy()
        if not mine.any():
            continue
        first, last = (_as_date(edge) for edge in (days[mine].min(), days[mine].max()))
        for found in breaks_between(first, last, (network,)):
            names = sorted(found.fields & numeric)
            if not names:
                continue
            rows = np.flatnonzero(mine & frame[names].notna().any(axis=1).to_numpy())
            rows = rows[np.argsort(days[rows], kind="stable")]
            after = rows[days[rows] >= np.datetime64(found.date)]
            if 0 < len(after) < len(rows):
                params = {"reason": found.id, "network": str(network), "day": found.date.isoformat()}
                table = int(owner[after[0]])
                told = warn("series-break", frame, after[:1], None, params)
                yield table, _counting(told, len(after))


def _accounts(frame: pd.DataFrame, known: np.ndarray) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """The rows of each account by date, with its name and its network as params (empty where nothing tells)."""
    known = known & frame["date"].notna().to_numpy()
    part = frame.loc[known, ["network", "account", "side"]].fillna("")
    places = np.flatnonzero(known)
    for (network, account, _), index in part.groupby(
        ["network", "account", "side"], sort=True
    ).indices.items():
        rows = places[index]
        rows = rows[np.argsort(frame["date"].to_numpy()[rows], kind="stable")]
        yield {"network": str(network), "account": str(account)}, rows


def _counting(finding: Finding, count: int) -> Finding:
    return replace(finding, params={**finding.params, "count": count})


def _as_date(day: np.datetime64) -> dt.date:
    return dt.date.fromisoformat(str(day))
