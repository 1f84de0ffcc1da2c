"""Which rows of a converted table are kept, which are set aside and why, and what is asked about the ones kept."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import fields_of, missing_cells
from cmdash.ingest.canonical.prepared import prepared_rows
from cmdash.ingest.canonical.spans import longer_spans
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.layout.bare_totals import sums_up
from cmdash.ingest.meaning.recognition import network_in_text
from cmdash.model import SetAside
from cmdash.model.findings import Parameter

NAMELESS = (
    "goals",
    "mentions",
)  # a goal without a network is for all of them, and a forum has no name in the list


_OF_A_LINE = ("date", "start", "end", "network")


def sift(work: Work, frame: pd.DataFrame) -> tuple[list[SetAside], np.ndarray]:
    """The rows that cannot be a row of this kind (an account row without a date, a post with nothing in it), each with
    its reason, and which rows are kept.

    The nameless row of an ads export is its grand total (in a sheet of one's own only where it holds the sums of the
    others), and a row of networks side by side is no row of those it has
    nothing for: no row of the table, neither read nor set aside. A row of accounts that has nothing for one of these
    networks is set aside there, by its name.
    """
    kind = work.mapping.kind
    figures = [f.id for f in fields_of(kind) if f.numeric and f.id not in ("duration",)]
    empty = frame[figures].isna().all(axis=1).to_numpy() if figures else np.zeros(len(frame), dtype=bool)
    reasons: list[tuple[str, np.ndarray]] = []
    if kind == "posts":
        identity = ["date", "post_id", "url", "text"]
        reasons.append(("row-empty", empty & frame[identity].isna().all(axis=1).to_numpy()))
        reasons.append(("row-labelled", _labelled(work, frame)))
    elif kind in ("account", "calendar", "mentions"):
        reasons.append(("row-without-date", frame["date"].isna().to_numpy()))
        if kind == "account":
            reasons.append(("row-without-figure", empty))
    elif kind == "campaigns":
        reasons.append(("row-empty", empty & frame["campaign"].isna().to_numpy()))
    elif kind == "goals":
        reasons.append(("goal-incomplete", (frame["kpi"].isna() | frame["target"].isna()).to_numpy()))
    keep = np.ones(len(frame), dtype=bool)
    aside: list[SetAside] = []
    if kind == "posts":
        keep &= ~_blank_blocks(work, empty)
    keep &= ~prepared_rows(work, frame, empty)
    keep &= ~longer_spans(work, frame)
    if kind == "campaigns":
        keep &= ~_grand_totals(work, frame, figures, empty)
    beside: dict[str, Parameter] = {}
    if work.table.network is not None and work.table.written:
        beside = {"reason": "network", "network": str(work.table.network)}
    for code, mask in reasons:
        params = beside if code == "row-without-figure" else {}
        for position in np.flatnonzero(mask & keep):
            keep[position] = False
            cells = tuple(str(column[int(position)].as_py())[:200] for column in work.table.columns)
            row = int(work.table.numbers[position])
            aside.append(SetAside(code, row, cells, params))
            work.note(code, "warning", row, None, **params)
    if kind == "posts":
        _tell_undated(work, frame, keep)
    _ask_network(work, keep)
    return aside, keep


def _grand_totals(work: Work, frame: pd.DataFrame, figures: list[str], empty: np.ndarray) -> np.ndarray:
    """The lines without a name of a campaign that sum up the others; told. Those with a day, a network or figures of
    their own are lines, and asked about."""
    nameless = frame["campaign"].isna().to_numpy() & ~empty
    if not nameless.any() or (work.export and work.export.reading.settled):
        return np.zeros(len(frame), dtype=bool)
    totals: np.ndarray = nameless.copy()
    named = frame[~nameless]
    values = frame[figures].to_numpy(dtype=float)
    since = 0
    for place in np.flatnonzero(nameless).tolist() if work.export is None else ():
        line = frame.iloc[place]
        own = any(pd.notna(line[name]) and not (named[name] == line[name]).any() for name in _OF_A_LINE)
        above = np.arange(since, place)[~totals[since:place]]
        totals[place] = not own and any(
            sums_up(values[place], values[rows]) for rows in (above, np.flatnonzero(~nameless))
        )
        since = place + 1 if totals[place] else since
    for position in np.flatnonzero(totals):
        work.note("total-row", "info", int(work.table.numbers[position]))
    if (nameless & ~totals).any():
        found = work.column("campaign")
        work.note_rows(
            "campaign-unnamed",
            "warning",
            np.flatnonzero(nameless & ~totals),
            found[0].source if found else None,
        )
    return totals


def _ask_network(work: Work, keep: np.ndarray) -> None:
    """The rows whose network cell says nothing are asked about, where a column says it for the others."""
    if "network" not in work.values or (work.export and work.export.reading.settled):
        return
    if not work.values["network"].null_count:
        return
    blank = int((keep & work.values["network"].is_null().to_numpy(zero_copy_only=False)).sum())
    if blank and work.mapping.kind not in NAMELESS:
        work.note("network-unknown-rows", "question", None, None, count=blank)


def _tell_undated(work: Work, frame: pd.DataFrame, keep: np.ndarray) -> None:
    """The posts whose date cell is empty among posts with a date: a merged cell, or a date written once for two."""
    found = work.column("date")
    if found is None or not frame["date"].hasnans:
        return
    blank = pc.equal(pc.utf8_trim_whitespace(found[1]), "").to_numpy(zero_copy_only=False)
    lost = keep & frame["date"].isna().to_numpy() & blank
    if lost.any() and not lost[keep].all():
        work.note_rows("post-undated", "warning", np.flatnonzero(lost), found[0].source)


def _labelled(work: Work, frame: pd.DataFrame) -> np.ndarray:
    """The rows with a word where the others have a date, and nothing that names a publication: `TOTAL 2025`, `N-1`,
    `Objectif`. A post whose date cannot be read still has a text, a link, an id or at least a format."""
    found = work.column("date")
    if found is None or not frame["date"].hasnans or frame["date"].isna().all():
        return np.zeros(len(frame), dtype=bool)
    names = [name for name in ("post_id", "url", "text", "theme", "format", "campaign") if name in frame]
    bare = frame["date"].isna() & frame[names].isna().all(axis=1)
    labelled: np.ndarray = _said(found[1]) & bare.to_numpy()
    return labelled


def _blank_blocks(work: Work, empty: np.ndarray) -> np.ndarray:
    """The rows without a figure that have nothing in the columns that name the network of the table, where networks
    stand side by side: the post was not published there. They are told in one remark."""
    table = work.table
    blank = empty & (table.network is not None and bool(table.written))
    for name, column in zip(table.sources, table.columns, strict=True):
        if blank.any() and network_in_text(name) == table.network:
            blank &= ~_said(column)
    if blank.any():
        work.note_rows("network-block-blank", "info", np.flatnonzero(blank), None, network=str(table.network))
    return blank


def _said(column: pa.Array) -> np.ndarray:
    """Which cells of a column say something: neither empty nor a mark for a missing value."""
    cells = pc.utf8_lower(pc.utf8_trim_whitespace(column))
    said: np.ndarray = pc.invert(pc.is_in(cells, pa.array(["", *sorted(missing_cells())]))).to_numpy(
        zero_copy_only=False
    )
    return said
