"""Findings, rows set aside and answers in the reader's words: one way for the pages, the command line and reports."""

from __future__ import annotations

from collections.abc import Mapping

from cmdash.catalog import settings
from cmdash.model import Finding
from cmdash.wording import has_message, message, network

_LABELLED = ("kind", "period", "side")


def finding_text(finding: Finding, language: str) -> str:
    """What a finding says: what, where, and what to do."""
    place = {
        "file": finding.file,
        "sheet": finding.sheet or "",
        "row": "" if finding.row is None else str(finding.row),
        "column": finding.column or "",
    }
    return code_text(finding.code, {**place, **finding.params}, language)


def code_text(code: str, params: Mapping[str, object], language: str) -> str:
    """The sentence of a code with its params, the reason's own where it has one. An order of dates is said in words."""
    orders = settings()["date_order"].values
    said = {k: option("date_order", str(v), language) if v in orders else v for k, v in params.items()}
    reason = f"findings.{code}.{params.get('reason')}.text"
    key = reason if has_message(language, reason) else f"findings.{code}.text"
    return message(language, key, **said)


def finding_title(finding: Finding, language: str) -> str:
    """The few words that name a finding."""
    reason = f"findings.{finding.code}.{finding.params.get('reason')}.title"
    return message(language, reason if has_message(language, reason) else f"findings.{finding.code}.title")


def option(setting: str | None, value: str, language: str) -> str:
    """An answer as a person says it: `Facebook`, `jour, mois, année`, `Publications`."""
    if setting == "network":
        return network(value, language)
    if setting in _LABELLED and has_message(language, f"fields.{setting}.{value}"):
        return message(language, f"fields.{setting}.{value}")
    if has_message(language, f"data.option.{setting}.{value}"):
        return message(language, f"data.option.{setting}.{value}")
    return value
