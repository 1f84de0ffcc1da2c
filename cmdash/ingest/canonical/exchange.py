"""Days and months that a spreadsheet of another country exchanged when it opened the file: asked, with the cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.canonical.workbench import TOLD, Work
from cmdash.ingest.typing import dates
from cmdash.model import ColumnMatch, Option

SETTING = "exchanged_dates"
FEWEST_IN_ORDER = 5  # dates from which an order shows
MOST_STRAY = 5  # at most one date in so many is out of the order
_MONTHS = 12
_STORED = r"^\s*\d{4}-\d{2}-\d{2}(?:[T ]|\s*$)"


def settle_exchange(
    work: Work, match: ColumnMatch, array: pa.Array, style: dates.DateStyle
) -> dates.DateStyle:
    """The style with what a person said of exchanged days and months; else with the best evidence, and a question.

    The question has the rows of the cells it is about (the first TOLD), one of them, and what it would become.
    """
    count = style.evidence.get("swapped", 0)
    if not count:
        return style
    if chosen := work.answer(SETTING):
        return replace(style, swapped=chosen == "yes")
    positions = np.flatnonzero(pc.match_substring_regex(array, _STORED).to_numpy(zero_copy_only=False))
    stored = [array[int(position)].as_py().strip()[:10] for position in positions]
    cell = next((text for text in stored if text[5:7] != text[8:10]), stored[0])
    code = "dates-exchanged" if style.swapped else "dates-perhaps-exchanged"
    answers = [Option("yes", count), Option("no")]
    others = max(style.evidence.get("DMY", 0), style.evidence.get("MDY", 0))
    work.ask(
        code,
        SETTING,
        answers if style.swapped else answers[::-1],
        match.source,
        count=count,
        others=others,
        value=cell,
        becomes=f"{cell[:4]}-{cell[8:10]}-{cell[5:7]}",
    )
    rows = tuple(int(work.table.numbers[p]) for p in positions[:TOLD])
    work.findings[-1] = replace(work.findings[-1], row=rows[0], rows=rows)
    return style


def tell_exchanged(work: Work, match: ColumnMatch, values: np.ndarray) -> None:
    """A warning for few dates out of the order of all the others that would be in order with day and month exchanged.

    Said of sheets kept in order alone: at most one date in MOST_STRAY, and days that fall or rise through all others.
    """
    days = values.astype("datetime64[D]")
    known = np.flatnonzero(~np.isnat(days))
    if len(known) < FEWEST_IN_ORDER:
        return
    told = days[known].astype(np.int64)
    for way in (1, -1):
        stray = _stray(told * way)
        if not len(stray) or len(stray) * MOST_STRAY > len(told):
            continue
        kept = np.delete(np.arange(len(told)), stray)
        if (np.diff(told[kept] * way) < 0).any():
            continue
        found = [(int(known[i]), day) for i in stray if (day := _between(days[known], int(i), kept, way))]
        if found:
            rows = np.array([place for place, _ in found])
            written = str(days[rows[0]])
            work.note_rows(
                "date-perhaps-exchanged", "warning", rows, match.source, value=written, becomes=found[0][1]
            )
        return


def _stray(days: np.ndarray) -> np.ndarray:
    """The places whose day is above one that follows and below none before, or the reverse: alone out of the order."""
    above = days > np.concatenate([np.minimum.accumulate(days[::-1])[::-1][1:], [np.iinfo(np.int64).max]])
    below = days < np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(days)[:-1]])
    high, low = np.flatnonzero(above & ~below), np.flatnonzero(below & ~above)
    return high if len(high) <= len(low) else low


def _between(days: np.ndarray, place: int, kept: np.ndarray, way: int) -> str:
    """The day with its day and month exchanged where it then stands between its neighbours; else empty."""
    year, month, day = str(days[place]).split("-")
    if int(day) > _MONTHS or month == day:
        return ""
    other = np.datetime64(f"{year}-{day}-{month}", "D")
    before, after = kept[kept < place], kept[kept > place]
    ends = ([days[before[-1]]] if len(before) else []), ([days[after[0]]] if len(after) else [])
    first, last = ends if way > 0 else ends[::-1]
    return str(other) if all(d <= other for d in first) and all(other <= d for d in last) else ""
