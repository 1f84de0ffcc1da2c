"""Findings and column reasons as sentences of the reader's language."""

from __future__ import annotations

from cmdash.catalog import fields, formats, normalise
from cmdash.model import ColumnMatch, Finding, SetAside
from cmdash.wording import has_message, message, network
from cmdash.wording.findings import finding_text


def sentence(finding: Finding, language: str) -> str:
    """What a finding says. One that only the command line can have is worded in `cli.toml`, under `fault`."""
    if has_message(language, f"cli.fault.{finding.code}"):
        return message(language, f"cli.fault.{finding.code}", file=finding.file, **finding.params)
    return finding_text(finding, language)


def located(finding: Finding, language: str) -> str:
    """The sentence with the file it is about before it, unless it names it."""
    said = sentence(finding, language)
    return (
        said
        if not finding.file or finding.file in said
        else message(language, "cli.about", place=finding.file, text=said)
    )


def of_row(aside: SetAside, file: str, sheet: str | None) -> Finding:
    """The finding of a row set aside: its code, its place, its parameters."""
    return Finding(aside.code, "warning", file, sheet, aside.row, params=aside.params)


def why(match: ColumnMatch, language: str) -> str:
    """Why a column was taken for its field, or for none."""
    key = f"data.why.{match.why}"
    said = message(language, key, evidence=match.evidence) if has_message(language, key) else match.why
    # The spelling that was found is the header itself, and a format is named once for the whole table.
    known = match.evidence in said or match.evidence in (normalise(match.source), *formats())
    return said if known else f"{said}{message(language, 'cli.evidence', text=match.evidence)}"


def field(identifier: str | None, language: str) -> str:
    """The label of a canonical field; a column that is none is kept as it is."""
    if identifier in fields():
        return message(language, f"fields.field.{identifier}")
    return message(language, "cli.inspect.extra")


def platform(identifier: str | None, language: str) -> str:
    """The name of a named export, or that of a home-made sheet."""
    if identifier is None:
        return message(language, "cli.inspect.homemade")
    return formats()[identifier].title[language]


def network_name(identifier: str | None, language: str) -> str:
    """The name of a table's network; `several` is a word too."""
    if identifier == "several":
        return message(language, "interface.network.several")
    return network(identifier, language)


def sure(confidence: float, language: str) -> str:
    """A confidence in words: sure above 0.9, to be checked from 0.6, doubtful below."""
    level = "sure" if confidence > 0.9 else "check" if confidence >= 0.6 else "doubtful"
    return message(language, f"cli.confidence.{level}")
