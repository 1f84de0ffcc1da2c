"""Findings in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from cmdash.catalog import settings
from cmdash.model import Finding, Severity, Tracking
from cmdash.wording import has_message, message, network

SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "info")
_ORDERS = settings()["date_order"].values
_LABELLED = ("kind", "period", "side")


def text(finding: Finding, language: str) -> str:
    """What a finding says. Where its text depends on a reason, that reason's own sentence."""
    params = dict(finding.params)
    if finding.setting == "date_order":
        params |= {k: option("date_order", str(v), language) for k, v in params.items() if v in _ORDERS}
    return code_text(finding.code, params, language)


def code_text(code: str, params: Mapping[str, object], language: str) -> str:
    """The sentence of a code with its params (findings and rows set aside share the codes)."""
    reason = f"findings.{code}.reason.{params.get('reason')}"
    key = reason if has_message(language, reason) else f"findings.{code}.text"
    return message(language, key, **params)


def title(code: str, language: str) -> str:
    """The few words that name a code."""
    return message(language, f"findings.{code}.title")


def option(setting: str | None, value: str, language: str) -> str:
    """An answer as a person says it: `Facebook`, `jour/mois/année`, `Publications`."""
    if setting == "network":
        return network(value, language)
    if setting in _LABELLED and has_message(language, f"fields.{setting}.{value}"):
        return message(language, f"fields.{setting}.{value}")
    if has_message(language, f"data.option.{setting}.{value}"):
        return message(language, f"data.option.{setting}.{value}")
    return value


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
        st.markdown(f"**{title(finding.code, language)}**")
        where = place(finding, language)
        st.text(
            f"{where}{message(language, 'data.place.colon')}{text(finding, language)}"
            if where
            else text(finding, language)
        )


def place(finding: Finding, language: str) -> str:
    """Where a finding is: file, sheet, row, column; what it lacks is left out. Holds the file's words."""
    parts = [finding.file] if finding.file else []
    for key, value in (("sheet", finding.sheet), ("row", finding.row), ("column", finding.column)):
        if value is not None:
            parts.append(message(language, f"data.place.{key}", value=str(value)))
    return ", ".join(parts)
