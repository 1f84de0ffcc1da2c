"""Ratings as people write them (`4,5/5`, `★★★★☆`, `4 étoiles`): read as the number of stars out of five, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pyarrow as pa

from cmdash.catalog import fields, missing_cells, normalise, read
from cmdash.ingest.typing import numbers
from cmdash.model import Finding, RawTable

ENOUGH = 0.5  # share of the cells that are ratings or numbers, from which the column is one of ratings
LOOKED_AT = 60  # cells that decide whether the column is looked at further
_SIGNS = re.compile(r"([★⭐🌟]{1,5})(½?)[☆✩✰]*")
_SELECTOR = "\ufe0f"  # what makes a sign a picture


def with_ratings(table: RawTable) -> RawTable:
    """The table with the ratings of a column headed by one (`Note`, `Rating`) as plain numbers; any other as it is.

    What else stands beside the ratings stays as written: a number is one, words count as missing later and are told. A
    column of remarks that names a rating here and there is left alone, and told.
    """
    for index, name in enumerate(table.header or ()):
        if normalise(name) not in _headers():
            continue
        cells = [str(cell or "").strip() for cell in table.columns[index].to_pylist()]
        said = [cell for cell in cells if normalise(cell) not in missing_cells()]
        if not any(stars_of(cell) for cell in said[:LOOKED_AT]):
            continue
        read_as = [stars_of(cell) for cell in cells]
        told = sum(stars is not None for stars in read_as)
        plain = numbers.numeric_share(pa.array(said)) * len(said)
        if told + plain < ENOUGH * len(said):
            left = Finding(
                "ratings-left",
                "warning",
                table.file,
                table.sheet,
                None,
                table.sources[index],
                {"count": told},
            )
            table = replace(table, findings=(*table.findings, left))
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


def stars_of(cell: str) -> str | None:
    """The stars a cell gives, out of five; None where it says something else or another scale."""
    plain = cell.replace(_SELECTOR, "").strip()
    if found := _SIGNS.fullmatch(plain):
        return str(len(found[1])) + (".5" if found[2] else "")
    if found := _written().fullmatch(normalise(plain)):
        return found[1].replace(",", ".")
    return None
