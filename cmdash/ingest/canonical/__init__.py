"""Typed columns to canonical tables: rows accounted for, the same thing twice counted once."""
