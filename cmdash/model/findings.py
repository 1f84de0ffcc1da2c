"""What cmdash has to say about a sheet: findings, and the choices a person can make about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Severity = Literal["info", "question", "warning", "error"]
Parameter = str | int | float


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person can give to a question, as the setting it would write.

    `value` is what `--set key=value` takes (`facebook`, `DMY`); `evidence` counts the cells that speak for it.
    """

    value: str
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed while reading, in no language: its text comes from the locale files by `code`.

    `row` is the row a person sees in Excel (1-based), `column` the header as written; both are None when the
    finding is about the whole table or file. One finding may be about many rows: `rows` are the first of them, and
    `row` the very first. A finding of severity `question` names the `setting` that answers it and the `options`,
    best first; the first one is what was assumed.
    """

    code: str
    severity: Severity
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    params: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    setting: str | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[int, ...] = ()


class Refusal(Exception):  # noqa: N818 - it is said to a person as a sentence, not raised as a fault
    """A file that cannot be opened at all. Carries the finding that says what, why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
