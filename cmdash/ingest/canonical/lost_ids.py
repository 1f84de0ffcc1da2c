"""Ids that a spreadsheet destroyed (`1.23E+17`, zeros after fifteen digits): said, and never used as a key."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.canonical.workbench import Work

_EXPONENT = r"(?i)^\s*\d(?:[.,]\d+)?E\+?\d{1,2}\s*$"
_LONG = r"^\s*\d{16,}\s*$"
_ROUNDED = r"^\s*\d{15}0+\s*$"
_FEWEST = 3  # long ids from which their zeros are no chance
_MOST = 0.9  # share of them that ends in zeros


def leave_out_lost_ids(work: Work) -> None:
    """Empties the post ids that lost digits, with a finding that names their rows.

    Lost are ids in the form of a power of ten, ids of more than fifteen digits of which nearly all end in zeros
    from the sixteenth on, and such ids that a workbook stores as numbers (which hold no more than fifteen).
    """
    found = work.column("post_id")
    if found is None or "post_id" not in work.values:
        return
    match, array = found
    long = _matches(array, _LONG)
    rounded = _matches(array, _ROUNDED)
    lost = _matches(array, _EXPONENT)
    if match.index in work.table.stored:
        lost |= long
    elif long.sum() >= _FEWEST and rounded.sum() >= _MOST * long.sum():
        lost |= rounded
    if lost.any():
        positions = np.flatnonzero(lost)
        work.values["post_id"] = pc.if_else(
            pa.array(lost), pa.scalar(None, pa.string()), work.values["post_id"]
        )
        work.note_rows(
            "ids-lost", "warning", positions, match.source, value=array[int(positions[0])].as_py().strip()
        )


def _matches(array: pa.Array, pattern: str) -> np.ndarray:
    found: np.ndarray = pc.match_substring_regex(array, pattern).to_numpy(zero_copy_only=False)
    return found.copy()
