"""What was noticed while reading, by severity: each kind of remark once, its places in a table behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from cmdash.model import Finding, Severity, Tracking
from cmdash.ui import sentences
from cmdash.ui.widths import widths
from cmdash.wording import has_message, message

_SPOKEN = 8  # more than that is looked up in a table
_LISTED = 12  # values written out in one cell
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
                alike = same(found, language)
                if len(alike) <= _SPOKEN:
                    for group in alike:
                        _tell(group, language)
                else:
                    _table(alike, language)


def same(found: Iterable[Finding], language: str) -> list[list[Finding]]:
    """The remarks that say the same in the same words, or but for the cell they name, in the order of their first one."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        alike = finding
        if has_message(language, _several(finding)):
            alike = replace(finding, params={**finding.params, "value": ""})
        title, text = sentences.finding_title(finding, language), sentences.finding_text(alike, language)
        groups[title, text, "" if alike is finding else f"{finding.file}\0{finding.sheet}"].append(finding)
    return list(groups.values())


def _several(finding: Finding) -> str:
    """The key of the words for several cells of one kind; only what names a cell has them."""
    return f"findings.{finding.code}.several"


def said(group: list[Finding], language: str) -> str:
    """What the remarks of a group say together: where they differ by their cell, all of the cells."""
    first = group[0]
    cells = list(dict.fromkeys(str(finding.params.get("value", "")) for finding in group))
    if len(cells) < 2 or not has_message(language, _several(first)):
        return sentences.finding_text(first, language)
    listed = message(language, "data.finding.between").join(
        message(language, "data.finding.cell", value=cell) for cell in cells[:_LISTED]
    )
    return message(language, _several(first), values=listed + ("…" if cells[_LISTED:] else ""))


def _tell(group: list[Finding], language: str) -> None:
    """What several places have in common is said once, then where."""
    first = group[0]
    if len(group) == 1:
        sentences.show(first, language)
        return
    with st.container(gap="xxsmall"):
        st.markdown(f"**{sentences.finding_title(first, language)}** ({len(group)})")
        st.text(said(group, language))
        st.text(sentences.places(group, language))


def _table(alike: list[list[Finding]], language: str) -> None:
    """One line for what is said in the same words, the same kind together, in the order of the files."""
    lines = sorted(alike, key=lambda group: group[0].code)
    header: dict[str, Sequence[str | int]] = {
        "what": [said(group, language) for group in lines],
        "times": [len(group) for group in lines],
        "file": [_listed(f.file for f in group) for group in lines],
        "sheet": [_listed(f.sheet for f in group) for group in lines],
        "row": [_listed(sentences.rows_of(group)) for group in lines],
        "column": [_listed(f.column for f in group) for group in lines],
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
        column_config=widths(shown),
    )


def _listed(values: Iterable[str | int | None]) -> str:
    """Each value once, in its order, as many as can be read."""
    found = list(dict.fromkeys(str(value) for value in values if value is not None and value != ""))
    return ", ".join(found[:_LISTED]) + ("…" if found[_LISTED:] else "")
