"""The parent's side of the guarded child: starts it, bounds it, turns what it sends into Arrow text columns."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.ingest.opening import child
from cmdash.ingest.opening.error_words import Words, error_words, with_words
from cmdash.ingest.opening.limits import Limits
from cmdash.model import Finding, OpenedFile, Refusal, Sheet, Upload

LARGEST_FRAME = 256 * 1024 * 1024
_CODES = frozenset(
    {
        "file-html", "file-mail", "file-xml", "too-many-cells", "too-many-columns", "too-much-memory",
        "workbook-corrupt", "workbook-password",
    }
)  # fmt: skip


class _Garbled(Exception):  # noqa: N818 - a signal inside this module, not a fault
    """The stream of frames is not one our child would send."""


class _Ended(_Garbled):
    """The stream ends before its end mark: the child broke off."""


@dataclass
class _Gathered:
    """A sheet on its way: its chunks as Arrow columns, and the columns that hold stored numbers (False: typed ones too)."""

    name: str
    hidden: bool
    chunks: list[list[pa.Array]] = field(default_factory=list)
    height: int = 0
    stored: dict[int, bool] = field(default_factory=dict)


def read_guarded(upload: Upload, kind: str, content: bytes, limits: Limits) -> OpenedFile:
    """A workbook (`workbook`), a page (`spreadsheetml`, `html`, both as UTF-8) or a web archive (`mhtml`, as it is) as sheets.

    The guarded child reads it; empty sheets are left out. Raises `Refusal` when the child refuses, breaks, is too slow or too greedy.
    """
    process = subprocess.Popen(
        _command(kind, limits),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return _converse(process, upload, content, limits)
    except _Ended:
        raise _refusal(_cause(process.wait(), late.is_set()), upload.name, limits) from None
    except (_Garbled, ValueError, KeyError, TypeError, struct.error):  # what a child gone astray can send
        raise _refusal("workbook-corrupt", upload.name, limits) from None
    finally:
        timer.cancel()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close() if pipe else None
        process.wait()


def _command(kind: str, limits: Limits) -> list[str]:
    found = importlib.util.find_spec("python_calamine")
    packages = str(Path(found.origin).parent.parent) if found and found.origin else ""
    bounds = [str(limits.memory_bytes), str(limits.cells), str(limits.columns)]
    return [sys.executable, "-I", "-S", str(Path(child.__file__)), kind, packages, *bounds]


def _converse(process: subprocess.Popen[bytes], upload: Upload, content: bytes, limits: Limits) -> OpenedFile:
    if process.stdin is None or process.stdout is None:  # both are pipes: said for the type checker
        raise _Garbled
    try:
        process.stdin.write(content)
        process.stdin.close()
    except BrokenPipeError:
        raise _Ended from None
    words = (
        error_words(content, limits.unpacked_bytes) if content.startswith(b"PK") else {}
    )  # while the child reads
    sheets: list[_Gathered] = []
    findings: list[Finding] = []
    left = limits.cells
    for kind, payload in _frames(process.stdout, limits.unpacked_bytes):
        if kind == b"C" and sheets:
            chunk, height, stored = unpack(payload)
            left -= height * len(chunk)
            if left < 0:
                raise _refusal("too-many-cells", upload.name, limits)
            sheets[-1].chunks.append(chunk)
            sheets[-1].height += height
            sheets[-1].stored |= {i: sheets[-1].stored.get(i, True) and only for i, only in stored.items()}
            continue
        said = json.loads(payload) if payload else {}
        if kind == b"S":
            sheets.append(_Gathered(str(said["name"]), bool(said["hidden"])))
        elif kind == b"X":
            findings.append(Finding("sheet-unreadable", "warning", upload.name, sheet=str(said["name"])))
        elif kind == b"R":
            raise _refusal(str(said["code"]), upload.name, limits)
        elif kind == b"E":
            return _opened(upload, sheets, findings, words)
    raise _Ended


def _frames(stream: IO[bytes], most: int) -> Iterator[tuple[bytes, bytes]]:
    """Frames until the stream ends. Raises `_Garbled` at a cut frame or beyond `most` bytes in all."""
    while head := stream.read(9):
        if len(head) < 9:
            raise _Ended
        size = struct.unpack_from("<Q", head, 1)[0]
        most -= size
        if size > LARGEST_FRAME or most < 0:
            raise _Garbled
        payload = stream.read(size)
        if len(payload) < size:
            raise _Ended
        yield head[:1], payload


def unpack(payload: bytes) -> tuple[list[pa.Array], int, dict[int, bool]]:
    """A chunk as Arrow text columns, its height, and which columns hold stored numbers (True: no others); see `child.pack`."""
    height, width = struct.unpack_from("<II", payload)
    if height > child.CHUNK or width > len(payload):
        raise _Garbled
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
            raise _Garbled
    return columns, height, stored


def _joined(cells: bytes, height: int) -> pa.Array:
    """A column of text whose cells are joined by NUL."""
    marks = np.flatnonzero(np.frombuffer(cells, np.uint8) == 0)
    if len(marks) != height - 1:
        raise _Garbled
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


def _opened(
    upload: Upload, gathered: list[_Gathered], findings: list[Finding], words: Mapping[str, Words]
) -> OpenedFile:
    sheets = []
    for sheet in gathered:
        if not sheet.height:
            continue
        columns = [pa.concat_arrays(pieces) for pieces in zip(*sheet.chunks, strict=True)]
        columns = with_words(columns, words.get(sheet.name, {}))
        numbers = np.arange(1, sheet.height + 1)
        stored = frozenset(index for index, only in sheet.stored.items() if only)
        sheets.append(Sheet(sheet.name, tuple(columns), numbers, stored=stored))
        if sheet.hidden:
            findings.append(Finding("sheet-hidden", "info", upload.name, sheet=sheet.name))
    if not sheets:
        raise Refusal(Finding("workbook-corrupt" if findings else "workbook-empty", "error", upload.name))
    return OpenedFile(upload.name, upload.sha256, tuple(sheets), findings=tuple(findings))


def _cause(status: int, late: bool) -> str:
    """Why a child ended before its end mark, from how it ended."""
    if late:
        return "too-slow"
    greedy = {-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)} if os.name == "posix" else set()
    return "too-much-memory" if status in greedy else "workbook-corrupt"


def _refusal(code: str, file: str, limits: Limits) -> Refusal:
    params = {
        "cells": limits.cells,
        "columns": limits.columns,
        "seconds": limits.seconds,
        "memory": limits.memory_megabytes,
    }
    return Refusal(
        Finding(code if code in _CODES | {"too-slow"} else "workbook-corrupt", "error", file, params=params)
    )
