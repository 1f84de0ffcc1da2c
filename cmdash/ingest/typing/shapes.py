"""The shapes of a column's cells: the text with every digit masked.

A column of a hundred thousand numbers or dates has a few dozen shapes (`000,0`, `00/00/0000`). What a cell means is
worked out once per shape; the digits of all cells of a shape are then gathered at once from the bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SAMPLE = 256
_DIGITS = b"0123456789"
_INT32_DIGITS = 9
_FEW = 6
_MASK = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))


@dataclass(frozen=True, eq=False)
class Shapes:
    """A column of text seen by shape.

    `texts[codes[i]]` is the shape of cell i: its text with each ASCII digit replaced by `0`. Positions in a shape are
    byte positions of its UTF-8 form, and hold for every cell of that shape.
    """

    array: pa.Array
    data: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.array)

    @property
    def plain(self) -> bool:
        """Whether the column holds nothing but digits and empty cells."""
        return self.only(b"")

    def only(self, extra: bytes) -> bool:
        """Whether the column holds nothing but digits, these bytes and empty cells."""
        return self._others is not None and not self._others.translate(None, extra)

    @cached_property
    def _others(self) -> bytes | None:
        """The distinct bytes that are no digits; None when there are many."""
        rest = self.data.tobytes().translate(None, _DIGITS)
        found = b""
        while rest and len(found) < _FEW:
            found += rest[:1]
            rest = rest.translate(None, rest[:1])
        return None if rest else found

    @cached_property
    def _encoded(self) -> pa.DictionaryArray:
        masked = self.data.tobytes().translate(_MASK)
        buffers = [None, pa.py_buffer(self.offsets), pa.py_buffer(masked)]
        return pa.Array.from_buffers(pa.string(), len(self.array), buffers).dictionary_encode()

    @cached_property
    def texts(self) -> list[str]:
        """The distinct shapes, in the order they first appear."""
        found: list[str] = self._encoded.dictionary.to_pylist()
        return found

    @cached_property
    def codes(self) -> np.ndarray:
        """For each cell the index of its shape in `texts`."""
        found: np.ndarray = self._encoded.indices.to_numpy()
        return found

    @cached_property
    def counts(self) -> np.ndarray:
        """For each shape the number of its cells."""
        return np.bincount(self.codes, minlength=len(self.texts))

    @cached_property
    def _order(self) -> tuple[np.ndarray, np.ndarray]:
        narrow = self.codes.astype(np.uint16) if len(self.texts) < 65_536 else self.codes
        return np.argsort(narrow, kind="stable"), np.concatenate([[0], np.cumsum(self.counts)])

    def rows(self, code: int) -> np.ndarray:
        """The positions of the cells of one shape, ascending."""
        if len(self.texts) == 1:
            return np.arange(len(self.array))
        order, bounds = self._order
        return order[bounds[code] : bounds[code + 1]]

    def number(self, rows: np.ndarray, positions: Sequence[int]) -> np.ndarray:
        """The digits at these byte positions read as one whole number per row (int64; at most 18 digits)."""
        value: np.ndarray = np.zeros(
            len(rows), dtype=np.int32 if len(positions) <= _INT32_DIGITS else np.int64
        )
        at, here = self.offsets.take(rows), 0
        for position in positions:
            at += np.int32(position - here)
            here = position
            value *= 10
            value += self.data.take(at) & 15  # the low bits of an ASCII digit are its value
        return value.astype(np.int64)

    def cells(self, rows: np.ndarray) -> list[str]:
        """The text of these cells, as written."""
        found: list[str] = self.array.take(pa.array(rows)).to_pylist()
        return found


Cells: TypeAlias = "pa.Array | pa.ChunkedArray | Shapes"


def shapes(cells: Cells) -> Shapes:
    """The shapes of a column. A null cell counts as empty. Shapes are given back as they are."""
    if isinstance(cells, Shapes):
        return cells
    array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if array.type != pa.string():
        array = array.cast(pa.string())
    if array.null_count:
        array = pc.fill_null(array, "")
    _, at, data = array.buffers()
    if len(array) == 0 or at is None:
        return Shapes(array, np.zeros(0, np.uint8), np.zeros(1, np.int32))
    offsets = np.frombuffer(at, np.int32, len(array) + 1, array.offset * 4)
    if data is None or offsets[0] == offsets[-1]:
        return Shapes(array, np.zeros(0, np.uint8), np.zeros(len(array) + 1, np.int32))
    used = np.frombuffer(data, np.uint8, offsets[-1] - offsets[0], offsets[0])
    return Shapes(array, used, offsets - offsets[0] if offsets[0] else offsets)


def sample(cells: Cells, size: int = SAMPLE) -> Shapes:
    """The shapes of `size` cells spread evenly over the column (of all of them when there are fewer)."""
    array = cells.array if isinstance(cells, Shapes) else cells
    if len(array) <= size:
        return shapes(array)
    return shapes(array.take(pa.array(np.linspace(0, len(array) - 1, size).astype(np.int64))))
