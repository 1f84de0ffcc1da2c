"""Divided text as cells: read by Arrow as text, every record with its number, records of another length woven in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from cmdash.ingest.opening import dialect
from cmdash.ingest.opening.decoding import Text
from cmdash.ingest.opening.limits import Limits
from cmdash.model import Finding, Refusal, Sheet

BLOCK = 1 << 18
LARGEST_BLOCK = 1 << 30
NO_MARK = "\x1f"  # stands for "no delimiter": the unit separator, which is in no sheet


@dataclass
class _Spill:
    """Records whose cell count is not the usual one, as Arrow hands them over while it reads."""

    columns: int  # a record with more cells stops the reading
    cells: int  # so do more cells in all
    numbers: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    over: str = ""

    def take(self, row: arrow_csv.InvalidRow) -> str:
        self.cells -= row.actual_columns
        if row.actual_columns > self.columns or self.cells < 0:
            self.over = "too-many-columns" if row.actual_columns > self.columns else "too-many-cells"
            return "error"
        self.numbers.append(row.number)
        self.widths.append(row.actual_columns)
        self.texts.append(row.text)
        return "skip"


def read_cells(file: str, text: Text, shape: dialect.Dialect, limits: Limits) -> Sheet:
    """The sheet of a text in a known dialect."""
    mark = shape.delimiter or NO_MARK
    if shape.width > limits.columns:
        raise _refusal("too-many-columns", file, limits)
    spill = _Spill(limits.columns, limits.cells)
    batches = _parse(lambda: text.stream(shape.skip), mark, shape, spill)
    if spill.over:
        raise _refusal(spill.over, file, limits)
    usual = sum(len(batch[0]) for batch in batches)
    height = usual + len(spill.numbers)
    width = max([shape.width, *spill.widths])
    if height * width > limits.cells:
        raise _refusal("too-many-cells", file, limits)
    columns = _joined(batches, shape.width)
    columns += [_empty(usual)] * (width - len(columns))
    if spill.numbers:
        columns = _woven(columns, spill, mark, shape, height)
    first = 2 if shape.skip else 1
    ragged = {number + first - 1: count for number, count in zip(spill.numbers, spill.widths, strict=True)}
    return Sheet(None, tuple(columns), np.arange(first, first + height), MappingProxyType(ragged))


def _parse(
    source: Callable[[], pa.NativeFile], mark: str, shape: dialect.Dialect, spill: _Spill
) -> list[list[pa.Array]]:
    """Columns of the records that have the usual width, batch by batch; the others go to `spill`."""
    width = shape.width
    names = [str(i) for i in range(width)]
    block = BLOCK
    while True:
        taken = replace(spill, numbers=[], widths=[], texts=[])
        batches: list[list[pa.Array]] = []
        try:
            for batch in _reader(source(), mark, shape.quote, names, block, taken):
                taken.cells -= batch.num_rows * width
                if taken.cells < 0:
                    taken.over = "too-many-cells"
                    break
                batches.append(batch.columns)
        except pa.ArrowInvalid:
            if not taken.over:
                if block >= LARGEST_BLOCK:
                    raise
                block *= 16  # a record longer than a block
                continue
        spill.numbers, spill.widths, spill.texts, spill.over = (
            taken.numbers,
            taken.widths,
            taken.texts,
            taken.over,
        )
        return batches


def _reader(
    source: pa.NativeFile, mark: str, quote: str, names: list[str], block: int, spill: _Spill
) -> Iterator[pa.RecordBatch]:
    """Arrow's batches of the records that have as many cells as there are names, all as text."""
    try:
        yield from arrow_csv.open_csv(
            source,
            arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=block),
            arrow_csv.ParseOptions(
                delimiter=mark,
                quote_char=quote,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=spill.take,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as fault:
        if "Empty CSV file" not in str(fault):  # nothing after a `sep=` line
            raise


def _woven(
    columns: Sequence[pa.Array], spill: _Spill, mark: str, shape: dialect.Dialect, height: int
) -> list[pa.Array]:
    """Columns with the spilled records put back in their places, padded with empty cells."""
    numbers, widths = np.array(spill.numbers), np.array(spill.widths)
    free = np.ones(height, bool)
    free[numbers - 1] = False
    places, blocks = [np.flatnonzero(free)], [list(columns)]
    for width in sorted(set(spill.widths)):
        chosen = np.flatnonzero(widths == width)
        places.append(numbers[chosen] - 1)
        blocks.append(
            _reread([spill.texts[i] for i in chosen], replace(shape, width=width), mark, len(columns))
        )
    order = np.empty(height, np.int64)
    order[np.concatenate(places)] = np.arange(height)
    taken = pa.array(order)
    return [column.take(taken) for column in _joined(blocks, len(columns))]


def _joined(batches: list[list[pa.Array]], width: int) -> list[pa.Array]:
    """The batches' columns made whole; each one's pieces are let go before the next, to hold the cells once only."""
    columns = []
    for _ in range(width if batches else 0):
        columns.append(pa.concat_arrays([batch.pop(0) for batch in batches]))
        if len(batches) > 1:
            pa.default_memory_pool().release_unused()
    return columns


def _reread(texts: Sequence[str], shape: dialect.Dialect, mark: str, padded: int) -> list[pa.Array]:
    """Records that all have the width of `shape`, as `padded` columns."""
    width = shape.width
    data = ("\ufeff" + "\n".join(texts)).encode()  # Arrow drops one mark: a record may begin with its own
    batches = _parse(lambda: pa.BufferReader(data), mark, shape, _Spill(width, len(texts) * width))
    columns = _joined(batches, width)
    return columns + [_empty(len(texts))] * (padded - width)


def _empty(height: int) -> pa.Array:
    return pa.repeat(pa.scalar("", pa.string()), height)


def _refusal(code: str, file: str, limits: Limits) -> Refusal:
    return Refusal(Finding(code, "error", file, params={"cells": limits.cells, "columns": limits.columns}))
