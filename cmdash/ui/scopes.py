"""What an answer is limited to: as wide as it stays true, so that next month's file is answered by itself."""

from __future__ import annotations

from cmdash.ingest.meaning.answers import fitting
from cmdash.model import Answer, FileReport, Profile, TableReport, Tracking

# True of every file of a layout: how it is written, what it holds.
OF_A_LAYOUT = ("date_order", "decimal", "currency", "kind", "timezone", "period")
# True of a layout only as long as one table has it: two exports of the same shape may be of two networks.
_OF_A_LONE_LAYOUT = ("network",)


def about(key: str, value: str, file: FileReport, table: TableReport, tracking: Tracking) -> Answer:
    """An answer about a table, limited as its key asks: to the layout, to a sheet of it, else to the file."""
    if table.fingerprint and key in OF_A_LAYOUT:
        return Answer(key, value, layout=table.fingerprint)
    if table.fingerprint and key in _OF_A_LONE_LAYOUT:
        alike = [
            (f.name, t.sheet)
            for f in tracking.ledger.files
            for t in f.tables
            if t.fingerprint == table.fingerprint
        ]
        if len(set(alike)) == 1:
            return Answer(key, value, layout=table.fingerprint)
        if len({name for name, _ in alike}) == 1:
            return Answer(key, value, layout=table.fingerprint, sheet=table.sheet)
    several = len({t.sheet for t in file.tables}) > 1
    return Answer(key, value, file=file.name or None, sheet=table.sheet if several else None)


def given(profile: Profile, key: str, file: FileReport, table: TableReport) -> list[Answer]:
    """The answers to a setting that are about a table, the closest last."""
    return fitting(profile, key, file.name, table.fingerprint, table.sheet)


def all_given(profile: Profile, file: FileReport, table: TableReport) -> list[Answer]:
    """Every answer that was given for this very table or its layout, also where it stands and its cells."""
    own = [
        a
        for a in profile.answers
        if a.key not in ("header", "range", "cell", "side")
        and (a.layout or a.file)
        and a in given(profile, a.key, file, table)
    ]
    return [*own, *(a for a in table.chosen if a in profile.answers)]
