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

from cmdash.ingest.opening import child
from cmdash.ingest.opening.chunks import Garbled, unpack
from cmdash.ingest.opening.error_counts import empty_errors
from cmdash.ingest.opening.error_words import Words, error_words, with_words
from cmdash.ingest.opening.limits import Limits
from cmdash.ingest.opening.percent_cells import Places, percent_cells
from cmdash.model import Finding, OpenedFile, Refusal, Sheet, Upload

LARGEST_FRAME = 256 * 1024 * 1024
_CODES = frozenset(
    {
        "file-html", "file-mail", "file-xml", "too-many-cells", "too-many-columns", "too-much-memory",
        "workbook-corrupt", "workbook-password",
    }
)  # fmt: skip


class _Ended(Garbled):
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
    except (Garbled, ValueError, KeyError, TypeError, struct.error):  # what a child gone astray can send
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
        raise Garbled
    try:
        process.stdin.write(content)
        process.stdin.close()
    except BrokenPipeError:
        raise _Ended from None
    words = (
        error_words(content, limits.unpacked_bytes) if content.startswith(b"PK") else {}
    )  # while the child reads
    percents = percent_cells(content)
    sheets: list[_Gathered] = []
    findings = [
        Finding("errors-empty", "warning", upload.name, params={"count": n})
        for n in (empty_errors(content),)
        if n
    ]
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
            return _opened(upload, sheets, findings, words, percents)
    raise _Ended


def _frames(stream: IO[bytes], most: int) -> Iterator[tuple[bytes, bytes]]:
    """Frames until the stream ends. Raises `Garbled` at a cut frame or beyond `most` bytes in all."""
    while head := stream.read(9):
        if len(head) < 9:
            raise _Ended
        size = struct.unpack_from("<Q", head, 1)[0]
        most -= size
        if size > LARGEST_FRAME or most < 0:
            raise Garbled
        payload = stream.read(size)
        if len(payload) < size:
            raise _Ended
        yield head[:1], payload


def _opened(
    upload: Upload,
    gathered: list[_Gathered],
    findings: list[Finding],
    words: Mapping[str, Words],
    percents: Mapping[str, Places] | None,
) -> OpenedFile:
    sheets = []
    for sheet in gathered:
        if not sheet.height:
            continue
        columns = [pa.concat_arrays(pieces) for pieces in zip(*sheet.chunks, strict=True)]
        columns = with_words(columns, words.get(sheet.name, {}))
        numbers = np.arange(1, sheet.height + 1)
        stored = frozenset(index for index, only in sheet.stored.items() if only)
        shown = percents.get(sheet.name) if percents is not None else None
        sheets.append(Sheet(sheet.name, tuple(columns), numbers, stored=stored, percents=shown))
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
