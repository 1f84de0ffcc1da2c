"""The Python calls of the package, behind `cmdash.read`, `cmdash.tables` and `cmdash.kpis` (documented there)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import NoReturn

import pandas as pd

from cmdash import ingest, kpi
from cmdash import profile as cmdash_file
from cmdash import settings as written
from cmdash.command import options
from cmdash.command.phrases import located
from cmdash.model import Profile, Query, Refusal, Tracking, Upload

Paths = Sequence[str | PathLike[str]]


@dataclass(frozen=True)
class Table:
    """An untyped table of a file: where it is, its header (None where it has none) and its rows, all text.

    `range` is the place in the sheet (`A3:K31`); `sheet` is None in a text file.
    """

    file: str
    sheet: str | None
    range: str
    header: list[str] | None
    rows: list[list[str]]


def read(paths: Paths, settings: Iterable[str], today: dt.date | None) -> Tracking:
    """See `cmdash.read`."""
    uploads = _uploads(paths)
    try:
        known = Profile()
        for upload in uploads:
            if cmdash_file.is_profile(upload.name):
                known = cmdash_file.join(known, cmdash_file.load(upload.content, upload.name))
        chosen = Profile(tuple(written.parse(text) for text in settings))
    except Refusal as refusal:
        _raise(refusal)
    sheets = [upload for upload in uploads if not cmdash_file.is_profile(upload.name)]
    tracking = ingest.read(sheets, cmdash_file.join(known, chosen), today)
    return kpi.with_goals(tracking, known.goals)


def tables(paths: Paths) -> list[Table]:
    """See `cmdash.tables`."""
    try:
        found = ingest.tables(_uploads(paths))
    except Refusal as refusal:
        _raise(refusal)
    return [
        Table(t.file, t.sheet, t.range, None if t.header is None else list(t.header), t.rows) for t in found
    ]


def kpis(
    tracking: Tracking,
    by: Iterable[str],
    wanted: Iterable[str] | None,
    query: Query | None,
    today: dt.date | None,
) -> pd.DataFrame:
    """See `cmdash.kpis`."""
    try:
        groups = options.groups([by] if isinstance(by, str) else by)
        chosen = None if wanted is None else options.kpis([wanted] if isinstance(wanted, str) else wanted)
    except Refusal as refusal:
        _raise(refusal)
    return kpi.compute(tracking, groups, chosen, query or Query(), today)


def _uploads(paths: Paths) -> list[Upload]:
    return [Upload(Path(path).name, Path(path).read_bytes()) for path in paths]


def _raise(refusal: Refusal) -> NoReturn:
    """A refusal as the exception a program expects, its sentence in English as all of Python's."""
    raise ValueError(located(refusal.finding, "en")) from None
