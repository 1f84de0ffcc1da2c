"""Findings, rows set aside and answers in the reader's words: one way for the pages, the command line and reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from cmdash.catalog import settings
from cmdash.model import Finding
from cmdash.wording import day, has_message, message, month, network

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
    said |= _in_words(params, language)
    if code == "joined":
        said["parts"] = _brought(params, language)
    reason = f"findings.{code}.{params.get('reason')}.text"
    key = reason if has_message(language, reason) else f"findings.{code}.text"
    return message(language, key, **said)


def _in_words(params: Mapping[str, object], language: str) -> dict[str, object]:
    """Days, months, fields and whose series it is, as people say them; the params keep ids and ISO days."""
    said: dict[str, object] = {}
    for key in ("kind", "field"):
        if has_message(language, f"fields.{key}.{params.get(key)}"):
            said[key] = message(language, f"fields.{key}.{params[key]}")
    if has_message(language, f"kpis.{params.get('kpi')}.label"):
        said["kpi"] = message(language, f"kpis.{params['kpi']}.label")
    if "day" in params:
        said["day"] = day(dt.date.fromisoformat(str(params["day"])), language)
    if "months" in params:
        months = str(params["months"]).split(", ")
        said["months"] = ", ".join(month(dt.date.fromisoformat(f"{one}-01"), language) for one in months)
    if re.fullmatch(r"20\d\d-\d\d", str(params.get("month", ""))):
        said["month"] = month(dt.date.fromisoformat(f"{params['month']}-01"), language)
    if "network" in params:
        account = str(params.get("account") or "")
        said["network"] = network(str(params["network"]) or None, language)
        said["who"] = f"{said['network']}, {account}" if account else said["network"]
    return said


def _brought(params: Mapping[str, object], language: str) -> str:
    """What a file brought to the others, only what there is: `12 lignes nouvelles, 3 changées`."""
    counts = {name: params.get(name) for name in ("new", "updated", "completed", "unchanged", "superseded")}
    return ", ".join(
        message(language, f"findings.joined.part.{name}", count=count)
        for name, count in counts.items()
        if count
    )


def finding_title(finding: Finding, language: str) -> str:
    """The few words that name a finding."""
    return code_title(finding.code, finding.params, language)


def code_title(code: str, params: Mapping[str, object], language: str) -> str:
    """The few words that name a code, the reason's own where it has some."""
    reason = f"findings.{code}.{params.get('reason')}.title"
    key = reason if has_message(language, reason) else f"findings.{code}.title"
    return message(language, key, **{**params, **_in_words(params, language)})


def advice(code: str, language: str) -> str:
    """What a person can do about a row set aside."""
    key = f"findings.{code}.advice"
    return message(language, key if has_message(language, key) else "findings.row.advice")


def option(setting: str | None, value: str, language: str) -> str:
    """An answer as a person says it: `Facebook`, `jour, mois, année`, `Publications`."""
    if setting == "network":
        return network(value, language)
    if setting == "figure":
        return message(language, f"fields.field.{value}")
    if setting in _LABELLED and has_message(language, f"fields.{setting}.{value}"):
        return message(language, f"fields.{setting}.{value}")
    if has_message(language, f"data.option.{setting}.{value}"):
        return message(language, f"data.option.{setting}.{value}")
    return value
