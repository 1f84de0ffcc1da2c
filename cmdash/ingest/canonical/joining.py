"""What each file brought when several hold the same kind of data: new rows, changed ones, and which figures changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash.catalog import fields_of
from cmdash.model import CellChange, Finding, JoinReport, RowChange, TableKind
from cmdash.model.findings import Parameter

SHOWN = 20  # changed rows told one by one, the others are counted


@dataclass(frozen=True, eq=False)
class Stack:
    """The rows of a kind before the same thing is counted once, oldest copy first.

    `file` numbers the file of each row as in the drop; `codes` is equal for rows that are the same thing where
    `repeated` says so.
    """

    kind: TableKind
    frame: pd.DataFrame
    file: np.ndarray
    codes: np.ndarray
    repeated: np.ndarray


@dataclass(frozen=True, eq=False)
class Compared:
    """What each row is beside its older copies: new, updated, completed, unchanged, or "" for a copy of a thing that
    its own file has again further down; and the changes of each file, the first ones."""

    state: np.ndarray
    changes: dict[int, list[RowChange]]


def compare(stack: Stack) -> Compared:
    """Every thing of a file beside the newest known figures of the files before it.

    It is new where no older file has it; else it is updated where a figure is another, completed where it only adds
    figures, or unchanged.
    """
    state = np.full(len(stack.frame), "new", dtype=object)
    rows = np.flatnonzero(stack.repeated)
    if not len(rows) or len(np.unique(stack.file)) < 2:
        return Compared(state, {})
    figures = [field.id for field in fields_of(stack.kind) if field.numeric]
    rank = {file: place for place, file in enumerate(dict.fromkeys(stack.file.tolist()))}
    files = np.array([rank[file] for file in stack.file[rows].tolist()])
    codes = stack.codes[rows]
    told = pd.DataFrame(stack.frame[figures].to_numpy(dtype=float)[rows], columns=figures)
    mine = told.groupby([files, codes], sort=True).last()  # one line a thing and file, oldest file first
    last = pd.Series(rows).groupby([files, codes], sort=True).last().to_numpy()
    code = mine.index.get_level_values(1).to_numpy()
    old = mine.groupby(code).ffill().groupby(code).shift().to_numpy()
    now = mine.to_numpy()
    first = ~pd.Series(code).duplicated().to_numpy()
    differs = ~np.isnan(now) & ~np.isnan(old) & (now != old)
    adds = (~np.isnan(now) & np.isnan(old)).any(axis=1)
    state[rows] = ""
    state[last] = np.select([first, differs.any(axis=1), adds], ["new", "updated", "completed"], "unchanged")
    changes: dict[int, list[RowChange]] = {}
    for line in np.flatnonzero(differs.any(axis=1)):
        row = int(last[line])
        listed = changes.setdefault(int(stack.file[row]), [])
        if len(listed) < SHOWN:
            cells = tuple(
                CellChange(figures[place], float(old[line, place]), float(now[line, place]))
                for place in np.flatnonzero(differs[line])
            )
            listed.append(_row_change(stack, row, cells))
    return Compared(state, changes)


def join_reports(stack: Stack, compared: Compared, superseded: Mapping[int, int]) -> dict[int, JoinReport]:
    """For each file with rows of the kind what it brought to those before it; nothing where there is one file only."""
    files = dict.fromkeys(stack.file.tolist())
    if len(files) < 2:
        return {}
    series = (
        stack.frame[["network", "account"]].fillna("").groupby(["network", "account"]).ngroup().to_numpy()
    )
    reports, before = {}, set[int]()
    for file in files:
        held = set(np.unique(series[stack.file == file]).tolist())
        mine = compared.state[stack.file == file]
        count = {name: int((mine == name).sum()) for name in ("new", "updated", "completed", "unchanged")}
        reports[file] = JoinReport(
            stack.kind,
            **count,
            superseded=superseded.get(file, 0),
            changes=tuple(compared.changes.get(file, ())),
            continues=bool(held & before),
        )
        before |= held
    return reports


def _row_change(stack: Stack, row: int, cells: tuple[CellChange, ...]) -> RowChange:
    line = stack.frame.iloc[row]
    names = (line.get(name) for name in ("text", "campaign", "url", "post_id", "account"))
    name = next((str(value) for value in names if not pd.isna(value)), "")
    date = line.get("date", pd.NaT)
    return RowChange(
        kind=stack.kind,
        sheet=None if pd.isna(line["sheet"]) else str(line["sheet"]),
        row=int(line["row"]),
        network=None if pd.isna(line["network"]) else str(line["network"]),
        date=None if pd.isna(date) else f"{date:%Y-%m-%d}",
        name=" ".join(name.split())[:80],
        cells=cells,
    )


def findings_of(report: JoinReport, file: str) -> tuple[Finding, ...]:
    """What a file brought, as remarks; none for one that goes on with nothing and was not replaced in anything."""
    if not (report.continues or report.updated or report.completed or report.unchanged or report.superseded):
        return ()
    params: dict[str, Parameter] = {
        "kind": report.kind,
        "new": report.new,
        "updated": report.updated,
        "completed": report.completed,
        "unchanged": report.unchanged,
        "superseded": report.superseded,
    }
    found = [Finding("joined", "info", file, params=params)]
    if report.changes:
        change = report.changes[0]
        cell = change.cells[0]
        rows = tuple(c.row for c in report.changes)
        told: dict[str, Parameter] = {
            "count": report.updated,
            "field": cell.field,
            "before": _shown(cell.before),
            "after": _shown(cell.after),
            "name": change.name or change.date or "",
        }
        found.append(Finding("rows-updated", "info", file, change.sheet, rows[0], None, told, rows=rows))
    return tuple(found)


def _shown(value: float) -> int | float:
    return int(value) if value.is_integer() else round(value, 4)
