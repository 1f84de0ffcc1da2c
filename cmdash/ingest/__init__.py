"""Reading: bytes become untyped cells, then tables, matched columns, canonical frames; with a ledger of it all."""

from cmdash.ingest.reading import questions, read, tables

__all__ = ["questions", "read", "tables"]
