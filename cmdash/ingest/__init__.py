"""Reading: bytes become untyped cells, then tables, matched columns, canonical frames; with a ledger of it all.

`read`, `tables` and `questions` are imported on first use: a page that only asks for the limits starts without pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmdash.ingest.reading import opened_file, questions, read, rows_aside, tables

__all__ = ["opened_file", "questions", "read", "rows_aside", "tables"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from cmdash.ingest import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'cmdash.ingest' has no attribute '{name}'")
