"""Findings in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from cmdash.catalog import settings
from cmdash.model import Finding, Severity, Tracking
from cmdash.wording import message
from cmdash.wording.findings import advice, code_text, finding_text, finding_title, option
from cmdash.wording.places import place, places, rows_of

__all__ = [
    "advice",
    "by_severity",
    "code_text",
    "errors",
    "finding_text",
    "finding_title",
    "option",
    "place",
    "places",
    "questions",
    "rows_of",
    "setting_name",
    "show",
    "tell",
]

SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "info")


def setting_name(key: str, language: str) -> str:
    """What a setting is about: `Réseau`, `Ordre des dates`."""
    return message(language, f"data.setting.{key}") if key in settings() else key


def by_severity(findings: Iterable[Finding]) -> dict[Severity, list[Finding]]:
    """Findings by severity, gravest first, only the severities that occur."""
    found = list(findings)
    grouped = {level: [f for f in found if f.severity == level] for level in SEVERITIES}
    return {level: listed for level, listed in grouped.items() if listed}


def questions(tracking: Tracking) -> list[Finding]:
    """The findings that ask a person, in the order of the files."""
    return [f for f in tracking.ledger.all_findings() if f.severity == "question" and f.setting]


def errors(tracking: Tracking) -> list[Finding]:
    """The findings that say that something could not be read."""
    return [f for f in tracking.ledger.all_findings() if f.severity == "error"]


def show(finding: Finding, language: str) -> None:
    """One finding as a paragraph: its few words in bold, what it says, and where it is. The file's words stay text."""
    with st.container(key=None, gap="xxsmall"):
        st.markdown(f"**{finding_title(finding, language)}**")
        tell(finding, language)


def tell(finding: Finding, language: str) -> None:
    """One finding without its few words: where it is and what it says."""
    where, text = place(finding, language), finding_text(finding, language)
    st.text(f"{where}{message(language, 'data.place.colon')}{text}" if where else text)
