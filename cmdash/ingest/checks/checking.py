"""All sense checks over one canonical table, after the files have been joined."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cmdash.ingest.checks import rows, series
from cmdash.ingest.checks.rows import Header
from cmdash.model import Finding


def check(
    kind: str, frame: pd.DataFrame, extras: pd.DataFrame, owner: np.ndarray, header: Header
) -> Iterator[tuple[int, Finding]]:
    """The warnings about a table, each with the number of the table it belongs to (`owner` has that of every row).

    `header` gives the header of a field in a table. Rows that another copy replaced are no longer there.
    """
    if not len(frame) or kind not in ("posts", "account", "campaigns"):
        return
    yield from rows.above(kind, frame, owner, header)
    yield from rows.negative(kind, frame, owner, header)
    yield from rows.rates(frame, extras, owner)
    if kind == "account":
        yield from series.jumps(frame, owner)
        yield from series.missing_months(frame, owner)
    yield from series.breaks(kind, frame, owner)
