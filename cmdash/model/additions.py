"""What is added to a person's own sheet: new columns beside their own, nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Addition:
    """New columns of one sheet: their headers, the row of the header and the cells by row (1-based, as a person sees
    them); None leaves a cell empty. `sheet` is the name of the sheet."""

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    cells: Mapping[int, tuple[float | None, ...]]
