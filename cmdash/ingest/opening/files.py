"""The guarded door: the bytes of one file to sheets of untyped cells, or one clear refusal."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from cmdash.ingest.opening import decoding, signatures
from cmdash.ingest.opening.limits import MEGABYTE, Limits
from cmdash.ingest.opening.limits import limits as limits_in_force
from cmdash.ingest.opening.text import read_text
from cmdash.ingest.opening.workbook import read_guarded
from cmdash.model import Finding, OpenedFile, Refusal, Upload
from cmdash.model.findings import Parameter

_SOMETHING = re.compile(rb"[^\x00\s\xef\xbb\xbf\xff\xfe]")


def open_upload(upload: Upload, limits: Limits | None = None) -> OpenedFile:
    """A file as sheets of text cells, told apart by what it holds and never by its name.

    Text is read here; workbooks, XML spreadsheets and pages are read by a child process with bounded time and
    memory, so that a hostile file ends that child only. Raises `Refusal` for what cannot be opened, its finding
    naming the cause. No other exception comes out, whatever the bytes.
    """
    limits = limits or limits_in_force()
    content = upload.content
    if len(content) > limits.file_bytes:
        raise _refusal(
            "file-too-large", upload, size=-(-len(content) // MEGABYTE), limit=limits.file_megabytes
        )
    if not _SOMETHING.search(content):
        raise _refusal("file-empty", upload)
    kind, code = signatures.recognise(content)
    if code:
        raise _refusal(code, upload)
    if kind == "archive":
        raise _refusal("file-archive", upload)
    if kind == "workbook":
        if _announced(content) > limits.unpacked_bytes:
            raise _refusal("workbook-bomb", upload, limit=limits.unpacked_megabytes)
        return read_guarded(upload, kind, content, limits)
    if decoding.looks_binary(content):
        raise _refusal("file-binary", upload)
    if kind == "text":
        return read_text(upload, limits)
    if kind == "mhtml":  # each of its parts has an encoding of its own
        return read_guarded(upload, kind, content, limits)
    text = decoding.decode(content)
    return replace(read_guarded(upload, kind, text.whole(), limits), encoding=text.encoding)


def _announced(content: bytes) -> int:
    """The unpacked size that a zipped workbook's table of contents announces; 0 for a workbook that is no zip."""
    if not content.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return sum(part.file_size for part in opened.infolist())


def _refusal(code: str, upload: Upload, **params: Parameter) -> Refusal:
    return Refusal(Finding(code, "error", upload.name, params=params))
