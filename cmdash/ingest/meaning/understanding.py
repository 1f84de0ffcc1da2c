"""Decides what a table is: a named export, or by its columns a table of posts, of account figures, or no use here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from cmdash.catalog import Format, kinds, normalise
from cmdash.ingest.meaning.answers import answer
from cmdash.ingest.meaning.breakdown import is_breakdown
from cmdash.ingest.meaning.candidates import Candidate, could_be, known
from cmdash.ingest.meaning.columns import Column, look_at
from cmdash.ingest.meaning.matching import match_columns, match_format, second_columns
from cmdash.ingest.meaning.network import decide_network
from cmdash.ingest.meaning.recognition import (
    recognise,
    title_metric,
)
from cmdash.ingest.meaning.social import other_trade, shows_a_network
from cmdash.model import DATA_KINDS, ColumnMatch, Finding, Profile, RawTable, TableKind, TableMapping

UNKNOWN_FIGURES = "figures-unknown"
SEVERAL = 2  # columns of unknown numbers that a planning of publications does not have


def fingerprint(header: Sequence[str] | None) -> str:
    """The identity of a layout: its headers, normalised and in order. The same next month, whatever the rows."""
    keys = "\x1f".join(normalise(name) for name in header or ())
    return hashlib.sha256(keys.encode()).hexdigest()[:16]


def understand(table: RawTable, profile: Profile) -> tuple[TableMapping, Format | None]:
    """What a table is taken for, with a reason and a confidence for every column, and the named export if it is one.

    What a person answered or corrected (`profile`) comes first; it is never overruled.
    """
    columns = look_at(table)
    export = recognise(table)
    layout = fingerprint(_layout(table, export))
    corrected = profile.mappings.get(layout)
    wanted = answer(profile, "kind", table.file, layout, table.sheet)
    if export is not None and not wanted:
        matches, kind, reason = _by_format(export, table, columns)
    else:
        candidate = _by_columns(table, columns, wanted)
        matches, kind, reason = list(candidate.columns), candidate.kind, candidate.reason
    if corrected:
        matches = [_corrected(match, corrected) for match in matches]
        matches = _once(matches)
        kind = _kind_after_correction(kind, wanted, matches)
    network, why, findings = decide_network(table, matches, export, profile, layout, kind)
    if export is None and kind != "other":
        findings += _second_columns(kind, table, columns, matches)
    mapped = [m.confidence for m in matches if m.field]
    if kind == "other":
        matches = [replace(m, field=None, why="not-imported", confidence=1.0) for m in matches]
        findings = [
            Finding(
                "not-for-kpis",
                "warning" if reason == UNKNOWN_FIGURES else "info",
                table.file,
                table.sheet,
                params={"reason": reason or "unknown"},
            )
        ]
    return (
        TableMapping(
            kind=kind,
            platform=export.id if export else None,
            network=network,
            confidence=round(sum(mapped) / len(mapped), 2) if mapped else 0.0,
            columns=tuple(matches),
            network_why=why,
            fingerprint=layout,
            findings=tuple(findings),
        ),
        export,
    )


def _second_columns(
    kind: str, table: RawTable, columns: tuple[Column, ...], matches: list[ColumnMatch]
) -> list[Finding]:
    """A remark for each column of figures that stays beside because another column is the same field."""
    return [
        Finding(
            "column-second", "warning", table.file, table.sheet, None, second.source,
            {"field": str(first.field), "counted": first.source},
        )
        for second, first in second_columns(kind, columns, matches)
    ]  # fmt: skip


def _layout(table: RawTable, export: Format | None) -> Sequence[str] | None:
    """What the layout is known by: the headers, and the title line where the headers of an export say too little."""
    if table.header is None:
        return None
    return (*table.sources, *table.titles[-1:]) if export and export.reading.titled else table.sources


def _by_format(
    export: Format, table: RawTable, columns: tuple[Column, ...]
) -> tuple[list[ColumnMatch], TableKind, str]:
    kind: TableKind = next((kind for kind in DATA_KINDS if kind == export.kind), "other")
    matches = match_format(export, columns)
    metric, _ = title_metric(export, table)
    if export.titles and metric is None:
        return matches, "other", "unused_metric"
    if metric:
        spoken = " ".join(table.titles[-1:])
        free = [
            m
            for m in matches
            if m.field is None and columns[m.index].numeric > 0.5 and not columns[m.index].dated > 0.9
        ]
        for match in free[:1]:
            matches[match.index] = replace(match, field=metric, confidence=1.0, why="title", evidence=spoken)
    return matches, kind, export.reason or ""


def _by_columns(table: RawTable, columns: tuple[Column, ...], wanted: str | None) -> Candidate:
    if table.header is None:
        return Candidate(
            "other", tuple(ColumnMatch(c.index, "", None, 0.0, "extra") for c in columns), "no-header"
        )
    for kind in DATA_KINDS:
        if kind == wanted:
            return Candidate(kind, tuple(match_columns(kind, columns)))
    options: dict[str, Candidate] = {
        kind: Candidate(kind, tuple(match_columns(kind, columns))) for kind in DATA_KINDS
    }
    if not wanted:
        for kind in ("goals", "mentions", "campaigns", "posts", "account", "calendar"):
            if could_be(kind, options, table):
                trade = _other_trade(options[kind], columns, table)
                return Candidate("other", options[kind].columns, trade) if trade else options[kind]
    return Candidate("other", options["posts"].columns, _reason(options, columns, table))


def _other_trade(candidate: Candidate, columns: tuple[Column, ...], table: RawTable) -> str | None:
    """Why a table that could be of a kind is of another trade, or has several rows for a post; None where it is not."""
    if candidate.kind == "goals":
        return None
    if trade := other_trade(known(candidate), candidate.columns, table):
        return trade
    if candidate.kind == "posts" and is_breakdown(candidate.columns, table):
        return "daily_breakdown"
    free = sum(columns[m.index].numeric > 0.8 for m in candidate.columns if m.field is None)
    bare_list = candidate.kind == "calendar" and free >= SEVERAL and not candidate.has("network", "status")
    return "no-identity" if bare_list else None


def _reason(options: dict[str, Candidate], columns: tuple[Column, ...], table: RawTable) -> str:
    if options["posts"].figures or options["account"].figures:
        return "no-identity"
    posts = options["posts"]
    told = {m.index for m in posts.columns if m.field}
    numbers = any(c.numeric > 0.8 and c.index not in told for c in columns)
    if numbers and posts.has("date", "url", "text") and shows_a_network(known(posts), posts.columns, table):
        return UNKNOWN_FIGURES
    return "no-figure"


def _corrected(match: ColumnMatch, corrected: object) -> ColumnMatch:
    chosen = corrected.get(match.source) if hasattr(corrected, "get") else None
    if chosen is None:
        return match
    return ColumnMatch(match.index, match.source, chosen or None, 1.0, "corrected")


def _once(matches: list[ColumnMatch]) -> list[ColumnMatch]:
    """A field a person gave to one column is taken from the column that was guessed."""
    corrected = {m.field for m in matches if m.why == "corrected" and m.field}
    return [
        replace(m, field=None, why="extra", confidence=1.0)
        if m.field in corrected and m.why != "corrected"
        else m
        for m in matches
    ]


def _kind_after_correction(kind: TableKind, wanted: str | None, matches: list[ColumnMatch]) -> TableKind:
    if wanted or kind != "other":
        return kind
    given = {m.field for m in matches if m.why == "corrected" and m.field}
    if given & set(kinds()["posts"].figures):
        return "posts" if given & {"post_id", "url", "text", "format"} else "account"
    return kind
