"""The two ways out of a command: bytes on standard output or in a file, sentences on standard error, always UTF-8."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from cmdash.model import Finding, Refusal
from cmdash.wording import message

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
DONE, SET_ASIDE, FAILED, INTERRUPTED = 0, 1, 2, 130


def answer(content: bytes, output: str | None = None) -> None:
    """Write the answer to standard output, or whole or not at all to the file `output`.

    Raises `Refusal` (`output-failed`) when the file cannot be written. A reader that stops early (`| head`) is no
    fault: the rest is dropped.
    """
    if output is not None:
        write_file(Path(output), content)
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except (BrokenPipeError, OSError) as fault:
        if not _reader_left(fault):
            raise
        # The interpreter flushes standard output once more at exit and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, content: bytes) -> None:
    """Write a file through a neighbour that takes its place, so that an older file is whole until the new one is."""
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():  # a pipe or a device: nothing to put in its place
            path.write_bytes(content)
            return
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(part).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(part).replace(path)
    except OSError as fault:
        raise Refusal(_failed(path, fault)) from None


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there yet. Raises `Refusal` (`output-failed`)."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refusal(_failed(path, fault)) from None


def last_words(language: str) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with a fault of cmdash itself: one sentence that says where it happened, and status 2.

    With `CMDASH_TRACEBACK` set in the environment the whole trace is shown.
    """

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if os.environ.get("CMDASH_TRACEBACK") and not isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
        elif not isinstance(fault, KeyboardInterrupt):
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
            say(message(language, "cli.fault.internal", kind=kind.__name__, place=place))
        sys.stderr.flush()
        # An exception hook cannot choose the status; nothing of ours is left to close.
        os._exit(INTERRUPTED if isinstance(fault, KeyboardInterrupt) else FAILED)

    return hook


def say(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.buffer.write((plain(sentence) + "\n").encode("utf-8", "replace"))
    sys.stderr.flush()


def plain(text: str) -> str:
    """Text of a file on one line and without control characters, which a terminal would obey."""
    spaced = _BREAKS.sub(" ", text)
    return "".join(mark for mark in spaced if unicodedata.category(mark) not in ("Cc", "Cs"))


def _failed(path: Path, fault: OSError) -> Finding:
    return Finding("output-failed", "error", str(path), params={"cause": fault.strerror or ""})


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reader_left(fault: OSError) -> bool:
    # Windows reports a closed pipe as EINVAL.
    return isinstance(fault, BrokenPipeError) or (os.name == "nt" and fault.errno == 22)
