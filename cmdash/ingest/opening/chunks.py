"""The chunks of rows that the guarded child sends, as Arrow columns of text."""

from __future__ import annotations

import struct

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.opening import child


class Garbled(Exception):  # noqa: N818 - a signal inside this module, not a fault
    """The stream of frames is not one our child would send."""


def unpack(payload: bytes) -> tuple[list[pa.Array], int, dict[int, bool]]:
    """A chunk as Arrow text columns, its height, and which columns hold stored numbers (True: no others); see `child.pack`."""
    height, width = struct.unpack_from("<II", payload)
    if height > child.CHUNK or width > len(payload):
        raise Garbled
    data = pa.py_buffer(payload)
    columns: list[pa.Array] = []
    place = 8
    stored: dict[int, bool] = {}
    for index in range(width):
        kind = payload[place : place + 1]
        place += 1
        if kind in (b"d", b"n", b"m"):
            stored[index] = kind != b"m"
        if kind in (b"n", b"m"):
            kind = payload[place : place + 1]
            place += 1
        if kind == b"e":
            columns.append(pa.repeat(pa.scalar("", pa.string()), height))
        elif kind == b"d":
            columns.append(_numbers(np.frombuffer(payload, "<f8", height, place)))
            place += 8 * height
        elif kind == b"z":
            size = struct.unpack_from("<Q", payload, place)[0]
            columns.append(_joined(payload[place + 8 : place + 8 + size], height))
            place += 8 + size
        elif kind == b"t":
            ends = np.zeros(height + 1, np.int32)
            np.cumsum(np.frombuffer(payload, "<u4", height, place), out=ends[1:])
            place += 4 * height
            columns.append(_texts(ends, data.slice(place, int(ends[-1])), height))
            place += int(ends[-1])
        else:
            raise Garbled
    return columns, height, stored


def _joined(cells: bytes, height: int) -> pa.Array:
    """A column of text whose cells are joined by NUL."""
    marks = np.flatnonzero(np.frombuffer(cells, np.uint8) == 0)
    if len(marks) != height - 1:
        raise Garbled
    ends = np.zeros(height + 1, np.int32)
    ends[1:-1] = marks - np.arange(height - 1)
    ends[-1] = len(cells) - len(marks)
    return _texts(ends, pa.py_buffer(cells.replace(b"\0", b"")), height)


def _texts(ends: np.ndarray, data: pa.Buffer, height: int) -> pa.Array:
    """A column of text; checked, since Arrow trusts what it is handed."""
    column = pa.Array.from_buffers(pa.string(), height, [None, pa.py_buffer(ends), data])
    column.validate(full=True)
    return column


def _numbers(values: np.ndarray) -> pa.Array:
    """Numbers as text in their shortest decimal form, NaN as the empty cell."""
    missing = np.isnan(values)
    whole = bool(np.all(missing | ((np.abs(values) < 2**53) & (values == np.trunc(values)))))
    exact = pa.array(np.where(missing, 0, values).astype(np.int64) if whole else values + 0.0, mask=missing)
    written = exact.cast(pa.string())
    if not whole and pc.any(lettered := pc.match_substring(written, "e")).as_py():
        plain = pa.array([child.decimal(float(values[i])) for i in np.flatnonzero(lettered.fill_null(False))])
        written = pc.replace_with_mask(written, lettered.fill_null(False), plain)
    return written.fill_null("") if missing.any() else written
