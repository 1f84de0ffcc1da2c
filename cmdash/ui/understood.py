"""What was understood of each table, and the column mapping to correct."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import MappingProxyType

import streamlit as st

from cmdash.catalog import fields_of, formats
from cmdash.model import DATA_KINDS, Answer, ColumnMatch, FileReport, TableReport, Tracking
from cmdash.ui import sentences, state
from cmdash.ui.quiet import quiet
from cmdash.ui.widths import widths
from cmdash.wording import day, has_message, message, network

_AUTO = ""
_EXTRA = ""
_SURE, _LIKELY = 0.9, 0.6


@dataclass(frozen=True, eq=False)
class _Entry:
    """One table with the file it is in."""

    file: FileReport
    table: TableReport

    @property
    def imported(self) -> bool:
        return self.table.kind != "other"

    @property
    def place(self) -> str:
        """File, sheet and range, in the file's words."""
        return " · ".join(part for part in (self.file.name, self.table.sheet, self.table.range) if part)


def show(tracking: Tracking, language: str) -> None:
    """Draw the table of tables, then one table in detail; those that were not imported come last."""
    found = [_Entry(file, table) for file in tracking.ledger.files for table in file.tables]
    entries = sorted(found, key=lambda entry: entry.table.kind == "other")
    if not entries:
        return
    st.header(message(language, "data.file.title"), anchor=False)
    if len(entries) > 1:
        _overview(entries, language)
    with st.container(border=True):
        _detail(_choose(entries, language), language, alone=len(entries) == 1)


def _overview(entries: list[_Entry], language: str) -> None:
    columns: dict[str, list[str] | list[int | None]] = {
        message(language, "data.aside.file"): [e.file.name for e in entries],
        message(language, "data.table.sheet"): [e.table.sheet or "" for e in entries],
        message(language, "data.table.kind_short"): [_kind(e.table, language) for e in entries],
        message(language, "fields.field.network"): [
            _network(e.table, language) if e.imported else "" for e in entries
        ],
        message(language, "data.table.read"): [e.table.rows.read if e.imported else None for e in entries],
        message(language, "data.table.kept"): [e.table.rows.kept if e.imported else None for e in entries],
        message(language, "data.table.aside"): [
            e.table.rows.set_aside if e.imported else None for e in entries
        ],
    }
    if not any(e.table.sheet for e in entries):
        columns.pop(message(language, "data.table.sheet"))
    st.dataframe(
        columns,
        hide_index=True,
        alt=message(language, "data.file.title"),
        column_config=widths(columns),
        placeholder="",
    )


def _choose(entries: list[_Entry], language: str) -> _Entry:
    """The table shown in detail: the one chosen, at first one that asks something, else the first."""
    if len(entries) == 1:
        return entries[0]
    asking = [i for i, e in enumerate(entries) if any(f.severity == "question" for f in e.table.findings)]
    chosen = st.selectbox(
        message(language, "data.table.choose"),
        range(len(entries)),
        index=asking[0] if asking else 0,
        format_func=lambda i: entries[i].place,
        key="table_choice",
    )
    return entries[chosen if chosen is not None and chosen < len(entries) else 0]


def _detail(entry: _Entry, language: str, alone: bool) -> None:
    table = entry.table
    with st.container(gap="xxsmall"):
        st.markdown(f"**{_kind(table, language)}** · {_platform(table, language)}")
        if alone:
            st.text(entry.place)
        for line in _facts(entry, language):
            st.text(line)
    columns = _columns(table, language)
    st.dataframe(
        columns,
        hide_index=True,
        alt=message(language, "data.column.alt"),
        column_config=widths(columns, pinned=message(language, "data.column.source")),
    )
    # What is open stays open through a correction: the browser's state has a name of its own.
    with st.expander(
        message(language, "data.column.correct"), key=f"correct_{_key(table)}", on_change="rerun"
    ):
        _correct(table, language)


def _facts(entry: _Entry, language: str) -> list[str]:
    """What was found out about a table, a line each."""
    table, lines = entry.table, []
    if table.kind == "other":
        lines += [sentences.finding_text(f, language) for f in table.findings if f.code == "not-for-kpis"]
    else:
        counts = {"read": table.rows.read, "kept": table.rows.kept, "aside": table.rows.set_aside}
        lines.append(", ".join(message(language, f"data.rows.{key}", count=n) for key, n in counts.items()))
        why = f"data.network.{table.network_why}"
        told = f" ({message(language, why)})" if table.network and has_message(language, why) else ""
        lines.append(_network(table, language) + told)
    if table.start and table.end:
        start, end = (day(dt.date.fromisoformat(text), language) for text in (table.start, table.end))
        lines.append(message(language, "data.table.span", start=start, end=end))
    if entry.file.encoding and entry.file.delimiter:
        tab = message(language, "data.file.tab")
        mark = tab if entry.file.delimiter == "\t" else entry.file.delimiter
        lines.append(message(language, "data.file.text", encoding=entry.file.encoding, delimiter=mark))
    return lines


