"""Numbers of a column: is it one, how is it written, what are its values.

`decide` looks at all numeric columns of a table, `decide_column` lets a column's own cells win, `convert` reads.
"""

from __future__ import annotations

from cmdash.ingest.typing.durations import convert_duration, convert_minutes, header_minutes, worded_share
from cmdash.ingest.typing.number_forms import NumberForm, read_shape
from cmdash.ingest.typing.number_style import NumberStyle, decide, decide_column
from cmdash.ingest.typing.number_values import Converted, convert
from cmdash.ingest.typing.shapes import Cells, sample

__all__ = [
    "Converted",
    "NumberStyle",
    "convert",
    "convert_duration",
    "convert_minutes",
    "decide",
    "decide_column",
    "header_minutes",
    "numeric_share",
    "worded_share",
]


def numeric_share(cells: Cells) -> float:
    """The share of non-missing cells that read as numbers, on a sample; 0 when all are missing."""
    column = sample(cells)
    numbers = texts = 0
    for text, count in zip(column.texts, column.counts, strict=True):
        form = read_shape(text)
        if isinstance(form, NumberForm):
            numbers += int(count)
        elif form is None:
            texts += int(count)
    return numbers / (numbers + texts) if numbers else 0.0
