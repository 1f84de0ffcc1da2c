"""Days and months that a spreadsheet of another country exchanged when it opened the file: asked, with the cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.canonical.workbench import TOLD, Work
from cmdash.ingest.typing import dates
from cmdash.model import ColumnMatch, Option

SETTING = "exchanged_dates"
_STORED = r"^\s*\d{4}-\d{2}-\d{2}(?:[T ]|\s*$)"


def settle_exchange(
    work: Work, match: ColumnMatch, array: pa.Array, style: dates.DateStyle
) -> dates.DateStyle:
    """The style with what a person said of exchanged days and months; else with the best evidence, and a question.

    The question has the rows of the cells it is about (the first TOLD), one of them, and what it would become.
    """
    count = style.evidence.get("swapped", 0)
    if not count:
        return style
    if chosen := work.answer(SETTING):
        return replace(style, swapped=chosen == "yes")
    positions = np.flatnonzero(pc.match_substring_regex(array, _STORED).to_numpy(zero_copy_only=False))
    stored = [array[int(position)].as_py().strip()[:10] for position in positions]
    cell = next((text for text in stored if text[5:7] != text[8:10]), stored[0])
    code = "dates-exchanged" if style.swapped else "dates-perhaps-exchanged"
    answers = [Option("yes", count), Option("no")]
    others = max(style.evidence.get("DMY", 0), style.evidence.get("MDY", 0))
    work.ask(
        code,
        SETTING,
        answers if style.swapped else answers[::-1],
        match.source,
        count=count,
        others=others,
        value=cell,
        becomes=f"{cell[:4]}-{cell[8:10]}-{cell[5:7]}",
    )
    rows = tuple(int(work.table.numbers[p]) for p in positions[:TOLD])
    work.findings[-1] = replace(work.findings[-1], row=rows[0], rows=rows)
    return style
