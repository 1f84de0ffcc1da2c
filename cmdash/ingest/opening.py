"""The guarded door: the bytes of one file to sheets of untyped cells, or one clear refusal."""

from __future__ import annotations

from cmdash.ingest.limits import Limits
from cmdash.ingest.limits import limits as limits_in_force
from cmdash.ingest.text import read_text
from cmdash.model import Finding, OpenedFile, Refusal, Upload


def open_upload(upload: Upload, limits: Limits | None = None) -> OpenedFile:
    """A file as sheets of text cells. Raises `Refusal` for what cannot be opened, with the cause and the remedy."""
    limits = limits or limits_in_force()
    if not upload.content.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refusal(Finding("file-empty", "error", upload.name))
    return read_text(upload, limits)
