"""What was noticed while reading, by severity: each kind of remark once, its places in a table behind it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cmdash.model import Finding, Severity, Tracking
from cmdash.ui import sentences
from cmdash.wording import message

_SPOKEN = 8  # more than that is looked up in a table
_SHOWN: tuple[Severity, ...] = ("error", "warning", "info")


def show(tracking: Tracking, language: str) -> None:
    """Draw the remarks; questions and refused files stand higher on the page."""
    refused = {file.error.code for file in tracking.ledger.files if file.error}
    grouped = sentences.by_severity(
        f for f in tracking.ledger.all_findings() if not (f.severity == "error" and f.code in refused)
    )
    if not any(level in grouped for level in _SHOWN):
        return
    st.header(message(language, "data.finding.title"), anchor=False)
    for level in _SHOWN:
        found = grouped.get(level, [])
        if found:
            label = message(language, f"data.finding.{level}", count=len(found))
            with st.expander(label, expanded=level != "info"):
                if len(found) <= _SPOKEN:
                    for finding in found:
                        sentences.show(finding, language)
                else:
                    _table(found, language)


def _table(found: list[Finding], language: str) -> None:
    """One line a remark, the same kind together, in the order of the files."""
    lines = sorted(found, key=lambda finding: finding.code)
    header: dict[str, Sequence[str | int | None]] = {
        "what": [sentences.finding_text(f, language) for f in lines],
        "file": [f.file for f in lines],
        "sheet": [f.sheet or "" for f in lines],
        "row": [f.row for f in lines],
        "column": [f.column or "" for f in lines],
    }
    shown = {
        message(language, f"data.finding.{key}"): values
        for key, values in header.items()
        if any(v for v in values)
    }
    st.dataframe(
        shown,
        hide_index=True,
        alt=message(language, "data.finding.alt"),
        column_config={message(language, "data.finding.what"): st.column_config.TextColumn(width="large")},
    )
