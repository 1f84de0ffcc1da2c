"""Ratings as people write them (`4,5/5`, `★★★★☆`, `4 étoiles`): read as the number of stars out of five, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pyarrow as pa

from cmdash.catalog import fields, missing_cells, normalise, read
from cmdash.model import Finding, RawTable

MOSTLY = 0.8  # share of the cells of a column that are ratings
LOOKED_AT = 60  # cells that decide whether the column is looked at further
_SIGNS = re.compile(r"([★⭐🌟]{1,5})(½?)[☆✩✰]*")
_SELECTOR = "\ufe0f"  # what makes a sign a picture


def with_ratings(table: RawTable) -> RawTable:
    """The table with the ratings of a column headed by one (`Note`, `Rating`) as plain numbers; any other as it is.

    A column where other things stand beside the ratings stays as written.
    """
    for index, name in enumerate(table.header or ()):
        if normalise(name) not in _headers():
            continue
        cells = [str(cell or "").strip() for cell in table.columns[index].to_pylist()]
        said = [cell for cell in cells if normalise(cell) not in missing_cells()]
        if not any(_stars(cell) for cell in said[:LOOKED_AT]):
            continue
        read_as = [_stars(cell) for cell in cells]
        told = sum(stars is not None for stars in read_as)
        if told < MOSTLY * len(said):
            continue
        columns = list(table.columns)
        columns[index] = pa.array(
            [stars or cell for stars, cell in zip(read_as, cells, strict=True)], pa.string()
        )
        finding = Finding(
            "ratings-read", "info", table.file, table.sheet, None, table.sources[index],
            {"count": told, "value": next(cell for cell, stars in zip(cells, read_as, strict=True) if stars)[:40]},
        )  # fmt: skip
        table = replace(
            table, columns=tuple(columns), findings=(*table.findings, finding), stored=table.stored - {index}
        )
    return table


@cache
def _headers() -> frozenset[str]:
    return frozenset({*fields()["rating"].aliases, *read("numbers")["ratings"]["headers"]})


@cache
def _written() -> re.Pattern[str]:
    words = read("numbers")["ratings"]
    stars, of = ("|".join(map(re.escape, words[name])) for name in ("stars", "of"))
    return re.compile(rf"([0-5](?:[.,]\d+)?)\s*(?:(?:{of})\s*5\s*(?:{stars})?|(?:{stars}))")


def _stars(cell: str) -> str | None:
    """The stars a cell gives, out of five; None where it says something else or another scale."""
    plain = cell.replace(_SELECTOR, "").strip()
    if found := _SIGNS.fullmatch(plain):
        return str(len(found[1])) + (".5" if found[2] else "")
    if found := _written().fullmatch(normalise(plain)):
        return found[1].replace(",", ".")
    return None
