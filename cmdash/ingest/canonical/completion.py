"""What a table says once for all its rows, or beside its fields: network, currency, organic or paid, period, side."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import fields_of, normalise, part_of_figure, read
from cmdash.ingest.canonical.spans import longer_than
from cmdash.ingest.canonical.totals import stands_for
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.meaning.network import network_id
from cmdash.ingest.typing import dates, numbers
from cmdash.model import Option


def complete(work: Work, frame: pd.DataFrame) -> None:
    """Fills, in place, what the table says elsewhere than in the row itself. Never overwrites a cell of the sheet."""
    kind = work.mapping.kind
    _fill_network(work, frame)
    _fill_currency(work, frame)
    _fill_where_told(work, frame)
    if kind == "posts":
        _fill_format(frame)
        _fill_paid(work, frame)
    if kind == "account":
        _fill_period(work, frame)
    if kind in ("posts", "account", "campaigns"):
        _fill_said(work, frame)


def _fill_where_told(work: Work, frame: pd.DataFrame) -> None:
    """A column that holds a field on some rows only fills them; the other rows stay missing, the column an extra."""
    headers = [normalise(name) for name in work.table.header or ()]
    for field, told in (work.export.only_where if work.export else {}).items():
        figures = next((i for i, name in enumerate(headers) if name in told.headers), None)
        indicators = next((i for i, name in enumerate(headers) if name in told.indicators), None)
        if figures is None or indicators is None:
            continue
        array = work.table.columns[figures]
        values = numbers.convert(array, numbers.decide([array], counts=True)).values
        says = np.array([told.tells(cell) for cell in work.table.columns[indicators].to_pylist()], dtype=bool)
        filled = says & frame[field].isna().to_numpy() & ~np.isnan(values)
        if filled.any():
            frame[field] = np.where(filled, values, frame[field])
            work.note_rows(
                "results-counted",
                "info",
                np.flatnonzero(filled),
                work.table.sources[figures],
                others=int((~says).sum()),
            )


def _fill_currency(work: Work, frame: pd.DataFrame) -> None:
    if "currency" not in frame:
        return
    currency = work.answer("currency") or work.currency
    if currency:
        money = frame[[f.id for f in fields_of(work.mapping.kind) if f.type == "money"]].notna().any(axis=1)
        frame["currency"] = frame["currency"].where(frame["currency"].notna() | ~money, currency)
    elif frame["currency"].isna().all():
        _ask_currency(work, frame)


def _ask_currency(work: Work, frame: pd.DataFrame) -> None:
    """Amounts without a currency: asked, unless there is no amount at all or cmdash wrote the table itself."""
    amounts = frame[[f for f in ("spend", "revenue", "budget") if f in frame]].fillna(0)
    if not (amounts != 0).any(axis=None) or (work.export and work.export.reading.settled):
        return
    options = [Option(code) for code in ("EUR", "USD", "GBP", "CHF", "CAD")]
    work.ask("currency-unknown", "currency", options)


def _fill_said(work: Work, frame: pd.DataFrame) -> None:
    """What stands beside the fields: what the combined total stands for, and own or peer; row by row where written."""
    frame["total_stands_for"] = pd.Series(
        stands_for(work.mapping, work.export, frame), index=frame.index, dtype="str"
    )
    frame["side"] = pd.Series(work.answer("side") or "own", index=frame.index, dtype="str")
    for name, spellings in (work.export.per_row if work.export else {}).items():
        for i, source in enumerate(work.table.header or ()):
            if normalise(source) in spellings:
                cells = pc.if_else(
                    pc.equal(work.table.columns[i], ""), pa.scalar(None, pa.string()), work.table.columns[i]
                )
                frame[name] = pd.Series(pd.array(cells, dtype="str"), index=frame.index)
    frame["side"] = frame["side"].fillna("own")
    if account := work.answer("account"):
        frame["account"] = frame["account"].fillna(account)


def _fill_network(work: Work, frame: pd.DataFrame) -> None:
    told = work.mapping.network
    if "network" in frame and told is not None and told != "column":
        frame["network"] = pd.Series(network_id(told), index=frame.index, dtype="str")


def _fill_format(frame: pd.DataFrame) -> None:
    """A link that tells a reel or a story settles the format where the sheet says nothing or "video"."""
    for value, marks in read("values")["links"].items():
        loose = (frame["format"].isna() | (frame["format"] == "video")) & frame["url"].notna()
        links = frame.loc[loose, "url"]
        told = links[links.str.contains("|".join(map(re.escape, marks)), regex=True)].index
        if len(told):
            frame.loc[told, "format"] = value


def _fill_paid(work: Work, frame: pd.DataFrame) -> None:
    """A post is paid where the sheet says so, where it has sponsored figures, or where money was spent on it."""
    if work.export is None or frame["paid"].isna().all():
        organic, sponsored = (_sum_of(work, places) for places in _boost_columns(work))
        if sponsored is not None:
            told = np.where(sponsored > 0, "mixed" if organic is None else "paid", "organic")
            told = np.where((sponsored > 0) & (organic > 0), "mixed", told) if organic is not None else told
            known = ~np.isnan(sponsored) & frame["paid"].isna().to_numpy()
            frame["paid"] = frame["paid"].where(~known, pd.Series(told, index=frame.index, dtype="str"))
            if work.export is None and known.any():
                work.note("paid-from-parts", "info", count=int(known.sum()))
    spent = (frame["spend"] > 0) & frame["paid"].isna()
    if spent.any():
        frame.loc[spent, "paid"] = "paid"
    if work.export is not None and work.export.reading.mixed_paid:
        frame["paid"] = frame["paid"].fillna("mixed")


def _boost_columns(work: Work) -> tuple[list[int], list[int]]:
    """The columns that hold the organic parts of the rows, and those that hold the sponsored ones."""
    headers = list(enumerate(work.table.header or ()))
    if work.export is not None:
        boost = work.export.boost
        return (
            [i for i, name in headers if normalise(name) in boost.organic],
            [i for i, name in headers if normalise(name) in boost.sponsored],
        )
    taken = {match.index for match in work.mapping.columns if match.field}
    parts = {i: part for i, name in headers if i not in taken and (part := part_of_figure(name))}
    return [i for i, part in parts.items() if part[0] == "organic"], [
        i for i, part in parts.items() if part[0] == "sponsored"
    ]


def _sum_of(work: Work, columns: list[int]) -> np.ndarray | None:
    """The sum of these columns, row by row; None where there is none."""
    total = None
    for i in columns:
        array = work.table.columns[i]
        values = numbers.convert(array, numbers.decide([array])).values
        total = values if total is None else np.where(np.isnan(total), values, total + np.nan_to_num(values))
    return total


def _fill_period(work: Work, frame: pd.DataFrame) -> None:
    """Account figures are dated by the first day of their period; the clock of a daily export means nothing."""
    known = work.answer("period") or (work.export.reading.period if work.export else None)
    if frame["period"].isna().any():
        told = known or work.period or _spacing(frame["date"])
        if work.spans is not None and not known:
            own = longer_than(work.spans, work.period or "day")
            named = pd.Series(work.spans, index=frame.index, dtype="str").where(own)
            frame["period"] = frame["period"].fillna(named)
        if told:
            frame["period"] = frame["period"].fillna(told)
    days = frame["date"].dt.normalize()
    month = days - pd.to_timedelta(days.dt.day - 1, unit="D")
    by = {
        "week": days - pd.to_timedelta(days.dt.day_of_week, unit="D"),
        "month": month,
        "quarter": days.dt.to_period("Q").dt.start_time,
        "year": days.dt.to_period("Y").dt.start_time,
    }
    for period, first in by.items():
        days = days.where(frame["period"] != period, first)
    frame["date"] = days.astype("datetime64[us]")


def _spacing(moments: pd.Series) -> str | None:
    """The period that the dates tell by their distance; weeks only where every date is the same day of the week."""
    told = dates.spacing(moments.to_numpy())
    if told == "week" and moments.dt.day_of_week.nunique() > 1:
        return "day"
    return told
