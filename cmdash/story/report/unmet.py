"""The question that no row of the files meets: it makes no report, and the reader is told what the files do hold."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash import kpi
from cmdash.catalog import nearest
from cmdash.catalog.measures import FIGURE_TABLES
from cmdash.kpi.days import NONE, date
from cmdash.model import Period, Query, Tracking
from cmdash.story import calendar
from cmdash.story.words import say

MOST = 12  # names written out
Found = dict[
    str, tuple[int, int] | None
]  # by kind with rows: their first and last day, None where none has one


def unmet(tracking: Tracking, query: Query, language: str) -> str:
    """Why the question has no report, in a sentence that says what is known; empty where a row of some kind meets it.

    A period between the first and the last row asked about is met even where it has none: a silence is news. Files
    without a row of any kind are no case of this.
    """
    for key, asked in (("network", query.networks), ("account", query.accounts)):
        known = _values(tracking, key)
        unknown = _unknown(asked, known)
        if unknown and known:
            return _absent(key, unknown, known, language)
    ready = kpi.prepare(tracking)
    if not any(ready.table(kind).size for kind in FIGURE_TABLES):
        return ""
    found = _found(ready, query.during(None))
    if not found:
        return say(language, "report.unmet.together")
    if query.period is None:
        return ""
    dated = [days for days in found.values() if days is not None]
    if not dated:
        return say(language, "report.unmet.undated")
    known_days = Period(date(min(first for first, _ in dated)), date(max(last for _, last in dated)))
    if query.period.start <= known_days.end and query.period.end >= known_days.start:
        return ""
    when, known_name = calendar.inside(query.period, language), calendar.name(known_days, language)
    return say(language, "report.unmet.period", when=when, known=known_name)


def _found(ready: kpi.Prepared, query: Query) -> Found:
    found: Found = {}
    for kind in FIGURE_TABLES:
        table = ready.table(kind)
        rows = table.rows(query, ready.today)
        dated = rows & (table.first != NONE)
        if dated.any():
            found[kind] = int(table.first[dated].min()), int(table.last[dated].max())
        elif rows.any():
            found[kind] = None
    return found


def _values(tracking: Tracking, key: str) -> tuple[str, ...]:
    """The values of a column over all kinds of table, in the order of the alphabet."""
    frames = (tracking.frame(kind) for kind in FIGURE_TABLES)
    found = {str(name) for frame in frames if key in frame for name in frame[key].dropna().unique()}
    return tuple(sorted(found - {""}))


def _unknown(asked: Sequence[str], known: Sequence[str]) -> str:
    """The first value that no row has. On a command line a name with a comma stands whole and in parts: one of the two
    must be known."""
    whole = {name: {part.strip() for part in name.split(",")} for name in asked}
    inside = {part for name in asked if name in known for part in whole[name]}
    for name in asked:
        parted = len(whole[name]) > 1 and whole[name] <= set(asked)  # its parts are judged one by one
        if name not in known and name not in inside and not parted:
            return name
    return ""


def _absent(key: str, given: str, known: Sequence[str], language: str) -> str:
    shown = [*known[:MOST], *([f"\u2026 ({len(known)})"] if len(known) > MOST else [])]
    words = {"given": given, "known": ", ".join(shown), "near": nearest(given, known)}
    near = "_near" if words["near"] and key == "account" else ""
    return say(language, f"report.unmet.{key}{near}", **words)
