"""Tables with several rows for each post (a row per post and day): taken for posts, their totals would be wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import read
from cmdash.model import ColumnMatch, RawTable

_FEWEST = 6  # rows below which a repeated id is no pattern
_SHARE = 0.5  # of distinct ids below which a row is not one post
_DIFFERENT = 0.8  # of rows that differ: the same export pasted twice is no breakdown
_TEXTS = 1.5  # texts for an id, above which it is not that of one post
_LINKS = 0.8  # of distinct links that lead to a post and not to a profile


def is_breakdown(columns: Sequence[ColumnMatch], table: RawTable) -> bool:
    """Whether the ids of posts (else the links to posts) come back on rows that differ, more than twice on average."""
    by_field = {m.field: m.index for m in columns if m.field}
    for field in ("post_id", "url"):
        if field not in by_field:
            continue
        cells = _trimmed(table, by_field[field])
        told = cells.filter(pc.not_equal(cells, ""))
        distinct = pc.unique(told)
        if len(told) < max(_FEWEST, 0.5 * len(cells)):
            continue
        if field == "url" and not _lead_to_posts(set(distinct.to_pylist())):
            continue
        if len(distinct) >= _SHARE * len(told):
            return False
        if "text" in by_field:
            texts = _trimmed(table, by_field["text"])
            if len({*zip(cells.to_pylist(), texts.to_pylist(), strict=True)}) > _TEXTS * len(distinct):
                return False  # other texts under one id: ids that a spreadsheet cut to the same digits
        rows = {tuple(cells) for cells in zip(*(column.to_pylist() for column in table.columns), strict=True)}
        return len(rows) >= _DIFFERENT * len(told)
    return False


def _trimmed(table: RawTable, index: int) -> pa.Array:
    return pc.utf8_trim_whitespace(table.columns[index])


def _lead_to_posts(links: set[str]) -> bool:
    pattern = re.compile(read("values")["post_links"]["pattern"], re.IGNORECASE)
    return sum(bool(pattern.search(link)) for link in links) >= _LINKS * len(links)