def _kind(table: TableReport, language: str) -> str:
    return message(language, f"fields.kind.{table.kind}")


def _platform(table: TableReport, language: str) -> str:
    known = formats().get(table.platform or "")
    return known.title[language] if known else message(language, "data.table.home_made")


def _network(table: TableReport, language: str) -> str:
    if table.network == "several":
        return message(language, "interface.network.several")
    return network(table.network, language)


def _columns(table: TableReport, language: str) -> dict[str, list[str]]:
    """The columns of a table, one a line: what each was taken for, how surely, why, and the first rows."""
    found = {
        message(language, "data.column.source"): [_source(match, language) for match in table.columns],
        message(language, "data.column.field"): [_field(match.field, language) for match in table.columns],
        message(language, "data.column.sure"): [_certainty(match, language) for match in table.columns],
        message(language, "data.column.why"): [_why(match, language) for match in table.columns],
    }
    for number, row in enumerate(table.sample, start=1):
        cells = [row[match.index] if match.index < len(row) else "" for match in table.columns]
        found[message(language, "data.column.sample", number=number)] = cells
    return found


def _source(match: ColumnMatch, language: str) -> str:
    return match.source or message(language, "data.column.unnamed")


def _field(field: str | None, language: str) -> str:
    return message(language, f"fields.field.{field}" if field else "data.column.extra")


def _certainty(match: ColumnMatch, language: str) -> str:
    if match.field is None:
        return ""
    level = "high" if match.confidence > _SURE else "middle" if match.confidence >= _LIKELY else "low"
    return message(language, f"data.column.{level}")


def _why(match: ColumnMatch, language: str) -> str:
    key = f"data.why.{match.why}"
    return message(language, key, evidence=match.evidence) if has_message(language, key) else match.evidence


def _correct(table: TableReport, language: str) -> None:
    """Two choices put a column right, one the kind of the whole table; the figures follow at once."""
    quiet(message(language, "data.column.help"))
    key = state.worded(_key(table))
    named = [match for match in table.columns if match.source]
    with st.container(horizontal=True):
        position = st.selectbox(
            message(language, "data.column.source"),
            range(len(named)),
            format_func=lambda i: named[i].source,
            key=f"column_{key}",
        )
        if position is not None:
            _choose_field(table, named[position], f"{key}_{position}", language)
        _choose_kind(table, f"kind_{key}", language)


def _key(table: TableReport) -> str:
    return f"{table.fingerprint}_{table.sheet}_{table.range}"


def _choose_field(table: TableReport, match: ColumnMatch, key: str, language: str) -> None:
    kind = table.kind if table.kind in DATA_KINDS else "posts"
    listed = [_EXTRA, *(field.id for field in fields_of(kind))]
    state.hold(f"field_{key}", match.field if match.field in listed else _EXTRA)
    st.selectbox(
        message(language, "data.column.field"),
        listed,
        format_func=lambda field: _field(field or None, language),
        key=f"field_{key}",
        on_change=_map,
        args=(f"field_{key}", table.fingerprint, match.source),
    )


def _map(key: str, fingerprint: str, source: str) -> None:
    profile = state.visit().profile
    layout = {**profile.mappings.get(fingerprint, {}), source: str(state.held(key) or _EXTRA)}
    mappings = {**profile.mappings, fingerprint: MappingProxyType(layout)}
    state.change_profile(replace(profile, mappings=MappingProxyType(mappings)))


def _choose_kind(table: TableReport, key: str, language: str) -> None:
    given = [a for a in state.visit().profile.answers if a.key == "kind" and a.layout == table.fingerprint]
    listed = [_AUTO, *DATA_KINDS, "other"]
    state.hold(key, given[-1].value if given else _AUTO)
    st.selectbox(
        message(language, "data.table.kind"),
        listed,
        format_func=lambda kind: message(language, f"fields.kind.{kind}" if kind else "data.table.kind_auto"),
        key=key,
        on_change=_set_kind,
        args=(key, table.fingerprint),
    )


def _set_kind(key: str, fingerprint: str) -> None:
    chosen = state.held(key)
    if chosen:
        state.answer(Answer("kind", chosen, layout=fingerprint))
    else:
        profile = state.visit().profile
        kept = tuple(a for a in profile.answers if (a.key, a.layout) != ("kind", fingerprint))
        state.change_profile(replace(profile, answers=kept))
