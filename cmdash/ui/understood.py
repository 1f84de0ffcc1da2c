"""What was understood of each table, and the column mapping to correct."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from cmdash.catalog import formats
from cmdash.model import ColumnMatch, FileReport, TableReport, Tracking
from cmdash.ui import cells, correcting, lists, scopes, sentences, state
from cmdash.ui.widths import widths
from cmdash.wording import day, has_message, integer, message, network

_LISTED = 40  # tables written out; more are looked up in a grid
_ABOUT = 4  # columns that say what a column was taken for; the examples stand behind them
_SURE, _LIKELY = 0.9, 0.6


@dataclass(frozen=True, eq=False)
class _Entry:
    """One table with the file it is in."""

    tracking: Tracking
    file: FileReport
    table: TableReport
    number: int

    @property
    def imported(self) -> bool:
        return self.table.kind != "other"

    @property
    def place(self) -> str:
        """File, sheet and range, in the file's words."""
        return " · ".join(part for part in (self.file.name, self.table.sheet, self.table.range) if part)


def show(tracking: Tracking, language: str) -> None:
    """Draw the table of tables, then one table in detail; those that were not imported come last."""
    found = [
        _Entry(tracking, file, table, number)
        for file in tracking.ledger.files
        for number, table in enumerate(file.tables)
    ]
    entries = sorted(found, key=lambda entry: entry.table.kind == "other")
    if not entries:
        return
    st.header(message(language, "data.file.title"), anchor=False)
    if len(entries) > 1:
        _overview(entries, language)
    with st.container(border=True):
        _detail(_choose(entries, language), language, alone=len(entries) == 1)


def _overview(entries: list[_Entry], language: str) -> None:
    """A line for each table: what it is, of which network and period, and what became of its rows."""
    header = ("aside.file", "table.sheet", "table.kind_short", "network", "table.period")
    names = [
        message(language, "fields.field.network" if name == "network" else f"data.{name}") for name in header
    ]
    names += [message(language, f"data.table.{name}") for name in ("read", "kept", "aside")]
    lines = [_line(entry, language) for entry in entries]
    if len(lines) <= _LISTED:
        lists.show(names, lines, message(language, "data.file.title"))
        return
    columns = {name: [line[i] for line in lines] for i, name in enumerate(names)}
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    st.dataframe(
        shown, hide_index=True, alt=message(language, "data.file.title"), column_config=widths(shown)
    )


def _line(entry: _Entry, language: str) -> list[str]:
    table = entry.table
    told = [entry.file.name, table.sheet or "", _kind(table, language)]
    if not entry.imported:
        return [*told, "", "", "", "", ""]
    counts = (table.rows.read, table.rows.kept, table.rows.set_aside)
    return [*told, _network(table, language), _span(table, language), *(integer(n, language) for n in counts)]


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
        place = correcting.Place(entry.tracking, entry.file, table)
        for line in (*_facts(entry, language), _followed(place, language)):
            if line:
                st.text(line)
    columns = _columns(table, language)
    st.dataframe(
        columns,
        hide_index=True,
        alt=message(language, "data.column.alt"),
        column_config=widths(
            columns, pinned=message(language, "data.column.source"), narrow=list(columns)[_ABOUT:]
        ),
    )
    # What is open stays open through a correction: the browser's state has a name of its own. What is shut is not
    # drawn: it would open the file once more.
    for name, part in (("correct", correcting), ("cells", cells)):
        doubtful = len(cells.doubtful(place)) if name == "cells" else 0
        label = message(language, f"data.{name}.{'doubtful_rows' if doubtful else 'title'}", count=doubtful)
        with st.expander(label, key=f"{name}_{table.sheet}_{entry.number}", on_change="rerun") as opened:
            if opened.open:
                part.show(place, language)


def _facts(entry: _Entry, language: str) -> list[str]:
    """What was found out about a table, a line each."""
    table, lines = entry.table, []
    if table.kind == "other":
        lines += [sentences.finding_text(f, language) for f in table.findings if f.code == "not-for-kpis"]
    else:
        counts = {"read": table.rows.read, "kept": table.rows.kept, "aside": table.rows.set_aside}
        lines.append(", ".join(message(language, f"data.rows.{key}", count=n) for key, n in counts.items()))
        lines += _in_doubt(table, language)
        why = f"data.network.{table.network_why}"
        told = f" ({message(language, why)})" if table.network and has_message(language, why) else ""
        lines.append(_network(table, language) + told)
    if span := _span(table, language):
        lines.append(span)
    if entry.file.encoding and entry.file.delimiter:
        tab = message(language, "data.file.tab")
        mark = tab if entry.file.delimiter == "\t" else entry.file.delimiter
        lines.append(message(language, "data.file.text", encoding=entry.file.encoding, delimiter=mark))
    return lines


def _span(table: TableReport, language: str) -> str:
    """From which day to which; empty where no day is known."""
    if not (table.start and table.end):
        return ""
    start, end = (day(dt.date.fromisoformat(text), language) for text in (table.start, table.end))
    return start if start == end else message(language, "data.table.span", start=start, end=end)


def _in_doubt(table: TableReport, language: str) -> list[str]:
    """How surely the columns were understood, in words, with the names of those to be checked."""
    taken = [match for match in table.columns if match.field]
    doubtful = [match.source for match in taken if match.confidence <= _SURE]
    left = [match.source for match in table.columns if not match.field and match.source]
    lines = [message(language, "data.table.sure", count=len(taken))]
    if doubtful:
        names = ", ".join(doubtful)
        lines[0] += message(language, "data.table.doubtful", count=len(doubtful), names=names)
    if left:
        lines.append(message(language, "data.table.extras", count=len(left), names=", ".join(left)))
    return lines


def _followed(place: correcting.Place, language: str) -> str:
    """Which of the person's choices are followed in this table; empty for none."""
    profile = state.visit().profile
    told = [
        sentences.setting_name(key, language)
        for key in dict.fromkeys(a.key for a in scopes.all_given(profile, place.file, place.table))
    ]
    columns = sum(1 for match in place.table.columns if match.why == "corrected")
    if columns:
        told.append(message(language, "data.table.columns", count=columns))
    return message(language, "data.table.followed", choices=", ".join(told)) if told else ""


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
        message(language, "data.column.field"): [
            correcting.field_label(match.field, language) for match in table.columns
        ],
        message(language, "data.column.sure"): [_certainty(match, language) for match in table.columns],
        message(language, "data.column.why"): [_why(match, language) for match in table.columns],
    }
    for number, row in enumerate(table.sample, start=1):
        found[message(language, "data.column.sample", number=number)] = [
            row[match.index] if match.index < len(row) else "" for match in table.columns
        ]
    return found


def _source(match: ColumnMatch, language: str) -> str:
    return match.source or message(language, "data.column.unnamed")


def _certainty(match: ColumnMatch, language: str) -> str:
    if match.field is None:
        return ""
    level = "high" if match.confidence > _SURE else "middle" if match.confidence >= _LIKELY else "low"
    return message(language, f"data.column.{level}")


def _why(match: ColumnMatch, language: str) -> str:
    key = f"data.why.{match.why}"
    return message(language, key, evidence=match.evidence) if has_message(language, key) else match.evidence
